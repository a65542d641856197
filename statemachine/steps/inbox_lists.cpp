#include "statemachine/steps/inbox_lists.hpp"

#include <algorithm>
#include <cstdio>

#include "statemachine/backup/owned_set.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/inbox.hpp"
#include "statemachine/winsock/known_providers.hpp"

namespace netmend::steps {
namespace {

bool is_old_key(const std::string& path) {
    const std::string old_key = folded(winsock::winsock1_key);
    const std::string name = folded(path);
    return name == old_key || name.starts_with(old_key + "\\");
}

bool has_value(const RegistryKey& key, const std::string& name) {
    return std::any_of(key.values.begin(), key.values.end(),
                       [&](const RegistryValue& value) { return folded(value.name) == folded(name); });
}

} // namespace

Result<void> give_back_old_key(Registry& registry, const Backup& backup) {
    for (const BackupKey& was : backup.keys) {
        if (!is_old_key(was.path))
            continue;
        Result<RegistryKey> live = registry.read(was.path);
        if (!live && live.error().kind != ErrorKind::NotFound)
            return tl::unexpected(live.error());
        if (!live)
            if (const Result<void> created = registry.create(was.path, was.descriptor); !created)
                return created;
        for (const RegistryValue& value : was.values) {
            if (live && has_value(*live, value.name))
                continue;
            if (const Result<void> set = registry.set(was.path, value); !set)
                return set;
        }
    }
    return {};
}

namespace {

constexpr std::uint32_t reg_dword = 4;

RegistryValue dword(const std::string& name, std::uint32_t number) {
    RegistryValue value{name, reg_dword, {}};
    for (int byte = 0; byte < 4; ++byte)
        value.data.push_back(static_cast<std::uint8_t>(number >> (8 * byte)));
    return value;
}

std::string entry_name(std::size_t number) {
    char name[16];
    std::snprintf(name, sizeof name, "%012u", static_cast<unsigned>(number));
    return name;
}

// Appends the entry to the list and counts it; in this order a cut leaves an entry too many, never one too few.
Result<void> append_entry(Registry& registry, const winsock::NamespaceCatalog& list, std::size_t number,
                          const BackupKey& was) {
    const std::string path = list.path + "\\" + entry_name(number);
    if (const Result<void> created = registry.create(path, was.descriptor); !created)
        return created;
    for (const RegistryValue& value : was.values)
        if (const Result<void> set = registry.set(path, value); !set)
            return set;
    const std::string catalog = list.path.substr(0, list.path.rfind('\\'));
    const char* count = list.bits == 64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries";
    return registry.set(catalog, dword(count, static_cast<std::uint32_t>(number)));
}

bool is_there(const winsock::NamespaceCatalog& list, const winsock::Guid& provider) {
    return std::any_of(list.entries.begin(), list.entries.end(),
                       [&](const winsock::NamespaceEntry& entry) { return entry.provider == provider; });
}

Result<void> give_back_list(Registry& registry, const BackupRegistry& view, const winsock::NamespaceCatalog& was,
                            const winsock::NamespaceCatalog& is, const std::vector<winsock::InboxProvider>& missing) {
    std::size_t number = is.entries.size() + is.malformed.size();
    for (const winsock::NamespaceEntry& entry : was.entries) {
        const std::string name = winsock::guid_text(entry.provider);
        const bool wanted = std::any_of(missing.begin(), missing.end(), [&](const winsock::InboxProvider& provider) {
            return provider.name_space && provider.bits == was.bits && provider.provider == name;
        });
        const BackupKey* key = view.key_at(was.path + "\\" + entry.key_name);
        if (!wanted || key == nullptr || is_there(is, entry.provider))
            continue;
        if (const Result<void> appended = append_entry(registry, is, ++number, *key); !appended)
            return appended;
    }
    return {};
}

} // namespace

Result<void> give_back_name_spaces(Registry& registry, const Backup& backup, bool x64) {
    BackupRegistry view(backup);
    const Result<winsock::Catalogs> was = winsock::read_catalogs(view, x64);
    const Result<winsock::Catalogs> is = winsock::read_settled_catalogs(registry, x64);
    if (!was)
        return tl::unexpected(was.error());
    if (!is)
        return tl::unexpected(is.error());
    const std::vector<winsock::InboxProvider> missing = winsock::missing_inbox(*was, *is);
    for (std::size_t list = 0; list < was->name_space.size() && list < is->name_space.size(); ++list)
        if (const Result<void> given =
                give_back_list(registry, view, was->name_space[list], is->name_space[list], missing);
            !given)
            return given;
    return {};
}

} // namespace netmend::steps
