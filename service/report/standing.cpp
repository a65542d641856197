#include "service/report/standing.hpp"

#include "statemachine/permission.hpp"

namespace netmend {
namespace {

RepairOutcome outcome_in(const Snapshot& snapshot, const PhaseFacts* phase) {
    if (!snapshot.has_repair)
        return snapshot.set_aside.empty() && snapshot.set_aside_why.empty() ? RepairOutcome::None
                                                                            : RepairOutcome::DamagedCheckpoint;
    if (!phase)
        return RepairOutcome::Working;
    const bool by_itself = restarts_by_itself(snapshot.checkpoint) && !snapshot.safe_mode;
    return phase->outcome == RepairOutcome::RestartNeeded && by_itself ? RepairOutcome::Restarting : phase->outcome;
}

} // namespace

Standing standing_of(const Snapshot& snapshot) {
    const PhaseFacts* phase = snapshot.has_repair ? phase_named(snapshot.checkpoint.phase) : nullptr;
    return {snapshot, phase, outcome_in(snapshot, phase), is_unfinished(snapshot),
            progress_of(snapshot.checkpoint, phase)};
}

} // namespace netmend
