#include "statemachine/backup/backup.hpp"

#include <algorithm>

#include "statemachine/backup/owned_set.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {

namespace {

// Walks from one root down, into every key that is owned or leads to one that is.
class Reader {
  public:
    Reader(Registry& registry, Backup& backup) : registry_(registry), backup_(backup) {}

    Result<void> read_root(const OwnedRoot& root) {
        const Result<RegistryKey> key = registry_.read(root.path);
        if (key)
            return keep(root.path, Owned(root.path), *key, 1);
        if (key.error().kind != ErrorKind::NotFound)
            return tl::unexpected(key.error());
        backup_.absent_roots.push_back(root.path);
        return {};
    }

  private:
    Result<void> read_below(const std::string& path, const Owned& owned, int depth) {
        if (depth > limits::registry_depth_max)
            return fail(ErrorKind::TooLarge, "The registry is nested too deeply at " + path + ".");
        const Result<RegistryKey> key = registry_.read(path);
        if (key)
            return keep(path, owned, *key, depth);
        // It was listed a moment ago: somebody is changing this tree, and a copy of it now would be half of each.
        if (key.error().kind == ErrorKind::NotFound)
            return fail(ErrorKind::Busy, "The registry key " + path + " went away while it was being read.");
        return tl::unexpected(key.error());
    }

    Result<void> keep(const std::string& path, const Owned& owned, const RegistryKey& key, int depth) {
        if (++keys_read_ > limits::registry_keys_max)
            return fail(ErrorKind::TooLarge, "There are too many registry keys at " + path + ".");
        if (owned.ownership() != Ownership::None) {
            BackupKey kept{path, key.descriptor, {}};
            for (const RegistryValue& value : key.values) {
                if (!owned.value(value.name))
                    continue;
                if (value.data.size() > limits::registry_value_bytes_max)
                    return fail(ErrorKind::TooLarge, "The registry value \"" + value.name + "\" of " + path +
                                                         " is larger than netmend can back up.");
                kept.values.push_back(value);
            }
            backup_.keys.push_back(std::move(kept));
        }
        for (const std::string& name : key.subkeys) {
            const Owned below = owned.below(name);
            if (!below.leads_on())
                continue;
            if (Result<void> done = read_below(path + "\\" + name, below, depth + 1); !done)
                return done;
        }
        return {};
    }

    Registry& registry_;
    Backup& backup_;
    std::size_t keys_read_ = 0; // below this root
};

} // namespace

Result<Backup> read_owned_set(Registry& registry) {
    Backup backup;
    backup.owned_set = owned_set_digest();
    for (const OwnedRoot& root : owned_roots())
        if (Result<void> done = Reader(registry, backup).read_root(root); !done)
            return tl::unexpected(done.error());
    return backup;
}

BackupRegistry::BackupRegistry(const Backup& backup) {
    for (const BackupKey& key : backup.keys)
        nodes_[folded(key.path)].key = &key;
    for (const BackupKey& key : backup.keys) {
        const std::size_t slash = key.path.rfind('\\');
        if (slash == std::string::npos)
            continue;
        const auto parent = nodes_.find(folded(key.path.substr(0, slash)));
        if (parent != nodes_.end())
            parent->second.subkeys.push_back(key.path.substr(slash + 1));
    }
}

const BackupKey* BackupRegistry::key_at(const std::string& path) const {
    const auto found = nodes_.find(folded(path));
    return found == nodes_.end() ? nullptr : found->second.key;
}

Result<RegistryKey> BackupRegistry::read(const std::string& path) {
    const auto found = nodes_.find(folded(path));
    if (found == nodes_.end())
        return fail(ErrorKind::NotFound, "The backup has no key " + path + ".");
    const BackupKey& key = *found->second.key;
    return RegistryKey{found->second.subkeys, key.values, key.descriptor};
}

} // namespace netmend
