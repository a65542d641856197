// People and the disk in mid-repair: cancels in every phase, changes from outside, a full disk, consent, safe mode.

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "tests/simulated/values.hpp"
#include "tests/stories/scenario.hpp"

namespace netmend::stories {
namespace {

using Lines = std::vector<std::string>;
const Lines kept;

TEST(Cancelling, InEveryPhaseEndsAsFound) {
    for (const auto& scenario : scenarios()) {
        if (scenario.ends_in != "settled/repaired")
            continue;
        Story first(scenario.preset, scenario.fault, scenario.policy);
        play(first, scenario);
        for (const auto& phase : first.checkpoint().path) {
            if (phase.starts_with("settled"))
                continue;
            Story story(scenario.preset, scenario.fault, scenario.policy);
            story.when_in(phase, [&] { story.desk.requests.push_back(request(Request::Kind::Cancel)); });
            play(story, scenario);
            story.desk.requests.clear();
            const WayBack way_back = phase_named(phase)->way_back; // forward, where TCP/IP is out or all is mended
            const bool forward = way_back == WayBack::Finishing || way_back == WayBack::Stranded;
            EXPECT_EQ(forward ? "settled/repaired" : "settled/cancelled", story.phase())
                << scenario.name << " in " << phase;
            EXPECT_EQ(kept, story.violations()) << scenario.name << " in " << phase;
        }
    }
}

TEST(Rollback, AfterSuccessPutsBackEvenWhatWasBroken) {
    for (const Fault fault : {Fault::ChainNamesGoneEntry, Fault::ProviderDllMissing}) {
        Story story(Preset::XpSp3, fault);
        story.start();
        story.live();
        ASSERT_EQ("settled/repaired", story.phase()) << name_of(fault);
        story.ask(Request::Kind::Rollback);
        story.live();
        EXPECT_EQ("settled/cancelled", story.phase()) << name_of(fault);
        EXPECT_EQ(kept, story.violations()) << name_of(fault);
    }
}

TEST(Rollback, KeepsWhatOthersChangedBesideItAndReportsWhatTheyChangedInIt) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    every_way(story.windows.behaviour, Installer::Dead);
    const std::string owned = std::string(simulated::services_path) + "\\Tcpip\\Parameters";
    story.when_in("keys/restart-for-blank-keys", [&] {
        story.others_set(simulated::unrelated_path, simulated::text("Setting", "changed by its owner"));
        story.others_set(owned, simulated::text("Domain", "changed.example"), /*is_put_back=*/true);
    });
    story.start();
    story.live();
    EXPECT_EQ("settled/rolled-back", story.phase());
    EXPECT_EQ("changed by its owner",
              simulated::text_at(story.windows.registry.now, simulated::unrelated_path, "Setting"));
    ASSERT_FALSE(story.checkpoint().outside_changes.empty());
    EXPECT_NE(std::string::npos, story.checkpoint().outside_changes[0].find("Domain"));
    EXPECT_EQ(kept, story.violations());
}

TEST(Saving, DoesNotCarryOutTheOrderWhileTheDiskIsFullAndTellsThePerson) {
    for (const char* phase : {"opening/backing-up", "keys/deleting-keys", "keys/restart-for-blank-keys"}) {
        Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
        int changes_while_full = 0, told_before = 0;
        bool full = false, said_so = false;
        story.when_in(phase, [&] {
            full = true;
            told_before = static_cast<int>(story.windows.told.size());
            story.windows.folder.refusals.push_back({ErrorKind::DiskFull, 5, ""});
        });
        const auto watch = story.windows.at_effect;
        story.windows.at_effect = [&](Moment moment, int effect, const simulated::Effect& what) {
            const bool refusing =
                full && !story.windows.folder.refusals.empty() && story.windows.folder.refusals[0].times > 0;
            said_so = said_so || story.seen.save_failed;
            if (refusing && std::string_view(what.port) != "folder" && moment == Moment::Before)
                ++changes_while_full;
            watch(moment, effect, what);
        };
        story.start();
        EXPECT_EQ(0, changes_while_full) << phase;
        EXPECT_TRUE(said_so) << phase;
        EXPECT_FALSE(story.seen.save_failed) << phase << ": there is room again";
        EXPECT_LT(told_before, static_cast<int>(story.windows.told.size())) << phase;
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << phase;
        EXPECT_EQ(kept, story.violations()) << phase;
    }
}

TEST(Saving, BeginsNothingWhenTheBackupCannotBeWritten) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    const auto watch = story.windows.at_effect;
    story.windows.at_effect = [&](Moment moment, int effect, const simulated::Effect& what) {
        if (std::string_view(what.port) == "folder" && what.object.starts_with("backup") && moment == Moment::Before)
            story.windows.folder.refusals = {{ErrorKind::DiskFull, 1, what.object}};
        watch(moment, effect, what);
    };
    story.start();
    story.live();
    EXPECT_EQ("settled/unchanged", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(Repairs, OfOneSecondHaveTheirOwnBackups) {
    Story story(Preset::XpSp3, Fault::ProviderDllMissing);
    story.start();
    const std::string first = story.checkpoint().repair_id;
    EXPECT_EQ("20261101-001000-", first.substr(0, 16)) << "when, for people who look for its files";
    story.ask(Request::Kind::Cancel);
    story.live();
    const auto time = story.windows.time();
    story.start();
    EXPECT_NE(first, story.checkpoint().repair_id);
    EXPECT_NE("", first);
    EXPECT_GE(story.windows.time(), time);
}

TEST(Starting, AsksAgainWhenThePlanIsNotTheOneThatWasShown) {
    Story story(Preset::XpSp3, Fault::BaseTcpGone);
    Request start = request(Request::Kind::Start);
    start.plan = "another plan";
    story.tell(start);
    EXPECT_EQ("opening/awaiting-consent", story.phase());
    EXPECT_TRUE(story.as_begun.same_image_as(story.windows.registry.now));
    Request consent = request(Request::Kind::Consent);
    consent.plan = id_of(story.checkpoint().plan);
    story.tell(consent);
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
}

TEST(Starting, DoesNotAskAgainForThePlanThatWasShown) {
    Story shown(Preset::XpSp3, Fault::BaseTcpGone);
    shown.start();
    Story story(Preset::XpSp3, Fault::BaseTcpGone);
    Request start = request(Request::Kind::Start);
    start.plan = id_of(shown.checkpoint().plan);
    story.tell(start);
    EXPECT_EQ("reset/restart-after-reset", story.phase());
}

TEST(Starting, RepairsAHealthyMachineOnlyWhenForced) {
    Story story(Preset::XpSp3);
    simulated::add_layered_provider(story.windows.registry.now, story.windows.files, story.windows.identity);
    story.start(/*forced=*/true);
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(1, story.windows.reset_runs);
    EXPECT_FALSE(story.checkpoint().plan.removed.empty()) << "the layer that goes is named before";
}

TEST(Starting, BeginsNothingWhereItCannotLook) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    story.windows.registry.troubles.push_back({simulated::winsock2_path, ErrorKind::AccessDenied});
    story.start();
    story.live();
    EXPECT_EQ("settled/unchanged", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(Deleting, IsRolledBackWhereWindowsRefusesIt) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    simulated::Trouble trouble;
    trouble.below = simulated::winsock2_path;
    trouble.reads = false;
    story.windows.registry.troubles.push_back(trouble);
    story.when_in("rollback/rolling-back", [&] { story.windows.registry.troubles.clear(); });
    story.start();
    story.live();
    EXPECT_EQ("settled/rolled-back", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(SafeMode, RestsTheProcedureAndANormalStartGoesOn) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    story.start();
    story.restart({.safe_mode = true});
    EXPECT_TRUE(story.seen.safe_mode);
    const auto left = story.windows.registry.now;
    story.serve();
    EXPECT_TRUE(left.same_image_as(story.windows.registry.now));
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(SafeMode, CanCancel) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    story.start();
    story.restart({.safe_mode = true});
    story.ask(Request::Kind::Cancel);
    story.live();
    EXPECT_EQ("settled/cancelled", story.phase());
    EXPECT_EQ(kept, story.violations());
}

} // namespace
} // namespace netmend::stories
