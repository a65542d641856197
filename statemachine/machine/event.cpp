#include "statemachine/machine/event.hpp"

#include <array>
#include <concepts>
#include <stdexcept>

namespace netmend {
namespace {

using namespace event;

constexpr std::array<std::string_view, boost::mp11::mp_size<event::All>::value> names{
    "FoundDamage",        "FoundNoDamage",    "FoundNoProcedure", "StepDone",
    "StepFailed",         "BackedUp",         "SettingsRecorded", "RestorePointTried",
    "ObstacleSeen",       "SettingsCompared", "RungPrepared",     "NothingToMend",
    "LossNotAccepted",    "ChangedMeanwhile", "RungHelped",       "RungUnseenYet",
    "RungLost",           "RungDidNotHelp",   "NoEffectSeen",     "StillDamaged",
    "AlreadyRemoved",     "StoppedHalfway",   "CameBack",         "InstalledButDamaged",
    "RestartNeededFirst", "BlankKeysSeen",    "SoundCatalogSeen", "OldEntriesSeen",
    "InboxCompared",      "PutBackDone",      "NothingToPutBack", "StillDifferent",
    "SeenMended",         "SeenDamaged",      "CouldNotLook",     "Woke",
    "WokeElsewhere",      "WokeTooOften",     "BegunAgain",       "RestartHappened",
    "RestartMissing",     "RestartDoubtful",  "RestartPutOff",    "ConsentGiven",
    "CancelAsked",        "ContinueAsked",    "RollbackAsked",    "RegistryAsked"};

const std::string& weightiest(const Look& look) {
    return look.findings.empty() ? look.verdict : look.findings.front();
}

struct Detail {
    std::string operator()(const FoundDamage& e) const { return std::string(first_name(e.plan)); }
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
    std::string operator()(const SeenDamaged& e) const { return weightiest(e.look); }
    std::string operator()(const RungPrepared& e) const { return e.changes.empty() ? e.name : e.changes.front(); }
    std::string operator()(const RungHelped& e) const { return weightiest(e.look); }
    std::string operator()(const RungDidNotHelp& e) const { return weightiest(e.look); }
    std::string operator()(const Woke& e) const { return e.phase; }
    template<class E> std::string operator()(const E& e) const {
        if constexpr (requires { e.why; })
            return e.why;
        return {};
    }
};

// What `member` finds in the event, for those that have it.
template<class T, class Member> const T& carried(const Event& event, const char* what, Member member) {
    return std::visit(
        [&](const auto& e) -> const T& {
            if constexpr (requires {
                              { member(e) } -> std::same_as<const T&>;
                          })
                return member(e);
            else
                throw std::logic_error(std::string(name_of(event)) + " carries no " + what);
        },
        event);
}

} // namespace

const Plan& plan_of(const Event& event) {
    return carried<Plan>(event, "plan", [](const auto& e) -> decltype((e.plan)) { return e.plan; });
}

const Look& look_of(const Event& event) {
    return carried<Look>(event, "look", [](const auto& e) -> decltype((e.look)) { return e.look; });
}

const std::string& why_of(const Event& event) {
    return carried<std::string>(event, "reason", [](const auto& e) -> decltype((e.why)) { return e.why; });
}

const std::string& left_phase_of(const Event& event) {
    return carried<std::string>(event, "phase", [](const auto& e) -> decltype((e.phase)) { return e.phase; });
}

const std::vector<std::string>& differences_of(const Event& event) {
    return carried<std::vector<std::string>>(event, "differences",
                                             [](const auto& e) -> decltype((e.differences)) { return e.differences; });
}

std::string_view name_of(const Event& event) {
    return name_at(event.index());
}

std::size_t place_of(const Event& event) {
    return event.index();
}

std::string_view name_at(std::size_t index) {
    return names[index];
}

std::string detail_of(const Event& event) {
    return std::visit(Detail{}, event);
}

} // namespace netmend
