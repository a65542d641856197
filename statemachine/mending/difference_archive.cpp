#include "statemachine/mending/difference_archive.hpp"

#include <istream>
#include <ostream>
#include <set>
#include <stdexcept>

#include "statemachine/base/byte_archive.hpp"
#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/base/text_streams.hpp"

namespace netmend::mending {
namespace {

constexpr std::uint32_t difference_format = 2; // 2: rights

// Saved in this order; fields are only ever added, at the end, with a new format.
class Saver : ByteSaver {
  public:
    explicit Saver(std::ostream& stream) : ByteSaver(stream) {}

    void save(const Difference& difference) {
        save_count(difference.keys.size());
        for (const KeyChange& change : difference.keys) {
            save(change.path);
            save(change.before);
            save(change.after);
        }
        save_count(difference.values.size());
        for (const ValueChange& change : difference.values) {
            save(change.key);
            save(change.name);
            save(change.before);
            save(change.after);
        }
        save_count(difference.seen.size());
        for (const CatalogSeen& catalog : difference.seen) {
            save(catalog.path);
            archive_ << catalog.serial;
        }
        save_count(difference.undoes ? 1 : 0);
        save_count(difference.said.size());
        for (const std::string& sentence : difference.said)
            save(sentence);
        save_count(difference.rights.size());
        for (const RightsChange& change : difference.rights) {
            save(change.key);
            save(change.before);
            save(change.after);
        }
    }

  private:
    void save(const RegistryValue& value) { save_value(value); }
    void save(const KeyContent& content) {
        save_count(content.values.size());
        for (const RegistryValue& value : content.values)
            save(value);
        save(content.descriptor);
    }
    template<class Value> void save(const std::optional<Value>& value) {
        save_count(value ? 1 : 0);
        if (value)
            save(*value);
    }
    void save(const std::string& text) { save_bytes(text); }
    void save(const Bytes& bytes) { save_bytes(bytes); }
};

class Loader : ByteLoader {
  public:
    explicit Loader(std::istream& stream) : ByteLoader(stream) {}

    Difference load(std::uint32_t format) {
        Difference difference;
        for (std::uint64_t left = load_count(changes_max); left > 0; --left) {
            KeyChange change{load_bytes<std::string>(), {}, {}};
            change.before = load_content();
            change.after = load_content();
            difference.keys.push_back(std::move(change));
        }
        for (std::uint64_t left = load_count(changes_max); left > 0; --left) {
            ValueChange change{load_bytes<std::string>(), load_bytes<std::string>(), {}, {}};
            change.before = load_if_there();
            change.after = load_if_there();
            difference.values.push_back(std::move(change));
        }
        for (std::uint64_t left = load_count(limits::registry_keys_max); left > 0; --left) {
            CatalogSeen catalog{load_bytes<std::string>(), 0};
            archive_ >> catalog.serial;
            difference.seen.push_back(std::move(catalog));
        }
        difference.undoes = load_count(1) != 0;
        for (std::uint64_t left = load_count(limits::registry_keys_max); left > 0; --left)
            difference.said.push_back(load_bytes<std::string>());
        for (std::uint64_t left = format >= 2 ? load_count(changes_max) : 0; left > 0; --left)
            difference.rights.push_back(
                RightsChange{load_bytes<std::string>(), load_bytes<Bytes>(), load_bytes<Bytes>()});
        refuse_doubles(difference);
        return difference;
    }

  private:
    static constexpr std::size_t changes_max = limits::catalog_entries_max * 4 + limits::registry_keys_max;

    // What is there twice could not be told apart from what somebody else changed.
    static void refuse_doubles(const Difference& difference) {
        std::set<std::string> seen;
        for (const KeyChange& change : difference.keys)
            if (!seen.insert(winsock::lower(change.path)).second)
                throw std::invalid_argument("the key " + change.path + " is there twice");
        for (const ValueChange& change : difference.values)
            if (!seen.insert(winsock::lower(change.key + "\n" + change.name)).second)
                throw std::invalid_argument("the value " + change.name + " of " + change.key + " is there twice");
        for (const RightsChange& change : difference.rights)
            if (!seen.insert(winsock::lower(change.key + "\n\n")).second)
                throw std::invalid_argument("the permissions of " + change.key + " are there twice");
    }

    std::optional<KeyContent> load_content() {
        if (load_count(1) == 0)
            return std::nullopt;
        KeyContent content;
        for (std::uint64_t left = load_count(limits::registry_keys_max); left > 0; --left)
            content.values.push_back(load_value());
        content.descriptor = load_bytes<Bytes>();
        return content;
    }

    std::optional<RegistryValue> load_if_there() {
        return load_count(1) == 0 ? std::nullopt : std::optional(load_value());
    }
};

} // namespace

Bytes encode_difference(const Difference& difference) {
    TextSink sink;
    std::ostream stream(&sink);
    Saver(stream).save(difference);
    return wrap(Content::Difference, difference_format, sink.take());
}

Result<Unwrapped> unwrap_difference(const Bytes& data) {
    return unwrap(Content::Difference, data, limits::difference_bytes_max);
}

Result<Difference> decode_difference(const Unwrapped& unwrapped) {
    if (unwrapped.version > difference_format)
        return fail(ErrorKind::Unsupported, "The record of what a rung changes was made by a newer netmend (format " +
                                                std::to_string(unwrapped.version) + ").");
    try {
        TextSource source(unwrapped.payload);
        std::istream stream(&source);
        return Loader(stream).load(unwrapped.version);
    } catch (const std::exception& problem) { // archive_exception, length_error, bad_alloc
        return fail(ErrorKind::Corrupt, std::string("The record of what a rung changes is whole but cannot be read: ") +
                                            problem.what() + ".");
    }
}

Result<Difference> decode_difference(const Bytes& data) {
    const Result<Unwrapped> unwrapped = unwrap_difference(data);
    return unwrapped ? decode_difference(*unwrapped) : tl::unexpected(unwrapped.error());
}

} // namespace netmend::mending
