// One row a phase: everything that anybody has to know of it. Its saved name carries the chapter; it is data and is
// never renamed. The order it gives; its way back; the step of the progress bar that it counts to; whether it does
// nothing until Windows is started normally; what scripts are told while a repair is in it; and a sentence for people.
// Below the rows: the lists that sentences of the table speak of, made from the rows wherever a row can tell.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/mp11/set.hpp>

#include "statemachine/machine/phase.hpp"

namespace netmend {

template<std::size_t N> struct Text {
    char characters[N]{};
    constexpr Text(const char (&text)[N]) { std::copy_n(text, N, characters); }
    constexpr std::string_view view() const { return {characters, N - 1}; }
};

template<Text Name, Order Gives, WayBack Back, ProgressStep CountsAs, bool RestsInSafeMode, RepairOutcome Told,
         Text Sentence>
struct Phase {
    static constexpr std::string_view name = Name.view();
    static constexpr PhaseFacts facts{name,     chapter_of(Name.view()), Gives, Back,
                                      CountsAs, RestsInSafeMode,         Told,  Sentence.view()};
};

constexpr bool rests = true, works = false; // in safe mode
using Step = ProgressStep;

// clang-format off
// -- opening: nothing has been changed yet -----------------------------------------------------------
struct Diagnosing           : Phase<"opening/diagnosing",              Order::Diagnose,              WayBack::Untouched,  Step::None,                rests, RepairOutcome::Working,           "Looking at what is broken."> {};
struct AwaitingConsent      : Phase<"opening/awaiting-consent",        Order::None,                  WayBack::Untouched,  Step::None,                works, RepairOutcome::WaitingForConsent, "Waiting for your consent: what was found differs from the plan you saw."> {};
struct RecordingSettings    : Phase<"opening/recording-settings",      Order::RecordSettings,        WayBack::Untouched,  Step::BackUp,              rests, RepairOutcome::Working,           "Writing down the settings of every network connection."> {};
struct BackingUp            : Phase<"opening/backing-up",              Order::BackUp,                WayBack::Untouched,  Step::BackUp,              rests, RepairOutcome::Working,           "Backing up the network settings and checking the backup."> {};
struct MakingRestorePoint   : Phase<"opening/making-restore-point",    Order::MakeRestorePoint,      WayBack::Restorable, Step::BackUp,              rests, RepairOutcome::Working,           "Making a restore point, where this Windows has them."> {};
// -- ladder: Vista and later; the same phases for every rung -----------------------------------------------
struct PreparingRung        : Phase<"ladder/preparing",                Order::PrepareRung,           WayBack::Restorable, Step::Mend,                rests, RepairOutcome::Working,           "Writing down what this rung changes."> {};
struct CarryingOutRung      : Phase<"ladder/carrying-out",             Order::CarryOutRung,          WayBack::Restorable, Step::Mend,                rests, RepairOutcome::Working,           "Changing what was written down, and nothing else."> {};
struct LookingAfterRung     : Phase<"ladder/looking",                  Order::LookAfterRung,         WayBack::Restorable, Step::LookAfterMend,       rests, RepairOutcome::Working,           "Looking in new processes whether the network works again."> {};
struct RestartAfterRung     : Phase<"ladder/restart",                  Order::AskForRestart,         WayBack::Restorable, Step::LookAfterMend,       rests, RepairOutcome::RestartNeeded,     "A driver or service runs only after a restart; a restart is needed."> {};
struct VerifyingRung        : Phase<"ladder/verifying",                Order::LookAfterRung,         WayBack::Restorable, Step::LookAfterMend,       rests, RepairOutcome::Working,           "Checking whether the network works again."> {};
struct UndoingRung          : Phase<"ladder/undoing",                  Order::UndoRung,              WayBack::Restorable, Step::LookAfterMend,       rests, RepairOutcome::Working,           "Undoing what did not help."> {};
// -- winsock-reset: the last rung of Vista and later ----------------------------------------------------
struct PreparingWinsockReset: Phase<"winsock-reset/preparing",         Order::PrepareRung,           WayBack::Restorable, Step::Reset,               rests, RepairOutcome::Working,           "Computing what a Winsock reset would leave, and what it would take."> {};
struct ResettingWinsock     : Phase<"winsock-reset/resetting",         Order::ResetWinsock,          WayBack::Restorable, Step::Reset,               rests, RepairOutcome::Working,           "Resetting the Winsock catalog, and giving back what it took of Windows' own."> {};
struct RestartForWinsock    : Phase<"winsock-reset/restart",           Order::AskForRestart,         WayBack::Restorable, Step::RestartAfterReset,   rests, RepairOutcome::RestartNeeded,     "The Winsock catalog was reset; a restart is needed."> {};
struct VerifyingWinsock     : Phase<"winsock-reset/verifying",         Order::LookAfterRung,         WayBack::Restorable, Step::VerifyReset,         rests, RepairOutcome::Working,           "Comparing the catalog with what was computed, and checking whether the network works."> {};
// -- reset: XP SP2 and later ---------------------------------------------------------------------------
struct ResettingCatalog     : Phase<"reset/resetting-catalog",         Order::ResetCatalog,          WayBack::Restorable, Step::Reset,               rests, RepairOutcome::Working,           "Resetting the Winsock catalog."> {};
struct RestartAfterReset    : Phase<"reset/restart-after-reset",       Order::AskForRestart,         WayBack::Restorable, Step::RestartAfterReset,   rests, RepairOutcome::RestartNeeded,     "The catalog was reset; a restart is needed."> {};
struct VerifyingReset       : Phase<"reset/verifying",                 Order::Verify,                WayBack::Restorable, Step::VerifyReset,         rests, RepairOutcome::Working,           "Checking whether the reset has mended the network."> {};
// -- keys: XP below SP2, Server 2003 below SP1, and where the reset was not enough -----------------------
struct DeletingKeys         : Phase<"keys/deleting-keys",              Order::DeleteWinsockKeys,     WayBack::Restorable, Step::DeleteKeys,          rests, RepairOutcome::Working,           "Deleting the two Winsock keys."> {};
struct RestartForBlankKeys  : Phase<"keys/restart-for-blank-keys",     Order::AskForRestart,         WayBack::Restorable, Step::RestartForKeys,      rests, RepairOutcome::RestartNeeded,     "The Winsock keys were deleted; a restart is needed so that Windows writes blank ones."> {};
struct SeeingBlankKeys      : Phase<"keys/seeing-blank-keys",          Order::SeeBlankKeys,          WayBack::Restorable, Step::Install,             rests, RepairOutcome::Working,           "Looking for the blank Winsock keys."> {};
struct InstallingTcpip      : Phase<"keys/installing-tcpip",           Order::InstallTcpip,          WayBack::Restorable, Step::Install,             rests, RepairOutcome::Working,           "Installing TCP/IP again."> {};
struct UpdatingTcpip        : Phase<"keys/updating-tcpip",             Order::UpdateTcpip,           WayBack::Restorable, Step::Install,             rests, RepairOutcome::Working,           "Installing TCP/IP again, the second way."> {};
struct WritingInboxEntries  : Phase<"keys/writing-inbox-entries",      Order::WriteInboxEntries,     WayBack::Restorable, Step::Install,             rests, RepairOutcome::Working,           "Writing the Windows entries into the Winsock catalog."> {};
struct RestartBeforeInstall : Phase<"keys/restart-before-install",     Order::AskForRestart,         WayBack::Restorable, Step::Install,             rests, RepairOutcome::RestartNeeded,     "Windows wants a restart before TCP/IP can be installed."> {};
struct GivingBackSettings   : Phase<"keys/giving-back-settings",       Order::GiveBackSettings,      WayBack::Restorable, Step::Install,             rests, RepairOutcome::Working,           "Giving back the settings of every network connection."> {};
struct RestartAfterInstall  : Phase<"keys/restart-after-install",      Order::AskForRestart,         WayBack::Restorable, Step::RestartAfterInstall, rests, RepairOutcome::RestartNeeded,     "TCP/IP was installed again; a restart is needed."> {};
struct VerifyingKeys        : Phase<"keys/verifying",                  Order::Verify,                WayBack::Restorable, Step::Verify,              rests, RepairOutcome::Working,           "Checking whether the network works again."> {};
// -- reinstall: Windows 2000 -------------------------------------------------------------------------------
struct CheckingReinstall    : Phase<"reinstall/checking",              Order::CheckReinstall,        WayBack::Untouched,  Step::Uninstall,           rests, RepairOutcome::Working,           "Looking whether TCP/IP can be removed and installed again here."> {};
struct UninstallingTcpip    : Phase<"reinstall/uninstalling-tcpip",    Order::UninstallTcpip,        WayBack::Stranded,   Step::Uninstall,           rests, RepairOutcome::Working,           "Removing TCP/IP."> {};
struct RestartWithoutTcpip  : Phase<"reinstall/restart-without-tcpip", Order::AskForRestart,         WayBack::Stranded,   Step::RestartWithoutTcpip, rests, RepairOutcome::RestartNeeded,     "TCP/IP was removed; a restart is needed."> {};
struct DeletingTcpipKeys    : Phase<"reinstall/deleting-keys",         Order::DeleteTcpipKeys,       WayBack::Stranded,   Step::DeleteKeys,          rests, RepairOutcome::Working,           "Deleting the keys Tcpip, Winsock and Winsock2."> {};
struct RestartForEmptyKeys  : Phase<"reinstall/restart-for-blank-keys", Order::AskForRestart,         WayBack::Stranded,   Step::RestartForKeys,      rests, RepairOutcome::RestartNeeded,     "The keys were deleted; a restart is needed so that Windows writes blank ones."> {};
struct SeeingEmptyKeys      : Phase<"reinstall/seeing-blank-keys",     Order::SeeBlankKeys,          WayBack::Stranded,   Step::Install,             rests, RepairOutcome::Working,           "Looking for the blank Winsock keys."> {};
struct ReinstallingTcpip    : Phase<"reinstall/reinstalling-tcpip",    Order::ReinstallTcpip,        WayBack::Stranded,   Step::Install,             rests, RepairOutcome::Working,           "Installing TCP/IP again."> {};
struct RestartForInstaller  : Phase<"reinstall/restart-for-installer", Order::AskForRestart,         WayBack::Stranded,   Step::Install,             rests, RepairOutcome::RestartNeeded,     "Windows wants a restart before TCP/IP can be installed."> {};
struct ReturningSettings    : Phase<"reinstall/giving-back-settings",  Order::GiveBackSettings,      WayBack::Stranded,   Step::Install,             rests, RepairOutcome::Working,           "Giving back the settings of every network connection."> {};
struct RestartAfterReinstall: Phase<"reinstall/restart-after-install", Order::AskForRestart,         WayBack::Stranded,   Step::RestartAfterInstall, rests, RepairOutcome::RestartNeeded,     "TCP/IP was installed again; a restart is needed."> {};
struct VerifyingReinstall   : Phase<"reinstall/verifying",             Order::Verify,                WayBack::Stranded,   Step::Verify,              rests, RepairOutcome::Working,           "Checking whether the network works again."> {};
struct NeedingInstallation  : Phase<"reinstall/needing-person",        Order::TellOutcome,           WayBack::Stranded,   Step::Install,             rests, RepairOutcome::NeedingPerson,     "TCP/IP was removed, and it or its settings could not be given back; a person is needed."> {};
// -- closing ------------------------------------------------------------------------------------------
struct VerifyingAgain       : Phase<"closing/verifying-again",         Order::Verify,                WayBack::Restorable, Step::Last,                rests, RepairOutcome::Working,           "Checking the network again, as you asked."> {};
struct ComparingSettings    : Phase<"closing/comparing-settings",      Order::CompareSettings,       WayBack::Finishing,  Step::Last,                rests, RepairOutcome::Working,           "Comparing the settings of every network connection with what was written down."> {};
struct ComparingProviders   : Phase<"closing/comparing-providers",     Order::CompareInboxProviders, WayBack::Finishing,  Step::Last,                rests, RepairOutcome::Working,           "Comparing Windows' own providers with the backup."> {};
// -- rollback ------------------------------------------------------------------------------------------
struct RollingBack          : Phase<"rollback/rolling-back",           Order::PutBack,               WayBack::Returning,  Step::PutBack,             works, RepairOutcome::Working,           "Putting everything back as it was found."> {};
struct RestartAfterRollback : Phase<"rollback/restart-after-rollback", Order::AskForRestart,         WayBack::Returning,  Step::RestartAfterPutBack, works, RepairOutcome::RestartNeeded,     "Everything was put back; a restart is needed."> {};
struct ConfirmingRollback   : Phase<"rollback/confirming",             Order::CompareWithBackup,     WayBack::Returning,  Step::Compare,             works, RepairOutcome::Working,           "Comparing what is there with the backup."> {};
struct ReplacingRegistry    : Phase<"rollback/replacing-registry",     Order::ReplaceRegistry,       WayBack::Returning,  Step::PutBack,             works, RepairOutcome::Working,           "Handing Windows its whole registry of before the repair, for the next start."> {};
struct RestartForRegistry   : Phase<"rollback/restart-for-registry",   Order::AskForRestart,         WayBack::Returning,  Step::RestartAfterPutBack, works, RepairOutcome::RestartNeeded,     "Windows takes its registry of before the repair when it starts; a restart is needed."> {};
struct ConfirmingRegistry   : Phase<"rollback/confirming-registry",    Order::CompareWithBackup,     WayBack::Returning,  Step::Compare,             works, RepairOutcome::Working,           "Comparing what is there with the backup."> {};
// -- resting: a person is asked, the backup is at hand -----------------------------------------------------
struct Unproven             : Phase<"resting/unproven",                Order::TellOutcome,           WayBack::Resting,    Step::Last,                works, RepairOutcome::Unproven,          "Changed, but netmend could not look whether the network works."> {};
struct NeedingPerson        : Phase<"resting/needing-person",          Order::TellOutcome,           WayBack::Resting,    Step::Last,                works, RepairOutcome::NeedingPerson,     "netmend cannot finish this alone; a person is needed."> {};
// -- settled --------------------------------------------------------------------------------------------
struct Healthy              : Phase<"settled/healthy",                 Order::TellOutcome,           WayBack::Settled,    Step::Done,                works, RepairOutcome::Healthy,           "Nothing is broken here; nothing was changed."> {};
struct Refused              : Phase<"settled/refused",                 Order::TellOutcome,           WayBack::Settled,    Step::Done,                works, RepairOutcome::Refused,           "netmend has no safe procedure for this Windows; nothing was changed."> {};
struct Unchanged            : Phase<"settled/unchanged",               Order::TellOutcome,           WayBack::Settled,    Step::Done,                works, RepairOutcome::Unchanged,         "The repair could not begin; nothing was changed."> {};
struct Cancelled            : Phase<"settled/cancelled",               Order::TellOutcome,           WayBack::Settled,    Step::Done,                works, RepairOutcome::Cancelled,         "Cancelled; the machine is as it was found."> {};
struct Repaired             : Phase<"settled/repaired",                Order::TellOutcome,           WayBack::Settled,    Step::Done,                works, RepairOutcome::Repaired,          "Repaired."> {};
struct RolledBack           : Phase<"settled/rolled-back",             Order::TellOutcome,           WayBack::Settled,    Step::Done,                works, RepairOutcome::RolledBack,        "The repair did not succeed; the machine is as it was found."> {};
struct KeptAsIs             : Phase<"settled/kept-as-is",              Order::TellOutcome,           WayBack::Settled,    Step::Done,                works, RepairOutcome::KeptAsIs,          "Windows or the machine has changed under the repair; nothing more is touched, everything is kept."> {};
// clang-format on

template<class... S> struct Phases { using list = boost::mp11::mp_list<S...>; };

// Every phase, in the order of the rows.
struct Everything
    : Phases<Diagnosing, AwaitingConsent, RecordingSettings, BackingUp, MakingRestorePoint, PreparingRung,
             CarryingOutRung, LookingAfterRung, RestartAfterRung, VerifyingRung, UndoingRung, PreparingWinsockReset,
             ResettingWinsock, RestartForWinsock, VerifyingWinsock, ResettingCatalog, RestartAfterReset, VerifyingReset,
             DeletingKeys, RestartForBlankKeys, SeeingBlankKeys, InstallingTcpip, UpdatingTcpip, WritingInboxEntries,
             RestartBeforeInstall, GivingBackSettings, RestartAfterInstall, VerifyingKeys, CheckingReinstall,
             UninstallingTcpip, RestartWithoutTcpip, DeletingTcpipKeys, RestartForEmptyKeys, SeeingEmptyKeys,
             ReinstallingTcpip, RestartForInstaller, ReturningSettings, RestartAfterReinstall, VerifyingReinstall,
             NeedingInstallation, VerifyingAgain, ComparingSettings, ComparingProviders, RollingBack,
             RestartAfterRollback, ConfirmingRollback, ReplacingRegistry, RestartForRegistry, ConfirmingRegistry,
             Unproven, NeedingPerson, Healthy, Refused, Unchanged, Cancelled, Repaired, RolledBack, KeptAsIs> {};
static_assert(boost::mp11::mp_is_set<Everything::list>::value, "a phase stands here once");

// Whether a repair is in this phase: the one way to ask for a phase by name.
template<class P> bool is_in(std::string_view saved_name) {
    return saved_name == P::name;
}

template<template<class> class Is> struct Those { using list = boost::mp11::mp_copy_if<Everything::list, Is>; };
template<WayBack W> struct WithWayBack { template<class P> using Is = boost::mp11::mp_bool<P::facts.way_back == W>; };

// The way back from each phase.
struct Untouched : Those<WithWayBack<WayBack::Untouched>::Is> {};
struct Restorable : Those<WithWayBack<WayBack::Restorable>::Is> {};
struct Stranded : Those<WithWayBack<WayBack::Stranded>::Is> {}; // no TCP/IP: forward is the way back
struct Finishing : Those<WithWayBack<WayBack::Finishing>::Is> {};
struct Returning : Those<WithWayBack<WayBack::Returning>::Is> {};
struct Resting : Those<WithWayBack<WayBack::Resting>::Is> {};
struct Settled : Those<WithWayBack<WayBack::Settled>::Is> {};

// Other lists that sentences of the table speak of.
template<class P> using WaitsForRestart = boost::mp11::mp_bool<P::facts.waits_for_restart()>;
template<class P> using MayRest = boost::mp11::mp_bool<P::facts.rests_in_safe_mode>;
template<class P>
using Prepares = boost::mp11::mp_bool<P::facts.way_back == WayBack::Untouched && P::facts.order != Order::None>;
template<class P>
using LooksBackable = boost::mp11::mp_bool<P::facts.way_back == WayBack::Restorable &&
                                           (P::facts.order == Order::Verify || P::facts.order == Order::LookAfterRung)>;
struct Restarts : Those<WaitsForRestart> {};
struct RestingInSafeMode : Those<MayRest> {};
struct Preparing : Those<Prepares> {};
struct Verifying : Those<LooksBackable> {};
struct LastLooks : Phases<VerifyingReset, VerifyingKeys> {}; // of a rung; then the next one, or the way back
struct BeforeRung : Phases<PreparingRung, PreparingWinsockReset> {};
struct AfterChange : Phases<LookingAfterRung, VerifyingRung> {};
struct AfterRung : Phases<LookingAfterRung, VerifyingRung, VerifyingWinsock> {};
struct AtOnce : Phases<Diagnosing, AwaitingConsent, RecordingSettings, BackingUp> {}; // is cancelled
struct Repairing
    : Phases<PreparingRung, CarryingOutRung, UndoingRung, PreparingWinsockReset, ResettingWinsock, ResettingCatalog,
             DeletingKeys, SeeingBlankKeys, InstallingTcpip, UpdatingTcpip, WritingInboxEntries, GivingBackSettings> {};
struct Reinstalling
    : Phases<UninstallingTcpip, DeletingTcpipKeys, SeeingEmptyKeys, ReinstallingTcpip, ReturningSettings> {};
struct NoOtherWay : Phases<PreparingRung, UndoingRung, PreparingWinsockReset, ResettingCatalog, DeletingKeys,
                           SeeingBlankKeys, WritingInboxEntries> {};
struct PuttingBack : Phases<RollingBack, ConfirmingRollback> {};
struct LastNet : Phases<ReplacingRegistry, ConfirmingRegistry> {};
struct Acting {
    using list = boost::mp11::mp_append<Preparing::list, Repairing::list, Reinstalling::list, Finishing::list,
                                        PuttingBack::list, LastNet::list>;
};

struct Waking {}; // where a checkpoint is read into; no phase of a repair

} // namespace netmend
