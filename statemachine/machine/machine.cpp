#include "statemachine/machine/machine.hpp"

#include "statemachine/base/joint.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/machine/states.hpp"

namespace netmend {
namespace {

// Phases that an endless row of starts could wear out. Waiting for a restart or a person is no such phase.
bool begins_something(const PhaseFacts& phase) {
    return phase.order != Order::None && phase.order != Order::TellOutcome && !phase.waits_for_restart();
}

} // namespace

Machine::Machine(Checkpoint& facts, bool safe_mode) : table_(facts), facts_(facts), safe_mode_(safe_mode) {
    const int wakes = facts.wakes;
    handle(event::Woke{facts.phase, !facts.backup_name.empty()});
    if (safe_mode_ && phase().rests_in_safe_mode) {
        facts.wakes = wakes; // nothing was begun, so nothing is counted
        return;
    }
    if (phase().way_back == WayBack::Finishing)
        handle(event::BegunAgain{});
    if (facts.wakes > limits::wakes_per_phase_max && begins_something(phase()))
        handle(event::WokeTooOften{});
}

Machine::Machine(Checkpoint& facts, const event::WokeElsewhere& elsewhere) : table_(facts), facts_(facts) {
    handle(elsewhere);
}

void Machine::handle(const Event& event) {
    table_.handle(event);
}

void Machine::note_restart_wanted(const std::string& now) {
    if (facts_.restart_wanted_since.empty())
        facts_.restart_wanted_since = now;
}

void Machine::note_restart_asked() {
    facts_.restart_asked_here = true;
}

void Machine::note_told() {
    facts_.told = true;
    if (phase().is_over())
        facts_.restore_point = 0; // closed
}

Order Machine::order() const {
    const PhaseFacts& here = phase();
    if (safe_mode_ && here.rests_in_safe_mode)
        return Order::None;
    if (here.waits_for_restart() && facts_.restart_asked_here)
        return Order::None;
    if (here.order == Order::TellOutcome && facts_.told)
        return Order::None;
    return here.order;
}

bool Machine::waits_for_windows() const {
    const PhaseFacts& here = phase();
    const bool rests_here = safe_mode_ && here.rests_in_safe_mode;
    return !rests_here && here.waits_for_restart() && facts_.restart_asked_here && restarts_by_itself(facts_);
}

const PhaseFacts& Machine::phase() const {
    const PhaseFacts* known = phase_named(facts_.phase);
    if (known != nullptr)
        return *known;
    bug("the machine", "no phase is called \"" + facts_.phase + "\"."); // waking never leaves such a name behind
    return Unchanged::facts;
}

int Machine::bugs() const {
    return table_.bugs();
}

} // namespace netmend
