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

// Folders may stand under their short names: WINDOW~1 for "windowsxp".
bool same_folder(std::string_view part, std::string_view name) {
    if (part == name)
        return true;
    const std::size_t tilde = part.find('~');
    return name.size() > 8 && tilde == 6 && part.size() > 7 && part.substr(0, tilde) == name.substr(0, tilde) &&
           part.find_first_not_of("0123456789", tilde + 1) == std::string_view::npos;
}

bool same_path(std::string_view path, std::string_view wanted) {
    while (!path.empty() && !wanted.empty()) {
        const std::size_t end = path.find('\\'), wanted_end = wanted.find('\\');
        if (!same_folder(path.substr(0, end), wanted.substr(0, wanted_end)))
            return false;
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
        wanted.remove_prefix(wanted_end == std::string_view::npos ? wanted.size() : wanted_end + 1);
    }
    return path.empty() && wanted.empty();
}

bool is_root(const std::string& folder, const std::string& root) {
    constexpr std::string_view drive_variable = "%systemdrive%";
    if (folder == "%systemroot%" || folder == "%windir%")
        return true;
    const bool by_variable = starts_with(folder, drive_variable);
    const std::string_view rest = std::string_view(folder).substr(by_variable ? drive_variable.size() : 2);
    if (!by_variable && !has_drive(folder))
        return false;
    if (root.empty())
        return rest == "\\windows" || rest == "\\winnt";
    return (by_variable || folder.compare(0, 2, root, 0, 2) == 0) && same_path(rest, std::string_view(root).substr(2));
}

// WOW64 shows programs of 32 bits SysWOW64 in the place of system32; both names lead there. Sysnative leads them to the
// other one, whose DLLs they cannot load, and programs of 64 bits do not see it.
bool is_system_folder(const std::string& folder, const SystemFolder& system) {
    const std::size_t slash = folder.rfind('\\');
    if (slash == std::string::npos || slash < 2)
        return false;
    const std::string_view last = std::string_view(folder).substr(slash + 1);
    const bool named = last == "system32" || (last == "syswow64" && system.x64 && system.bits != 64);
    return named && is_root(folder.substr(0, slash), system.root);
}

// In lower case, with one kind of slash, none of them doubled behind the start.
std::string plain(std::string_view raw) {
    std::string path = lower(raw);
    std::replace(path.begin(), path.end(), '/', '\\');
    if (path.size() > 2)
        path.erase(std::unique(path.begin() + 1, path.end(), [](char a, char b) { return a == '\\' && b == a; }),
                   path.end());
    return path;
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

PathKind kind_of_path(std::string_view raw, const SystemFolder& system) {
    const std::string path = plain(raw);
    if (path.find('\\') == std::string::npos)
        return PathKind::Bare;
    for (std::string_view folder : {"%systemroot%\\system32\\", "%windir%\\system32\\"}) // nearly every provider's
        if (starts_with(path, folder) && path.find('\\', folder.size()) == std::string::npos)
            return PathKind::System;
    if (is_odd_place(path))
        return PathKind::Unusual;
    if (is_system_folder(folder_of(path), system))
        return PathKind::System;
    const std::size_t percent = starts_with(path, "%") ? path.find('%', 1) : std::string::npos;
    const bool from_variable = percent != std::string::npos && percent + 1 < path.size() && path[percent + 1] == '\\';
    return from_variable || has_drive(path) ? PathKind::Usual : PathKind::Unusual;
}

// "Program Files" has another name in every language, and in all that we know of "progra" stands in it.
std::string own_folder(std::string_view raw, const SystemFolder& system) {
    if (kind_of_path(raw, system) != PathKind::Usual)
        return {};
    std::string folder = folder_of(plain(raw));
    const std::size_t slash = folder.rfind('\\');
    if (slash == std::string::npos) // a drive, or a variable, which stands for a folder that is shared
        return {};
    const std::string above = folder.substr(0, slash), name = folder.substr(slash + 1);
    const bool on_top = above.ends_with(':') || above == "%systemdrive%";
    const bool shared = is_root(folder, system.root) || is_root(above, system.root) || name == "common files" ||
                        (on_top && name.find("progra") != std::string::npos);
    return shared ? std::string() : folder;
}

bool is_remote(std::string_view path) {
    const auto slash = [](char c) { return c == '\\' || c == '/'; };
    return path.size() > 1 && slash(path[0]) && (slash(path[1]) || path[1] == '?');
}

std::string file_of(std::string_view path) {
    const std::size_t slash = path.find_last_of("\\/");
    return lower(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

bool is_one_of(const std::string& file, const std::vector<std::string>& dlls) {
    return std::find(dlls.begin(), dlls.end(), file) != dlls.end();
}

} // namespace netmend::winsock
