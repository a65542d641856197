// The backup that netmend restores from: its own tree of the owned set (names, types, bytes, descriptors). It is read
// in one go before the first change, encoded, saved, read back, and compared; putting back is put_back.hpp. A key that
// cannot be read makes the whole reading fail: "could not look" means no backup, so nothing is changed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/read_only_registry.hpp"

namespace netmend {

struct BackupKey {
    std::string path;
    Bytes descriptor;                  // empty where it could not be read
    std::vector<RegistryValue> values; // the owned ones
    bool operator==(const BackupKey&) const = default;
};

struct Backup {
    std::vector<BackupKey> keys;           // parents before their children
    std::vector<std::string> absent_roots; // of owned_roots(): not there when the backup was made
    std::string owned_set;                 // owned_set_digest() of the netmend that made it
    bool operator==(const Backup&) const = default;
};

// Bounded by limits.hpp. Busy: a key went away while we read. Any other error is that of the key that could not be
// read.
Result<Backup> read_owned_set(Registry& registry);

Bytes encode_backup(const Backup& backup);
Result<Unwrapped> unwrap_backup(const Bytes& data);
// Corrupt, TooLarge, or Unsupported: written by a newer netmend.
Result<Backup> decode_backup(const Unwrapped& unwrapped);
Result<Backup> decode_backup(const Bytes& data);

struct Difference {
    enum class Kind { KeyMissing, KeyAdded, ValueMissing, ValueAdded, ValueChanged, DescriptorChanged };
    std::string path;
    std::string value; // empty for the kinds of a key, and for a key's default value
    Kind kind = Kind::KeyMissing;
    std::string text; // a sentence for a person
};

// What is no longer as it was. Order and case of names are irrelevant; an empty descriptor on either side is not
// compared. A missing or added key stands for all that is in it.
std::vector<Difference> differences(const Backup& was, const Backup& is);

// Forgets differences at or below these keys: what is there is somebody's own act, with an undoing of its own.
void leave_out(std::vector<Difference>& differences, const std::vector<std::string>& keys);

// A read-only view, so that code that reads the registry can look into a backup. The backup must outlive it.
class BackupRegistry final : public ReadOnlyRegistry {
  public:
    explicit BackupRegistry(const Backup& backup);
    Result<RegistryKey> read(const std::string& path) override;

    const BackupKey* key_at(const std::string& path) const; // null: not in the backup

  private:
    struct Node {
        const BackupKey* key = nullptr;
        std::vector<std::string> subkeys;
    };
    std::map<std::string, Node> nodes_; // by folded path
};

} // namespace netmend
