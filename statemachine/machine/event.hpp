// What Windows, a waking or a person may answer. Past tense; each carries only what the machine writes down.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "statemachine/machine/event_fwd.hpp"
#include "statemachine/planning/plan.hpp"

namespace netmend::event {

// What a look saw: at diagnosis, verification or comparison.
struct Look {
    std::string verdict;
    std::vector<std::string> findings; // sentences, worst first
};

// -- diagnosis ----------------------------------------------------------------------------------------
struct FoundDamage {
    Plan plan;
    Look look;
    std::vector<std::string> third_parties;
};
struct FoundNoDamage {
    Plan plan;
    Look look;
    std::vector<std::string> third_parties;
}; // healthy, or third parties only
struct FoundNoProcedure {
    Plan plan;
    Look look;
};

// -- steps --------------------------------------------------------------------------------------------
struct StepDone {};
struct StepFailed {
    std::string why;
};
struct BackedUp {
    std::string name, digest;
};
struct SettingsRecorded {
    std::string name, digest;
};
struct RestorePointTried { // number 0: none was made, `note` says why
    std::int64_t number = 0;
    bool turned_on = false;
    std::string note;
};
struct ObstacleSeen { // nothing was changed
    std::string why;
};
struct SettingsCompared {
    std::vector<std::string> differences;
};
struct RungPrepared { // what it will change lies under that name in the state folder
    std::string name, digest;
    std::vector<std::string> changes; // sentences for people
};
struct NothingToMend { // of what this rung can change
    std::string why;
};
struct LossNotAccepted { // healthy providers would go that no person has accepted by itself, or what cannot come back
    std::string why;
};
struct ChangedMeanwhile { // what was written down is not what is there any more
    std::string why;
};
struct RungHelped { // its own damage is gone, other damage is left
    Look look;
};
struct RungUnseenYet { // what was changed works only after a restart
    std::string why;
};
struct RungLost { // what was changed is not there any more
    std::string why;
};
struct RungDidNotHelp {
    Look look;
};
struct NoEffectSeen { // the order ran, and the catalog is as before
    std::string why;
};
struct StillDamaged { // the order failed, and the catalog was seen to be damaged after it
    std::string why;
};
struct AlreadyRemoved { // TCP/IP is out of this machine before it was taken out
    std::string why;
};
struct StoppedHalfway { // a removal, and TCP/IP is still there; a part may be gone
    std::string why;
};
struct CameBack { // TCP/IP, which had been removed
    std::string why;
};
struct InstalledButDamaged { // Windows lists TCP/IP, and something of it is missing
    std::string why;
};
struct RestartNeededFirst {
    std::string why;
}; // restart, then the same step again
struct BlankKeysSeen {};
struct SoundCatalogSeen {};
struct OldEntriesSeen {};
struct InboxCompared {
    std::vector<std::string> missing;
    std::vector<std::string> came_back; // of what was accepted to be lost
};
struct PutBackDone {
    std::vector<std::string> outside_changes;
};
struct NothingToPutBack {};
struct StillDifferent {
    std::string what;
};

// -- verification ---------------------------------------------------------------------------------------
struct SeenMended {
    Look look;
};
struct SeenDamaged {
    Look look;
    bool in_catalog = false; // not only in what uses it
};
struct CouldNotLook {
    Look look;
    std::string why;
};

// -- waking: one of the first two, then whichever of the others fits -----------------------------------------
struct Woke {
    std::string phase;
    bool has_backup = false;
};
struct WokeElsewhere {
    std::string phase, what;
};                         // version, service pack or machine is another
struct WokeTooOften {};    // this phase was begun past its bound and never ended
struct BegunAgain {};      // a comparison at the end: what was seen to be mended before may be lost with a cache
struct RestartHappened {}; // a restart phase, in a later boot session
struct RestartMissing {};  // a restart phase, still the same boot session
struct RestartDoubtful {
    std::string why;
}; // volatile key and kernel boot time disagree

// -- asking Windows for a restart ---------------------------------------------------------------------------
struct RestartPutOff {
    std::string why;
    bool accepted = false;              // and did not come within its time; false: Windows says "not now"
    std::vector<std::string> waits_for; // who was logged on
};

// -- people -------------------------------------------------------------------------------------------
struct ConsentGiven {
    std::string plan;
    std::vector<std::string> accepted_loss;
};
struct CancelAsked {};
struct ContinueAsked {};
struct RollbackAsked {};
struct RegistryAsked {}; // the whole of it, as it was before the repair

} // namespace netmend::event

namespace netmend {

// A class and no alias, so that it can be spoken of where what it carries is not known.
struct Event : boost::mp11::mp_rename<event::All, std::variant> {
    using variant::variant;
};

std::string_view name_of(const Event& event); // "StepFailed"
std::string_view name_at(std::size_t index);  // of the event at this place of the variant
std::string detail_of(const Event& event);    // what it carries, for the record; may be empty

// What several events carry. Asked of another one they throw std::logic_error: a row of the table is wrong then.
const Plan& plan_of(const Event& event);
const event::Look& look_of(const Event& event);
const std::string& why_of(const Event& event);
const std::string& left_phase_of(const Event& event);
const std::vector<std::string>& differences_of(const Event& event);

} // namespace netmend
