// How this machine finds names, apart from asking a server elsewhere: whether a program here answers for them, and what
// the file hosts says.
#pragma once

#include <nlohmann/json.hpp>

namespace netmend::probe {

// A program has UDP port 53 open, where this machine asks itself. Null: could not look.
nlohmann::json names_served();

// Adds "hosts": the first few of "name address", and "hosts-count": of all that are sent elsewhere. Names of this
// machine itself are none.
void add_hosts(nlohmann::json& answer);

} // namespace netmend::probe
