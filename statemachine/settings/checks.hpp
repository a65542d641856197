// What guards a record of the settings against a torn write and an editor's slip: a short check on every value, key,
// connection and binding, so that the one that is wrong can be named, and one digest over all of them.
#pragma once

#include <string>

#include "statemachine/settings/settings.hpp"

namespace netmend {

std::string check_of(const RegistryValue& value, const std::string& path);
std::string check_of(const SettingsKey& key);
std::string check_of(const ConnectionSettings& connection);
std::string check_of(const BindingPath& binding);
std::string digest_of(const Settings& settings);

} // namespace netmend
