// Guards of the table: statements of fact about the checkpoint (and the event). Those of one phase and event exclude
// each other (a test proves it).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/limits.hpp"
#include "statemachine/machine/event.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend {

// Derive with `static bool holds(const Checkpoint&)`, or hide the operator where the event matters.
template<class Self> struct Fact {
    template<class E, class M, class S, class T> bool operator()(const E&, const M& machine, const S&, const T&) const {
        return Self::holds(*machine.facts);
    }
};
template<class A> struct Not : Fact<Not<A>> {
    static bool holds(const Checkpoint& facts) { return !A::holds(facts); }
};
template<class A, class B> struct Both : Fact<Both<A, B>> {
    static bool holds(const Checkpoint& facts) { return A::holds(facts) && B::holds(facts); }
};

struct MayTryAgain : Fact<MayTryAgain> {
    static bool holds(const Checkpoint& facts) { return facts.tries + 1 < limits::tries_per_step_max; }
};
struct TriesSpent : Not<MayTryAgain> {};
struct MayDeleteAgain : Fact<MayDeleteAgain> {
    static bool holds(const Checkpoint& facts) { return facts.deletions < limits::deletions_per_repair_max; }
};
struct DeletionsSpent : Not<MayDeleteAgain> {};
struct MayRollBackAgain : Fact<MayRollBackAgain> {
    static bool holds(const Checkpoint& facts) { return facts.rollbacks < limits::rollbacks_per_repair_max; }
};
struct RollbacksSpent : Not<MayRollBackAgain> {};
struct ExtraRestartsLeft : Fact<ExtraRestartsLeft> {
    static bool holds(const Checkpoint& facts) { return facts.extra_restarts < limits::extra_restarts_max; }
};
struct ExtraRestartsSpent : Not<ExtraRestartsLeft> {};
struct MayRemoveAgain : Both<ExtraRestartsLeft, MayDeleteAgain> {};
struct RemovalsSpent : Not<MayRemoveAgain> {};
// The ladder of this machine has the key deletion on it: not on a domain controller, for one (procedures, 3).
struct MayDeleteKeys : Fact<MayDeleteKeys> {
    static bool holds(const Checkpoint& facts) { return facts.plan.stronger == "keys"; }
};
struct MayNotDeleteKeys : Not<MayDeleteKeys> {};
struct MayGoOnToKeys : Both<TriesSpent, MayDeleteKeys> {};
struct MustStopAtReset : Both<TriesSpent, MayNotDeleteKeys> {};
// What was seen to be mended is damaged after a restart: lost with a cache, or the old is back.
template<class Self> struct DamageFact {
    template<class E, class M, class S, class T>
    bool operator()(const E& event, const M& machine, const S&, const T&) const {
        return Self::holds(*machine.facts, event.in_catalog);
    }
};
struct MendingLost : DamageFact<MendingLost> {
    static bool holds(const Checkpoint& facts, bool in_catalog) {
        return in_catalog && facts.sound_seen && ExtraRestartsLeft::holds(facts);
    }
};
struct NotLost : DamageFact<NotLost> {
    static bool holds(const Checkpoint& facts, bool in_catalog) { return !MendingLost::holds(facts, in_catalog); }
};
struct NotLostMayDelete : DamageFact<NotLostMayDelete> {
    static bool holds(const Checkpoint& facts, bool in_catalog) {
        return NotLost::holds(facts, in_catalog) && MayDeleteKeys::holds(facts);
    }
};
struct NotLostNoKeys : DamageFact<NotLostNoKeys> { // a domain controller
    static bool holds(const Checkpoint& facts, bool in_catalog) {
        return NotLost::holds(facts, in_catalog) && MayNotDeleteKeys::holds(facts);
    }
};
struct CancelNoted : Fact<CancelNoted> {
    static bool holds(const Checkpoint& facts) { return facts.cancel_noted; }
};
struct CancelNotNoted : Not<CancelNoted> {};
struct ByReset : Fact<ByReset> {
    static bool holds(const Checkpoint& facts) { return facts.plan.procedure == "reset"; }
};
struct ByDeletingKeys : Fact<ByDeletingKeys> {
    static bool holds(const Checkpoint& facts) { return facts.plan.procedure == "keys"; }
};
struct ByReinstalling : Fact<ByReinstalling> {
    static bool holds(const Checkpoint& facts) { return facts.plan.procedure == "reinstall"; }
};

// These look at the plan that the event brings, before it is written down.
template<class Self> struct PlanFact {
    template<class E, class M, class S, class T>
    bool operator()(const E& event, const M& machine, const S&, const T&) const {
        return Self::holds(*machine.facts, event.plan);
    }
};
struct PlanAgreed : PlanFact<PlanAgreed> {
    static bool holds(const Checkpoint& facts, const Plan& plan) {
        return facts.any_plan || facts.accepted_plan == id_of(plan);
    }
};
struct PlanDiffers : PlanFact<PlanDiffers> {
    static bool holds(const Checkpoint& facts, const Plan& plan) { return !PlanAgreed::holds(facts, plan); }
};
struct ForcedAndAgreed : PlanFact<ForcedAndAgreed> {
    static bool holds(const Checkpoint& facts, const Plan& plan) {
        return facts.forced && PlanAgreed::holds(facts, plan);
    }
};
struct ForcedAndDiffers : PlanFact<ForcedAndDiffers> {
    static bool holds(const Checkpoint& facts, const Plan& plan) {
        return facts.forced && !PlanAgreed::holds(facts, plan);
    }
};
struct NotForced : PlanFact<NotForced> {
    static bool holds(const Checkpoint& facts, const Plan&) { return !facts.forced; }
};

// What TCP/IP's uninstallation took is given back once more where it is not there, unless that changed nothing.
template<class Self> struct SettingsFact {
    template<class E, class M, class S, class T>
    bool operator()(const E& event, const M& machine, const S&, const T&) const {
        return Self::holds(*machine.facts, event.differences);
    }
};
using Differences = std::vector<std::string>;
struct SettingsLost : SettingsFact<SettingsLost> {
    static bool holds(const Checkpoint& facts, const Differences& differences);
};
struct SettingsStay : SettingsFact<SettingsStay> {
    static bool holds(const Checkpoint& facts, const Differences& found) { return !SettingsLost::holds(facts, found); }
};
struct MayGiveBackAgain : SettingsFact<MayGiveBackAgain> {
    static bool holds(const Checkpoint& facts, const Differences& differences) {
        return SettingsLost::holds(facts, differences) && ExtraRestartsLeft::holds(facts);
    }
};
struct SettingsStayLost : SettingsFact<SettingsStayLost> {
    static bool holds(const Checkpoint& facts, const Differences& differences) {
        return SettingsLost::holds(facts, differences) && ExtraRestartsSpent::holds(facts);
    }
};
struct NotByReinstalling : Not<ByReinstalling> {};
struct SettingsUnseen : Both<TriesSpent, ByReinstalling> {};
struct SettingsWereKept : Both<TriesSpent, NotByReinstalling> {};
// TCP/IP has been out of this machine, so its settings are no longer what they were.
struct TakenOutBefore : Fact<TakenOutBefore> {
    static bool holds(const Checkpoint& facts);
};
struct NeverTakenOut : Not<TakenOutBefore> {};
struct MayTakeOutAgain : Both<TriesSpent, MayRemoveAgain> {};
struct TakingOutSpent : Both<TriesSpent, RemovalsSpent> {};
struct NoExtraRestart : Fact<NoExtraRestart> {
    static bool holds(const Checkpoint& facts) { return facts.extra_restarts == 0; }
};
struct SomeExtraRestart : Not<NoExtraRestart> {};
struct NoExtraRestartYet : Both<TriesSpent, NoExtraRestart> {};
struct ExtraRestartMade : Both<TriesSpent, SomeExtraRestart> {};
struct MayGiveBackLater : Both<TriesSpent, ExtraRestartsLeft> {};
struct GivingBackSpent : Both<TriesSpent, ExtraRestartsSpent> {};

// Waking goes back into the phase that was saved.
template<class P> struct LeftIn {
    template<class E, class M, class S, class T> bool operator()(const E& event, const M&, const S&, const T&) const {
        return event.phase == P::name;
    }
};
// A phase that this version does not know wakes into its way back, not into a guess.
bool is_known_phase(std::string_view name);
struct UnknownAndBackedUp {
    template<class E, class M, class S, class T> bool operator()(const E& event, const M&, const S&, const T&) const {
        return !is_known_phase(event.phase) && event.has_backup;
    }
};
struct UnknownAndUntouched {
    template<class E, class M, class S, class T> bool operator()(const E& event, const M&, const S&, const T&) const {
        return !is_known_phase(event.phase) && !event.has_backup;
    }
};
bool left_untouched(std::string_view phase);
struct LeftUntouched {
    template<class E, class M, class S, class T> bool operator()(const E& event, const M&, const S&, const T&) const {
        return left_untouched(event.phase);
    }
};
struct LeftBegun {
    template<class E, class M, class S, class T> bool operator()(const E& event, const M&, const S&, const T&) const {
        return !left_untouched(event.phase);
    }
};

} // namespace netmend
