// A backup as bytes: a text archive of Boost.Serialization in the envelope. Counts and lengths are checked against the
// limits before room is made for them, so that no bytes from outside can ask for more memory than a backup may have.
#include <set>
#include <sstream>
#include <stdexcept>

#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>

#include "statemachine/backup/backup.hpp"
#include "statemachine/backup/owned_set.hpp"
#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {

namespace {

constexpr std::uint32_t backup_format = 1;
constexpr unsigned flags = boost::archive::no_header; // the envelope has the version

// Saved in this order; fields are only ever added, at the end, with a new format.
class Saver {
  public:
    explicit Saver(std::ostream& stream) : archive_(stream, flags) {}

    void save(const Backup& backup) {
        save(backup.owned_set);
        save_count(backup.absent_roots.size());
        for (const std::string& root : backup.absent_roots)
            save(root);
        save_count(backup.keys.size());
        for (const BackupKey& key : backup.keys) {
            save(key.path);
            save(key.descriptor);
            save_count(key.values.size());
            for (const RegistryValue& value : key.values) {
                save(value.name);
                archive_ << value.type;
                save(value.data);
            }
        }
    }

  private:
    void save_count(std::size_t count) {
        const std::uint64_t number = count;
        archive_ << number;
    }

    // Names too may hold any byte, so they are saved like data.
    template<class Sequence> void save(const Sequence& bytes) {
        save_count(bytes.size());
        archive_.save_binary(bytes.data(), bytes.size());
    }

    boost::archive::text_oarchive archive_;
};

class Loader {
  public:
    explicit Loader(std::istream& stream) : archive_(stream, flags) {}

    Backup load() {
        Backup backup;
        backup.owned_set = load<std::string>();
        for (std::uint64_t left = load_count(limits::registry_keys_max); left > 0; --left)
            backup.absent_roots.push_back(load<std::string>());
        for (std::uint64_t left = load_count(keys_max); left > 0; --left)
            backup.keys.push_back(load_key());
        refuse_doubles(backup);
        return backup;
    }

  private:
    // The reader counts keys for each root; there are fewer roots than this.
    static constexpr std::size_t keys_max = limits::registry_keys_max * 16;

    BackupKey load_key() {
        BackupKey key{load<std::string>(), load<Bytes>(), {}};
        for (std::uint64_t left = load_count(limits::registry_keys_max); left > 0; --left) {
            RegistryValue value;
            value.name = load<std::string>();
            archive_ >> value.type;
            value.data = load<Bytes>();
            key.values.push_back(std::move(value));
        }
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

    std::uint64_t load_count(std::size_t max) {
        std::uint64_t count = 0;
        archive_ >> count;
        if (count > max)
            throw std::length_error("a count is past its bound");
        return count;
    }

    template<class Sequence> Sequence load() {
        Sequence bytes(static_cast<std::size_t>(load_count(limits::registry_value_bytes_max)), 0);
        archive_.load_binary(bytes.data(), bytes.size());
        return bytes;
    }

    boost::archive::text_iarchive archive_;
};

} // namespace

Bytes encode_backup(const Backup& backup) {
    std::ostringstream stream;
    Saver(stream).save(backup);
    return wrap(Content::Backup, backup_format, stream.str());
}

Result<Backup> decode_backup(const Bytes& data) {
    const Result<Unwrapped> unwrapped = unwrap(Content::Backup, data, limits::backup_bytes_max);
    if (!unwrapped)
        return tl::unexpected(unwrapped.error());
    if (unwrapped->version > backup_format)
        return fail(ErrorKind::Unsupported,
                    "The backup was made by a newer netmend (format " + std::to_string(unwrapped->version) + ").");
    try {
        std::istringstream stream(unwrapped->payload);
        return Loader(stream).load();
    } catch (const std::exception& problem) { // archive_exception, length_error, bad_alloc
        return fail(ErrorKind::Corrupt, std::string("The backup is whole but cannot be read: ") + problem.what() + ".");
    }
}

} // namespace netmend
