// The exhaustive part: every procedure x every effect x what the end of the process leaves x how the service wakes;
// every procedure x every call in every phase, refused; and every phase x every event. Each case has a named outcome;
// what cannot be is counted with its reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/sim/tally.hpp"

namespace netmend::sim {

struct Procedure {
    const char* name;
    const char* ends_in; // undisturbed
    const char* schedule;
};
const std::vector<Procedure>& procedures();

struct Part { // every so-manieth effect and call of each procedure, so that each part has something of everything
    int index = 1, of = 1;
    bool holds(std::size_t number) const { return number % of == static_cast<std::size_t>(index % of); }
};
std::optional<Part> part_from(const std::string& text); // "2/4"

struct Cuts {
    std::map<std::string, std::uint64_t> effects;                         // of each procedure
    std::map<std::string, std::uint64_t> calls;                           // each kind once in a phase
    std::map<std::string, std::map<std::string, std::uint64_t>> outcomes; // by what is left and how it wakes
    std::vector<std::string> undisturbed;                                 // that did not end as the article says
};
Cuts cut_everywhere(Tally& tally, const std::string& procedure, const Part& part); // empty: all of them

struct Pairs {
    std::uint64_t pairs = 0, moved = 0, stayed = 0, cannot_be = 0;
    std::map<std::string, std::uint64_t> reasons; // why they cannot be
    std::vector<std::string> broken;
};
Pairs every_phase_and_event();

} // namespace netmend::sim
