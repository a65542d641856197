#include "tests/sim/exhaustive.hpp"

#include <cstdio>
#include <optional>

#include "statemachine/base/limits.hpp"
#include "statemachine/machine/machine.hpp"
#include "tests/stories/answers.hpp"
#include "tests/world/joints.hpp"

namespace netmend::sim {
namespace {

enum class Left { Before, After, Torn, LostThoughFlushed };
enum class Wakes { NewSession, SameSession, ServiceRestart, FastStartup, SafeMode };
constexpr const char* left_names[] = {"cut before", "cut after", "torn", "lost though flushed"};
constexpr const char* wake_names[] = {"new boot session", "same boot session", "service restart", "Fast Startup",
                                      "safe mode"};
constexpr int nothing = 0, unflushed = 2, flushed_too = 3, some = 4; // words of losses
constexpr int whole = 0, torn = 1, last_save_lost = 4;               // words of files
constexpr int failed = 3;                                            // a word of kinds

// Empty: it cannot be. A service that is asked to end finishes what it does, and whatever else ends a process takes
// nothing with it that had reached Windows.
std::optional<Happening> happening_for(int effect, Left left, Wakes wakes, int byte) {
    Happening out;
    out.at = effect;
    out.when = left == Left::Before || left == Left::Torn ? When::Before : When::After;
    if (wakes == Wakes::ServiceRestart) {
        out.act = Act::Stop;
        return left == Left::Before || left == Left::After ? std::optional(out) : std::nullopt;
    }
    const int file = left == Left::Torn ? torn : left == Left::LostThoughFlushed ? last_save_lost : whole;
    if (wakes == Wakes::SameSession || wakes == Wakes::FastStartup) {
        if (left == Left::LostThoughFlushed)
            return std::nullopt;
        out.act = wakes == Wakes::SameSession ? Act::Kill : Act::FastStartup;
        out.with = {file, byte, nothing, 0};
        return out;
    }
    const int loss = left == Left::Torn ? some : left == Left::LostThoughFlushed ? flushed_too : unflushed;
    out.act = Act::PowerCut;
    out.with = {loss, file, byte, wakes == Wakes::SafeMode ? 1 : 0};
    return out;
}

void cut_at_effect(const Schedule& schedule, int effect, Tally& tally, Cuts& cuts) {
    for (const Left left : {Left::Before, Left::After, Left::Torn, Left::LostThoughFlushed})
        for (const Wakes wakes :
             {Wakes::NewSession, Wakes::SameSession, Wakes::ServiceRestart, Wakes::FastStartup, Wakes::SafeMode}) {
            auto& outcomes = cuts.outcomes[std::string(left_names[static_cast<int>(left)]) + ", " +
                                           wake_names[static_cast<int>(wakes)]];
            for (const int byte : {7, 600}) { // within the envelope's header, and within what it holds
                const auto happening = happening_for(effect, left, wakes, byte);
                if (byte != 7 && (left != Left::Torn || !happening))
                    continue;
                if (!happening) {
                    ++outcomes["cannot be"];
                    continue;
                }
                Schedule cut = schedule;
                cut.happenings.push_back(*happening);
                const Outcome outcome = live(cut);
                tally.add(cut, outcome);
                ++outcomes[outcome.end];
            }
        }
}

// Refused once, and as often as it is tried again.
void refuse_call(const Schedule& schedule, const CallMade& made, Tally& tally, Cuts& cuts) {
    for (const int again : {0, 99}) {
        Schedule refused = schedule;
        refused.happenings.push_back({When::Before, 1, Act::RefuseCall, {failed, made.number, again, 0}});
        const Outcome outcome = live(refused);
        tally.add(refused, outcome);
        ++cuts.outcomes[again == 0 ? "a call refused once" : "a call refused for a while"][outcome.end];
    }
}

// What the guards of the table look at.
std::vector<Checkpoint> facts_for(const PhaseFacts& phase) {
    std::vector<Checkpoint> out;
    for (const bool spent : {false, true})
        for (const bool cancelled : {false, true})
            for (const bool forced : {false, true})
                for (const bool any_plan : {false, true})
                    for (const Procedure& procedure : procedures()) {
                        Checkpoint facts;
                        facts.phase = phase.name;
                        facts.backup_name = "backup";
                        facts.tries = spent ? limits::tries_per_step_max : 0;
                        facts.deletions = spent ? limits::deletions_per_repair_max : 0;
                        facts.rollbacks = spent ? limits::rollbacks_per_repair_max : 0;
                        facts.extra_restarts = spent ? limits::extra_restarts_max : 0;
                        facts.cancel_noted = cancelled;
                        facts.forced = forced;
                        facts.any_plan = any_plan;
                        const std::string name = procedure.name;
                        if (const auto by = procedure_named(name.substr(0, name.find('-'))))
                            facts.plan.ladder = {*by};
                        out.push_back(facts);
                    }
    return out;
}

} // namespace

std::optional<Part> part_from(const std::string& text) {
    Part part;
    int read = 0;
    if (std::sscanf(text.c_str(), "%3d/%3d%n", &part.index, &part.of, &read) != 2 ||
        static_cast<std::size_t>(read) != text.size() || part.index < 1 || part.of < part.index)
        return std::nullopt;
    return part;
}

Cuts cut_everywhere(Tally& tally, const std::string& wanted, const Part& part) {
    Cuts cuts;
    for (const Procedure& procedure : procedures()) {
        if (!wanted.empty() && wanted != procedure.name)
            continue;
        const auto schedule = schedule_from(procedure.schedule);
        if (!schedule) {
            cuts.undisturbed.push_back(std::string(procedure.name) + ": " + schedule.error().text);
            continue;
        }
        const Outcome undisturbed = live(*schedule, Detail::Calls);
        tally.add(*schedule, undisturbed);
        if (undisturbed.end != procedure.ends_in)
            cuts.undisturbed.push_back(std::string(procedure.name) + " ended in " + undisturbed.end);
        cuts.effects[procedure.name] = static_cast<std::uint64_t>(undisturbed.effects);
        for (int effect = 1; effect <= undisturbed.effects; ++effect)
            if (part.holds(static_cast<std::size_t>(effect)))
                cut_at_effect(*schedule, effect, tally, cuts);
        cuts.calls[procedure.name] = undisturbed.calls.size();
        for (std::size_t i = 0; i < undisturbed.calls.size(); ++i)
            if (part.holds(i))
                refuse_call(*schedule, undisturbed.calls[i], tally, cuts);
    }
    return cuts;
}

Pairs every_phase_and_event() {
    Pairs out;
    for (const PhaseFacts& phase : all_phases())
        for (const Event& event : stories::one_of_each()) {
            ++out.pairs;
            const std::string pair = std::string(phase.name) + " x " + std::string(name_of(event));
            const std::string reason = stories::reason_against(phase, std::string(name_of(event)));
            if (!reason.empty()) {
                ++out.cannot_be;
                ++out.reasons[reason];
                continue;
            }
            bool moved = false;
            for (Checkpoint facts : facts_for(phase)) {
                const world::BugsWrittenDown bugs;
                const auto machine = stories::machine_in(phase, facts);
                machine->handle(event);
                if (!bugs.sentences.empty()) {
                    out.broken.push_back(pair + ": " + bugs.sentences.back());
                    break;
                }
                moved = moved || facts.phase != phase.name;
            }
            ++(moved ? out.moved : out.stayed);
        }
    return out;
}

} // namespace netmend::sim
