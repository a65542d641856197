#include "statemachine/machine/machine.hpp"

#include <boost/msm/front/state_machine_def.hpp>

#include "statemachine/machine/msm_lists.hpp"
#include "statemachine/machine/table.hpp"

namespace netmend {
namespace {

struct Front : boost::msm::front::state_machine_def<Front> {
    using initial_state = Waking;
    using rows = table::transition_table;
    using transition_table = msm::Table<Front>;
    using no_exception_thrown = int;
    using no_message_queue = int;

    Checkpoint* facts = nullptr;
    int bugs = 0;

    template<class E, class M> void no_transition(const E&, M&, int) {
        ++bugs;
        add_event(*facts, "bug: " + std::string(name_at(boost::mp11::mp_find<Event, E>::value)) + " has no row in " +
                              facts->phase);
    }
};

// Phases that an endless row of starts could wear out. Waiting for a restart or a person is no such phase.
bool begins_something(const PhaseFacts& phase) {
    return phase.order != Order::None && phase.order != Order::TellOutcome && phase.order != Order::AskForRestart;
}

} // namespace

struct Machine::Compiled {
    boost::msm::back::state_machine<Front, msm::Lists> machine;
};

Machine::Machine(Checkpoint& facts, bool safe_mode)
    : compiled_(std::make_unique<Compiled>()), facts_(facts), safe_mode_(safe_mode) {
    compiled_->machine.facts = &facts;
    compiled_->machine.start();
    const int wakes = facts.wakes;
    handle(event::Woke{facts.phase, !facts.backup_name.empty()});
    if (safe_mode_ && phase().rests_in_safe_mode)
        facts.wakes = wakes; // nothing was begun, so nothing is counted
    if (facts.wakes > limits::wakes_per_phase_max && begins_something(phase()))
        handle(event::WokeTooOften{});
}

Machine::Machine(Checkpoint& facts, const event::WokeElsewhere& elsewhere)
    : compiled_(std::make_unique<Compiled>()), facts_(facts) {
    compiled_->machine.facts = &facts;
    compiled_->machine.start();
    handle(elsewhere);
}

Machine::~Machine() = default;

void Machine::handle(const Event& event) {
    std::visit([this](const auto& happened) { compiled_->machine.process_event(happened); }, event);
}

void Machine::note_restart_asked() {
    facts_.restart_asked_here = true;
}

void Machine::note_told() {
    facts_.told = true;
    if (phase().way_back == WayBack::Settled)
        facts_.restore_point = 0; // closed
}

Order Machine::order() const {
    const PhaseFacts& here = phase();
    if (safe_mode_ && here.rests_in_safe_mode)
        return Order::None;
    if (here.waits_for_restart && facts_.restart_asked_here)
        return Order::None;
    if (here.order == Order::TellOutcome && facts_.told)
        return Order::None;
    return here.order;
}

const PhaseFacts& Machine::phase() const {
    const PhaseFacts* known = phase_named(facts_.phase);
    return known != nullptr ? *known : all_phases().front(); // waking never leaves an unknown name behind
}

int Machine::bugs() const {
    return compiled_->machine.bugs;
}

} // namespace netmend
