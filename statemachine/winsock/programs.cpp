#include "statemachine/winsock/programs.hpp"

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

constexpr std::size_t keys_max = 1000; // looked at; a plain Windows has six

} // namespace

std::vector<CategorizedProgram> read_programs(Registry& registry, const std::string& parameters) {
    std::vector<CategorizedProgram> programs;
    const std::string path = parameters + "\\AppId_Catalog";
    const Result<std::optional<RegistryKey>> list = read_if_there(registry, path);
    if (!list || !*list)
        return programs;
    std::size_t looked = 0;
    for (const std::string& name : (*list)->subkeys) {
        if (++looked > keys_max)
            break;
        const Result<std::optional<RegistryKey>> key = read_if_there(registry, path + "\\" + name);
        if (!key || !*key)
            continue;
        const std::optional<std::string> program = text_of(**key, "AppFullPath");
        const std::optional<std::uint32_t> permitted = dword_of(**key, "PermittedLspCategories");
        if (program && !program->empty() && permitted)
            programs.push_back({name, *program, text_of(**key, "AppArgs").value_or(std::string()), *permitted});
    }
    return programs;
}

} // namespace netmend::winsock
