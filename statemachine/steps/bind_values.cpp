#include "statemachine/steps/bind_values.hpp"

#include <algorithm>

#include "statemachine/backup/owned_set.hpp"
#include "statemachine/steps/backup_of.hpp"

namespace netmend::steps {
namespace {

const RegistryValue* bind_in(const std::vector<RegistryValue>& values) {
    const auto found = std::find_if(values.begin(), values.end(),
                                    [](const RegistryValue& value) { return folded(value.name) == "bind"; });
    return found == values.end() ? nullptr : &*found;
}

} // namespace

Result<std::vector<BindValue>> missing_bind_values(Windows& windows, const Checkpoint& facts) {
    const Result<Backup> backup = backup_of(windows, facts);
    if (!backup && is_lost(backup.error()))
        return std::vector<BindValue>(); // lost since; what Windows wrote has to do
    if (!backup)
        return tl::unexpected(backup.error());
    const BackupRegistry found(*backup);
    std::vector<BindValue> missing;
    for (const char* path : linkage_keys) {
        const BackupKey* was = found.key_at(path);
        const RegistryValue* bind = was != nullptr ? bind_in(was->values) : nullptr;
        const Result<RegistryKey> now = windows.registry.read(path);
        if (!now && now.error().kind != ErrorKind::NotFound)
            return tl::unexpected(now.error());
        if (bind != nullptr && now && bind_in(now->values) == nullptr)
            missing.push_back({path, *bind});
    }
    return missing;
}

} // namespace netmend::steps
