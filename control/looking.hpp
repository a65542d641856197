// A look at this Windows by the control tool itself: it needs neither the service nor the network, and changes nothing.
#pragma once

#include <string>
#include <vector>

#include "control/verbs.hpp"
#include "statemachine/plan.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::control {

struct Look {
    std::string windows; // "Windows XP Service Pack 1"
    winsock::Diagnosis diagnosis;
    Plan plan;
};

Result<Look> look(Windows& windows); // an error: could not look at all

nlohmann::json json_of(const winsock::Diagnosis& diagnosis);
std::vector<std::string> lines_of(const Look& look); // what was found
std::vector<std::string> lines_of(const Plan& plan); // what would be done, removed, and how many restarts
Plan plan_from(const nlohmann::json& json);          // as the service sent it; fields that are not there stay empty

} // namespace netmend::control
