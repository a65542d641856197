// The transition table, looked at as data: guards of one phase and event exclude each other and leave no gap, every
// phase has a row for every event that can reach it, and every pair without a row is one that cannot happen, by a
// reason that is written here.

#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "statemachine/machine/phase.hpp"
#include "statemachine/machine/table.hpp"
#include "statemachine/saved/checkpoint.hpp"
#include "tests/stories/answers.hpp"

namespace netmend {
namespace {

namespace mp = boost::mp11;
using stories::one_of_each;
using stories::reason_against;

struct KnownRow {
    std::string_view from, when;
    bool (*holds)(const Checkpoint&, const Event&);
};

template<class P> constexpr std::string_view phase_name() {
    if constexpr (std::is_same_v<P, Waking>)
        return "waking";
    else
        return P::name;
}

bool always(const Checkpoint&, const Event&) {
    return true;
}
template<class If> constexpr auto guard_of() {
    if constexpr (std::is_same_v<If, table::none>)
        return &always;
    else
        return &If::holds;
}

template<class From, class When, class To, class Doing, class If>
KnownRow known(mp::mp_identity<table::Row<From, When, To, Doing, If>>) {
    return {phase_name<From>(), name_at(mp::mp_find<event::All, When>::value), guard_of<If>()};
}
template<class... R> std::vector<KnownRow> known_rows(mp::mp_list<R...>) {
    return {known(mp::mp_identity<R>())...};
}
const std::vector<KnownRow>& all_rows() {
    static const std::vector<KnownRow> rows = known_rows(table::transition_table{});
    return rows;
}

// Every combination of what the guards look at.
std::vector<Checkpoint> all_facts() {
    std::vector<Checkpoint> out{Checkpoint{}};
    const auto times = [&out](const std::vector<std::function<void(Checkpoint&)>>& variants) {
        std::vector<Checkpoint> more;
        for (const auto& facts : out)
            for (const auto& vary : variants) {
                more.push_back(facts);
                vary(more.back());
            }
        out = std::move(more);
    };
    const auto counts = [&times](int Checkpoint::*count, int bound) {
        times({[=](Checkpoint& c) { c.*count = 0; }, [=](Checkpoint& c) { c.*count = bound - 1; },
               [=](Checkpoint& c) { c.*count = bound; }, [=](Checkpoint& c) { c.*count = bound + 5; }});
    };
    counts(&Checkpoint::tries, limits::tries_per_step_max);
    times({[](Checkpoint& c) { c.deletions = 1; },
           [](Checkpoint& c) { c.deletions = limits::deletions_per_repair_max; }});
    times({[](Checkpoint& c) { c.rollbacks = 1; },
           [](Checkpoint& c) { c.rollbacks = limits::rollbacks_per_repair_max; }});
    times({[](Checkpoint&) {}, [](Checkpoint& c) { c.extra_restarts = limits::extra_restarts_max; }});
    times({[](Checkpoint&) {}, [](Checkpoint& c) { c.cancel_noted = true; }});
    times({[](Checkpoint&) {}, [](Checkpoint& c) { c.sound_seen = true; }});
    times({[](Checkpoint&) {}, [](Checkpoint& c) { c.forced = true; }});
    times({[](Checkpoint&) {}, [](Checkpoint& c) { c.any_plan = true; }});
    times({[](Checkpoint& c) { c.plan.ladder = {Procedure::ResetCatalog}; },
           [](Checkpoint& c) {
               c.plan.ladder = {Procedure::ResetCatalog, Procedure::DeleteKeys};
           },
           [](Checkpoint& c) {
               c.plan.ladder = {Procedure::ResetCatalog, Procedure::ReinstallTcpip};
           },
           [](Checkpoint& c) {
               c.plan.ladder = {Procedure::ResetCatalog, Procedure::DeleteKeys}, c.rung = 1;
           },
           [](Checkpoint& c) {
               c.plan.ladder = {Procedure::DeleteKeys, Procedure::ResetCatalog};
           },
           [](Checkpoint& c) { c.plan.ladder = {Procedure::DeleteKeys}; },
           [](Checkpoint& c) { c.plan.ladder = {Procedure::ReinstallTcpip}; }});
    return out;
}

// Guards of waking look at the phase that the event names, those of a look at what is damaged.
std::vector<Event> variants_of(const Event& event) {
    if (std::holds_alternative<event::SeenDamaged>(event))
        return {event::SeenDamaged{{}, /*in_catalog=*/false}, event::SeenDamaged{{}, /*in_catalog=*/true}};
    const bool woke = std::holds_alternative<event::Woke>(event);
    if (!woke && !std::holds_alternative<event::WokeElsewhere>(event))
        return {event};
    std::vector<std::string> names{"chapter/of-the-future"};
    for (const auto& phase : all_phases())
        names.emplace_back(phase.name);
    std::vector<Event> out;
    for (const auto& name : names) {
        if (woke)
            out.insert(out.end(), {event::Woke{name, false}, event::Woke{name, true}});
        else
            out.push_back(event::WokeElsewhere{name, "another machine"});
    }
    return out;
}

TEST(Table, HasExactlyOneGuardTrueForEveryPhaseEventAndFacts) {
    std::map<std::pair<std::string_view, std::string_view>, std::vector<KnownRow>> pairs;
    for (const auto& row : all_rows())
        pairs[{row.from, row.when}].push_back(row);
    const auto facts = all_facts();
    std::map<std::string_view, Event> events;
    for (const auto& event : one_of_each())
        events.emplace(name_of(event), event);
    for (const auto& [pair, rows] : pairs) {
        if (rows.size() == 1 && pair.first != "waking") { // an unguarded row; a lone guard would leave a gap
            for (const auto& each : facts)
                ASSERT_TRUE(rows[0].holds(each, events.at(pair.second))) << pair.first << " " << pair.second;
            continue;
        }
        const bool waking = pair.first == "waking"; // its guards look at the event alone
        for (const auto& event : variants_of(events.at(pair.second)))
            for (const auto& each : waking ? std::vector<Checkpoint>{Checkpoint{}} : facts) {
                int holding = 0;
                for (const auto& row : rows)
                    holding += row.holds(each, event);
                ASSERT_EQ(1, holding) << pair.first << " " << pair.second;
            }
    }
}

TEST(Table, HasARowForEveryEventThatCanReachAPhaseAndIgnoresTheRestOnPurpose) {
    std::set<std::pair<std::string, std::string>> pairs;
    for (const auto& row : all_rows())
        pairs.emplace(row.from, row.when);
    int with_row = 0, ignored = 0;
    for (const auto& phase : all_phases())
        for (const auto& event : one_of_each()) {
            const std::string name(name_of(event));
            const auto reason = reason_against(phase, name);
            const bool has_row = pairs.count({std::string(phase.name), name}) != 0;
            (has_row ? with_row : ignored) += 1;
            EXPECT_EQ(has_row, reason.empty()) << phase.name << " " << name << ": " << reason;
        }
    RecordProperty("pairs_with_row", with_row);
    RecordProperty("pairs_ignored", ignored);
}

TEST(Table, WakesEveryPhaseBackIntoItself) {
    std::set<std::string> woken;
    for (const auto& row : all_rows())
        for (const auto& phase : all_phases())
            if (row.from == "waking" && row.when == "Woke" &&
                row.holds(Checkpoint{}, event::Woke{std::string(phase.name), true}))
                woken.emplace(phase.name);
    EXPECT_EQ(all_phases().size(), woken.size());
}

} // namespace
} // namespace netmend
