// Makes the plan from a diagnosis and from which Windows this is (procedures, 3). Looks at nothing itself.
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/planning/plan.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend {

// `third_parties`: names of the providers that are in the catalogs beside Windows' own. `roles`: what others need this
// machine's TCP/IP for (roles.hpp); `forced`: it may be taken away from them.
Plan make_plan(const winsock::Diagnosis& diagnosis, const std::vector<std::string>& third_parties,
               const SystemIdentity& identity, const Result<std::vector<std::string>>& roles, bool forced);

} // namespace netmend
