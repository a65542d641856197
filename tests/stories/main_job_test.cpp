// The main job: every way through the table that ends well, and the refusals that come before anything is touched.

#include <gtest/gtest.h>

#include "tests/simulated/catalog.hpp"
#include "tests/simulated/values.hpp"
#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;

TEST(MainJob, ResetMendsXpSp3InOneRestart) {
    for (const Fault fault : {Fault::ProviderDllMissing, Fault::ChainNamesGoneEntry, Fault::BaseTcpGone}) {
        Story story(Preset::XpSp3, fault);
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << name_of(fault);
        EXPECT_EQ(1, story.restarts) << name_of(fault);
        EXPECT_EQ(kept, story.violations()) << name_of(fault);
        EXPECT_TRUE(story.windows.is_healthy()) << name_of(fault);
    }
}

TEST(MainJob, KeysMendXpSp1AndServer2003InTwoRestarts) {
    for (const Preset preset : {Preset::XpSp1, Preset::Server2003Rtm})
        for (const Fault fault : simulated::all_faults) {
            Story story(preset, fault);
            story.start();
            story.live();
            EXPECT_EQ("settled/repaired", story.phase()) << name_of(preset) << " " << name_of(fault);
            EXPECT_EQ(2, story.restarts) << name_of(preset) << " " << name_of(fault);
            EXPECT_EQ(kept, story.violations()) << name_of(preset) << " " << name_of(fault);
            EXPECT_TRUE(story.windows.is_healthy()) << name_of(preset) << " " << name_of(fault);
        }
}

TEST(MainJob, ResetThatIsNotEnoughGoesOnWithTheKeysInThreeRestarts) {
    for (const NetshReset answer : {NetshReset::Nothing, NetshReset::LeavesDamage, NetshReset::ZeroOnFailure}) {
        Story story(Preset::XpSp3, Fault::ChainNamesGoneEntry);
        story.windows.behaviour.netsh_reset = answer;
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << static_cast<int>(answer);
        EXPECT_EQ(3, story.restarts) << static_cast<int>(answer);
        EXPECT_EQ(kept, story.violations()) << static_cast<int>(answer);
    }
}

TEST(MainJob, HealthyMachineIsRefused) {
    for (const Preset preset : simulated::all_presets) {
        Story story(preset);
        story.start();
        story.live();
        EXPECT_EQ("settled/healthy", story.phase()) << name_of(preset);
        EXPECT_EQ(0, story.windows.reset_runs + story.windows.install_runs) << name_of(preset);
        EXPECT_EQ(0, story.restarts) << name_of(preset);
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
    }
}

void switch_dns_off(Story& story) {
    simulated::Tree& tree = story.windows.registry.now;
    auto spaces = simulated::namespaces(tree, 32, false);
    for (simulated::NameSpace& each : spaces)
        each.enabled = each.id == 12 ? 0u : each.enabled;
    simulated::write_namespaces(tree, spaces, 32, false);
    story.windows.registry.remember();
}

// No procedure switches a provider on that somebody switched off: a person does, and is told how.
TEST(MainJob, WhatOnlyAPersonMendsIsRefusedWithItsRemedy) {
    for (const Preset preset : {Preset::XpSp3, Preset::XpSp1}) {
        Story story(preset);
        switch_dns_off(story);
        story.start();
        story.live();
        EXPECT_EQ("settled/refused", story.phase()) << name_of(preset);
        EXPECT_NE(story.checkpoint().plan.refusal.find("Set Enabled to 1"), std::string::npos)
            << story.checkpoint().plan.refusal;
        EXPECT_EQ(0, story.restarts + story.windows.reset_runs + story.windows.install_runs);
        EXPECT_EQ(kept, story.violations());
    }
}

// What was mended stays, and nobody climbs to a procedure that would not mend the rest either.
TEST(MainJob, WhatOnlyAPersonMendsIsLeftWhenTheRestIsMended) {
    Story story(Preset::XpSp3, Fault::ProviderDllMissing);
    switch_dns_off(story);
    story.start();
    story.live();
    EXPECT_EQ("resting/unproven", story.phase());
    EXPECT_NE(story.checkpoint().trouble.find("Set Enabled to 1"), std::string::npos) << story.checkpoint().trouble;
    EXPECT_EQ(1, story.restarts);
    EXPECT_EQ(1, story.windows.reset_runs);
    EXPECT_EQ(0, story.windows.install_runs);
    EXPECT_TRUE(simulated::third_party_dlls(story.windows.registry.now, false).empty())
        << "the reset was not taken back";
    EXPECT_EQ(kept, story.violations());
}

TEST(MainJob, WhatNoRungAnswersIsRefusedAndUntouched) {
    Story story(Preset::Windows7);
    story.start(/*forced=*/true);
    story.live();
    EXPECT_EQ("settled/refused", story.phase());
    EXPECT_FALSE(story.checkpoint().plan.refusal.empty());
    EXPECT_EQ(kept, story.violations());
}

} // namespace
} // namespace netmend::stories
