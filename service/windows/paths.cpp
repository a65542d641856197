#include "service/windows/paths.hpp"

#include <windows.h>

#include <shlobj.h>

#include <cwchar>

#include "service/windows/handle.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"

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

std::wstring system_folder_32() {
    const auto function = late<UINT WINAPI(LPWSTR, UINT)>(L"kernel32.dll", "GetSystemWow64DirectoryW"); // XP and later
    return function ? folder_from(function) : std::wstring();
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

// Below the Windows folder, because users cannot create there, and because it is the one place that the recovery
// console of Windows 2000 and XP lets anybody into.
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

Result<std::wstring> program_path(const std::wstring& typed) {
    constexpr DWORD size = 32768; // characters, the longest path of Windows
    const auto refuse = [&](ErrorKind kind, const char* why) { return fail(kind, narrow(typed) + why); };
    if (typed.find_first_of(L"*?\"<>|") != std::wstring::npos)
        return refuse(ErrorKind::Unsupported, " names no single program.");
    std::wstring expanded(size, L'\0'), whole(size, L'\0'), spelt(size, L'\0');
    DWORD length = ::ExpandEnvironmentStringsW(typed.c_str(), expanded.data(), size);
    expanded.resize(length > 0 && length <= size ? length - 1 : 0);
    length = ::GetFullPathNameW(expanded.c_str(), size, whole.data(), /*lpFilePart=*/nullptr);
    whole.resize(length < size ? length : 0);
    // Only drives: "\\\\server" would be asked over the very network that may be broken.
    if (whole.size() < 4 || whole[1] != L':' || whole[2] != L'\\' || whole.find(L':', 2) != std::wstring::npos ||
        ::GetDriveTypeW(whole.substr(0, 3).c_str()) != DRIVE_FIXED)
        return refuse(ErrorKind::Unsupported, " lies on no fixed disk of this computer.");
    const DWORD attributes = ::GetFileAttributesW(whole.c_str());
    if (attributes == INVALID_FILE_ATTRIBUTES)
        return refuse(ErrorKind::NotFound, " was not found.");
    if (attributes & FILE_ATTRIBUTE_DIRECTORY)
        return refuse(ErrorKind::Unsupported, " is a folder.");
    const auto long_path_name = late<DWORD WINAPI(LPCWSTR, LPWSTR, DWORD)>(L"kernel32.dll", "GetLongPathNameW"); // XP
    length = long_path_name ? long_path_name(whole.c_str(), spelt.data(), size) : 0;
    if (length == 0 || length >= size)
        return refuse(ErrorKind::Failed, " could not be found as its disk spells it.");
    spelt.resize(length);
    return spelt;
}

} // namespace netmend::win32
