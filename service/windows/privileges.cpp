#include "service/windows/privileges.hpp"

#include "service/windows/handle.hpp"

namespace netmend::win32 {

bool enable_privilege(const wchar_t* name) {
    KernelHandle token;
    if (!::OpenProcessToken(::GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, token.put()))
        return false;
    TOKEN_PRIVILEGES wanted{};
    wanted.PrivilegeCount = 1;
    wanted.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
    if (!::LookupPrivilegeValueW(/*lpSystemName=*/nullptr, name, &wanted.Privileges[0].Luid))
        return false;
    if (!::AdjustTokenPrivileges(token.get(), FALSE, &wanted, 0, /*PreviousState=*/nullptr, /*ReturnLength=*/nullptr))
        return false;
    return ::GetLastError() == ERROR_SUCCESS; // ERROR_NOT_ALL_ASSIGNED comes together with TRUE
}

} // namespace netmend::win32
