// The simulated Windows's own small judge: what sockets do in a new process with the catalog that lies in a tree. It is
// written from windows-facts 1 and 2 and knows nothing of netmend's diagnosis.
#pragma once

#include <set>
#include <string>

#include "statemachine/base/ports.hpp"
#include "tests/simulated/behaviour.hpp"
#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

struct Ground { // what beside the catalog decides
    bool x64 = false;
    bool sockets_need_old_key = false;
    bool stack_is_down = false; // driver not running, too early after boot, or damage below the catalog
    const std::set<std::string>& files;
    const std::set<std::string>& hanging_dlls;
    const std::set<std::string>& crashing_dlls;
};

// What netmend-probe of that bitness would report.
ProbeReport run_sockets(const Tree& tree, int bits, const Ground& ground);

// TCP and UDP over IPv4 carry data, and so does every provider listed.
bool all_sockets_work(const ProbeReport& report);

std::string base_name(std::string_view path); // folded, behind the last backslash

} // namespace netmend::simulated
