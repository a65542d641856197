#include "statemachine/winsock/look.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

constexpr std::size_t shown_bytes_max = 300, shown_numbers_max = 10;

bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

} // namespace

std::string shown(std::string_view text) {
    return printable(text, shown_bytes_max);
}

std::string shown(const std::vector<std::uint32_t>& numbers) {
    std::string out;
    const std::size_t count = std::min(numbers.size(), shown_numbers_max);
    for (std::size_t i = 0; i < count; ++i)
        out += (i ? ", " : "") + std::to_string(numbers[i]);
    if (count < numbers.size())
        out += " and " + std::to_string(numbers.size() - count) + " more";
    return out;
}

Look::Dll Look::look_for(const std::string& path, int bits) {
    if (!dll_exists_)
        return Dll::NotChecked;
    if (is_remote(path)) {
        remote_names_.insert(shown(path));
        return Dll::NotChecked;
    }
    if (path.size() > path_characters_max) {
        endless_names_.insert(shown(path));
        return Dll::NotChecked;
    }
    // The catalog keeps paths in the code page of whoever wrote them; guessing it could call a good DLL missing.
    if (!is_ascii(path)) {
        unreadable_names_.insert(shown(path));
        return Dll::NotChecked;
    }
    const auto [at, is_new] = seen_.try_emplace({lower(path), bits}, Dll::NotChecked);
    if (!is_new)
        return at->second;
    const Result<bool> there = dll_exists_(path, bits);
    if (there)
        at->second = *there ? Dll::There : Dll::Missing;
    else if (!dll_error_)
        dll_error_ = there.error();
    return at->second;
}

Finding& Look::add(Severity severity, Code code, const char* catalog, int bits, std::string text) {
    findings_.push_back(make_finding(severity, code, catalog, bits, std::move(text)));
    return findings_.back();
}

std::string Look::name_of_list(const char* catalog, int bits) const {
    const std::string which = catalogs_.x64 ? std::to_string(bits) + "-bit " : std::string();
    return "The " + which + (std::string(catalog) == "namespace" ? "name-space" : catalog) + " catalog";
}

std::string Look::own_dll(const Guid& provider, const std::vector<std::string>& ever) const {
    const std::string_view dll = dll_on(identity_, provider);
    return "; its own DLL is " + (dll.empty() ? ever.front() : std::string(dll)) + " in the system folder.";
}

bool Look::is_file_of_this_windows(const std::string& path, const Guid& provider) const {
    const std::string file = file_of(path);
    return (file == "mswsock.dll" || file == dll_on(identity_, provider)) &&
           kind_of_path(path, SystemFolder{catalogs_.system_root, /*bits=*/0, catalogs_.x64}) == PathKind::System;
}

std::vector<Finding> Look::take() {
    if (!dll_exists_)
        add(Severity::Note, "dlls-not-checked", "protocol", 0,
            "Whether the DLLs of the providers exist was not checked.");
    if (dll_error_)
        add(Severity::Note, could_not_look_code, "protocol", 0,
            "Whether every DLL of the catalogs exists could not be looked at: " + shown(dll_error_->text));
    for (const std::string& path : unreadable_names_)
        add(Severity::Note, "dll-not-checked", "protocol", 0,
            "Whether \"" + path + "\" exists was not checked: its path is not plain ASCII.");
    for (const std::string& path : remote_names_)
        add(Severity::Note, "dll-not-checked", "protocol", 0,
            "Whether \"" + path + "\" exists was not checked: it lies on the network, or is a device.");
    for (const std::string& path : endless_names_)
        add(Severity::Note, "dll-not-checked", "protocol", 0,
            "Whether \"" + path + "\" exists was not checked: that is longer than any path.");
    return std::move(findings_);
}

} // namespace netmend::winsock
