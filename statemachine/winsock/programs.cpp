#include "statemachine/winsock/programs.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

constexpr std::size_t keys_max = 1000; // looked at; a plain Windows has six

// The first error, where there is one, beside what could be read.
std::vector<CategorizedProgram> read(Registry& registry, const std::string& parameters, std::optional<Error>& error) {
    std::vector<CategorizedProgram> programs;
    const std::string path = parameters + "\\AppId_Catalog";
    const Result<std::optional<RegistryKey>> list = read_if_there(registry, path);
    if (!list)
        error = list.error();
    if (!list || !*list)
        return programs;
    if ((*list)->subkeys.size() > keys_max)
        error = Error{ErrorKind::TooLarge, "The key HKLM\\" + path + " has more keys than are looked at."};
    std::size_t looked = 0;
    for (const std::string& name : (*list)->subkeys) {
        if (++looked > keys_max)
            break;
        const Result<std::optional<RegistryKey>> key = read_if_there(registry, path + "\\" + name);
        if (!key && !error)
            error = key.error();
        if (!key || !*key)
            continue;
        const std::optional<std::string> program = text_of(**key, "AppFullPath");
        const std::optional<std::uint32_t> permitted = dword_of(**key, "PermittedLspCategories");
        if (program && !program->empty() && permitted)
            programs.push_back({name, *program, text_of(**key, "AppArgs").value_or(std::string()), *permitted});
    }
    return programs;
}

} // namespace

std::vector<CategorizedProgram> read_programs(Registry& registry, const std::string& parameters) {
    std::optional<Error> ignored;
    return read(registry, parameters, ignored);
}

Result<std::vector<CategorizedProgram>> all_programs(Registry& registry, const std::string& parameters) {
    std::optional<Error> error;
    std::vector<CategorizedProgram> programs = read(registry, parameters, error);
    return error ? Result<std::vector<CategorizedProgram>>(tl::unexpected(*error)) : std::move(programs);
}

std::optional<std::string> key_name_of(const std::string& path) {
    constexpr std::uint32_t factor = 37, spread = 314159269, prime = 1000000007;
    std::uint32_t hash = 0;
    for (const char c : path.substr(std::min<std::size_t>(path.size(), 1))) {
        if (static_cast<unsigned char>(c) >= 0x80)
            return std::nullopt;
        hash = hash * factor + static_cast<std::uint32_t>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    hash *= spread;
    if (hash >= 0x80000000u)
        hash = 0u - hash;
    char name[9];
    std::snprintf(name, sizeof name, "%08X", static_cast<unsigned>(hash % prime));
    return name;
}

} // namespace netmend::winsock
