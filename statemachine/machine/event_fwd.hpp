// The events by name alone, so that the compiled table needs nothing of what they carry (event.hpp has that).
#pragma once

#include <cstddef>

#include <boost/mp11/list.hpp>

namespace netmend::event {

struct FoundDamage;
struct FoundNoDamage;
struct FoundNoProcedure;
struct StepDone;
struct StepFailed;
struct BackedUp;
struct SettingsRecorded;
struct RestorePointTried;
struct ObstacleSeen;
struct SettingsCompared;
struct RungPrepared;
struct NothingToMend;
struct LossNotAccepted;
struct ChangedMeanwhile;
struct RungHelped;
struct RungUnseenYet;
struct RungLost;
struct RungDidNotHelp;
struct NoEffectSeen;
struct StillDamaged;
struct AlreadyRemoved;
struct StoppedHalfway;
struct CameBack;
struct InstalledButDamaged;
struct RestartNeededFirst;
struct BlankKeysSeen;
struct SoundCatalogSeen;
struct OldEntriesSeen;
struct InboxCompared;
struct PutBackDone;
struct NothingToPutBack;
struct StillDifferent;
struct SeenMended;
struct SeenDamaged;
struct CouldNotLook;
struct Woke;
struct WokeElsewhere;
struct WokeTooOften;
struct BegunAgain;
struct RestartHappened;
struct RestartMissing;
struct RestartDoubtful;
struct RestartPutOff;
struct ConsentGiven;
struct CancelAsked;
struct ContinueAsked;
struct RollbackAsked;
struct RegistryAsked;

using All =
    boost::mp11::mp_list<FoundDamage, FoundNoDamage, FoundNoProcedure, StepDone, StepFailed, BackedUp, SettingsRecorded,
                         RestorePointTried, ObstacleSeen, SettingsCompared, RungPrepared, NothingToMend,
                         LossNotAccepted, ChangedMeanwhile, RungHelped, RungUnseenYet, RungLost, RungDidNotHelp,
                         NoEffectSeen, StillDamaged, AlreadyRemoved, StoppedHalfway, CameBack, InstalledButDamaged,
                         RestartNeededFirst, BlankKeysSeen, SoundCatalogSeen, OldEntriesSeen, InboxCompared,
                         PutBackDone, NothingToPutBack, StillDifferent, SeenMended, SeenDamaged, CouldNotLook, Woke,
                         WokeElsewhere, WokeTooOften, BegunAgain, RestartHappened, RestartMissing, RestartDoubtful,
                         RestartPutOff, ConsentGiven, CancelAsked, ContinueAsked, RollbackAsked, RegistryAsked>;

} // namespace netmend::event

namespace netmend {

struct Event; // one of them

std::size_t place_of(const Event& event); // in event::All

} // namespace netmend
