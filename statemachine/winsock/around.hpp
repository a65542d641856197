// What no rung mends, and a person does: filter drivers whose file is gone, protocols that are not bound, policies and
// routes that a VPN left behind, services that their host does not know. Each is named, with who left it and what to do
// next; nothing of it is changed. Facts are those of windows-modern 8 and 9. Pure but for what it asks.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::winsock {

// Network adapters as the registry has them, from Vista on.
struct AdapterKey {
    std::string id;                     // "{GUID}", as Windows writes it
    std::string name;                   // of its connection, for people
    std::vector<std::string> protocols; // UpperBind: services that are bound to it
    std::vector<std::string> filters;   // FilterList: "{adapter}-{filter}-0000"
};

struct Around { // who is asked
    Registry& registry;
    std::function<Result<bool>(const std::string& path)> file_gone; // of a fixed disk, and not there
    std::function<bool(const std::string& service)> rests;          // is known not to run

    const Result<std::vector<AdapterKey>>& adapters(); // read at the first question, for all the parts
    std::optional<Result<std::vector<AdapterKey>>> adapters_read{};
};

// On Vista and later; before it: none. What could not be looked at is a note of its own, and no finding.
std::vector<Finding> around_findings(Around& around, const SystemIdentity& identity);
std::vector<Finding> around_findings(Windows& windows, const SystemIdentity& identity);

// Some of it weighs more where the network was seen to fail by it.
void weigh_around(std::vector<Finding>& findings, const NetworkFacts& network);

// The parts. An error: the registry could not be read there.
using Findings = std::vector<Finding>;
Result<void> judge_filters(Around& around, Findings& findings);  // of the adapters, NDIS 6
Result<void> judge_bindings(Around& around, Findings& findings); // of TCP/IP to the adapters
Result<void> judge_hosting(Around& around, Findings& findings);  // of services by svchost.exe
Result<void> judge_policies(Around& around, Findings& findings); // of name resolution
Result<void> judge_routes(Around& around, Findings& findings);   // that last

// ImagePath as file_exists takes it: no arguments, no "\SystemRoot", no "\??\".
std::string file_of_image(std::string image);

} // namespace netmend::winsock
