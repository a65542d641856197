// The rows of the transition table as data: from which phase, for which event, and whether the guard holds. The machine
// itself takes the last one that holds; that it is the only one is seen here.
#pragma once

#include <string_view>
#include <vector>

#include "statemachine/machine/event.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend::world {

struct KnownRow {
    std::string_view from, when;
    bool (*holds)(const Checkpoint&, const Event&);
};

const std::vector<KnownRow>& all_rows(); // `from` is "waking" before a phase is known

} // namespace netmend::world
