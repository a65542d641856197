// What recorded settings mean: each value, or pair of lists that belong together, as one field with a name for scripts,
// a label and its entries for people. Every value is in exactly one field, also one that nobody here understands, so
// that fields compare as the values do. Only reads; keys and values stay as they were recorded.
#pragma once

#include <string>
#include <vector>

#include "statemachine/settings/settings.hpp"

namespace netmend {

struct Field {
    std::string name;               // "addresses": stable; for a value without a meaning here, its own name
    std::string label;              // "IP addresses"
    std::vector<std::string> texts; // in order, "10.0.0.1 mask 255.0.0.0"; empty: nothing is set
    std::string key;                // path of the key
    std::vector<RegistryValue> raw; // the values that it is made of
};

std::vector<Field> fields_of(const SettingsKey& key);

// One that a person sets and that Windows needs no value for. Where it was not set before, and a reinstallation has set
// it to a default, it is taken out again: an added filter, metric or route would change what the machine does. What
// Windows lives by (host name, DHCP on or off, the paths of its files) stays as the reinstallation wrote it.
bool is_removable(const std::string& path, const std::string& name);
// Also the persistent routes: no reinstallation writes one, so an added one is somebody's, is told and left alone.
bool is_compared_when_added(const std::string& path, const std::string& name);

} // namespace netmend
