// Where a repair stands: its phase, looked up once, and what follows from it. Everything that is said of a repair is
// said of one of these.
#pragma once

#include "service/report/progress.hpp"
#include "statemachine/request.hpp"

namespace netmend {

struct Standing {
    const Snapshot& snapshot;          // must outlive it
    const PhaseFacts* phase = nullptr; // null: no repair, or a phase that this version does not know
    RepairOutcome outcome = RepairOutcome::None;
    bool unfinished = false; // neither settled nor absent
    Progress progress;
};

Standing standing_of(const Snapshot& snapshot);

} // namespace netmend
