// Plays one schedule from the person's `start` to the end: disturbances first, then, when the faults have stopped,
// until the repair is over, and one day longer. The invariants are watched all the time.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "tests/sim/schedule.hpp"
#include "tests/world/invariants.hpp"

namespace netmend::sim {

using world::Violation;

// The first of its kind in a phase: the call, and how many came before it since the first effect.
struct CallMade {
    std::string phase, call, object;
    int number = 0;
    bool operator==(const CallMade&) const = default;
    bool operator<(const CallMade& other) const {
        return std::tie(phase, call, object) < std::tie(other.phase, other.call, other.object);
    }
};

struct Outcome {
    std::string end; // phase in which it ended; "no-repair": nothing was begun, or what there was is set aside
    int effects = 0, boots = 0, process_ends = 0, happened = 0;
    std::vector<Violation> violations;
    std::vector<std::string> path; // phases, when asked for, as everything below
    std::vector<std::string> effect_names;
    std::vector<std::string> recorded;
    std::vector<CallMade> calls;
    bool operator==(const Outcome&) const = default;
};

enum class Detail {
    Counts,
    Names, // and what happened, by name
    Calls, // and which calls were made
};

Outcome live(const Schedule& schedule, Detail detail = Detail::Counts);

} // namespace netmend::sim
