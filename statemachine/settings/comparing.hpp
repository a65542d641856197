// Recorded settings as sentences: what they are, and in what two records differ. For people; every decision is made on
// the values themselves.
#pragma once

#include <string>
#include <vector>

#include "statemachine/settings/settings.hpp"

namespace netmend {

// What `netmend status --settings` shows: this computer, then each connection under its name.
std::vector<std::string> lines_of(const Settings& settings);

// Empty: everything that was set is set as it was, every card that was there is there, and no other came.
std::vector<std::string> setting_differences(const Settings& was, const Settings& is);

std::vector<std::string> what_is_gone(const Settings& was, const Settings& is); // whose settings only the record has
std::vector<std::string> new_cards(const Settings& was, const Settings& is);

std::string printable_name(const std::string& name); // of a value or key, fit for a sentence

} // namespace netmend
