// An outcome lasts: what Windows or its tools do at a later start, or a power cut takes, does not undo what was told.
// Each of these was found by netmend-sim; tests/sim/seeds has the schedules.

#include <gtest/gtest.h>

#include "tests/simulated/values.hpp"
#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

using Lines = std::vector<std::string>;
const Lines kept;

void lose_what_was_not_flushed(Story& story) {
    story.end_process();
    story.windows.power_cut(simulated::Loss::Unflushed);
    story.serve();
}

TEST(Cancelling, LastsWhenTheEffectOfNetshShowsOnlyAtTheNextStart) {
    Story story(Preset::XpSp3, Fault::ChainNamesGoneEntry);
    story.windows.behaviour.netsh_reset = NetshReset::AfterRestart;
    story.start();
    ASSERT_EQ("reset/restart-after-reset", story.phase());
    story.ask(Request::Kind::Cancel);
    story.live();
    EXPECT_EQ("settled/cancelled", story.phase());
    story.restart();
    EXPECT_EQ(kept, story.violations());
}

TEST(RollingBack, IsNotHeldUpByBlankKeysThatWindowsWritesWhereNoneWere) {
    Story story(Preset::XpSp3, Fault::BothKeysDeleted);
    story.windows.behaviour.netsh_reset = NetshReset::Nothing;
    story.windows.behaviour.old_key_with_blank_keys = true;
    every_way(story.windows.behaviour, Installer::Dead);
    story.start();
    story.live();
    EXPECT_EQ("settled/rolled-back", story.phase());
}

TEST(Repaired, IsSaidWhenItIsOnTheDisk) {
    Story story(Preset::XpSp3, Fault::NumberingGap);
    story.windows.behaviour.netsh_reset = NetshReset::AfterRestart;
    story.start();
    story.live();
    ASSERT_EQ("settled/repaired", story.phase());
    lose_what_was_not_flushed(story);
    EXPECT_EQ(kept, story.violations());
}

TEST(Repaired, IsSaidWhenItIsOnTheDiskThoughTheSettingsCannotBeCompared) {
    Story story(Preset::XpSp3, Fault::NumberingGap);
    story.windows.behaviour.netsh_reset = NetshReset::AfterRestart;
    story.when_in("closing/comparing-settings", [&story] {
        story.windows.registry.troubles = {{"SYSTEM\\CurrentControlSet\\Services\\Tcpip", ErrorKind::AccessDenied}};
    });
    story.start();
    story.live();
    ASSERT_EQ("settled/repaired", story.phase());
    story.windows.registry.troubles.clear();
    lose_what_was_not_flushed(story);
    EXPECT_EQ(kept, story.violations());
}

TEST(Repaired, IsNotSaidWhereItDoesNotReachTheDisk) {
    for (const int refusals : {1, -1}) {
        Story story(Preset::XpSp3, Fault::NumberingGap);
        story.when_in("reset/verifying", [&story, refusals] {
            simulated::Trouble full{"", ErrorKind::DiskFull, refusals};
            full.reads = false;
            story.windows.registry.troubles = {full};
        });
        story.start();
        story.live();
        EXPECT_EQ(refusals == 1 ? "settled/repaired" : "resting/unproven", story.phase());
        story.windows.registry.troubles.clear();
        if (refusals != 1)
            story.ask(Request::Kind::Continue);
        story.live();
        EXPECT_EQ("settled/repaired", story.phase());
        lose_what_was_not_flushed(story);
        EXPECT_EQ(kept, story.violations());
    }
}

TEST(Repairs, HaveIdsOfTheirOwnAlsoAfterEveryCheckpointWasLost) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    story.start();
    const std::string first = story.checkpoint().repair_id;
    story.end_process();
    story.damage("checkpoint");
    story.serve();
    ASSERT_FALSE(story.seen.has_repair);
    story.start();
    EXPECT_NE(first, story.checkpoint().repair_id) << "and so has its own backup";
}

} // namespace
} // namespace netmend::stories
