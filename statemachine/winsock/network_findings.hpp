// What lies around the stack: a cable, a DHCP server, a name server, a proxy. None of them is the stack's fault, and
// each is named as such. One thing does speak of the stack: a connected adapter that gets no address at all
// (procedures, 9). Pure.
#pragma once

#include <chrono>
#include <vector>

#include "statemachine/ports.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::winsock {

// Too early to tell: the same will be damage once Windows has been up for limits::address_within.
inline constexpr const char* no_address_yet_code = "no-address-yet";

std::vector<Finding> network_findings(const NetworkFacts& network, std::chrono::seconds uptime);

} // namespace netmend::winsock
