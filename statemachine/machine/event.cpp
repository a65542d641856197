#include "statemachine/machine/event.hpp"

#include <array>

namespace netmend {
namespace {

using namespace event;

constexpr std::array<std::string_view, std::variant_size_v<Event>> names{
    "FoundDamage",        "FoundNoDamage",    "FoundNoProcedure", "StepDone",
    "StepFailed",         "BackedUp",         "SettingsRecorded", "RestorePointTried",
    "ObstacleSeen",       "SettingsCompared", "NothingSeen",      "StillDamaged",
    "RestartNeededFirst", "BlankKeysSeen",    "SoundCatalogSeen", "OldEntriesSeen",
    "InboxCompared",      "PutBackDone",      "NothingToPutBack", "StillDifferent",
    "SeenMended",         "SeenDamaged",      "CouldNotLook",     "Woke",
    "WokeElsewhere",      "WokeTooOften",     "RestartHappened",  "RestartMissing",
    "RestartDoubtful",    "ConsentGiven",     "CancelAsked",      "ContinueAsked",
    "RollbackAsked",      "RegistryAsked"};

struct Detail {
    std::string operator()(const FoundDamage& e) const { return e.plan.procedure; }
    std::string operator()(const FoundNoProcedure& e) const { return e.plan.refusal; }
    std::string operator()(const BackedUp& e) const { return e.name; }
    std::string operator()(const SettingsRecorded& e) const { return e.name; }
    std::string operator()(const RestorePointTried& e) const { return e.note; }
    std::string operator()(const SettingsCompared& e) const {
        return e.differences.empty() ? "" : e.differences.front();
    }
    std::string operator()(const StillDifferent& e) const { return e.what; }
    std::string operator()(const WokeElsewhere& e) const { return e.what; }
    std::string operator()(const SeenMended& e) const { return e.look.verdict; }
    std::string operator()(const SeenDamaged& e) const {
        return e.look.findings.empty() ? e.look.verdict : e.look.findings.front();
    }
    std::string operator()(const Woke& e) const { return e.phase; }
    template<class E> std::string operator()(const E& e) const {
        if constexpr (requires { e.why; })
            return e.why;
        return {};
    }
};

} // namespace

std::string_view name_of(const Event& event) {
    return name_at(event.index());
}

std::string_view name_at(std::size_t index) {
    return names[index];
}

std::string detail_of(const Event& event) {
    return std::visit(Detail{}, event);
}

} // namespace netmend
