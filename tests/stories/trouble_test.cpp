// Windows' own tools that do nothing, die or lie, keys that do not come or come back, and looks that come too early or
// cannot be had.

#include <algorithm>

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "tests/simulated/values.hpp"
#include "tests/stories/scenario.hpp"

namespace netmend::stories {
namespace {

using simulated::Answers;
using simulated::BlankKeys;
using Lines = std::vector<std::string>;
const Lines kept;

struct Way {
    const char* name;
    Answers<Installer> first, second, third;
    const char* ends_in;
};

TEST(Installing, TriesEveryWayInTurnAndJudgesByTheCatalog) {
    const auto nothing = Installer::OnlyCountsReference, dead = Installer::Dead;
    const std::vector<Way> ways{
        {"first works", Installer::Works, dead, dead, "settled/repaired"},
        {"works and reports failure", Installer::FailsAfterEffect, dead, dead, "settled/repaired"},
        {"works and asks for a restart", Installer::WorksAskingRestart, dead, dead, "settled/repaired"},
        {"works after the restart", Installer::AfterRestart, dead, dead, "settled/repaired"},
        {"needs a restart first", {Installer::RestartFirst, Installer::Works}, dead, dead, "settled/repaired"},
        {"fails once", {Installer::Dead, Installer::Works}, dead, dead, "settled/repaired"},
        {"hangs once", {Installer::Hangs, Installer::Works}, dead, dead, "settled/repaired"},
        {"only the second works", nothing, Installer::Works, dead, "settled/repaired"},
        {"only the third works", nothing, nothing, Installer::Works, "settled/repaired"},
        {"second unsupported, third works", dead, Installer::Unsupported, Installer::Works, "settled/repaired"},
        {"hangs for ever, third works", Installer::Hangs, Installer::Hangs, Installer::Works, "settled/repaired"},
        {"wants a restart for ever", Installer::RestartFirst, Installer::RestartFirst, Installer::RestartFirst,
         "settled/rolled-back"},
        {"nothing ever happens", nothing, nothing, nothing, "settled/rolled-back"},
        {"all dead", dead, dead, dead, "settled/rolled-back"},
        {"all fail", Installer::Fails, Installer::Fails, Installer::Fails, "settled/rolled-back"},
        {"all hang", Installer::Hangs, Installer::Hangs, Installer::Hangs, "settled/rolled-back"},
    };
    for (const auto& way : ways)
        for (const bool old_key_needed : {false, true}) {
            Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
            auto& behaviour = story.windows.behaviour;
            behaviour.install = way.first;
            behaviour.update_component = way.second;
            behaviour.write_entries = way.third;
            behaviour.sockets_need_old_key = old_key_needed;
            story.start();
            story.live();
            EXPECT_EQ(way.ends_in, story.phase()) << way.name << ", old key needed: " << old_key_needed;
            EXPECT_EQ(kept, story.violations()) << way.name << ", old key needed: " << old_key_needed;
        }
}

TEST(Installing, IsRolledBackWhenTheKilledInstallerLeftATornCatalog) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    every_way(story.windows.behaviour, Installer::TornByTheKill);
    story.start();
    story.live();
    EXPECT_EQ("settled/rolled-back", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(Resetting, NeverBelievesAnExitCode) {
    const std::vector<std::pair<NetshReset, int>> answers{
        {NetshReset::Works, 1},         {NetshReset::FailsAfterEffect, 1},
        {NetshReset::AfterRestart, 1},  {NetshReset::Nothing, 3},
        {NetshReset::ZeroOnFailure, 3}, {NetshReset::LeavesDamage, 3},
        {NetshReset::Fails, 2},         {NetshReset::Hangs, 2},
        {NetshReset::TornByTheKill, 2}, {NetshReset::CannotRun, 2},
    };
    for (const auto& [answer, restarts] : answers) {
        Story story(Preset::XpSp3, Fault::ChainNamesGoneEntry);
        story.windows.behaviour.netsh_reset = answer;
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << static_cast<int>(answer);
        EXPECT_EQ(restarts, story.restarts) << static_cast<int>(answer);
        EXPECT_EQ(kept, story.violations()) << static_cast<int>(answer);
    }
}

TEST(Resetting, MendsTheListOf32BitProgramsByTheirOwnNetsh) {
    struct Case {
        Preset preset;
        NetshReset native, of_32;
        int runs, runs_32, restarts;
    };
    const Case cases[] = {
        {Preset::XpX64, NetshReset::Works, NetshReset::OwnListOnly, 1, 0, 1},
        {Preset::XpX64, NetshReset::OwnListOnly, NetshReset::OwnListOnly, 1, 1, 1},
        {Preset::XpX64, NetshReset::OwnListOnly, NetshReset::AfterRestart, 1, 1, 1},
        {Preset::XpX64, NetshReset::OwnListOnly, NetshReset::Nothing, 1, 1, 3},
        {Preset::XpX64, NetshReset::OwnListOnly, NetshReset::Fails, 3, 3, 2},
        {Preset::XpX64, NetshReset::OwnListOnly, NetshReset::CannotRun, 3, 3, 2},
        {Preset::XpX64, NetshReset::Nothing, NetshReset::Works, 1, 1, 1},
        {Preset::XpSp3, NetshReset::Nothing, NetshReset::Works, 1, 0, 3},
    };
    int number = 0;
    for (const Case& each : cases) {
        Story story(each.preset, Fault::ChainNamesGoneEntry);
        story.windows.behaviour.netsh_reset = each.native;
        story.windows.behaviour.netsh_reset_32 = each.of_32;
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << ++number;
        EXPECT_EQ(each.runs, story.windows.reset_runs) << number;
        EXPECT_EQ(each.runs_32, story.windows.reset_runs_32) << number;
        EXPECT_EQ(each.restarts, story.restarts) << number;
        EXPECT_EQ(kept, story.violations()) << number;
    }
}

TEST(Resetting, IsTriedAgainOnlyAfterAWhile) {
    const auto time_until_restart = [](Answers<NetshReset> answers) {
        Story story(Preset::XpSp3, Fault::ChainNamesGoneEntry);
        story.windows.behaviour.netsh_reset = answers;
        story.start();
        EXPECT_EQ("reset/restart-after-reset", story.phase());
        return story.windows.time();
    };
    const auto at_once = time_until_restart(NetshReset::Works);
    EXPECT_GE(time_until_restart({NetshReset::CannotRun, NetshReset::Works}) - at_once, limits::before_next_try);
}

TEST(BlankKeys, AreSeenWheneverAndByWhomeverTheyAreWritten) {
    for (const BlankKeys when : {BlankKeys::AtBoot, BlankKeys::WithinTheSession, BlankKeys::WhenWinsockStarts})
        for (const bool old_key : {false, true})
            for (const bool by_installer : {false, true}) {
                Story story(Preset::XpSp1, Fault::ProviderDllMissing);
                story.windows.behaviour.blank_keys = when;
                story.windows.behaviour.old_key_with_blank_keys = old_key;
                story.windows.behaviour.old_key_by_installer = by_installer;
                story.start();
                story.live();
                EXPECT_EQ("settled/repaired", story.phase()) << static_cast<int>(when);
                EXPECT_EQ(2, story.restarts) << static_cast<int>(when);
                EXPECT_EQ(kept, story.violations()) << static_cast<int>(when);
            }
}

TEST(BlankKeys, ThatNeverComeSendTheRepairBack) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    story.windows.behaviour.blank_keys = BlankKeys::Never;
    story.start();
    story.live();
    EXPECT_EQ("settled/rolled-back", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(BlankKeys, AreDeletedOnceMoreWhenLastKnownGoodBroughtTheOldOnesBack) {
    for (const int times : {1, 2}) {
        Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
        story.start();
        for (int i = 0; i < times; ++i) {
            ASSERT_EQ("keys/restart-for-blank-keys", story.phase());
            story.restart({.safe_mode = false, .last_known_good = true});
        }
        story.live();
        EXPECT_EQ(times == 1 ? "settled/repaired" : "settled/rolled-back", story.phase());
        EXPECT_EQ(kept, story.violations());
    }
}

TEST(Resetting, IsDoneOnceMoreWhenItsEffectIsLost) {
    for (const int times : {1, 2, 3}) {
        Story story(Preset::XpSp3, Fault::ChainNamesGoneEntry);
        const Tree damaged = story.windows.registry.now;
        story.start();
        for (int i = 0; i < times; ++i) {
            ASSERT_EQ("reset/restart-after-reset", story.phase()) << i;
            story.windows.registry.now = damaged; // a disk that lost its cache, or last known good
            story.windows.registry.make_durable();
            story.restart();
        }
        story.live();
        EXPECT_EQ("settled/repaired", story.phase());
        const auto& path = story.checkpoint().path;
        const bool by_keys = std::find(path.begin(), path.end(), "keys/deleting-keys") != path.end();
        EXPECT_EQ(times == 3, by_keys) << "the stronger procedure comes after the bound only";
        EXPECT_EQ(times == 3 ? 5 : times + 1, story.restarts);
        EXPECT_EQ(kept, story.violations());
    }
}

TEST(Installing, IsDoneOnceMoreWhenItsEffectIsLost) {
    for (const int times : {1, 2, 3}) {
        Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
        story.start();
        story.restart();
        for (int i = 0; i < times; ++i) {
            ASSERT_EQ("keys/restart-after-install", story.phase()) << i;
            story.restart({.safe_mode = false, .last_known_good = true}); // blank keys once more
        }
        story.live();
        EXPECT_EQ(times == 3 ? "settled/rolled-back" : "settled/repaired", story.phase());
        EXPECT_EQ(kept, story.violations());
    }
}

TEST(BothKeysDeleted, IsRolledBackToWhatWindowsMakesOfIt) {
    Story story(Preset::XpSp1, Fault::BothKeysDeleted);
    every_way(story.windows.behaviour, Installer::Dead);
    story.start();
    story.live();
    EXPECT_TRUE(story.is_over());
    EXPECT_EQ(0, story.bugs());
    EXPECT_EQ("settled/rolled-back", story.phase()) << "blank keys that Windows writes are no difference";
}

TEST(Looking, TooEarlyAtBootCountsOnlyWhenASecondLookAgrees) {
    Story story(Preset::XpSp3, Fault::BaseTcpGone);
    story.windows.behaviour.sockets_ready_after = std::chrono::seconds(80);
    story.windows.behaviour.services_start_in = std::chrono::seconds(60);
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(1, story.restarts);
}

TEST(Looking, ThatWaitsForTheServicesOfWindowsTakesACancelAtOnce) {
    Story story(Preset::XpSp3, Fault::BaseTcpGone);
    story.windows.behaviour.services_start_in = std::chrono::minutes(10);
    story.windows.interrupt_next_wait();
    story.desk.requests = {request(Request::Kind::Start), request(Request::Kind::Cancel)};
    const auto began = story.windows.time();
    story.serve();
    EXPECT_EQ("settled/cancelled", story.phase());
    EXPECT_LT(story.windows.time() - began, std::chrono::minutes(1));
}

TEST(Looking, ThatIsNotPossibleRestsUnprovenAndContinueVerifiesAgain) {
    Story story(Preset::XpSp3, Fault::BaseTcpGone);
    story.when_in("reset/restart-after-reset", [&] { story.windows.behaviour.probe_cannot_run = true; });
    story.start();
    story.live();
    EXPECT_EQ("resting/unproven", story.phase());
    EXPECT_EQ(kept, story.violations());
    story.windows.behaviour.probe_cannot_run = false;
    story.ask(Request::Kind::Continue);
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(Looking, CountsAVendorsHealthyLayerThatCameBackAsNoDamage) {
    Story story(Preset::XpSp3, Fault::BaseTcpGone);
    story.windows.behaviour.layered_provider_comes_back = true;
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(1, story.restarts);
}

} // namespace
} // namespace netmend::stories
