#include "service/windows/paths.hpp"

#include <windows.h>

#include <shlobj.h>

#include <cwchar>

#include "service/windows/handle.hpp"
#include "service/windows/late.hpp"

namespace netmend::win32 {
namespace {

constexpr wchar_t shell_folders[] = L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders";

std::wstring folder_from(UINT(WINAPI* function)(LPWSTR, UINT)) {
    wchar_t buffer[MAX_PATH + 1];
    const UINT length = function(buffer, MAX_PATH + 1);
    return length > 0 && length <= MAX_PATH ? std::wstring(buffer, length) : std::wstring();
}

} // namespace

std::wstring system_folder() {
    return folder_from(&::GetSystemDirectoryW);
}

std::wstring windows_folder() {
    return folder_from(&::GetSystemWindowsDirectoryW); // not the private one of a terminal session
}

std::wstring program_folder() {
    std::wstring path(32768, L'\0');
    path.resize(::GetModuleFileNameW(/*hModule=*/nullptr, path.data(), static_cast<DWORD>(path.size())));
    const std::size_t slash = path.find_last_of(L'\\');
    return slash == std::wstring::npos ? std::wstring() : path.substr(0, slash);
}

// As the shell has written it down for the whole machine, which spares loading the shell; the shell itself where that
// says nothing usable. Nothing here is expanded: a service and a person's shell need not agree about %ProgramData%.
std::wstring common_application_data() {
    RegistryHandle key;
    wchar_t folder[MAX_PATH] = L"";
    DWORD size = sizeof folder - sizeof(wchar_t), type = 0;
    const bool found =
        ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, shell_folders, 0, KEY_QUERY_VALUE, key.put()) == ERROR_SUCCESS &&
        ::RegQueryValueExW(key.get(), L"Common AppData", /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(folder),
                           &size) == ERROR_SUCCESS &&
        type == REG_SZ;
    if (found && folder[0] != 0 && folder[1] == L':' && !std::wcschr(folder, L'%'))
        return folder;
    using GetFolderPath = HRESULT WINAPI(HWND, int, HANDLE, DWORD, wchar_t*);
    const auto get_folder_path = late<GetFolderPath>(L"shell32.dll", "SHGetFolderPathW");
    if (!get_folder_path ||
        get_folder_path(/*hwnd=*/nullptr, CSIDL_COMMON_APPDATA, /*hToken=*/nullptr, SHGFP_TYPE_CURRENT, folder) != S_OK)
        return {};
    return folder;
}

// Below the Windows folder, because users cannot create there, and because it is the one place that the recovery console
// of Windows 2000 and XP lets anybody into.
std::wstring state_folder() {
    const std::wstring parent = windows_folder();
    return parent.empty() ? std::wstring() : parent + L"\\netmend";
}

std::wstring older_state_folder() {
    const std::wstring parent = common_application_data();
    return parent.empty() ? std::wstring() : parent + L"\\netmend";
}

bool is_file(const std::wstring& path) {
    const DWORD attributes = ::GetFileAttributesW(path.c_str());
    return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

} // namespace netmend::win32
