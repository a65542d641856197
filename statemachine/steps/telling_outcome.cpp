#include "statemachine/phase.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {

// StepDone: told. The history's line is for the `history` verb: fields apart by tabs, the last one free text.
Answer tell_outcome(Windows& windows, const Checkpoint& facts) {
    const PhaseFacts* phase = phase_named(facts.phase);
    const std::string sentence = phase != nullptr ? std::string(phase->sentence) : facts.phase;
    windows.chronicle.add_to_history(facts.repair_id + "\t" + facts.started + "\t" + windows.clock.now() + "\t" +
                                     facts.plan.procedure + "\t" + facts.phase + "\t" +
                                     std::to_string(facts.restarts_asked) + "\t" + sentence);
    windows.chronicle.record(sentence);
    windows.notice.tell("netmend: " + sentence);
    return event::StepDone{};
}

} // namespace netmend::steps
