// Vista and later: each cause is mended by its own rung, without a restart where it can; a rung that does not help is
// undone before the next one.
#include "tests/stories/story.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/simulated/values.hpp"

namespace netmend::stories {
namespace {

using simulated::Fault;
using simulated::Preset;

const std::vector<std::string> kept;
constexpr Preset modern[] = {Preset::Windows7, Preset::Windows11};

struct Cause {
    Fault fault;
    Procedure rung;
    int restarts;
};
constexpr Cause causes[] = {
    {Fault::ProviderDllMissing, Procedure::RemoveBrokenLayers, 0},
    {Fault::NumberingGap, Procedure::MendInboxEntries, 0},
    {Fault::BaseTcpGone, Procedure::MendInboxEntries, 0},
    {Fault::ServiceOff, Procedure::MendServices, 0},
    {Fault::AddressesOff, Procedure::MendServices, 0},
    {Fault::DependencyGone, Procedure::MendServices, 0},
    {Fault::DnsNamesOff, Procedure::MendNameSpaces, 0},
};

TEST(Ladder, EachCauseIsMendedByItsRungWithoutARestart) {
    for (const Preset preset : modern)
        for (const Cause& cause : causes) {
            const std::string name = std::string(name_of(preset)) + " " + name_of(cause.fault);
            Story story(preset, cause.fault);
            story.start();
            story.live();
            EXPECT_EQ("settled/repaired", story.phase()) << name << ": " << story.checkpoint().trouble;
            EXPECT_EQ(cause.restarts, story.restarts) << name;
            EXPECT_EQ(cause.rung, present_procedure(story.checkpoint())) << name;
            EXPECT_FALSE(story.checkpoint().rung_changes.empty()) << name;
            EXPECT_TRUE(story.windows.sockets_work()) << name;
            EXPECT_EQ(kept, story.violations()) << name;
        }
}

// The chains' DLL is there, so no rung may take them out, and what is left of them is no chain.
TEST(Ladder, ALayerWhoseDllIsThereIsNeverRemoved) {
    for (const Preset preset : modern) {
        Story story(preset, Fault::ChainNamesGoneEntry);
        const Tree before = story.windows.registry.now;
        story.start();
        story.live();
        EXPECT_EQ("settled/rolled-back", story.phase()) << name_of(preset);
        EXPECT_EQ(0, story.restarts) << name_of(preset);
        EXPECT_TRUE(before.differences(story.windows.registry.now, simulated::services_path).empty());
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
    }
}

TEST(Ladder, AHealthyLayerBesideABrokenOneStays) {
    for (const Preset preset : modern) {
        Story story(preset, Fault::ServiceOff);
        simulated::add_layered_provider(story.windows.registry.now, story.windows.files, story.windows.identity);
        story.windows.becomes(story.windows.registry.now, std::set<std::string>(story.windows.files));
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << name_of(preset);
        const auto left = simulated::third_party_dlls(story.windows.registry.now, story.windows.identity.x64);
        EXPECT_NE(left.end(), std::find(left.begin(), left.end(), simulated::layered_dll)) << name_of(preset);
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
    }
}

TEST(Ladder, WhatRunsOnlyAfterARestartAsksForOne) {
    Story story(Preset::Windows11, Fault::ServiceOff);
    story.windows.behaviour.services_after_restart = {"nsi"};
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(1, story.restarts);
    EXPECT_EQ(kept, story.violations());
}

// Sockets carry data all the same, and yet it is not mended before it runs.
TEST(Ladder, AServiceThatDoesNotRunIsNotMended) {
    Story story(Preset::Windows11, Fault::DependencyGone);
    story.windows.behaviour.network.adapters.front().dhcp = false;
    story.windows.behaviour.services_after_restart = {"dhcp"};
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(1, story.restarts);
    EXPECT_EQ(kept, story.violations());
}

TEST(Ladder, AServiceThatDeniesIsChangedInTheRegistryAndRunsAfterARestart) {
    Story story(Preset::Windows11, Fault::ServiceOff);
    story.windows.behaviour.services_that_deny = {"nsi"};
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(1, story.restarts);
    EXPECT_EQ(kept, story.violations());
}

TEST(Ladder, WhatDidNotHelpIsUndone) {
    Story story(Preset::Windows11, Fault::ServiceOff);
    story.windows.behaviour.tcpip_driver = DriverState::Stopped; // something else keeps the network down
    const simulated::Tree before = story.windows.registry.now;
    story.start();
    story.live();
    EXPECT_EQ("settled/rolled-back", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(kept, story.violations());
    const auto changed = before.differences(story.windows.registry.now, simulated::services_path);
    EXPECT_TRUE(changed.empty()) << changed.front();
}

// Where the list of this Windows is known, Windows' own names come back, and last over a restart; where it is not, only
// what does not exist goes.
TEST(Ladder, AListThatWasReplacedIsMadeWholeWhereItIsKnown) {
    const std::string dhcp = std::string(simulated::services_path) + "\\Dhcp";
    for (const Preset preset : modern) {
        Story story(preset);
        const Tree healthy = story.windows.registry.now;
        Tree tree = healthy;
        tree.set(dhcp, simulated::list("DependOnService", {"ShieldFilter"}));
        story.windows.becomes(tree, std::set<std::string>(story.windows.files));
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << name_of(preset) << story.checkpoint().trouble;
        EXPECT_EQ(0, story.restarts) << name_of(preset);
        const bool known = preset == Preset::Windows7;
        EXPECT_EQ(known ? simulated::list_at(healthy, dhcp, "DependOnService") : std::vector<std::string>(),
                  simulated::list_at(story.windows.registry.now, dhcp, "DependOnService"));
        story.windows.restart();
        EXPECT_EQ(known ? DriverState::Running : DriverState::Stopped,
                  *story.windows.ports().stack.driver_state("Dhcp"));
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
    }
}

constexpr Fault rights_lost = Fault::RightsLost;

// Nobody's rights are touched but those that were lost, and the way back takes these away again.
TEST(Ladder, LostRightsAreAllowedAgainAndARollbackTakesThemAway) {
    Story story(Preset::Windows11, rights_lost);
    const Tree found = story.windows.registry.now, healthy = simulated::healthy_registry(Preset::Windows11);
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(0, story.restarts);
    const std::string dhcp = std::string(simulated::services_path) + "\\Dhcp";
    EXPECT_TRUE(healthy.differences(story.windows.registry.now, dhcp).empty());
    story.ask(Request::Kind::Rollback);
    story.live();
    EXPECT_EQ("settled/cancelled", story.phase()) << "the rung's own difference was all there was to put back";
    const auto left = found.differences(story.windows.registry.now, simulated::services_path);
    EXPECT_TRUE(left.empty()) << left.front();
    EXPECT_EQ(kept, story.violations());
}

TEST(Ladder, LostRightsThatNobodyNeedsNowAreNoDamage) {
    Story story(Preset::Windows11, rights_lost);
    story.windows.behaviour.network.adapters.front().dhcp = false;
    story.start();
    story.live();
    EXPECT_EQ("settled/healthy", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(Ladder, RightsThatDidNotHelpAreTakenAwayAgain) {
    Story story(Preset::Windows11, rights_lost);
    story.windows.behaviour.tcpip_driver = DriverState::Stopped;
    const Tree found = story.windows.registry.now;
    story.start();
    story.live();
    EXPECT_EQ("settled/rolled-back", story.phase()) << story.checkpoint().trouble;
    const auto left = found.differences(story.windows.registry.now, simulated::services_path);
    EXPECT_TRUE(left.empty()) << left.front();
    EXPECT_EQ(kept, story.violations());
}
} // namespace
} // namespace netmend::stories
