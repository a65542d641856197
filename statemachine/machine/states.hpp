// One line a phase, and the list of its way back. A phase that stands in no list, or in two, does not compile. The
// saved name carries the chapter; it is data and is never renamed. Entering a phase writes down its name and resets
// what is counted per phase; it does nothing else.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/mp11/set.hpp>
#include <boost/msm/front/states.hpp>

#include "statemachine/saved/checkpoint.hpp"
#include "statemachine/machine/order.hpp"

namespace netmend {

template<std::size_t N> struct Text {
    char characters[N]{};
    constexpr Text(const char (&text)[N]) { std::copy_n(text, N, characters); }
    constexpr std::string_view view() const { return {characters, N - 1}; }
};

void enter_phase(Checkpoint& facts, std::string_view name, Order order);

template<Text Name, Order Gives, Text Sentence> struct Phase : boost::msm::front::state<> {
    static constexpr std::string_view name = Name.view();
    static constexpr Order order = Gives;
    static constexpr std::string_view sentence = Sentence.view();
    template<class E, class M> void on_entry(const E&, M& machine) { enter_phase(*machine.facts, name, order); }
};

// clang-format off
// -- opening: nothing has been changed yet -----------------------------------------------------------
struct Diagnosing           : Phase<"opening/diagnosing",              Order::Diagnose,              "Looking at what is broken."> {};
struct AwaitingConsent      : Phase<"opening/awaiting-consent",        Order::None,                  "Waiting for your consent: what was found differs from the plan you saw."> {};
struct RecordingSettings    : Phase<"opening/recording-settings",      Order::RecordSettings,        "Writing down the settings of every network connection."> {};
struct BackingUp            : Phase<"opening/backing-up",              Order::BackUp,                "Backing up the network settings and checking the backup."> {};
struct MakingRestorePoint   : Phase<"opening/making-restore-point",    Order::MakeRestorePoint,      "Making a restore point, where this Windows has them."> {};
// -- reset: XP SP2 and later ---------------------------------------------------------------------------
struct ResettingCatalog     : Phase<"reset/resetting-catalog",         Order::ResetCatalog,          "Resetting the Winsock catalog."> {};
struct RestartAfterReset    : Phase<"reset/restart-after-reset",       Order::AskForRestart,         "The catalog was reset; a restart is needed."> {};
struct VerifyingReset       : Phase<"reset/verifying",                 Order::Verify,                "Checking whether the reset has mended the network."> {};
// -- keys: XP below SP2, Server 2003 below SP1, and where the reset was not enough -----------------------
struct DeletingKeys         : Phase<"keys/deleting-keys",              Order::DeleteWinsockKeys,     "Deleting the two Winsock keys."> {};
struct RestartForBlankKeys  : Phase<"keys/restart-for-blank-keys",     Order::AskForRestart,         "The Winsock keys were deleted; a restart is needed so that Windows writes blank ones."> {};
struct SeeingBlankKeys      : Phase<"keys/seeing-blank-keys",          Order::SeeBlankKeys,          "Looking for the blank Winsock keys."> {};
struct InstallingTcpip      : Phase<"keys/installing-tcpip",           Order::InstallTcpip,          "Installing TCP/IP again."> {};
struct UpdatingTcpip        : Phase<"keys/updating-tcpip",             Order::UpdateTcpip,           "Installing TCP/IP again, the second way."> {};
struct WritingInboxEntries  : Phase<"keys/writing-inbox-entries",      Order::WriteInboxEntries,     "Writing the Windows entries into the Winsock catalog."> {};
struct RestartBeforeInstall : Phase<"keys/restart-before-install",     Order::AskForRestart,         "Windows wants a restart before TCP/IP can be installed."> {};
struct GivingBackSettings   : Phase<"keys/giving-back-settings",       Order::GiveBackSettings,      "Giving back the settings of every network connection."> {};
struct RestartAfterInstall  : Phase<"keys/restart-after-install",      Order::AskForRestart,         "TCP/IP was installed again; a restart is needed."> {};
struct VerifyingKeys        : Phase<"keys/verifying",                  Order::Verify,                "Checking whether the network works again."> {};
// -- reinstall: Windows 2000 -------------------------------------------------------------------------------
struct CheckingReinstall    : Phase<"reinstall/checking",              Order::CheckReinstall,        "Looking whether TCP/IP can be removed and installed again here."> {};
struct UninstallingTcpip    : Phase<"reinstall/uninstalling-tcpip",    Order::UninstallTcpip,        "Removing TCP/IP."> {};
struct RestartWithoutTcpip  : Phase<"reinstall/restart-without-tcpip", Order::AskForRestart,         "TCP/IP was removed; a restart is needed."> {};
struct DeletingTcpipKeys    : Phase<"reinstall/deleting-keys",         Order::DeleteTcpipKeys,       "Deleting the keys Tcpip, Winsock and Winsock2."> {};
struct RestartForEmptyKeys  : Phase<"reinstall/restart-for-blank-keys",Order::AskForRestart,         "The keys were deleted; a restart is needed so that Windows writes blank ones."> {};
struct SeeingEmptyKeys      : Phase<"reinstall/seeing-blank-keys",     Order::SeeBlankKeys,          "Looking for the blank Winsock keys."> {};
struct ReinstallingTcpip    : Phase<"reinstall/reinstalling-tcpip",    Order::ReinstallTcpip,        "Installing TCP/IP again."> {};
struct RestartForInstaller  : Phase<"reinstall/restart-for-installer", Order::AskForRestart,         "Windows wants a restart before TCP/IP can be installed."> {};
struct ReturningSettings    : Phase<"reinstall/giving-back-settings",  Order::GiveBackSettings,      "Giving back the settings of every network connection."> {};
struct RestartAfterReinstall: Phase<"reinstall/restart-after-install", Order::AskForRestart,         "TCP/IP was installed again; a restart is needed."> {};
struct VerifyingReinstall   : Phase<"reinstall/verifying",             Order::Verify,                "Checking whether the network works again."> {};
struct NeedingInstallation  : Phase<"reinstall/needing-person",        Order::TellOutcome,           "TCP/IP was removed, and it or its settings could not be given back; a person is needed."> {};
// -- closing ------------------------------------------------------------------------------------------
struct VerifyingAgain       : Phase<"closing/verifying-again",         Order::Verify,                "Checking the network again, as you asked."> {};
struct ComparingSettings    : Phase<"closing/comparing-settings",      Order::CompareSettings,       "Comparing the settings of every network connection with what was written down."> {};
struct ComparingProviders   : Phase<"closing/comparing-providers",     Order::CompareInboxProviders, "Comparing Windows' own providers with the backup."> {};
// -- rollback ------------------------------------------------------------------------------------------
struct RollingBack          : Phase<"rollback/rolling-back",           Order::PutBack,               "Putting everything back as it was found."> {};
struct RestartAfterRollback : Phase<"rollback/restart-after-rollback", Order::AskForRestart,         "Everything was put back; a restart is needed."> {};
struct ConfirmingRollback   : Phase<"rollback/confirming",             Order::CompareWithBackup,     "Comparing what is there with the backup."> {};
struct ReplacingRegistry    : Phase<"rollback/replacing-registry",     Order::ReplaceRegistry,       "Handing Windows its whole registry of before the repair, for the next start."> {};
struct RestartForRegistry   : Phase<"rollback/restart-for-registry",   Order::AskForRestart,         "Windows takes its registry of before the repair when it starts; a restart is needed."> {};
struct ConfirmingRegistry   : Phase<"rollback/confirming-registry",    Order::CompareWithBackup,     "Comparing what is there with the backup."> {};
// -- resting: a person is asked, the backup is at hand -----------------------------------------------------
struct Unproven             : Phase<"resting/unproven",                Order::TellOutcome,           "Changed, but netmend could not look whether the network works."> {};
struct NeedingPerson        : Phase<"resting/needing-person",          Order::TellOutcome,           "netmend cannot finish this alone; a person is needed."> {};
// -- settled --------------------------------------------------------------------------------------------
struct Healthy              : Phase<"settled/healthy",                 Order::TellOutcome,           "Nothing is broken here; nothing was changed."> {};
struct Refused              : Phase<"settled/refused",                 Order::TellOutcome,           "netmend has no safe procedure for this Windows; nothing was changed."> {};
struct Unchanged            : Phase<"settled/unchanged",               Order::TellOutcome,           "The repair could not begin; nothing was changed."> {};
struct Cancelled            : Phase<"settled/cancelled",               Order::TellOutcome,           "Cancelled; the machine is as it was found."> {};
struct Repaired             : Phase<"settled/repaired",                Order::TellOutcome,           "Repaired."> {};
struct RolledBack           : Phase<"settled/rolled-back",             Order::TellOutcome,           "The repair did not succeed; the machine is as it was found."> {};
struct KeptAsIs             : Phase<"settled/kept-as-is",              Order::TellOutcome,           "Windows or the machine has changed under the repair; nothing more is touched, everything is kept."> {};
// clang-format on

// The way back from each phase.
template<class... S> struct Phases { using list = boost::mp11::mp_list<S...>; };

struct Untouched : Phases<Diagnosing, AwaitingConsent, RecordingSettings, BackingUp, CheckingReinstall> {};
struct Restorable
    : Phases<MakingRestorePoint, ResettingCatalog, RestartAfterReset, VerifyingReset, DeletingKeys, RestartForBlankKeys,
             SeeingBlankKeys, InstallingTcpip, UpdatingTcpip, WritingInboxEntries, RestartBeforeInstall,
             GivingBackSettings, RestartAfterInstall, VerifyingKeys, VerifyingAgain> {};
// No TCP/IP: forward is the way back.
struct Stranded : Phases<UninstallingTcpip, RestartWithoutTcpip, DeletingTcpipKeys, RestartForEmptyKeys,
                         SeeingEmptyKeys, ReinstallingTcpip, RestartForInstaller, ReturningSettings,
                         RestartAfterReinstall, VerifyingReinstall, NeedingInstallation> {};
struct Finishing : Phases<ComparingSettings, ComparingProviders> {};
struct Returning : Phases<RollingBack, RestartAfterRollback, ConfirmingRollback, ReplacingRegistry, RestartForRegistry,
                          ConfirmingRegistry> {};
struct Resting : Phases<Unproven, NeedingPerson> {};
struct Settled : Phases<Healthy, Refused, Unchanged, Cancelled, Repaired, RolledBack, KeptAsIs> {};

using AllPhases = boost::mp11::mp_append<Untouched::list, Restorable::list, Stranded::list, Finishing::list,
                                         Returning::list, Resting::list, Settled::list>;
static_assert(boost::mp11::mp_is_set<AllPhases>::value, "a phase has exactly one way back");

// Other lists that sentences of the table speak of.
struct Restarts
    : Phases<RestartAfterReset, RestartForBlankKeys, RestartBeforeInstall, RestartAfterInstall, RestartAfterRollback,
             RestartWithoutTcpip, RestartForEmptyKeys, RestartForInstaller, RestartAfterReinstall, RestartForRegistry> {};
struct Verifying : Phases<VerifyingReset, VerifyingKeys, VerifyingAgain> {};
struct AtOnce : Phases<Diagnosing, AwaitingConsent, RecordingSettings, BackingUp> {}; // is cancelled
struct Preparing : Phases<Diagnosing, RecordingSettings, BackingUp, CheckingReinstall> {};
struct Repairing : Phases<ResettingCatalog, DeletingKeys, SeeingBlankKeys, InstallingTcpip, UpdatingTcpip,
                          WritingInboxEntries, GivingBackSettings> {};
struct Reinstalling
    : Phases<UninstallingTcpip, DeletingTcpipKeys, SeeingEmptyKeys, ReinstallingTcpip, ReturningSettings> {};
struct NoOtherWay : Phases<ResettingCatalog, DeletingKeys, SeeingBlankKeys, WritingInboxEntries> {};
struct PuttingBack : Phases<RollingBack, ConfirmingRollback> {};
struct LastNet : Phases<ReplacingRegistry, ConfirmingRegistry> {};
struct RestingInSafeMode {
    using list = boost::mp11::mp_append<Preparing::list, Restorable::list, Stranded::list, Finishing::list>;
};
struct Acting {
    using list = boost::mp11::mp_append<Preparing::list, Repairing::list, Reinstalling::list, Finishing::list,
                                        PuttingBack::list, LastNet::list>;
};
struct Everything {
    using list = AllPhases;
};

// The first phase of a repair, and where a checkpoint is read into.
struct Waking : boost::msm::front::state<> {};

} // namespace netmend
