// A healthy machine of every Windows generation in each bitness that it came in, from windows-facts 1.3 and 1.4 and the
// real exports; shares nothing with the product's own data. For tests that look at catalogs only; what whole repairs
// run on is baselines.hpp.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/simulated/baselines.hpp"

namespace netmend::simulated {

struct GenerationMachine {
    std::string name; // "xp-x64"
    SystemIdentity identity;
    std::vector<Entry> protocols;       // of every bitness
    std::vector<NameSpace> name_spaces; // the same
    std::set<std::string> files;        // folded names of the DLLs that are there, in every bitness
    Tree registry;
};

const std::vector<GenerationMachine>& generation_machines(); // oldest first, x86 before x64

} // namespace netmend::simulated
