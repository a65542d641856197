// What Windows, a waking or a person may answer. Past tense; each carries only what the machine writes down.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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
struct NothingSeen {
    std::string why;
};                    // the order ran, and the catalog is as before
struct StillDamaged { // the order failed, and the catalog was seen to be damaged after it
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

// -- waking: one of the first two, then at most one of the others -----------------------------------------
struct Woke {
    std::string phase;
    bool has_backup = false;
};
struct WokeElsewhere {
    std::string phase, what;
};                         // version, service pack or machine is another
struct WokeTooOften {};    // this phase was begun past its bound and never ended
struct RestartHappened {}; // a restart phase, in a later boot session
struct RestartMissing {};  // a restart phase, still the same boot session
struct RestartDoubtful {
    std::string why;
}; // volatile key and kernel boot time disagree

// -- people -------------------------------------------------------------------------------------------
struct ConsentGiven {
    std::string plan;
};
struct CancelAsked {};
struct ContinueAsked {};
struct RollbackAsked {};
struct RegistryAsked {}; // the whole of it, as it was before the repair

} // namespace netmend::event

namespace netmend {

using Event =
    std::variant<event::FoundDamage, event::FoundNoDamage, event::FoundNoProcedure, event::StepDone, event::StepFailed,
                 event::BackedUp, event::SettingsRecorded, event::RestorePointTried, event::ObstacleSeen,
                 event::SettingsCompared, event::NothingSeen, event::StillDamaged, event::RestartNeededFirst,
                 event::BlankKeysSeen, event::SoundCatalogSeen, event::OldEntriesSeen, event::InboxCompared,
                 event::PutBackDone, event::NothingToPutBack, event::StillDifferent, event::SeenMended,
                 event::SeenDamaged, event::CouldNotLook, event::Woke, event::WokeElsewhere, event::WokeTooOften,
                 event::RestartHappened, event::RestartMissing, event::RestartDoubtful, event::ConsentGiven,
                 event::CancelAsked, event::ContinueAsked, event::RollbackAsked, event::RegistryAsked>;

std::string_view name_of(const Event& event); // "StepFailed"
std::string_view name_at(std::size_t index);  // of the event at this place of the variant
std::string detail_of(const Event& event);    // what it carries, for the record; may be empty

} // namespace netmend
