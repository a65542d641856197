// The old Winsock key, by which Windows finds the transports of its own providers: what it lacks of TCP/IP is added,
// from a backup where one has it, else as real machines have it. Nothing that is there is changed but the list of
// transports, which gets the names that it lacks.
#pragma once

#include <string>
#include <vector>

#include "statemachine/mending/difference.hpp"
#include "statemachine/winsock/catalog.hpp"

namespace netmend::mending {

// Gives the list of transports as it will be. `backup`: a view of one, or null.
Result<std::vector<std::string>> mend_old_key(Registry& registry, const winsock::OldKey& old,
                                              const SystemIdentity& identity, Registry* backup, Difference& difference);

} // namespace netmend::mending
