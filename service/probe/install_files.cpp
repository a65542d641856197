#include "service/probe/install_files.hpp"

#include <windows.h>

#include <algorithm>

#include "service/windows/handle.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/text.hpp"

namespace netmend::probe {
namespace {

using Lines = std::vector<std::wstring>;

constexpr wchar_t install_section[] = L"MS_TCPIP.PrimaryInstall"; // windows-facts, 3.2
constexpr DWORD section_characters_max = 32768;

std::wstring trimmed(const std::wstring& text) {
    const std::size_t first = text.find_first_not_of(L" \t");
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(L" \t") - first + 1);
}

// An INF is written like an INI file; the section's lines as they stand, without comments.
Lines section(const std::wstring& inf, const std::wstring& name) {
    std::wstring text(section_characters_max, L'\0');
    text.resize(::GetPrivateProfileSectionW(name.c_str(), text.data(), section_characters_max, inf.c_str()));
    Lines lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(L'\0', at), text.size());
        const std::wstring line =
            trimmed(text.substr(at, text.find(L';', at) < end ? text.find(L';', at) - at : end - at));
        if (!line.empty())
            lines.push_back(line);
        at = end + 1;
    }
    return lines;
}

Lines parts(const std::wstring& list) {
    Lines found;
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(L',', at), list.size());
        if (const std::wstring part = trimmed(list.substr(at, end - at)); !part.empty())
            found.push_back(part);
        at = end + 1;
    }
    return found;
}

std::wstring value_in(const Lines& lines, const std::wstring& name) {
    for (const std::wstring& line : lines)
        if (const std::size_t equals = line.find(L'=');
            equals != line.npos && ::lstrcmpiW(trimmed(line.substr(0, equals)).c_str(), name.c_str()) == 0)
            return trimmed(line.substr(equals + 1));
    return {};
}

// The INF's numbers for folders (documented under DestinationDirs).
std::wstring folder_of(const std::wstring& directory) {
    const Lines pieces = parts(directory);
    if (pieces.empty())
        return win32::system_folder();
    const std::wstring below = pieces.size() > 1 ? L"\\" + pieces[1] : L"";
    switch (std::wcstol(pieces[0].c_str(), nullptr, 10)) {
    case 10:
        return win32::windows_folder() + below;
    case 12:
        return win32::system_folder() + L"\\drivers" + below;
    case 17:
        return win32::windows_folder() + L"\\inf" + below;
    default:
        return win32::system_folder() + below;
    }
}

// A folder on a disk of this machine: a CD may be taken out, and a network folder is gone with TCP/IP.
std::wstring local_source() {
    wchar_t text[MAX_PATH] = L"";
    DWORD size = sizeof text, type = 0;
    win32::RegistryHandle key;
    if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Setup", 0, KEY_READ,
                        key.put()) != ERROR_SUCCESS)
        return {};
    const LONG code = ::RegQueryValueExW(key.get(), L"SourcePath", /*lpReserved=*/nullptr, &type,
                                         reinterpret_cast<BYTE*>(text), &size);
    std::wstring path(text, code == ERROR_SUCCESS && type == REG_SZ ? ::wcsnlen(text, size / sizeof(wchar_t)) : 0);
    while (!path.empty() && path.back() == L'\\')
        path.pop_back();
    if (path.size() < 2 || path[1] != L':' || ::GetDriveTypeW((path.substr(0, 2) + L"\\").c_str()) != DRIVE_FIXED)
        return {};
    return path;
}

bool is_somewhere(const std::wstring& file, const std::wstring& place) {
    const std::wstring windows = win32::windows_folder();
    const std::wstring cache = windows + L"\\Driver Cache\\i386\\";
    for (const std::wstring& path :
         {place + L"\\" + file, cache + file, windows + L"\\ServicePackFiles\\i386\\" + file})
        if (win32::is_file(path))
            return true;
    const std::wstring source = local_source();
    if (source.empty())
        return false;
    // Source files are compressed: the last letter of the name is an underscore.
    const std::wstring packed = file.empty() ? file : file.substr(0, file.size() - 1) + L"_";
    return win32::is_file(source + L"\\i386\\" + file) || win32::is_file(source + L"\\i386\\" + packed);
}

} // namespace

std::vector<std::string> missing_install_files() {
    const std::wstring inf = win32::windows_folder() + L"\\inf\\nettcpip.inf";
    const Lines install = section(inf, install_section);
    if (install.empty())
        return {win32::narrow(inf)};
    std::vector<std::string> missing;
    const Lines places = section(inf, L"DestinationDirs");
    const std::wstring otherwise = value_in(places, L"DefaultDestDir");
    for (const std::wstring& list : parts(value_in(install, L"CopyFiles"))) {
        const bool one_file = list.front() == L'@';
        const std::wstring named = one_file ? std::wstring() : value_in(places, list);
        const std::wstring place = folder_of(named.empty() ? otherwise : named);
        for (const std::wstring& line : one_file ? Lines{list.substr(1)} : section(inf, list)) {
            const Lines fields = parts(line); // target, source where it has another name, flags
            if (fields.empty())
                continue;
            if (!is_somewhere(fields[0], place) && !is_somewhere(fields.size() > 1 ? fields[1] : fields[0], place))
                missing.push_back(win32::narrow(fields[0]));
        }
    }
    return missing;
}

} // namespace netmend::probe
