// Windows 2000: TCP/IP is taken out and put in again, in the article's three restarts. Once it is out, forward is the
// way back, and where that does not work a person is told what to do.

#include <gtest/gtest.h>

#include "tests/simulated/values.hpp"
#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;

TEST(Reinstall, MendsEveryFaultInThreeRestarts) {
    for (const Fault fault : simulated::all_faults) {
        Story story(Preset::Windows2000, fault);
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << name_of(fault) << ": " << story.checkpoint().trouble;
        EXPECT_EQ(3, story.restarts) << name_of(fault);
        EXPECT_EQ(kept, story.violations()) << name_of(fault);
        EXPECT_EQ(kept, story.checkpoint().settings_differences) << name_of(fault);
        EXPECT_TRUE(story.windows.is_healthy()) << name_of(fault);
    }
}

TEST(Reinstall, BindsTcpipToTheSameNetworkCardsAsBefore) {
    Story story(Preset::Windows2000, Fault::BaseTcpGone);
    const auto before = *story.windows.ports().stack.bindings();
    story.start();
    story.live();
    EXPECT_EQ(before, *story.windows.ports().stack.bindings());
    EXPECT_EQ("settled/repaired", story.phase());
}

TEST(Reinstall, GivesServerAndWorkstationTheirBindingBackWhereTheInstallationLeftItOut) {
    Story story(Preset::Windows2000, Fault::BaseTcpGone);
    const std::string server = std::string(simulated::services_path) + "\\lanmanserver\\Linkage";
    story.when_in("reinstall/giving-back-settings", [&] { story.windows.registry.now.erase_value(server, "Bind"); });
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(3, story.restarts) << "at once, not after a comparison";
    EXPECT_TRUE(story.windows.registry.now.value(server, "Bind"));
}

TEST(Reinstall, IsNotBegunWhereItCouldNotBeFinished) {
    Story story(Preset::Windows2000, Fault::BaseTcpGone);
    story.windows.behaviour.install_obstacles = {
        "A file that installing TCP/IP needs is not on this machine: tcpip.sys."};
    story.start();
    story.live();
    EXPECT_EQ("settled/unchanged", story.phase());
    EXPECT_NE(std::string::npos, story.checkpoint().trouble.find("tcpip.sys"));
    EXPECT_EQ(kept, story.violations());
    EXPECT_EQ(0, story.restarts);
}

TEST(Reinstall, ThatOthersHoldIsNamedAndChangesNothing) {
    Story story(Preset::Windows2000, Fault::BaseTcpGone);
    story.windows.behaviour.uninstall = simulated::Remover::StillHeld;
    story.start();
    story.live();
    EXPECT_EQ("settled/unchanged", story.phase());
    EXPECT_NE(std::string::npos, story.checkpoint().trouble.find("DHCP Server"));
    EXPECT_EQ(kept, story.violations());
}

TEST(Reinstall, EndsRepairedOrUntouchedHoweverTheUninstallationBehaves) {
    using simulated::Remover;
    for (const Remover answer : {Remover::Nothing, Remover::Fails, Remover::FailsAfterEffect, Remover::Hangs,
                                 Remover::TornByTheKill, Remover::CannotRun})
        for (const bool clears : {true, false}) {
            Story story(Preset::Windows2000, Fault::ChainNamesGoneEntry);
            story.windows.behaviour.uninstall = answer;
            story.windows.behaviour.uninstall_clears_settings = clears;
            story.start();
            story.live();
            EXPECT_TRUE(story.phase() == "settled/repaired" || story.phase() == "settled/unchanged" ||
                        story.phase() == "settled/rolled-back")
                << static_cast<int>(answer) << " " << story.phase();
            EXPECT_EQ(kept, story.violations()) << static_cast<int>(answer);
        }
}

TEST(Reinstall, ThatDoesNotComeBackAsksAPersonAndGoesOnAfterTheClicks) {
    Story story(Preset::Windows2000, Fault::ChainNamesGoneEntry);
    story.windows.behaviour.install = Installer::Fails;
    story.start();
    story.live();
    EXPECT_EQ("reinstall/needing-person", story.phase());
    EXPECT_FALSE(story.windows.tcpip_is_installed());
    EXPECT_EQ(kept, story.violations());

    story.windows.behaviour.install = Installer::Works; // what the clicks do
    story.ask(Request::Kind::Continue);
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(kept, story.checkpoint().settings_differences);
    EXPECT_EQ(kept, story.violations());
}

TEST(Reinstall, ThatDoesNotComeBackLeavesTheWholeRegistryAsTheLastNet) {
    for (const bool taken : {true, false}) {
        Story story(Preset::Windows2000, Fault::ChainNamesGoneEntry);
        story.windows.behaviour.install = Installer::Fails;
        story.windows.behaviour.takes_whole_registry = taken;
        story.start();
        story.live();
        ASSERT_EQ("reinstall/needing-person", story.phase());
        const int restarts = story.restarts;
        story.ask(Request::Kind::Rollback); // that can do nothing here: it is by name only
        EXPECT_EQ("reinstall/needing-person", story.phase());
        story.ask(Request::Kind::ReplaceRegistry);
        EXPECT_EQ("rollback/restart-for-registry", story.phase());
        EXPECT_FALSE(story.windows.tcpip_is_installed()) << "nothing has changed before the restart";
        story.live();
        EXPECT_EQ(restarts + 1, story.restarts);
        EXPECT_EQ(taken ? "settled/cancelled" : "reinstall/needing-person", story.phase());
        EXPECT_EQ(taken, story.windows.tcpip_is_installed());
        EXPECT_EQ(kept, story.violations());
    }
}

TEST(Reinstall, PutsNoRegistryBackWhereItWasNotSaved) {
    Story story(Preset::Windows2000, Fault::ChainNamesGoneEntry);
    story.windows.behaviour.install = Installer::Fails;
    story.start();
    story.live();
    ASSERT_EQ("reinstall/needing-person", story.phase());
    std::erase_if(story.windows.folder.files, [](const auto& file) { return file.first.ends_with("SYSTEM.hiv"); });
    story.ask(Request::Kind::ReplaceRegistry);
    story.live();
    EXPECT_EQ("reinstall/needing-person", story.phase());
    EXPECT_NE(story.checkpoint().trouble.find("could not be put back"), std::string::npos);
    EXPECT_EQ(kept, story.violations());
}

TEST(Reinstall, CancelledInTheMiddleFinishesTcpipFirst) {
    for (const char* phase :
         {"reinstall/uninstalling-tcpip", "reinstall/restart-without-tcpip", "reinstall/deleting-keys",
          "reinstall/restart-for-blank-keys", "reinstall/seeing-blank-keys", "reinstall/reinstalling-tcpip",
          "reinstall/giving-back-settings", "reinstall/restart-after-install"}) {
        Story story(Preset::Windows2000, Fault::ChainNamesGoneEntry);
        story.when_in(phase, [&story] { story.desk.requests.push_back(request(Request::Kind::Cancel)); });
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << phase;
        EXPECT_TRUE(story.checkpoint().cancel_noted) << phase;
        EXPECT_EQ(kept, story.violations()) << phase;
    }
}

TEST(Reinstall, OfAServerWithARoleIsRefusedUnlessForced) {
    for (const bool forced : {false, true}) {
        Story story(Preset::Windows2000, Fault::BaseTcpGone);
        story.windows.identity.product = Product::Server;
        story.windows.registry.now.set(std::string(simulated::services_path) + "\\DHCPServer",
                                       simulated::number("Start", 2));
        story.start(forced);
        story.live();
        EXPECT_EQ(forced ? "settled/repaired" : "settled/refused", story.phase()) << story.checkpoint().trouble;
        if (!forced) {
            EXPECT_NE(std::string::npos, story.checkpoint().trouble.find("DHCP server"));
        }
        EXPECT_EQ(kept, story.violations());
    }
}

} // namespace
} // namespace netmend::stories
