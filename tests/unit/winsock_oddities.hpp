// What real catalogs may hold beside the faults of the bench: several faults at once, borders, and what looks like a
// fault and is none.
#pragma once

#include <string>
#include <vector>

#include "tests/unit/winsock_patient.hpp"

namespace netmend::winsock {

struct Oddity {
    std::string what;
    std::function<void(Patient&)> hurt;
};

std::vector<Oddity> list_oddities();     // of catalogs as lists, of ids and of chains
std::vector<Oddity> provider_oddities(); // of providers, of the old key and of programs
std::vector<Oddity> running_oddities();  // of sockets, drivers and what lies around the stack

inline std::vector<Oddity> joined(const std::vector<std::vector<Oddity>>& lists) {
    std::vector<Oddity> all;
    for (const auto& list : lists)
        all.insert(all.end(), list.begin(), list.end());
    return all;
}

inline std::vector<Oddity> oddities() {
    return joined({list_oddities(), provider_oddities(), running_oddities()});
}

} // namespace netmend::winsock
