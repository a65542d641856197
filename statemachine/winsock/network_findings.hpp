// What lies around the stack: a cable, a DHCP server, a name server, a proxy. None of them is the stack's fault, and
// each is named as such. One thing does speak of the stack: a connected adapter that gets no address at all
// (procedures, 9). Pure.
#pragma once

#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::winsock {

// Seen once: the cable may just have been plugged in. The caller waits limits::address_within and looks again.
inline constexpr const char* no_address_yet_code = "no-address-yet";

// `waited`: it had no address that long ago either.
std::vector<Finding> network_findings(const NetworkFacts& network, bool waited);

} // namespace netmend::winsock
