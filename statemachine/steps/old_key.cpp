#include "statemachine/steps/old_key.hpp"

#include <algorithm>

#include "statemachine/owned_set.hpp"
#include "statemachine/winsock/catalog.hpp"

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

} // namespace netmend::steps
