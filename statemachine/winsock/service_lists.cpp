#include "statemachine/winsock/service_lists.hpp"

#include <algorithm>
#include <iterator>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

std::vector<std::string> names_in(std::string_view list) {
    std::vector<std::string> names;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        names.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return names;
}

bool is_usual_somewhere(const ServiceRow& row, const std::string& name) {
    return std::any_of(std::begin(row.depends_on), std::end(row.depends_on),
                       [&](std::string_view list) { return has_text(names_in(list), name); });
}

} // namespace

std::vector<std::string> dependencies_of(const RegistryKey& service) {
    std::vector<std::string> names = texts_of(service, "DependOnService");
    std::erase_if(names, [](const std::string& name) { return name.empty() || name.front() == '+'; });
    return names;
}

std::vector<std::string> default_dependencies(const ServiceRow& row, const SystemIdentity& identity) {
    const BuildColumn build = build_column(identity);
    const bool alike = std::all_of(std::begin(row.depends_on), std::end(row.depends_on),
                                   [&](std::string_view list) { return list == row.depends_on[0]; });
    return names_in(build.exact || alike ? row.depends_on[build.column] : std::string_view());
}

Result<ListLook> look_at_list(Registry& registry, const ServiceRow& row, const RegistryKey& service,
                              const SystemIdentity& identity) {
    ListLook look;
    const std::vector<std::string> names = dependencies_of(service);
    for (const std::string& name : default_dependencies(row, identity)) {
        if (has_text(names, name))
            continue;
        const Result<std::optional<RegistryKey>> key = read_if_there(registry, service_key(name));
        if (!key)
            return tl::unexpected(key.error());
        if (*key && dword_of(**key, "Start").value_or(disabled) < disabled)
            look.lacking.push_back(name);
    }
    std::copy_if(names.begin(), names.end(), std::back_inserter(look.others),
                 [&](const std::string& name) { return !is_usual_somewhere(row, name); });
    return look;
}

} // namespace netmend::winsock
