#include "statemachine/permission.hpp"

#include "statemachine/machine/states.hpp"
#include "statemachine/saved/repair_files.hpp"

namespace netmend {
namespace {

using Kind = Permission::Kind;

Permission granted(const Event& event) {
    return {Kind::Granted, "", event};
}

Permission not_now(Kind kind, std::string sentence) {
    return {kind, std::move(sentence), std::nullopt};
}

Permission without_tcpip(const Checkpoint& repair) {
    return not_now(Kind::Refused, "Nothing is put back: TCP/IP had been taken out of this machine before this repair "
                                  "began, and the backup of that time cannot be used. " +
                                      repair.backup_name + " would take TCP/IP away again.");
}

Permission start(const Snapshot& state) {
    if (is_unfinished(state))
        return not_now(Kind::Underway, "A repair is running already: ");
    if (state.unreadable)
        return not_now(Kind::Refused, "Nothing is begun: netmend cannot read its checkpoint. " + state.set_aside_why);
    return {Kind::Granted, "", std::nullopt};
}

Permission consent(const PhaseFacts* phase) {
    if (!phase || !is_in<AwaitingConsent>(phase->name))
        return not_now(Kind::NothingToDo, "Nothing is waiting for your consent.");
    return granted(event::ConsentGiven{});
}

Permission cancel(const PhaseFacts* phase) {
    if (!phase || phase->is_over())
        return not_now(Kind::NothingToDo, "No repair is running, so there is nothing to cancel.");
    return granted(event::CancelAsked{});
}

Permission go_on(const Snapshot& state, const PhaseFacts* phase) {
    const bool rolled_back = phase && is_in<RolledBack>(phase->name);
    if (rolled_back && state.system_changed)
        return not_now(Kind::Refused, "This is no longer the Windows or the machine of that repair; begin a new one.");
    if (rolled_back || (phase && phase->order == Order::TellOutcome && !phase->is_over()))
        return granted(event::ContinueAsked{});
    if (phase && is_in<AwaitingConsent>(phase->name))
        return not_now(Kind::Underway, "The repair waits until you agree to its plan.");
    return not_now(Kind::GoesOnAlone, is_unfinished(state)
                                          ? "The repair goes on by itself; there is nothing to continue by hand."
                                          : "No repair waits for you; there is nothing to continue.");
}

Permission late_rollback(const Snapshot& state, const Checkpoint& repair) {
    if (state.system_changed)
        return not_now(Kind::Refused, "Nothing is put back: this is no longer the Windows or the machine of that "
                                      "repair. The backup " +
                                          repair.backup_name + " is kept.");
    if (backup_lacks_tcpip(repair))
        return without_tcpip(repair);
    if (repair.backup_name.empty())
        return not_now(Kind::Refused, "The repair left no backup to put back.");
    return granted(event::RollbackAsked{});
}

Permission roll_back(const Snapshot& state, const PhaseFacts* phase) {
    if (phase && is_in<Repaired>(phase->name))
        return late_rollback(state, state.checkpoint);
    if (is_for_earlier(state))
        return late_rollback(state, *state.earlier);
    if (phase && is_in<KeptAsIs>(phase->name))
        return not_now(Kind::Refused, "Windows or the machine has changed since, so netmend puts nothing back by "
                                      "itself. The backup " +
                                          state.checkpoint.backup_name + " is kept.");
    if (!phase || phase->is_over())
        return not_now(Kind::NothingToDo,
                       "There is nothing to put back: " +
                           std::string(state.has_repair ? "the last repair left the machine as it was found."
                                                        : "no repair was done here."));
    if (phase->way_back == WayBack::Resting)
        return granted(event::RollbackAsked{});
    return granted(event::CancelAsked{}); // in mid-repair the way back is a cancel
}

// The last net (procedures, 6): never where anything less can still be done.
Permission replace_registry(const Snapshot& state, const PhaseFacts* phase) {
    if (!phase || !is_in<NeedingInstallation>(phase->name))
        return not_now(Kind::Refused, "The whole registry is put back only where netmend has removed TCP/IP and could "
                                      "not install it again. That is not so here.");
    if (backup_lacks_tcpip(state.checkpoint))
        return without_tcpip(state.checkpoint);
    return granted(event::RegistryAsked{});
}

} // namespace

bool is_unfinished(const Snapshot& state) {
    if (!state.has_repair)
        return false;
    const PhaseFacts* phase = phase_named(state.checkpoint.phase);
    return !phase || !phase->is_over();
}

bool is_for_earlier(const Snapshot& state) {
    const PhaseFacts* phase = state.has_repair ? phase_named(state.checkpoint.phase) : nullptr;
    return state.earlier && phase && phase->is_over() && !is_in<Repaired>(phase->name) && !is_in<KeptAsIs>(phase->name);
}

const Checkpoint& undone_by_rollback(const Snapshot& state) {
    return is_for_earlier(state) ? *state.earlier : state.checkpoint;
}

Permission may_be_asked(Request::Kind kind, const Snapshot& state) {
    const PhaseFacts* phase = state.has_repair ? phase_named(state.checkpoint.phase) : nullptr;
    switch (kind) {
    case Request::Kind::Start:
        return start(state);
    case Request::Kind::Consent:
        return consent(phase);
    case Request::Kind::Cancel:
        return cancel(phase);
    case Request::Kind::Continue:
        return go_on(state, phase);
    case Request::Kind::Rollback:
        return roll_back(state, phase);
    case Request::Kind::ReplaceRegistry:
        return replace_registry(state, phase);
    case Request::Kind::PowerReturned: // Fast Startup: the same boot session, and yet "shut down and powered on"
        if (!phase || !phase->waits_for_restart())
            return not_now(Kind::NothingToDo, "No restart is waited for.");
        return granted(event::RestartMissing{});
    }
    return {};
}

} // namespace netmend
