#include "service/windows/paths.hpp"

#include <windows.h>

#include <shlobj.h>

namespace netmend::win32 {
namespace {

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

std::wstring common_application_data() {
    wchar_t buffer[MAX_PATH];
    if (::SHGetFolderPathW(/*hwnd=*/nullptr, CSIDL_COMMON_APPDATA, /*hToken=*/nullptr, SHGFP_TYPE_CURRENT, buffer) !=
        S_OK)
        return {};
    return buffer;
}

std::wstring state_folder() {
    const std::wstring parent = common_application_data();
    return parent.empty() ? std::wstring() : parent + L"\\netmend";
}

bool is_file(const std::wstring& path) {
    const DWORD attributes = ::GetFileAttributesW(path.c_str());
    return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

} // namespace netmend::win32
