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

inline std::vector<Oddity> oddities() {
    std::vector<Oddity> all = list_oddities();
    for (const auto& more : {provider_oddities(), running_oddities()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace netmend::winsock
