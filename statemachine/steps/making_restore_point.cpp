#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
namespace {

// The guide's own name for it. It holds the broken stack, and says so.
constexpr char description[] = "Backup before repairing winsocks (holds the broken network)";

std::string note_of(const RestorePointRun& run) {
    if (run.killed)
        return "No restore point was made: Windows did not answer in time.";
    switch (run.state) {
    case RestorePointRun::State::Made:
        return "Restore point " + std::to_string(run.number) + " was made.";
    case RestorePointRun::State::Skipped:
        return "Windows made no new restore point, because the last one is less than a day old.";
    case RestorePointRun::State::SwitchedOff:
        return "No restore point was made: System Restore is switched off.";
    case RestorePointRun::State::Missing:
        return "No restore point was made: this Windows has no System Restore.";
    case RestorePointRun::State::Failed:
        break;
    }
    return "No restore point was made: Windows answered " + std::to_string(run.code) + ".";
}

} // namespace

// Whatever comes of it is a note in the report and never the end of the repair: the verified backup is what counts.
// Done twice, after a power cut, there are two restore points; the first of them is never closed, which Windows allows.
Answer make_restore_point(Windows& windows, const Checkpoint& facts) {
    if (facts.restore_point_policy == RestorePointPolicy::None)
        return event::RestorePointTried{0, false, "No restore point was asked for."};
    const Result<RestorePointRun> run =
        windows.restore_points.make(description, facts.restore_point_policy == RestorePointPolicy::SwitchOn);
    if (!run)
        return event::RestorePointTried{0, false, "No restore point was made: " + run.error().text};
    const bool made = run->state == RestorePointRun::State::Made;
    return event::RestorePointTried{made ? run->number : 0, run->turned_on, note_of(*run)};
}

} // namespace netmend::steps
