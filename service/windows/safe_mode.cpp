#include "service/windows/safe_mode.hpp"

#include "service/windows/handle.hpp"

namespace netmend::win32 {

bool safe_mode() {
    RegistryHandle key;
    DWORD option = 0, size = sizeof option, type = 0;
    return ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SYSTEM\\CurrentControlSet\\Control\\SafeBoot\\Option", 0,
                           KEY_QUERY_VALUE, key.put()) == ERROR_SUCCESS &&
           ::RegQueryValueExW(key.get(), L"OptionValue", /*lpReserved=*/nullptr, &type,
                              reinterpret_cast<BYTE*>(&option), &size) == ERROR_SUCCESS &&
           type == REG_DWORD && option != 0;
}

} // namespace netmend::win32
