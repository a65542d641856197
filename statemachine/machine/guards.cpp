#include "statemachine/machine/guards.hpp"

#include <algorithm>

#include "statemachine/base/limits.hpp"
#include "statemachine/machine/event.hpp"
#include "statemachine/machine/states.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend {
namespace {

// Empty: the last one is being carried out, or the next one cannot follow another.
std::optional<Procedure> next_rung(const Checkpoint& facts) {
    const std::size_t next = static_cast<std::size_t>(facts.rung) + 1;
    if (next >= facts.plan.ladder.size() || !row_of(facts.plan.ladder[next]).may_follow)
        return std::nullopt;
    return facts.plan.ladder[next];
}

} // namespace

bool MayTryAgain::holds(const Checkpoint& facts, const Event&) {
    return facts.tries + 1 < limits::tries_per_step_max;
}

bool MayDeleteAgain::holds(const Checkpoint& facts, const Event&) {
    return facts.deletions < limits::deletions_per_repair_max;
}

bool MayRollBackAgain::holds(const Checkpoint& facts, const Event&) {
    return facts.rollbacks < limits::rollbacks_per_repair_max;
}

bool ExtraRestartsLeft::holds(const Checkpoint& facts, const Event&) {
    return facts.extra_restarts < limits::extra_restarts_max;
}

bool RoundsLeft::holds(const Checkpoint& facts, const Event&) {
    return facts.rounds < limits::rounds_per_repair_max;
}

bool NoExtraRestart::holds(const Checkpoint& facts, const Event&) {
    return facts.extra_restarts == 0;
}

bool is_first_rung(const Checkpoint& facts, const Event&, Procedure procedure) {
    return !facts.plan.ladder.empty() && facts.plan.ladder.front() == procedure;
}

bool is_next_rung(const Checkpoint& facts, Procedure procedure) {
    return next_rung(facts) == procedure;
}

bool RungLeft::holds(const Checkpoint& facts, const Event&) {
    return next_rung(facts).has_value();
}

bool ByReinstalling::holds(const Checkpoint& facts, const Event&) {
    return takes_tcpip_away(facts);
}

bool PlanAgreed::holds(const Checkpoint& facts, const Event& found) {
    return facts.any_plan || facts.accepted_plan == id_of(plan_of(found));
}

bool acts_on_what_is_sound(const Checkpoint& facts) {
    return facts.forced || !facts.services.empty() || !facts.products.empty();
}

bool Forced::holds(const Checkpoint& facts, const Event&) {
    return acts_on_what_is_sound(facts);
}

bool MendingLost::holds(const Checkpoint& facts, const Event& damaged) {
    return std::get<event::SeenDamaged>(damaged).in_catalog && facts.sound_seen &&
           ExtraRestartsLeft::holds(facts, damaged);
}

bool SettingsLost::holds(const Checkpoint& facts, const Event& compared) {
    const std::vector<std::string>& differences = differences_of(compared);
    const bool could_not = is_in<ReturningSettings>(facts.failed_in); // the same ones may go back now
    return !differences.empty() && takes_tcpip_away(facts) && (could_not || differences != facts.settings_differences);
}

bool MayAskAgain::holds(const Checkpoint& facts, const Event& put_off) {
    return std::get<event::RestartPutOff>(put_off).accepted ? facts.restarts_overdue + 1 < limits::restarts_overdue_max
                                                            : facts.restart_refusals + 1 < limits::restart_refusals_max;
}

bool CancelNoted::holds(const Checkpoint& facts, const Event&) {
    return facts.cancel_noted;
}

bool taken_out_before(const Checkpoint& facts) {
    return std::any_of(facts.path.begin(), facts.path.end(), is_in<RestartWithoutTcpip>);
}

bool TakenOutBefore::holds(const Checkpoint& facts, const Event&) {
    return taken_out_before(facts);
}

bool SomethingWasDone::holds(const Checkpoint& facts, const Event&) {
    const auto a_tool_ran = [](const std::string& name) {
        const PhaseFacts* phase = phase_named(name);
        return phase != nullptr && (phase->order == Order::ResetCatalog || phase->order == Order::ResetWinsock ||
                                    phase->order == Order::InstallTcpip || phase->order == Order::UpdateTcpip);
    };
    return facts.tries > 0 || facts.wakes > 0 || std::any_of(facts.path.begin(), facts.path.end(), a_tool_ran);
}

bool was_left_in(const Event& woke, std::string_view phase) {
    return left_phase_of(woke) == phase;
}

bool UnknownAndBackedUp::holds(const Checkpoint&, const Event& woke) {
    return phase_named(left_phase_of(woke)) == nullptr && std::get<event::Woke>(woke).has_backup;
}

bool UnknownAndUntouched::holds(const Checkpoint&, const Event& woke) {
    return phase_named(left_phase_of(woke)) == nullptr && !std::get<event::Woke>(woke).has_backup;
}

bool LeftUntouched::holds(const Checkpoint&, const Event& woke) {
    const PhaseFacts* left = phase_named(left_phase_of(woke));
    return left != nullptr && left->way_back == WayBack::Untouched;
}

} // namespace netmend
