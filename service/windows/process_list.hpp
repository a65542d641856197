// All processes of this machine, and the end of some of them.
#pragma once

#include <vector>

#include "service/decisions/processes.hpp"

namespace netmend::win32 {

std::vector<ProcessFacts> all_processes(); // empty where Windows does not tell

// Only for processes that are ours: those that we started, and what they started.
void end_process(std::uint32_t id);

} // namespace netmend::win32
