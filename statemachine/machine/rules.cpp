#include "statemachine/machine/rules.hpp"

#include <algorithm>

#include "statemachine/machine/phase.hpp"
#include "statemachine/machine/states.hpp"

namespace netmend {

// How many phases of its path a checkpoint remembers; more only after many extra restarts.
constexpr std::size_t path_kept = 64;

void enter_phase(Checkpoint& facts, std::string_view name, Order order) {
    if (facts.phase == name)
        return; // woken, or begun here
    facts.phase = name;
    facts.path.emplace_back(name);
    if (facts.path.size() > path_kept)
        facts.path.erase(facts.path.begin());
    facts.tries = 0;
    facts.wakes = 0;
    facts.reminders = 0;
    facts.restart_asked_here = false;
    facts.told = false;
    if (order == Order::DeleteWinsockKeys || order == Order::DeleteTcpipKeys)
        ++facts.deletions;
    if (order == Order::PutBack)
        ++facts.rollbacks;
    if (order == Order::AskForRestart) {
        ++facts.restarts_asked;
        facts.restart_reasons.emplace_back(name);
    }
}

bool is_known_phase(std::string_view name) {
    return phase_named(name) != nullptr;
}

bool TakenOutBefore::holds(const Checkpoint& facts) {
    return std::find(facts.path.begin(), facts.path.end(), RestartWithoutTcpip::name) != facts.path.end();
}

bool SettingsLost::holds(const Checkpoint& facts, const Differences& differences) {
    const bool could_not = facts.failed_in == ReturningSettings::name; // the same ones may go back now
    return !differences.empty() && ByReinstalling::holds(facts) &&
           (could_not || differences != facts.settings_differences);
}

bool left_untouched(std::string_view phase) {
    const PhaseFacts* left = phase_named(phase);
    return left != nullptr && left->way_back == WayBack::Untouched;
}

void NotePlan::write(Checkpoint& facts, const Plan& plan, const event::Look& look,
                     const std::vector<std::string>& third_parties) {
    facts.plan = plan;
    facts.third_parties = third_parties;
    NoteLook::write(facts, look);
}

void NoteLook::write(Checkpoint& facts, const event::Look& look) {
    facts.verdict = look.verdict;
    facts.findings = look.findings;
}

void CountAnew::write(Checkpoint& facts) {
    facts.deletions = facts.rollbacks = facts.extra_restarts = facts.restart_doubts = 0;
}

void NoteDoubt::write(Checkpoint& facts, const std::string& why) {
    ++facts.restart_doubts;
    ++facts.restarts_asked;
    facts.restart_reasons.push_back(why);
    facts.restart_asked_here = false;
    facts.trouble = why;
}

void NoteOutsideChanges::add(Checkpoint& facts, const std::vector<std::string>& changes) {
    for (const std::string& change : changes)
        if (std::find(facts.outside_changes.begin(), facts.outside_changes.end(), change) ==
            facts.outside_changes.end())
            facts.outside_changes.push_back(change);
}

} // namespace netmend
