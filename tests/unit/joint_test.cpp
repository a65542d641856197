// What cannot be unless netmend itself is wrong: each stops a test at once, and in a release is counted and told, and
// the repair goes on in its safe way.
#include <gtest/gtest.h>

#include "statemachine/machine/machine.hpp"
#include "statemachine/machine/states.hpp"
#include "statemachine/saved/intent.hpp"
#include "statemachine/steps/steps.hpp"
#include "tests/stories/story.hpp"
#include "tests/unit/answered.hpp"
#include "tests/world/joints.hpp"

namespace netmend {
namespace {

using world::BugFound;
using world::BugsWrittenDown;

// Of this whole program, before its first test.
class Joints : public ::testing::Environment {
    void SetUp() override { world::stop_at_bugs(); }
};
const auto* const joints = ::testing::AddGlobalTestEnvironment(new Joints);

Checkpoint diagnosing() {
    Checkpoint facts;
    facts.phase = Diagnosing::name;
    return facts;
}

TEST(AnUnknownPhase, StopsATestAndInAReleaseNothingIsBegun) {
    Checkpoint facts = diagnosing();
    Machine machine(facts);
    facts.phase = "chapter/of-the-future";
    EXPECT_THROW(machine.phase(), BugFound);

    BugsWrittenDown bugs;
    const int before = bugs_seen();
    EXPECT_EQ(Unchanged::name, machine.phase().name);
    ASSERT_EQ(1u, bugs.sentences.size());
    EXPECT_NE(std::string::npos, bugs.sentences[0].find("chapter/of-the-future"));
    EXPECT_EQ(before + 1, bugs_seen());
}

// From a newer netmend's disk it is no bug: the table has rows for it.
TEST(AnUnknownPhase, OnTheDiskWakesIntoItsWayBack) {
    Checkpoint facts;
    facts.phase = "chapter/of-the-future";
    EXPECT_NO_THROW(Machine(facts).phase());
}

TEST(AnEventWithoutARow, StopsATestAndInAReleaseStandsInTheHistory) {
    Checkpoint facts = diagnosing();
    Machine machine(facts);
    EXPECT_THROW(machine.handle(event::RegistryAsked{}), BugFound);

    BugsWrittenDown bugs;
    machine.handle(event::RegistryAsked{});
    EXPECT_EQ(1u, bugs.sentences.size());
    EXPECT_EQ(Diagnosing::name, facts.phase);
    EXPECT_NE(std::string::npos, facts.events.back().find("RegistryAsked has no row"));
}

// All destructive acts pass this one joint.
TEST(AnOrder, ThatTheDiskDoesNotNameStopsATestAndInAReleaseIsAFailedStep) {
    simulated::Windows machine(simulated::Preset::XpSp1, simulated::Fault::ChainNamesGoneEntry);
    machine.boot();
    Windows ports = machine.ports();
    Checkpoint facts;
    facts.repair_id = "20261122-130500-1a2b3c4d-7";
    facts.identity = machine.identity;
    facts.phase = DeletingKeys::name;
    Checkpoint one_rung_before = facts, another_phase = facts, another_repair = facts;
    one_rung_before.rung = -1;
    another_phase.phase = Diagnosing::name;
    another_repair.repair_id = "20261122-130500-1a2b3c4d-8";
    const int effects = machine.effect_count();
    for (const Checkpoint& on_disk : {Checkpoint(), one_rung_before, another_phase, another_repair}) {
        EXPECT_THROW(steps::carry_out(Order::DeleteWinsockKeys, ports, facts, intent_of(on_disk)), BugFound);
        BugsWrittenDown bugs;
        const auto failed = testing::answered<event::StepFailed>(
            steps::carry_out(Order::DeleteWinsockKeys, ports, facts, intent_of(on_disk)));
        EXPECT_EQ(bugs.sentences, std::vector<std::string>{failed.why});
    }
    EXPECT_EQ(effects, machine.effect_count());
    EXPECT_NO_THROW(steps::carry_out(Order::DeleteWinsockKeys, ports, facts, intent_of(facts)));
}

TEST(ABug, PassesThroughTheProductAndStopsAStory) {
    stories::Story story(simulated::Preset::XpSp1, simulated::Fault::ChainNamesGoneEntry);
    story.on_change = [](const Snapshot& seen) {
        if (seen.checkpoint.phase == DeletingKeys::name)
            bug("a story", "said for a test");
    };
    EXPECT_THROW((story.start(), story.live()), BugFound);
    EXPECT_EQ(DeletingKeys::name, story.world::World::desk.view.phase);
}

} // namespace
} // namespace netmend
