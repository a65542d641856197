// Guards of the table: statements of fact about the checkpoint and the event, plain functions under the names that the
// table uses. Those of one phase and event exclude each other (a test proves it). Bounds and facts are looked at in
// guards.cpp alone, so that a change of theirs leaves the compiled table as it is.
#pragma once

#include <string_view>

#include "statemachine/machine/event_fwd.hpp"
#include "statemachine/planning/procedure.hpp"

namespace netmend {

struct Checkpoint;

template<class A> struct Not {
    static bool holds(const Checkpoint& facts, const Event& event) { return !A::holds(facts, event); }
};
template<class A, class B> struct Both {
    static bool holds(const Checkpoint& facts, const Event& event) {
        return A::holds(facts, event) && B::holds(facts, event);
    }
};

// clang-format off
// -- bounds (limits.hpp) ---------------------------------------------------------------------------------
struct MayTryAgain        { static bool holds(const Checkpoint& facts, const Event&); };
struct TriesSpent         : Not<MayTryAgain> {};
struct MayDeleteAgain     { static bool holds(const Checkpoint& facts, const Event&); };
struct DeletionsSpent     : Not<MayDeleteAgain> {};
struct MayRollBackAgain   { static bool holds(const Checkpoint& facts, const Event&); };
struct RollbacksSpent     : Not<MayRollBackAgain> {};
struct ExtraRestartsLeft  { static bool holds(const Checkpoint& facts, const Event&); };
struct ExtraRestartsSpent : Not<ExtraRestartsLeft> {};
struct RoundsLeft         { static bool holds(const Checkpoint& facts, const Event&); };
struct RoundsSpent        : Not<RoundsLeft> {};
struct MayRemoveAgain     : Both<ExtraRestartsLeft, MayDeleteAgain> {};
struct RemovalsSpent      : Not<MayRemoveAgain> {};
struct NoExtraRestart     { static bool holds(const Checkpoint& facts, const Event&); };
struct SomeExtraRestart   : Not<NoExtraRestart> {};
struct NoExtraRestartYet  : Both<TriesSpent, NoExtraRestart> {};
struct ExtraRestartMade   : Both<TriesSpent, SomeExtraRestart> {};
struct MayTakeOutAgain    : Both<TriesSpent, MayRemoveAgain> {};
struct TakingOutSpent     : Both<TriesSpent, RemovalsSpent> {};
struct MayGiveBackLater   : Both<TriesSpent, ExtraRestartsLeft> {};
struct GivingBackSpent    : Both<TriesSpent, ExtraRestartsSpent> {};
// -- the ladder ------------------------------------------------------------------------------------------
template<Procedure P> struct FirstRungIs { static bool holds(const Checkpoint& facts, const Event& event); };
template<Procedure P> struct NextRungIs  { static bool holds(const Checkpoint& facts, const Event& event); };
struct RungLeft           { static bool holds(const Checkpoint& facts, const Event&); }; // that may follow: not on a domain controller, for one
struct NoRungLeft         : Not<RungLeft> {};
struct SpentRungLeft      : Both<TriesSpent, RungLeft> {};
struct SpentNoRungLeft    : Both<TriesSpent, NoRungLeft> {};
struct ByReinstalling     { static bool holds(const Checkpoint& facts, const Event&); }; // TCP/IP goes, and its settings with it
struct NotByReinstalling  : Not<ByReinstalling> {};
// -- the plan that a look at the start brings, before it is written down -----------------------------------
struct PlanAgreed         { static bool holds(const Checkpoint& facts, const Event& found); };
struct PlanDiffers        : Not<PlanAgreed> {};
struct Forced             { static bool holds(const Checkpoint& facts, const Event&); };
struct NotForced          : Not<Forced> {};
struct ForcedAndAgreed    : Both<Forced, PlanAgreed> {};
struct ForcedAndDiffers   : Both<Forced, PlanDiffers> {};
// -- what was seen to be mended is damaged after a restart: lost with a cache, or the old is back --------------
struct MendingLost        { static bool holds(const Checkpoint& facts, const Event& damaged); };
struct NotLost            : Not<MendingLost> {};
struct NotLostRungLeft    : Both<NotLost, RungLeft> {};
struct NotLostNoRungLeft  : Both<NotLost, NoRungLeft> {};
// -- settings that TCP/IP's removal took are given back once more, unless that changed nothing ------------------
struct SettingsLost       { static bool holds(const Checkpoint& facts, const Event& compared); };
struct SettingsStay       : Not<SettingsLost> {};
struct MayGiveBackAgain   : Both<SettingsLost, ExtraRestartsLeft> {};
struct SettingsStayLost   : Both<SettingsLost, ExtraRestartsSpent> {};
struct SettingsUnseen     : Both<TriesSpent, ByReinstalling> {};
struct SettingsWereKept   : Both<TriesSpent, NotByReinstalling> {};
// -- a restart that Windows put off -------------------------------------------------------------------------------
struct MayAskAgain        { static bool holds(const Checkpoint& facts, const Event& put_off); };
struct AskedOften         : Not<MayAskAgain> {};
// -- what has happened before ------------------------------------------------------------------------------------
struct CancelNoted        { static bool holds(const Checkpoint& facts, const Event&); };
struct CancelNotNoted     : Not<CancelNoted> {};
struct TakenOutBefore     { static bool holds(const Checkpoint& facts, const Event&); }; // TCP/IP, by this repair
struct NeverTakenOut      : Not<TakenOutBefore> {};
// What Windows' own tools were asked for may show only at the next start, and a putting back that was begun before may
// have done it all: then a registry that looks as it was found is not yet the end.
struct SomethingWasDone   { static bool holds(const Checkpoint& facts, const Event&); };
struct NothingWasDone     : Not<SomethingWasDone> {};
struct NothingDoneCancelled    : Both<NothingWasDone, CancelNoted> {};
struct NothingDoneNotCancelled : Both<NothingWasDone, CancelNotNoted> {};
// -- waking: into the phase that was saved; one that this version does not know, into its way back --------------------
bool was_left_in(const Event& woke, std::string_view phase);
template<class P> struct LeftIn {
    static bool holds(const Checkpoint&, const Event& woke) { return was_left_in(woke, P::name); }
};
struct UnknownAndBackedUp  { static bool holds(const Checkpoint&, const Event& woke); };
struct UnknownAndUntouched { static bool holds(const Checkpoint&, const Event& woke); };
struct LeftUntouched       { static bool holds(const Checkpoint&, const Event& woke); };
struct LeftBegun           : Not<LeftUntouched> {};
// clang-format on

// The rung of the ladder that comes first, or next where one is left; asked by the two templates above.
bool is_first_rung(const Checkpoint& facts, const Event& found, Procedure procedure);
bool is_next_rung(const Checkpoint& facts, Procedure procedure);
template<Procedure P> bool FirstRungIs<P>::holds(const Checkpoint& facts, const Event& event) {
    return is_first_rung(facts, event, P);
}
template<Procedure P> bool NextRungIs<P>::holds(const Checkpoint& facts, const Event&) {
    return is_next_rung(facts, P);
}

bool acts_on_what_is_sound(const Checkpoint& facts); // it is forced, or a person named what is to be done
bool taken_out_before(const Checkpoint& facts); // TCP/IP, by this repair: its settings are no longer what they were

} // namespace netmend
