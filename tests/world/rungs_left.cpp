// What the rungs of the ladder leave: looked at when a phase is left, for later on nobody can tell whose it was.
#include <algorithm>

#include "statemachine/planning/procedures.hpp"
#include "tests/world/lines.hpp"
#include "tests/world/phases.hpp"
#include "tests/world/world.hpp"

namespace netmend::world {
namespace {

// Of a write that was stopped before the rung began.
bool is_mark_that_went(const std::string& line) {
    return simulated::is_writers_marker(line) && line.ends_with(": only in the first");
}

} // namespace

void Invariants::watch_rung(const Snapshot& snapshot) {
    const Checkpoint& facts = snapshot.checkpoint;
    const std::string& before = world_.desk.view.phase;
    if (facts.phase == before)
        return;
    const Tree& now = world_.windows.registry.now;
    const bool begins = facts.phase == phases::preparing_rung || facts.phase == phases::preparing_reset;
    // The whole way back hides what a rung has left; it begins here, too, where something was in the way of undoing it.
    const bool goes_back =
        facts.phase == phases::rolling_back && !world_.disturbed && !world_.tools_fail && !facts.cancel_noted;
    if (before == phases::undoing_rung && (begins || goes_back) && before_rung_ &&
        others_before_rung_ == world_.others_acts())
        for (const auto& line : before_rung_->differences(now, simulated::services_path))
            if (!is_serial(line) && !is_mark_that_went(line))
                broken("undone-rung-is-gone", line);
    if (begins) {
        before_rung_ = now;
        others_before_rung_ = world_.others_acts();
    }
    note_before_look(facts.phase);
    if (facts.phase == phases::repaired && others_before_look_ == world_.others_acts())
        check_named(facts, snapshot.set_again);
}

// Whatever was done before a look begins, it can see.
void Invariants::note_before_look(const std::string& phase) {
    if (phase == phases::looking_after_rung || phase == phases::verifying_again)
        others_before_look_ = world_.others_acts();
}

// A sound network is no proof that what a person named was done.
void Invariants::check_named(const Checkpoint& facts, const std::vector<std::string>& told) {
    const Tree& now = world_.windows.registry.now;
    const auto& ladder = facts.plan.ladder;
    if (std::find(ladder.begin(), ladder.end(), Procedure::RemoveProducts) != ladder.end())
        for (const std::string& dll : simulated::third_party_dlls(now, world_.windows.identity.x64))
            if (names(facts.plan.removed, dll))
                broken("named-is-done", dll + " is still in the catalogs");
    for (const std::string& service : facts.plan.services)
        if (const auto start = std::count(told.begin(), told.end(), service) != 0
                                   ? std::nullopt
                                   : now.value(std::string(simulated::services_path) + "\\" + service, "Start");
            start && start->data == simulated::number("Start", 4).data)
            broken("named-is-done", service + " is still switched off");
}

} // namespace netmend::world
