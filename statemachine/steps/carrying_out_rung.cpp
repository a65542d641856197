#include <algorithm>

#include "statemachine/mending/apply.hpp"
#include "statemachine/mending/changing.hpp"
#include "statemachine/mending/service_mending.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/rungs.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/steps/winsock_reset.hpp"
#include "statemachine/winsock/services.hpp"

namespace netmend::steps {
namespace {

// The service control manager has its own copy of what it manages, so it changes start types and dependencies itself.
// Where a service's descriptor refuses, the registry is written (by apply), and counts from the next start on.
void configure_services(Windows& windows, const mending::Difference& difference) {
    for (const mending::ServiceChange& change : mending::service_changes(difference)) {
        const Result<void> configured = windows.services.configure(change.service, change.configuration);
        if (!configured)
            windows.chronicle.record("The service control manager would not change " + change.service + ": " +
                                     configured.error().text);
    }
}

// What the network needs, or a person named, and starts by itself; what others stand on first; whether it runs is
// looked at afterwards.
void start_services(Windows& windows, const std::vector<std::string>& named) {
    for (const winsock::ServiceRow& row : winsock::service_rows()) {
        const bool is_named = std::find(named.begin(), named.end(), row.name) != named.end();
        if ((row.need == winsock::Need::NeverByItself && !is_named) || row.start[0] > winsock::automatic_start)
            continue;
        const std::string name(row.name);
        const Result<DriverState> state = windows.stack.driver_state(name);
        if (!state || *state != DriverState::Stopped)
            continue;
        if (const Result<void> started = windows.services.start(name); !started)
            windows.chronicle.record("The service " + name + " could not be started: " + started.error().text);
    }
}

Answer changed(Windows& windows, const Checkpoint& facts, const mending::Difference& difference) {
    const Result<int> open = mending::count_open(windows.registry, difference);
    if (open && *open != 0 && present_procedure(facts) == Procedure::MendServices)
        configure_services(windows, difference);
    const Result<mending::Applied> applied = mending::apply(windows.registry, windows.clock, difference);
    if (!applied && applied.error().kind == ErrorKind::Busy)
        return event::ChangedMeanwhile{applied.error().text};
    if (!applied)
        return event::StepFailed{applied.error().text};
    if (applied->interrupted)
        return std::nullopt;
    return event::StepDone{}; // flushed by apply
}

} // namespace

Answer carry_out_rung(Windows& windows, const Checkpoint& facts) {
    // Without a good backup nothing is changed, however often this order is repeated.
    if (const Result<Backup> backup = backup_of(windows, facts); !backup)
        return event::StepFailed{"Nothing is changed without the backup: " + backup.error().text};
    const Result<mending::Difference> difference = difference_of(windows, facts);
    if (!difference)
        return event::StepFailed{"Nothing is changed that is not written down: " + difference.error().text};
    const Answer answer = changed(windows, facts, *difference);
    if (answer && std::holds_alternative<event::StepDone>(*answer) &&
        present_procedure(facts) == Procedure::MendServices)
        start_services(windows, facts.plan.services);
    return answer;
}

Answer undo_rung(Windows& windows, const Checkpoint& facts) {
    if (present_procedure(facts) == Procedure::ResetWinsock)
        return undo_reset(windows, facts);
    const Result<mending::Difference> difference = difference_of(windows, facts);
    if (!difference)
        return event::StepFailed{"What this rung changed cannot be undone by itself: " + difference.error().text};
    const Answer answer = changed(windows, facts, difference->reversed());
    // Somebody wrote over it: the way back puts back what was found, and names what was changed beside.
    if (answer && std::holds_alternative<event::ChangedMeanwhile>(*answer))
        return event::StepFailed{why_of(*answer)};
    return answer;
}

} // namespace netmend::steps
