#include "statemachine/planning/uninstallation.hpp"

#include <algorithm>
#include <iterator>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend {
namespace {

using winsock::lower;

constexpr std::size_t programs_max = 2000, text_max = 2048;
constexpr const char* lists[] = {"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall",
                                 "SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall"};
constexpr const char* packages =
    "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Installer\\UserData\\S-1-5-18\\Products\\";
constexpr std::string_view blanks = " \t";

std::string text_in(const RegistryKey& key, const char* name) {
    std::string text = winsock::text_of(key, name).value_or("");
    return text.size() > text_max ? std::string() : text;
}

// Up to the quote that ends it, or to the end of the first word that ends in .exe, or of the first one.
std::string first_file(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (text.starts_with('"'))
        return std::string(text.substr(1, text.find('"', 1) - 1));
    const std::string small = lower(text);
    for (std::size_t at = small.find(".exe"); at != std::string::npos; at = small.find(".exe", at + 1))
        if (at + 4 == small.size() || blanks.find(small[at + 4]) != blanks.npos || small[at + 4] == '"')
            return std::string(text.substr(0, at + 4));
    return std::string(text.substr(0, text.find_first_of(blanks)));
}

class ListOfPrograms {
  public:
    ListOfPrograms(const mending::Product& product, const winsock::Catalogs& catalogs, Registry& registry,
                   System& system)
        : product_(product), catalogs_(catalogs), registry_(registry), system_(system) {}

    void look_at(const RegistryKey& entry) {
        const std::string name = winsock::shown(text_in(entry, "DisplayName")),
                          command = text_in(entry, "UninstallString");
        if (name.empty() || command.empty() || winsock::dword_of(entry, "SystemComponent").value_or(0) != 0 ||
            !text_in(entry, "ParentKeyName").empty()) // an update, or nothing that a person sees
            return;
        const std::string icon = text_in(entry, "DisplayIcon");
        const std::string places[] = {text_in(entry, "InstallLocation") + "\\", file_of_command(command),
                                      icon.substr(0, icon.rfind(','))};
        const bool is_its = std::any_of(std::begin(places), std::end(places),
                                        [&](const std::string& place) { return is_of_product(place); });
        if (is_its && is_there(command) && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }

    std::vector<std::string> names;

  private:
    std::string folder_of(std::string path, int bits) const {
        std::erase(path, '"');
        return winsock::own_folder(path, winsock::system_folder(catalogs_, bits));
    }

    bool is_of_product(const std::string& place) const {
        return std::any_of(product_.parts.begin(), product_.parts.end(), [&](const mending::ProductPart& part) {
            const std::string mine = folder_of(part.dll, part.bits), its = folder_of(place, part.bits);
            if (its.empty()) // among others, as in the system folder, the DLL itself is named
                return mine.empty() && !place.empty() && place.back() != '\\' &&
                       winsock::file_of(place) == winsock::file_of(part.dll);
            return !mine.empty() && (winsock::is_at_or_below(mine, its) || winsock::is_at_or_below(its, mine));
        });
    }

    bool is_there(const std::string& command) const {
        std::string file = file_of_command(command);
        if (winsock::file_of(file) == "msiexec.exe") {
            const std::string key = key_of_package(command);
            const auto package =
                key.empty() ? std::nullopt : winsock::read_if_there(registry_, key).value_or(std::nullopt);
            file = package ? text_in(*package, "LocalPackage") : std::string();
        }
        if (file.empty() || winsock::is_remote(file))
            return false;
        const int bits = catalogs_.x64 ? 64 : 32;
        return system_.on_fixed_disk(file, bits).value_or(false) && system_.file_exists(file, bits).value_or(false);
    }

    const mending::Product& product_;
    const winsock::Catalogs& catalogs_;
    Registry& registry_;
    System& system_;
};

} // namespace

std::string file_of_command(const std::string& command) {
    std::string file = first_file(command);
    const std::string program = winsock::file_of(file);
    if (program == "msiexec")
        return "msiexec.exe";
    if (program != "rundll32.exe" && program != "rundll32")
        return file;
    std::string_view rest(command);
    rest.remove_prefix(rest.find(file) + file.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\""), rest.size()));
    return std::string(rest.substr(0, rest.find_first_of("\",")));
}

// Windows Installer turns the digits of an id around, each of its numbers by itself.
std::string key_of_package(const std::string& command) {
    constexpr std::size_t digits_of_id = 32;
    constexpr unsigned char numbers[] = {8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2};
    const std::size_t open = command.find('{');
    if (open == std::string::npos || command.size() < open + 38 || command[open + 37] != '}')
        return {};
    std::string digits, packed;
    for (const char c : command.substr(open + 1, 36))
        if (c != '-')
            digits += c;
    if (digits.size() != digits_of_id ||
        std::any_of(digits.begin(), digits.end(), [](char c) { return winsock::hex_digit(c) == winsock::no_digit; }))
        return {};
    auto at = digits.begin();
    for (const unsigned char length : numbers) {
        packed.append(std::make_reverse_iterator(at + length), std::make_reverse_iterator(at));
        at += length;
    }
    return packages + packed + "\\InstallProperties";
}

std::vector<std::string> working_uninstallations(const mending::Product& product, const winsock::Catalogs& catalogs,
                                                 Registry& registry, System& system) {
    ListOfPrograms programs(product, catalogs, registry, system);
    std::size_t looked_at = 0;
    for (const std::string list : lists) {
        const auto all = winsock::read_if_there(registry, list).value_or(std::nullopt);
        for (const std::string& name : all ? all->subkeys : std::vector<std::string>())
            if (++looked_at <= programs_max)
                if (const auto entry = winsock::read_if_there(registry, list + "\\" + name).value_or(std::nullopt))
                    programs.look_at(*entry);
    }
    return std::move(programs.names);
}

} // namespace netmend
