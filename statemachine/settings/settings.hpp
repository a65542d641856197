// The network settings of a machine as they were before a repair (procedures, chapter 8): those of the machine and
// those of each connection. They are kept raw, as typed values, so that nothing is lost or corrected on the way, not
// even what nobody understands; what they mean is in fields.hpp. Life in order: recorded, encoded into a file that a
// person can read, decoded after the reinstallation, given back (giving_back.hpp), compared (comparing.hpp).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/ports.hpp"

namespace netmend {

namespace limits {
inline constexpr std::size_t settings_bytes_max = 4u << 20; // data of all values of a record
inline constexpr std::size_t settings_file_bytes_max = 16u << 20;
} // namespace limits

using SettingsKey = BackupKey; // path, descriptor, values; here only the values that are settings

struct ConnectionSettings {
    std::string id;        // NetCfgInstanceId, "{58094C24-B1BD-4961-8C68-7C13F7A6213C}"
    std::string name;      // "Local Area Connection"; empty where Windows keeps none
    std::string device;    // Plug and Play id of its card
    bool has_card = false; // its card was there; keys of cards that went long ago stay behind
    std::vector<SettingsKey> keys;
    bool operator==(const ConnectionSettings&) const = default;
};

struct Settings {
    std::vector<SettingsKey> machine;
    std::vector<ConnectionSettings> connections;
    std::vector<BindingPath> bindings; // in order; not of the registry, filled by who asks the component installer
    bool operator==(const Settings&) const = default;
};

// Bounded, also by limits.hpp. What could not be looked at is an error that names the key: no record then.
Result<Settings> record_settings(Registry& registry);

// JSON, one value a line or two, with a check on every value, key and connection, and a digest over all.
Bytes encode_settings(const Settings& settings);
// Corrupt: cut off or edited, and the text names the value or field. Unsupported: of a newer netmend. TooLarge.
Result<Settings> decode_settings(const Bytes& data);

const SettingsKey* key_at(const std::vector<SettingsKey>& keys, const std::string& path); // null: not there
const ConnectionSettings* connection_at(const Settings& settings, const std::string& id); // null: not there
std::string title_of(const ConnectionSettings& connection); // for sentences: its name, else its id

} // namespace netmend
