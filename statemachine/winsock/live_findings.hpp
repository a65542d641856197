// Findings that need the running machine: the state of the drivers, and what sockets in a child process did. Internal
// to the diagnosis; pure functions over what the ports answered.
#pragma once

#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/finding.hpp"
#include "statemachine/winsock/known_providers.hpp"

namespace netmend::winsock {

std::vector<Finding> driver_findings(const std::string& service, const Result<DriverState>& state);

struct SocketsLook {
    std::vector<Finding> findings;
    bool carried_data = false; // in every bitness, over TCP and UDP of IPv4: the stack works, whatever else looks odd
    bool ipv6_alone = false;   // the same over IPv6, and there are none of IPv4 at all
};

SocketsLook judge_sockets(const Result<std::vector<ProbeReport>>& reports, Generation generation);

} // namespace netmend::winsock
