// THE transition table: what the articles say, and what happens after a restart, a failure or a cancel. What is alike
// everywhere is one `Each` sentence for a list of phases. Rows of one phase and event exclude each other by guards.
#pragma once

#include <type_traits>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/mp11/set.hpp>

#include "statemachine/machine/event_fwd.hpp"
#include "statemachine/machine/guards.hpp"
#include "statemachine/machine/rules.hpp"
#include "statemachine/machine/states.hpp"

namespace netmend::table {

struct none {};        // nothing is written down; always
struct Stays {};       // in the phase it is in; nothing is entered again
struct PhaseItLeft {}; // whose name the event of waking carries
struct FirstRung {};   // the first phase of the plan's first procedure
struct NextRung {};    // the first phase of the next procedure of the ladder
template<class From, class When, class To, class Doing, class If> struct Row {};
template<class List, class When, class To, class Doing, class If> struct Each {};

// The phase with which each procedure begins; several may begin with the same one.
template<Procedure P, class Phase> struct Begins {
    static constexpr Procedure procedure = P;
    using phase = Phase;
};
using Rungs = boost::mp11::mp_list<
    Begins<Procedure::MendServices, PreparingRung>, Begins<Procedure::RemoveBrokenLayers, PreparingRung>,
    Begins<Procedure::MendNameSpaces, PreparingRung>, Begins<Procedure::MendInboxEntries, PreparingRung>,
    Begins<Procedure::ResetWinsock, PreparingWinsockReset>, Begins<Procedure::ResetCatalog, ResettingCatalog>,
    Begins<Procedure::DeleteKeys, DeletingKeys>, Begins<Procedure::ReinstallTcpip, CheckingReinstall>,
    Begins<Procedure::RemoveProducts, PreparingRung>>;

// -- from sentences to rows ----------------------------------------------------------------------------
template<class Doing> struct Climbing { // what a climb writes down, and that it climbed
    static void write(Checkpoint& facts, const Event& event) {
        if constexpr (!std::is_same_v<Doing, none>)
            Doing::write(facts, event);
        climb(facts);
    }
};
template<class A, class B> using And = std::conditional_t<std::is_same_v<A, none>, B, Both<A, B>>;
template<class R> struct Rows;
template<class From, class When, class To, class Doing, class If> struct Rows<Row<From, When, To, Doing, If>> {
    using type = boost::mp11::mp_list<Row<From, When, To, Doing, If>>;
};
template<class List> struct RowsOf;
template<class... P> struct RowsOf<boost::mp11::mp_list<P...>> {
    template<class When, class To, class Doing, class If>
    using plain = boost::mp11::mp_append<typename Rows<Row<P, When, To, Doing, If>>::type...>;
    template<class When, class Doing> using waking = boost::mp11::mp_list<Row<Waking, When, P, Doing, LeftIn<P>>...>;
};
template<class List> struct RungRows;
template<class... B> struct RungRows<boost::mp11::mp_list<B...>> {
    template<class From, class When, class Doing, class If>
    using first =
        boost::mp11::mp_list<Row<From, When, typename B::phase, Doing, And<If, FirstRungIs<B::procedure>>>...>;
    template<class From, class When, class Doing, class If>
    using next =
        boost::mp11::mp_list<Row<From, When, typename B::phase, Climbing<Doing>, And<If, NextRungIs<B::procedure>>>...>;
};
template<class From, class When, class Doing, class If> struct Rows<Row<From, When, FirstRung, Doing, If>> {
    using type = typename RungRows<Rungs>::template first<From, When, Doing, If>;
};
template<class From, class When, class Doing, class If> struct Rows<Row<From, When, NextRung, Doing, If>> {
    using type = typename RungRows<Rungs>::template next<From, When, Doing, If>;
};
template<class When, class Doing> struct Rows<Row<Waking, When, PhaseItLeft, Doing, none>> {
    using type = typename RowsOf<Everything::list>::template waking<When, Doing>;
};
template<class List, class When, class To, class Doing, class If> struct Rows<Each<List, When, To, Doing, If>> {
    using type = typename RowsOf<typename List::list>::template plain<When, To, Doing, If>;
};
template<class Sentences> struct ExpandAll;
template<class... R> struct ExpandAll<boost::mp11::mp_list<R...>> {
    using type = boost::mp11::mp_append<typename Rows<R>::type...>;
};

// clang-format off
using Sentences = boost::mp11::mp_list<
  // -- opening: look, agree, back up ------------------------------------------------------------------------------
  //   From                  When                       To                     Doing              If
  Row<  Diagnosing          , event::FoundDamage        , RecordingSettings    , NotePlan          , PlanAgreed             >,
  Row<  Diagnosing          , event::FoundDamage        , AwaitingConsent      , NotePlan          , PlanDiffers            >,
  Row<  Diagnosing          , event::FoundNoDamage      , Healthy              , NotePlan          , NotForced              >,
  Row<  Diagnosing          , event::FoundNoDamage      , RecordingSettings    , NotePlan          , ForcedAndAgreed        >,
  Row<  Diagnosing          , event::FoundNoDamage      , AwaitingConsent      , NotePlan          , ForcedAndDiffers       >,
  Row<  Diagnosing          , event::FoundNoProcedure   , Refused              , NoteRefusal       , none                   >,
  Row<  AwaitingConsent     , event::ConsentGiven       , Diagnosing           , NoteConsent       , none                   >, // looks once more
  Row<  RecordingSettings   , event::SettingsRecorded   , BackingUp            , NoteSettings      , none                   >,
  Row<  BackingUp           , event::BackedUp           , MakingRestorePoint   , NoteBackup        , none                   >,
  Row<  MakingRestorePoint  , event::RestorePointTried  , FirstRung            , NoteRestorePoint  , none                   >, // made or not: the backup counts
  // -- the ladder, Vista and later: what a rung changes is written down, changed, looked at, and undone where it did not help
  Row<  PreparingRung       , event::RungPrepared       , CarryingOutRung      , NoteRung          , none                   >,
  Each< BeforeRung          , event::NothingToMend      , NextRung             , none              , RungLeft               >,
  Each< BeforeRung          , event::NothingToMend      , RollingBack          , NoteFailure       , NoRungLeft             >,
  Row<  CarryingOutRung     , event::StepDone           , LookingAfterRung     , none              , none                   >,
  Row<  CarryingOutRung     , event::ChangedMeanwhile   , PreparingRung        , NoteRound         , RoundsLeft             >, // somebody wrote in between:
  Row<  CarryingOutRung     , event::ChangedMeanwhile   , UndoingRung          , NoteFailure       , RoundsSpent            >, // written down anew
  Row<  CarryingOutRung     , event::StepFailed         , UndoingRung          , NoteFailure       , TriesSpent             >,
  Each< AfterRung           , event::SeenMended         , ComparingSettings    , NoteLook          , none                   >, // no restart is needed
  Each< AfterRung           , event::RungHelped         , NextRung             , NoteLook          , RungLeft               >, // its own damage is gone, other
  Each< AfterRung           , event::RungHelped         , RollingBack          , NoteLookFailure   , NoRungLeft             >, // is left
  Each< AfterChange         , event::RungLost           , CarryingOutRung      , NoteRound         , RoundsLeft             >, // lost with a cache
  Each< AfterChange         , event::RungLost           , RollingBack          , NoteFailure       , RoundsSpent            >,
  Each< AfterRung           , event::RungDidNotHelp     , UndoingRung          , NoteLookFailure   , none                   >,
  Row<  LookingAfterRung    , event::RungUnseenYet      , RestartAfterRung     , NoteExtraRestart  , ExtraRestartsLeft      >, // a driver, or BFE
  Row<  LookingAfterRung    , event::RungUnseenYet      , UndoingRung          , NoteFailure       , ExtraRestartsSpent     >,
  Row<  RestartAfterRung    , event::RestartHappened    , VerifyingRung        , none              , none                   >,
  Row<  VerifyingRung       , event::RungUnseenYet      , UndoingRung          , NoteFailure       , none                   >, // it still does not run
  Row<  UndoingRung         , event::StepDone           , NextRung             , none              , RungLeft               >, // the next rung that fits,
  Row<  UndoingRung         , event::StepDone           , RollingBack          , none              , NoRungLeft             >, // or as it was found
  // -- its last rung: reset with what was agreed to, give back, restart, compare --------------------------
  Row<  PreparingWinsockReset, event::RungPrepared       , ResettingWinsock     , NoteRung          , none                   >,
  Each< BeforeRung          , event::LossNotAccepted    , RollingBack          , NoteFailure       , none                   >, // as it was found, and a person
  Row<  ResettingWinsock    , event::StepDone           , RestartForWinsock    , NoteSound         , none                   >, // as computed, in both bitnesses
  Row<  ResettingWinsock    , event::NoEffectSeen       , RestartForWinsock    , none              , none                   >, // may show only after it
  Row<  ResettingWinsock    , event::ChangedMeanwhile   , PreparingWinsockReset, NoteRound         , RoundsLeft             >, // before anything was reset
  Row<  ResettingWinsock    , event::ChangedMeanwhile   , UndoingRung          , NoteFailure       , RoundsSpent            >,
  Row<  ResettingWinsock    , event::StepFailed         , UndoingRung          , NoteFailure       , TriesSpent             >,
  Row<  RestartForWinsock   , event::RestartHappened    , VerifyingWinsock     , none              , none                   >,
  Row<  VerifyingWinsock    , event::RungUnseenYet      , UndoingRung          , NoteFailure       , none                   >,
  Row<  VerifyingWinsock    , event::RungLost           , ResettingWinsock     , NoteRound         , RoundsLeft             >, // lost with a cache, or taken
  Row<  VerifyingWinsock    , event::RungLost           , UndoingRung          , NoteFailure       , RoundsSpent            >, // at the start
  // -- the guide, Windows XP SP2 and later: reset, restart, verify ----------------------------------------------
  Row<  ResettingCatalog    , event::StepDone           , RestartAfterReset    , NoteSound         , none                   >,
  Row<  ResettingCatalog    , event::NoEffectSeen       , RestartAfterReset    , none              , none                   >, // may show only after it
  Row<  ResettingCatalog    , event::StillDamaged       , Stays                , CountTry          , MayTryAgain            >,
  Row<  ResettingCatalog    , event::StillDamaged       , NextRung             , NoteFailure       , SpentRungLeft          >, // the stronger procedure
  Row<  ResettingCatalog    , event::StillDamaged       , RollingBack          , NoteFailure       , SpentNoRungLeft        >,
  Row<  RestartAfterReset   , event::RestartHappened    , VerifyingReset       , none              , none                   >,
  Row<  VerifyingReset      , event::SeenMended         , ComparingSettings    , NoteLook          , none                   >,
  Row<  VerifyingReset      , event::SeenDamaged        , ResettingCatalog     , NoteAnotherRound  , MendingLost            >, // it was mended: lost with a cache
  // -- KB 811259, Windows XP without SP2: delete the keys, restart, install TCP/IP, restart ---------------------
  Row<  DeletingKeys        , event::StepDone           , RestartForBlankKeys  , none              , none                   >,
  Row<  RestartForBlankKeys , event::RestartHappened    , SeeingBlankKeys      , none              , none                   >, // without it the rest does not work
  Row<  SeeingBlankKeys     , event::BlankKeysSeen      , InstallingTcpip      , none              , none                   >,
  Row<  SeeingBlankKeys     , event::SoundCatalogSeen   , VerifyingKeys        , none              , none                   >,
  Row<  SeeingBlankKeys     , event::OldEntriesSeen     , DeletingKeys         , none              , MayDeleteAgain         >, // last known good, a restore point
  Row<  SeeingBlankKeys     , event::OldEntriesSeen     , RollingBack          , NoteOldEntries    , DeletionsSpent         >,
  Row<  InstallingTcpip     , event::StepDone           , GivingBackSettings   , NoteSound         , none                   >,
  Row<  InstallingTcpip     , event::NoEffectSeen       , UpdatingTcpip        , NoteFailure       , none                   >,
  Row<  InstallingTcpip     , event::StepFailed         , UpdatingTcpip        , NoteFailure       , TriesSpent             >,
  Row<  InstallingTcpip     , event::RestartNeededFirst , RestartBeforeInstall , NoteExtraRestart  , ExtraRestartsLeft      >,
  Row<  InstallingTcpip     , event::RestartNeededFirst , UpdatingTcpip        , NoteFailure       , ExtraRestartsSpent     >,
  Row<  RestartBeforeInstall, event::RestartHappened    , InstallingTcpip      , none              , none                   >,
  Row<  UpdatingTcpip       , event::StepDone           , GivingBackSettings   , NoteSound         , none                   >,
  Row<  UpdatingTcpip       , event::NoEffectSeen       , WritingInboxEntries  , NoteFailure       , none                   >,
  Row<  UpdatingTcpip       , event::StepFailed         , WritingInboxEntries  , NoteFailure       , TriesSpent             >,
  Row<  UpdatingTcpip       , event::RestartNeededFirst , RestartBeforeInstall , NoteExtraRestart  , ExtraRestartsLeft      >,
  Row<  UpdatingTcpip       , event::RestartNeededFirst , WritingInboxEntries  , NoteFailure       , ExtraRestartsSpent     >,
  Row<  WritingInboxEntries , event::StepDone           , GivingBackSettings   , NoteSound         , none                   >,
  Row<  WritingInboxEntries , event::NoEffectSeen       , RollingBack          , NoteFailure       , none                   >, // then a person, with Have Disk
  Row<  GivingBackSettings  , event::StepDone           , RestartAfterInstall  , none              , none                   >,
  Row<  RestartAfterInstall , event::RestartHappened    , VerifyingKeys        , none              , none                   >,
  Row<  VerifyingKeys       , event::SeenMended         , ComparingSettings    , NoteLook          , none                   >,
  Row<  VerifyingKeys       , event::SeenDamaged        , SeeingBlankKeys      , NoteAnotherRound  , MendingLost            >, // the installation was lost
  // -- the guide, Windows 2000: uninstall, restart, delete, restart, install, settings, restart ---------------------
  Row<  CheckingReinstall   , event::StepDone           , UninstallingTcpip    , none              , CancelNotNoted         >,
  Row<  CheckingReinstall   , event::StepDone           , Cancelled            , none              , CancelNoted            >,
  Row<  CheckingReinstall   , event::AlreadyRemoved     , UninstallingTcpip    , none              , none                   >, // removed already: that was lost with a cache
  Row<  CheckingReinstall   , event::StoppedHalfway     , RollingBack          , NoteFailure       , none                   >, // the intent of a removal was lost
  Row<  CheckingReinstall   , event::ObstacleSeen       , Unchanged            , NoteFailure       , none                   >, // said by name, nothing touched
  Row<  UninstallingTcpip   , event::StepDone           , RestartWithoutTcpip  , none              , none                   >,
  Row<  UninstallingTcpip   , event::ObstacleSeen       , Unchanged            , NoteFailure       , NeverTakenOut          >, // seen to be there still
  Row<  UninstallingTcpip   , event::ObstacleSeen       , NeedingInstallation  , NoteFailure       , TakenOutBefore         >, // not a second time
  Row<  UninstallingTcpip   , event::StoppedHalfway     , RollingBack          , NoteFailure       , none                   >, // stopped in the middle, and still there
  Row<  UninstallingTcpip   , event::StepFailed         , RestartWithoutTcpip  , NoteFailure       , TriesSpent             >, // forward is the way back
  Row<  RestartWithoutTcpip , event::RestartHappened    , DeletingTcpipKeys    , none              , none                   >,
  Row<  DeletingTcpipKeys   , event::StepDone           , RestartForEmptyKeys  , none              , none                   >,
  Row<  DeletingTcpipKeys   , event::CameBack           , UninstallingTcpip    , NoteExtraRestart  , MayRemoveAgain         >, // TCP/IP is there again: lost with a cache
  Row<  DeletingTcpipKeys   , event::CameBack           , RollingBack          , NoteFailure       , RemovalsSpent          >,
  Row<  DeletingTcpipKeys   , event::StepFailed         , RestartForEmptyKeys  , NoteFailure       , TriesSpent             >, // a part of them may be gone
  Row<  RestartForEmptyKeys , event::RestartHappened    , SeeingEmptyKeys      , none              , none                   >, // without it the procedure fails
  Row<  SeeingEmptyKeys     , event::BlankKeysSeen      , ReinstallingTcpip    , none              , none                   >,
  Row<  SeeingEmptyKeys     , event::SoundCatalogSeen   , ReinstallingTcpip    , none              , none                   >, // TCP/IP itself is gone
  Row<  SeeingEmptyKeys     , event::OldEntriesSeen     , DeletingTcpipKeys    , none              , MayDeleteAgain         >,
  Row<  SeeingEmptyKeys     , event::OldEntriesSeen     , ReinstallingTcpip    , NoteOldEntries    , DeletionsSpent         >,
  Row<  SeeingEmptyKeys     , event::StepFailed         , ReinstallingTcpip    , NoteFailure       , TriesSpent             >,
  Row<  ReinstallingTcpip   , event::StepDone           , ReturningSettings    , none              , none                   >,
  Row<  ReinstallingTcpip   , event::RestartNeededFirst , RestartForInstaller  , NoteExtraRestart  , ExtraRestartsLeft      >,
  Row<  ReinstallingTcpip   , event::RestartNeededFirst , NeedingInstallation  , NoteFailure       , ExtraRestartsSpent     >,
  Row<  ReinstallingTcpip   , event::InstalledButDamaged, Stays                , CountTry          , MayTryAgain            >, // it is there, and damaged:
  Row<  ReinstallingTcpip   , event::InstalledButDamaged, UninstallingTcpip    , NoteExtraRestart  , MayTakeOutAgain        >, // last known good, a restore point
  Row<  ReinstallingTcpip   , event::InstalledButDamaged, NeedingInstallation  , NoteFailure       , TakingOutSpent         >,
  Row<  ReinstallingTcpip   , event::StepFailed         , RestartForInstaller  , NoteExtraRestart  , NoExtraRestartYet      >, // it may need one, and not know
  Row<  ReinstallingTcpip   , event::StepFailed         , NeedingInstallation  , NoteFailure       , ExtraRestartMade       >,
  Row<  RestartForInstaller , event::RestartHappened    , ReinstallingTcpip    , none              , none                   >,
  Row<  ReturningSettings   , event::StepDone           , RestartAfterReinstall, none              , none                   >,
  Row<  ReturningSettings   , event::StepFailed         , RestartAfterReinstall, NoteFailure       , MayGiveBackLater       >, // the comparison will tell
  Row<  ReturningSettings   , event::StepFailed         , NeedingInstallation  , NoteFailure       , GivingBackSpent        >,
  Row<  RestartAfterReinstall, event::RestartHappened    , VerifyingReinstall   , none              , none                   >,
  Row<  VerifyingReinstall  , event::SeenMended         , ComparingSettings    , NoteLook          , none                   >,
  Row<  VerifyingReinstall  , event::SeenDamaged        , ReinstallingTcpip    , NoteAnotherRound  , ExtraRestartsLeft      >, // the installation was lost
  Row<  VerifyingReinstall  , event::SeenDamaged        , NeedingInstallation  , NoteLookFailure   , ExtraRestartsSpent     >,
  Row<  VerifyingReinstall  , event::CouldNotLook       , NeedingInstallation  , NoteUnseen        , none                   >,
  Row<  NeedingInstallation , event::ContinueAsked      , ReinstallingTcpip    , CountAnew         , none                   >, // after the guide's clicks
  // -- closing, for every procedure -------------------------------------------------------------------------------
  Each< LastLooks           , event::SeenDamaged        , NextRung             , NoteLookFailure   , NotLostRungLeft        >, // the next rung that fits,
  Each< LastLooks           , event::SeenDamaged        , RollingBack          , NoteLookFailure   , NotLostNoRungLeft      >, // or the way back
  Row<  ComparingSettings   , event::SettingsCompared   , ComparingProviders   , NoteSettingsLook  , SettingsStay           >,
  Row<  ComparingSettings   , event::SettingsCompared   , ReturningSettings    , NoteLostSettings  , MayGiveBackAgain       >, // lost with a cache
  Row<  ComparingSettings   , event::SettingsCompared   , NeedingInstallation  , NoteSettingsLook  , SettingsStayLost       >,
  Row<  ComparingProviders  , event::InboxCompared      , Repaired             , NoteMissingInbox  , none                   >,
  Each< Finishing           , event::BegunAgain         , VerifyingAgain       , none              , NotByReinstalling      >, // begun once more: what was seen
  Each< Finishing           , event::BegunAgain         , VerifyingReinstall   , none              , ByReinstalling         >, // may be lost with a cache
  Row<  VerifyingAgain      , event::SeenMended         , ComparingSettings    , NoteLook          , none                   >,
  Row<  VerifyingAgain      , event::SeenDamaged        , NeedingPerson        , NoteLookFailure   , none                   >,
  // -- rollback: put back, restart, compare -------------------------------------------------------------------------
  Row<  RollingBack         , event::PutBackDone        , RestartAfterRollback , NoteOutsideChanges, none                   >,
  Row<  RollingBack         , event::NothingToPutBack   , RestartAfterRollback , none              , SomethingWasDone       >, // it may show only after it
  Row<  RollingBack         , event::NothingToPutBack   , Cancelled            , none              , NothingDoneCancelled   >,
  Row<  RollingBack         , event::NothingToPutBack   , RolledBack           , none              , NothingDoneNotCancelled>,
  Row<  RestartAfterRollback, event::RestartHappened    , ConfirmingRollback   , none              , none                   >,
  Row<  ConfirmingRollback  , event::StepDone           , Cancelled            , none              , CancelNoted            >,
  Row<  ConfirmingRollback  , event::StepDone           , RolledBack           , none              , CancelNotNoted         >,
  Row<  ConfirmingRollback  , event::StillDifferent     , RollingBack          , NoteDifference    , MayRollBackAgain       >,
  Row<  ConfirmingRollback  , event::StillDifferent     , NeedingPerson        , NoteDifference    , RollbacksSpent         >,
  // -- the last net, Windows 2000: the whole registry as it was, at the next start; asked for by name only ------------
  Row<  NeedingInstallation , event::RegistryAsked      , ReplacingRegistry    , CountAnew         , none                   >,
  Row<  ReplacingRegistry   , event::StepDone           , RestartForRegistry   , none              , none                   >,
  Row<  RestartForRegistry  , event::RestartHappened    , ConfirmingRegistry   , none              , none                   >,
  Row<  ConfirmingRegistry  , event::StepDone           , Cancelled            , none              , CancelNoted            >,
  Row<  ConfirmingRegistry  , event::StepDone           , RolledBack           , none              , CancelNotNoted         >,
  Row<  ConfirmingRegistry  , event::StillDifferent     , NeedingInstallation  , NoteDifference    , none                   >, // Windows did not take it
  // -- a person decides -----------------------------------------------------------------------------------------------
  Each< Resting             , event::ContinueAsked      , VerifyingAgain       , CountAnew         , none                   >,
  Each< Resting             , event::CancelAsked        , RollingBack          , CancelAnew        , none                   >,
  Each< Resting             , event::RollbackAsked      , RollingBack          , CancelAnew        , none                   >,
  Row<  RolledBack          , event::ContinueAsked      , VerifyingAgain       , CountAnew         , none                   >, // after the article's clicks
  Row<  Repaired            , event::RollbackAsked      , RollingBack          , CancelAnew        , none                   >,
  // -- waking: back into the saved phase; a phase left by a newer netmend wakes into its way back --------------------
  Row<  Waking              , event::Woke               , PhaseItLeft          , CountWake         , none                   >,
  Row<  Waking              , event::Woke               , RollingBack          , none              , UnknownAndBackedUp     >,
  Row<  Waking              , event::Woke               , Unchanged            , none              , UnknownAndUntouched    >,
  Row<  Waking              , event::WokeElsewhere      , Unchanged            , NoteSystemChange  , LeftUntouched          >, // another Windows or machine
  Row<  Waking              , event::WokeElsewhere      , KeptAsIs             , NoteSystemChange  , LeftBegun              >,
  // -- in any phase: one sentence for each way back ----------------------------------------------------------------
  Each< AtOnce              , event::CancelAsked        , Cancelled            , NoteCancel        , none                   >,
  Row<  CheckingReinstall   , event::CancelAsked        , Stays                , NoteCancel        , none                   >, // looks whether TCP/IP is there
  Each< Restorable          , event::CancelAsked        , RollingBack          , NoteCancel        , none                   >,
  Each< Stranded            , event::CancelAsked        , Stays                , NoteCancel        , none                   >, // TCP/IP is finished first
  Each< Returning           , event::CancelAsked        , Stays                , NoteCancel        , none                   >, // on its way already
  Each< Finishing           , event::CancelAsked        , Stays                , none              , none                   >, // mended: finishes
  Each< Acting              , event::StepFailed         , Stays                , CountTry          , MayTryAgain            >,
  Each< Preparing           , event::StepFailed         , Unchanged            , NoteFailure       , TriesSpent             >,
  Each< NoOtherWay          , event::StepFailed         , RollingBack          , NoteFailure       , TriesSpent             >,
  Row<  GivingBackSettings  , event::StepFailed         , RestartAfterInstall  , NoteFailure       , TriesSpent             >, // the comparison will tell
  Row<  ComparingSettings   , event::StepFailed         , NeedingInstallation  , NoteFailure       , SettingsUnseen         >, // not "repaired" unseen
  Row<  ComparingSettings   , event::StepFailed         , Repaired             , NoteFailure       , SettingsWereKept       >,
  Row<  ComparingProviders  , event::StepFailed         , Repaired             , NoteFailure       , TriesSpent             >,
  Each< PuttingBack         , event::StepFailed         , NeedingPerson        , NoteFailure       , TriesSpent             >,
  Each< LastNet             , event::StepFailed         , NeedingInstallation  , NoteFailure       , TriesSpent             >,
  Each< Verifying           , event::CouldNotLook       , Unproven             , NoteUnseen        , none                   >, // never "damaged"
  Each< Preparing           , event::WokeTooOften       , Unchanged            , NoteWakesSpent    , none                   >,
  Row<  MakingRestorePoint  , event::WokeTooOften       , RollingBack          , NoteWakesSpent    , none                   >,
  Each< Repairing           , event::WokeTooOften       , RollingBack          , NoteWakesSpent    , none                   >,
  Each< Reinstalling        , event::WokeTooOften       , NeedingInstallation  , NoteWakesSpent    , none                   >,
  Row<  VerifyingReinstall  , event::WokeTooOften       , NeedingInstallation  , NoteWakesSpent    , none                   >,
  Each< Finishing           , event::WokeTooOften       , Repaired             , NoteWakesSpent    , none                   >,
  Each< PuttingBack         , event::WokeTooOften       , NeedingPerson        , NoteWakesSpent    , none                   >,
  Each< LastNet             , event::WokeTooOften       , NeedingInstallation  , NoteWakesSpent    , none                   >,
  Each< Verifying           , event::WokeTooOften       , Unproven             , NoteWakesSpent    , none                   >,
  Each< Restarts            , event::StepFailed         , Stays                , AskInstead        , none                   >, // Windows refuses: a person
  Each< Restarts            , event::RestartPutOff      , Stays                , NotePutOff        , MayAskAgain            >, // locked; or accepted, and nothing came
  Each< Restarts            , event::RestartPutOff      , Stays                , AskInstead        , AskedOften             >, // a person, too
  Each< Restarts            , event::RestartMissing     , Stays                , Remind            , none                   >,
  Each< Restarts            , event::RestartDoubtful    , Stays                , NoteDoubt         , none                   >>;
// clang-format on

using transition_table = typename ExpandAll<Sentences>::type;

// Where a row comes from, and where it goes to; Waking and Stays are no phases.
template<class R> struct Ends;
template<class From, class When, class To, class Doing, class If> struct Ends<Row<From, When, To, Doing, If>> {
    using list = boost::mp11::mp_list<From, std::conditional_t<std::is_same_v<To, Stays>, From, To>>;
};
template<class R> using EndsOf = typename Ends<R>::list;
// mp_unique goes a level deeper for each element, and compilers stop at 900.
using Named = boost::mp11::mp_fold<
    boost::mp11::mp_apply<boost::mp11::mp_append, boost::mp11::mp_transform<EndsOf, transition_table>>,
    boost::mp11::mp_list<>, boost::mp11::mp_set_push_back>;
static_assert(std::is_same_v<boost::mp11::mp_set_difference<Named, Everything::list>, boost::mp11::mp_list<Waking>>,
              "a phase of the table is not among the rows of states.hpp");

} // namespace netmend::table
