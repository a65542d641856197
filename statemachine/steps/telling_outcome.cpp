#include "statemachine/machine/states.hpp"
#include "statemachine/steps/removal.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/steps/taken_out.hpp"

namespace netmend::steps {
namespace {

// Closed once, when the repair is over. That it could not be is a note: Windows closes such a point by itself.
void close_restore_point(Windows& windows, const Checkpoint& facts) {
    const bool changed = is_in<Repaired>(facts.phase) || is_in<KeptAsIs>(facts.phase);
    const Result<void> closed =
        windows.restore_points.close(facts.restore_point, /*cancelled=*/!changed, facts.restore_turned_on);
    if (!closed)
        windows.chronicle.record(closed.error().text);
}

} // namespace

// StepDone: told. The history's line is for the `history` verb: fields apart by tabs, the last one free text.
Answer tell_outcome(Windows& windows, const Checkpoint& facts) {
    const PhaseFacts* phase = phase_named(facts.phase);
    const bool settled = phase != nullptr && phase->is_over();
    if (facts.restore_point != 0 && settled)
        close_restore_point(windows, facts);
    if (takes_tcpip_away(facts) && settled)
        forget_removal(windows, facts);
    if (is_in<Repaired>(facts.phase))
        note_taken_out(windows, facts);
    const std::string sentence = phase != nullptr ? std::string(phase->sentence) : facts.phase;
    windows.chronicle.add_to_history(facts.repair_id + "\t" + facts.started + "\t" + windows.clock.now() + "\t" +
                                     std::string(first_name(facts.plan)) + "\t" + facts.phase + "\t" +
                                     std::to_string(facts.restarts_asked) + "\t" + sentence);
    windows.chronicle.record(sentence);
    windows.notice.tell("netmend: " + sentence);
    return event::StepDone{};
}

} // namespace netmend::steps
