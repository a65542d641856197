// Parts of sentences that are said in several places.
#pragma once

#include <string>
#include <vector>

#include "statemachine/saved/checkpoint.hpp"

namespace netmend {

// "a, b and c"
std::string joined(const std::vector<std::string>& names);

// "the removal of Acme VPN: c:\\acme\\acmelsp.dll of 2026-11-22T13:05:00Z"
std::string act_text(const Checkpoint& act);

// "1 restart", "2 restarts", "no restart"
std::string restarts_text(int count);

} // namespace netmend
