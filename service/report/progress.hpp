// How far a repair has come, counted in steps that people know (back up, delete, restart, install, ...) and in
// restarts. Made from the plan and from the phases that were entered, so it also holds after the stronger procedure
// took over and on the way back.
#pragma once

#include "statemachine/machine/phase.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend {

struct Progress {
    int step = 0; // the present one, from 1; 0: not begun
    int steps_done = 0, steps_total = 0;
    int restarts_done = 0, restarts_total = 0;
};

// `here`: the phase it is in; null: one that this version does not know.
Progress progress_of(const Checkpoint& checkpoint, const PhaseFacts* here);

} // namespace netmend
