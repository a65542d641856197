// Guards and actions of the table. A guard is a statement of fact about the checkpoint (and the event), an action
// writes a fact down; neither does anything else. Guards of one phase and event exclude each other (a test proves it).
#pragma once

#include <string>
#include <string_view>

#include "statemachine/checkpoint.hpp"
#include "statemachine/event.hpp"
#include "statemachine/limits.hpp"

namespace netmend {

// -- guards -------------------------------------------------------------------------------------------
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
struct MayGiveBackAgain {
    template<class E, class M, class S, class T>
    bool operator()(const E& event, const M& machine, const S&, const T&) const {
        return !event.differences.empty() && event.differences != machine.facts->settings_differences &&
               ByReinstalling::holds(*machine.facts) && ExtraRestartsLeft::holds(*machine.facts);
    }
};
struct SettingsStay {
    template<class E, class M, class S, class T>
    bool operator()(const E& event, const M& machine, const S& from, const T& to) const {
        return !MayGiveBackAgain()(event, machine, from, to);
    }
};

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

// -- actions ------------------------------------------------------------------------------------------
struct NotePlan {
    static void write(Checkpoint& facts, const Plan& plan, const event::Look& look,
                      const std::vector<std::string>& third_parties);
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        write(*machine.facts, event.plan, event.look, event.third_parties);
    }
};
struct NoteRefusal {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        NotePlan::write(*machine.facts, event.plan, event.look, {});
        machine.facts->trouble = event.plan.refusal;
    }
};
struct NoteConsent {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->accepted_plan = event.plan;
    }
};
struct NoteBackup {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->backup_name = event.name;
        machine.facts->backup_digest = event.digest;
    }
};
struct NoteSettings {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->settings_name = event.name;
        machine.facts->settings_digest = event.digest;
    }
};
struct NoteSettingsLook {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->settings_differences = event.differences;
    }
};
struct NoteRestorePoint {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->restore_point = event.number;
        machine.facts->restore_turned_on = event.turned_on;
        machine.facts->restore_point_note = event.note;
    }
};
struct NoteLook {
    static void write(Checkpoint& facts, const event::Look& look);
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        write(*machine.facts, event.look);
    }
};
struct NoteLookFailure { // the look, and that it sent the repair back or on
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        NoteLook::write(*machine.facts, event.look);
        machine.facts->failed_in = machine.facts->phase;
        if (!event.look.findings.empty())
            machine.facts->trouble = event.look.findings.front();
    }
};
struct NoteUnseen {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        NoteLook::write(*machine.facts, event.look);
        machine.facts->trouble = event.why;
    }
};
struct CountTry {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        ++machine.facts->tries;
        machine.facts->trouble = event.why;
    }
};
struct NoteFailure { // this step sends the repair back, or on to another way
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->failed_in = machine.facts->phase;
        machine.facts->trouble = event.why;
    }
};
struct NoteOldEntries {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts->failed_in = machine.facts->phase;
        machine.facts->trouble = "The old Winsock entries came back after the restart.";
    }
};
struct CountWake {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        ++machine.facts->wakes;
    }
};
struct NoteWakesSpent {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts->failed_in = machine.facts->phase;
        machine.facts->trouble = "This step was begun too often and never came to its end.";
    }
};
struct NoteExtraRestart {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        ++machine.facts->extra_restarts;
        machine.facts->trouble = event.why;
    }
};
struct NoteAnotherRound { // what was verified is damaged, and one more installation may help
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S& from, T& to) const {
        NoteLookFailure()(event, machine, from, to);
        ++machine.facts->extra_restarts;
    }
};
struct NoteLostSettings {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        ++machine.facts->extra_restarts;
        machine.facts->settings_differences = event.differences;
        machine.facts->trouble = event.differences.front();
    }
};
struct NoteDoubt { // the same restart is asked for once more
    static void write(Checkpoint& facts, const std::string& why);
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        write(*machine.facts, event.why);
    }
};
struct Remind { // the person did not restart, or not so that Windows started anew; past the bound it waits quietly
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        if (machine.facts->reminders >= limits::restart_reminders_max)
            return;
        ++machine.facts->reminders;
        machine.facts->restart_asked_here = false;
    }
};
struct AskInstead { // Windows would not restart by itself
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->restart_refused = true;
        machine.facts->trouble = event.why;
    }
};
struct NoteMissingInbox {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->missing_inbox = event.missing;
    }
};
struct NoteOutsideChanges { // a repeated putting back sees only what was left
    static void add(Checkpoint& facts, const std::vector<std::string>& changes);
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        add(*machine.facts, event.outside_changes);
    }
};
struct NoteDifference {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->trouble = event.what;
    }
};
struct NoteCancel {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts->cancel_noted = true;
    }
};
struct NoteSystemChange {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->failed_in = machine.facts->phase;
        machine.facts->trouble = event.what;
    }
};

} // namespace netmend
