// Makes a failing schedule short: happenings and settings are left out, numbers and answers made smaller, for as long
// as the same invariant breaks.
#pragma once

#include <string>

#include "tests/sim/schedule.hpp"

namespace netmend::sim {

Schedule shrunk(const Schedule& schedule, const std::string& invariant);

} // namespace netmend::sim
