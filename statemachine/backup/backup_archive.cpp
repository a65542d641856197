// A backup as bytes: an archive of ours (byte_archive.hpp) in the envelope.
#include <istream>
#include <ostream>
#include <set>
#include <stdexcept>

#include "statemachine/backup/backup.hpp"
#include "statemachine/backup/owned_set.hpp"
#include "statemachine/base/byte_archive.hpp"
#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text_streams.hpp"

namespace netmend {

namespace {

constexpr std::uint32_t backup_format = 1;

// Saved in this order; fields are only ever added, at the end, with a new format.
class Saver : ByteSaver {
  public:
    explicit Saver(std::ostream& stream) : ByteSaver(stream) {}

    void save(const Backup& backup) {
        save_bytes(backup.owned_set);
        save_count(backup.absent_roots.size());
        for (const std::string& root : backup.absent_roots)
            save_bytes(root);
        save_count(backup.keys.size());
        for (const BackupKey& key : backup.keys) {
            save_bytes(key.path);
            save_bytes(key.descriptor);
            save_count(key.values.size());
            for (const RegistryValue& value : key.values)
                save_value(value);
        }
    }
};

class Loader : ByteLoader {
  public:
    explicit Loader(std::istream& stream) : ByteLoader(stream) {}

    Backup load() {
        Backup backup;
        backup.owned_set = load_bytes<std::string>();
        for (std::uint64_t left = load_count(limits::registry_keys_max); left > 0; --left)
            backup.absent_roots.push_back(load_bytes<std::string>());
        for (std::uint64_t left = load_count(keys_max); left > 0; --left)
            backup.keys.push_back(load_key());
        refuse_doubles(backup);
        return backup;
    }

  private:
    // The reader counts keys for each root; there are fewer roots than this.
    static constexpr std::size_t keys_max = limits::registry_keys_max * 16;

    BackupKey load_key() {
        BackupKey key{load_bytes<std::string>(), load_bytes<Bytes>(), {}};
        for (std::uint64_t left = load_count(limits::registry_keys_max); left > 0; --left)
            key.values.push_back(load_value());
        return key;
    }

    // What is there twice could never be put back: each of the two would differ from the other.
    static void refuse_doubles(const Backup& backup) {
        std::set<std::string> paths;
        for (const BackupKey& key : backup.keys) {
            std::set<std::string> names;
            bool doubled = !paths.insert(folded(key.path)).second;
            for (const RegistryValue& value : key.values)
                doubled = doubled || !names.insert(folded(value.name)).second;
            if (doubled)
                throw std::invalid_argument("the key " + key.path + " or a value of it is there twice");
        }
    }
};

} // namespace

Bytes encode_backup(const Backup& backup) {
    TextSink sink;
    std::ostream stream(&sink);
    Saver(stream).save(backup);
    return wrap(Content::Backup, backup_format, sink.take());
}

Result<Unwrapped> unwrap_backup(const Bytes& data) {
    return unwrap(Content::Backup, data, limits::backup_bytes_max);
}

Result<Backup> decode_backup(const Unwrapped& unwrapped) {
    if (unwrapped.version > backup_format)
        return fail(ErrorKind::Unsupported,
                    "The backup was made by a newer netmend (format " + std::to_string(unwrapped.version) + ").");
    try {
        TextSource source(unwrapped.payload);
        std::istream stream(&source);
        return Loader(stream).load();
    } catch (const std::exception& problem) { // archive_exception, length_error, bad_alloc
        return fail(ErrorKind::Corrupt, std::string("The backup is whole but cannot be read: ") + problem.what() + ".");
    }
}

Result<Backup> decode_backup(const Bytes& data) {
    const Result<Unwrapped> unwrapped = unwrap_backup(data);
    return unwrapped ? decode_backup(*unwrapped) : tl::unexpected(unwrapped.error());
}

} // namespace netmend
