#include "statemachine/backup/put_back.hpp"

#include "statemachine/backup/owned_set.hpp"

namespace netmend {

namespace {

using Kind = Difference::Kind;

class PuttingBack {
  public:
    PuttingBack(Registry& registry, const Backup& backup) : registry_(registry) {
        for (const BackupKey& key : backup.keys)
            keys_[folded(key.path)] = &key;
    }

    // First what was added goes, then what is missing comes, parents before children (the order of the backup), and
    // permissions last. Nothing here depends on how far an earlier attempt got: each change is one that a comparison
    // asked for, and a change that was made is no longer a difference.
    Result<void> apply(const std::vector<Difference>& changes) {
        for (const bool removing : {true, false})
            for (const Difference& change : changes)
                if (is_addition(change.kind) == removing && change.kind != Kind::DescriptorChanged)
                    if (Result<void> done = undo(change); !done)
                        return done;
        for (const Difference& change : changes)
            if (change.kind == Kind::DescriptorChanged)
                if (Result<void> done = undo(change); !done)
                    return done;
        return {};
    }

  private:
    static bool is_addition(Kind kind) { return kind == Kind::KeyAdded || kind == Kind::ValueAdded; }

    Result<void> undo(const Difference& change) {
        switch (change.kind) {
        case Kind::KeyAdded:
            return registry_.erase_tree(change.path);
        case Kind::ValueAdded:
            return registry_.erase_value(change.path, change.value);
        case Kind::KeyMissing:
            return recreate(*keys_.at(folded(change.path)));
        case Kind::ValueMissing:
        case Kind::ValueChanged:
            return set_value(*keys_.at(folded(change.path)), change.value);
        case Kind::DescriptorChanged:
            return registry_.create(change.path, keys_.at(folded(change.path))->descriptor);
        }
        return {};
    }

    Result<void> recreate(const BackupKey& key) {
        if (Result<void> done = registry_.create(key.path, key.descriptor); !done)
            return done;
        for (const RegistryValue& value : key.values)
            if (Result<void> done = registry_.set(key.path, value); !done)
                return done;
        return {};
    }

    Result<void> set_value(const BackupKey& key, const std::string& name) {
        for (const RegistryValue& value : key.values)
            if (folded(value.name) == folded(name))
                return registry_.set(key.path, value);
        return {};
    }

    Registry& registry_;
    std::map<std::string, const BackupKey*> keys_;
};

} // namespace

Result<PutBackOutcome> put_back(Registry& registry, const Backup& backup, const std::vector<std::string>& left) {
    const Result<Backup> found = read_owned_set(registry);
    if (!found)
        return tl::unexpected(found.error());
    PutBackOutcome outcome{differences(backup, *found)};
    leave_out(outcome.put_back, left);
    if (Result<void> done = PuttingBack(registry, backup).apply(outcome.put_back); !done)
        return tl::unexpected(done.error());
    // Also when nothing differed: an earlier attempt may have been stopped just before its flush.
    if (Result<void> done = registry.flush(); !done)
        return tl::unexpected(done.error());

    const Result<Backup> now = read_owned_set(registry);
    if (!now)
        return tl::unexpected(now.error());
    std::vector<Difference> open = differences(backup, *now);
    leave_out(open, left);
    if (!open.empty())
        return fail(ErrorKind::Failed, "Not everything is as it was after putting it back (" +
                                           std::to_string(open.size()) + " differences). " + open.front().text);
    return outcome;
}

} // namespace netmend
