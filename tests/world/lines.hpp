// What a line of differences between two registries is about (simulated/tree.hpp).
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tests/simulated/faults.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::world {

// How often a catalog was written: it rises, putting back included.
inline bool is_serial(const std::string& line) {
    return line.ends_with(": value Serial_Access_Num differs");
}

inline bool names(const std::vector<std::string>& list, const std::string& dll) {
    const std::string called = dll == simulated::base_dll ? "vmware sockets" : dll;
    return std::any_of(list.begin(), list.end(), [&](const std::string& name) {
        return simulated::folded(name).find(called) != std::string::npos;
    });
}

} // namespace netmend::world
