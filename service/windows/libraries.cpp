#include "service/windows/libraries.hpp"

#include <windows.h>

#include <initializer_list>
#include <string>

#include "service/windows/late.hpp"
#include "service/windows/paths.hpp"

namespace netmend::win32 {
namespace {

constexpr DWORD search_user_dirs = 0x400, search_system32 = 0x800; // LOAD_LIBRARY_SEARCH_...

std::wstring environment(const wchar_t* name) {
    std::wstring text(32767, L'\0');
    const DWORD length = ::GetEnvironmentVariableW(name, text.data(), static_cast<DWORD>(text.size()));
    text.resize(length < text.size() ? length : 0);
    return text;
}

// Full paths only: the others would depend on the current folder.
void add_windows_and_path() {
    using AddDirectory = void* WINAPI(const wchar_t*);
    const auto add = late<AddDirectory>(L"kernel32.dll", "AddDllDirectory");
    if (!add)
        return;
    add(windows_folder().c_str());
    const std::wstring path = environment(L"PATH") + L";";
    for (std::size_t at = 0, end; (end = path.find(L';', at)) != std::wstring::npos; at = end + 1) {
        const std::wstring folder = path.substr(at, end - at);
        if (folder.size() > 3 && folder[1] == L':' && folder[2] == L'\\')
            add(folder.c_str());
    }
}

} // namespace

void never_load_from_own_folder(Libraries allowed) {
    using SetDirectories = BOOL WINAPI(DWORD);
    using SetDirectory = BOOL WINAPI(const wchar_t*);
    const bool others = allowed == Libraries::AsOthersFindThem;
    if (const auto set = late<SetDirectories>(L"kernel32.dll", "SetDefaultDllDirectories")) {
        if (others)
            add_windows_and_path();
        if (set(others ? search_system32 | search_user_dirs : search_system32))
            return;
    }
    if (const auto set = late<SetDirectory>(L"kernel32.dll", "SetDllDirectoryW")) // XP with Service Pack 1 and later
        set(L"");                                                                 // the current folder is left out
    for (const wchar_t* name : {L"ntmarta.dll", L"secur32.dll", L"netapi32.dll", L"cryptbase.dll", L"sspicli.dll"})
        system_library(name);
    if (others)
        for (const wchar_t* name : {L"ws2help.dll", L"ws2_32.dll", L"mswsock.dll", L"wshtcpip.dll", L"dnsapi.dll",
                                    L"iphlpapi.dll", L"rasadhlp.dll", L"hnetcfg.dll", L"setupapi.dll", L"clbcatq.dll"})
            system_library(name);
}

} // namespace netmend::win32
