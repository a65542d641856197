#include "statemachine/winsock/provider_path.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"

namespace netmend::winsock {
namespace {

bool starts_with(const std::string& text, std::string_view start) {
    return text.compare(0, start.size(), start) == 0;
}

bool has_drive(const std::string& path) {
    return path.size() > 2 && path[0] >= 'a' && path[0] <= 'z' && path[1] == ':' && path[2] == '\\';
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('\\');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

bool is_system_folder(const std::string& folder) {
    for (const char* root : {"%systemroot%", "%windir%"})
        for (const char* system : {"\\system32", "\\syswow64", "\\sysnative"})
            if (folder == std::string(root) + system)
                return true;
    // "C:\WINDOWS\system32", also D:\WINNT: a folder directly below the drive.
    const std::size_t second = folder.find('\\', 3);
    if (!has_drive(folder) || second == std::string::npos)
        return false;
    const std::string rest = folder.substr(second);
    return rest == "\\system32" || rest == "\\syswow64" || rest == "\\sysnative";
}

// A list of what is odd, not of what is usual: "Program Files" has another name in every language.
bool is_odd_place(const std::string& path) {
    static constexpr std::string_view odd[] = {
        "\\temp\\",    "\\tmp\\",      "\\users\\",        "\\documents and settings\\",
        "\\appdata\\", "\\recycler\\", "\\$recycle.bin\\", "%temp%",
        "%tmp%",       "%appdata%",    "%localappdata%",   "%userprofile%",
        "\\..\\"};
    return std::any_of(std::begin(odd), std::end(odd),
                       [&](std::string_view part) { return path.find(part) != std::string::npos; });
}

} // namespace

PathKind kind_of_path(std::string_view raw) {
    std::string path = lower(raw);
    std::replace(path.begin(), path.end(), '/', '\\');
    if (path.find('\\') == std::string::npos)
        return PathKind::Bare;
    for (std::string_view folder : {"%systemroot%\\system32\\", "%windir%\\system32\\"}) // nearly every provider's
        if (starts_with(path, folder) && path.find('\\', folder.size()) == std::string::npos)
            return PathKind::System;
    if (is_odd_place(path))
        return PathKind::Unusual;
    if (is_system_folder(folder_of(path)))
        return PathKind::System;
    const std::size_t percent = starts_with(path, "%") ? path.find('%', 1) : std::string::npos;
    const bool from_variable = percent != std::string::npos && percent + 1 < path.size() && path[percent + 1] == '\\';
    return from_variable || has_drive(path) ? PathKind::Usual : PathKind::Unusual;
}

std::string file_of(std::string_view path) {
    const std::size_t slash = path.find_last_of("\\/");
    return lower(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

bool is_one_of(const std::string& file, const std::vector<std::string>& dlls) {
    return std::find(dlls.begin(), dlls.end(), file) != dlls.end();
}

} // namespace netmend::winsock
