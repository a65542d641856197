// Makes the plan from a diagnosis and from which Windows this is (procedures, 3). Looks at nothing itself.
#pragma once

#include <string>

#include "statemachine/plan.hpp"
#include "statemachine/ports.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend {

Plan make_plan(const winsock::Diagnosis& diagnosis, const winsock::Catalogs& catalogs, const SystemIdentity& identity);

} // namespace netmend
