// The simulated Windows must deserve trust before a story may lean on it: healthy is healthy, every fault is seen by
// its sockets, and what its tools do is what windows-facts says of them.

#include <gtest/gtest.h>

#include "tests/simulated/values.hpp"
#include "tests/simulated/windows.hpp"

namespace netmend::simulated {
namespace {

TEST(SimulatedWindows, IsHealthyInEveryVersion) {
    for (const Preset preset : all_presets) {
        Windows windows(preset);
        EXPECT_TRUE(windows.is_healthy()) << name_of(preset);
        const auto reports = windows.ports().probe.probe_sockets();
        for (const auto& report : *reports)
            EXPECT_TRUE(all_sockets_work(report)) << name_of(preset);
    }
}

TEST(SimulatedWindows, HasNoWorkingSocketsWithAnyFault) {
    for (const Preset preset : all_presets)
        for (const Fault fault : all_faults)
            EXPECT_FALSE(Windows(preset, fault).is_healthy()) << name_of(preset) << " " << name_of(fault);
}

TEST(SimulatedWindows, WorksWithHealthyThirdParties) {
    for (const Preset preset : all_presets) {
        Windows windows(preset);
        add_layered_provider(windows.registry.now, windows.files, windows.identity);
        add_base_provider(windows.registry.now, windows.files, windows.identity);
        EXPECT_TRUE(windows.is_healthy()) << name_of(preset);
    }
}

TEST(SimulatedWindows, ResetMendsXpSp3AndIsUnknownToXpSp1) {
    for (const Fault fault : {Fault::ProviderDllMissing, Fault::ChainNamesGoneEntry, Fault::BaseTcpGone}) {
        Windows newer(Preset::XpSp3, fault), older(Preset::XpSp1, fault);
        ASSERT_TRUE(newer.ports().stack.reset_catalog());
        EXPECT_TRUE(newer.is_healthy()) << name_of(fault);
        ASSERT_TRUE(older.ports().stack.reset_catalog());
        EXPECT_FALSE(older.is_healthy()) << name_of(fault);
    }
}

TEST(SimulatedWindows, BlankKeysComeAtBootAndTheInstallerFillsThem) {
    Windows windows(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    auto ports = windows.ports();
    ASSERT_TRUE(ports.registry.erase_tree(winsock_path));
    ASSERT_TRUE(ports.registry.erase_tree(winsock2_path));
    windows.restart();
    EXPECT_TRUE(is_blank(windows.registry.now, false));
    EXPECT_FALSE(windows.sockets_work());
    ASSERT_TRUE(ports.stack.install_tcpip(InstallWay::Install, {}));
    windows.restart();
    EXPECT_TRUE(windows.is_healthy());
    EXPECT_TRUE(windows.registry.now.has(winsock_path));
}

TEST(SimulatedWindows, InstallerDoesNothingBeforeTheRestart) {
    Windows windows(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    auto ports = windows.ports();
    ASSERT_TRUE(ports.registry.erase_tree(winsock2_path));
    ASSERT_TRUE(ports.stack.install_tcpip(InstallWay::Install, {}));
    EXPECT_FALSE(windows.is_healthy());
}

TEST(SimulatedWindows, LastKnownGoodBringsTheOldKeysBack) {
    Windows windows(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    const Tree found = windows.registry.now;
    ASSERT_TRUE(windows.ports().registry.erase_tree(winsock2_path));
    windows.restart({.safe_mode = false, .last_known_good = true});
    EXPECT_TRUE(found.differences(windows.registry.now, winsock2_path).empty());
}

TEST(SimulatedWindows, PowerCutLosesWhatWasNotFlushed) {
    Windows windows(Preset::XpSp1);
    auto ports = windows.ports();
    const std::string session = ports.power.boot_session()->id;
    ASSERT_TRUE(ports.registry.set(unrelated_path, number("First", 1)));
    ASSERT_TRUE(ports.registry.flush());
    ASSERT_TRUE(ports.registry.set(unrelated_path, number("Second", 2)));
    windows.power_cut(Loss::Unflushed);
    EXPECT_EQ(1u, number_at(windows.registry.now, unrelated_path, "First"));
    EXPECT_EQ(0u, number_at(windows.registry.now, unrelated_path, "Second"));
    EXPECT_NE(session, ports.power.boot_session()->id);
}

TEST(SimulatedWindows, FastStartupAndAServiceRestartKeepTheSession) {
    for (const Ending ending : {Ending::FastStartup, Ending::ServiceKilled}) {
        Windows windows(Preset::Windows7);
        auto ports = windows.ports();
        const auto session = *ports.power.boot_session();
        windows.cut_at({windows.effect_count() + 1, Moment::After, ending, Loss::Nothing});
        EXPECT_THROW((void)ports.registry.set(unrelated_path, number("First", 1)), Ended);
        EXPECT_THROW((void)ports.registry.read(unrelated_path), Ended) << "dead until the next boot";
        windows.boot();
        EXPECT_EQ(session.id, ports.power.boot_session()->id);
        EXPECT_EQ(session.kernel_boot, ports.power.boot_session()->kernel_boot);
    }
}

TEST(SimulatedWindows, RestartHappensWhenItsCountdownEnds) {
    Windows windows(Preset::XpSp3);
    auto ports = windows.ports();
    const std::string session = ports.power.boot_session()->id;
    ASSERT_TRUE(ports.power.ask_restart(seconds(60), "netmend", /*forced=*/false));
    EXPECT_TRUE(ports.clock.wait(seconds(30)));
    EXPECT_THROW(ports.clock.wait(seconds(31)), Ended);
    windows.boot();
    EXPECT_NE(session, ports.power.boot_session()->id);
}

TEST(SimulatedWindows, OnlyOurOwnRestartIsStopped) {
    Windows windows(Preset::XpSp3);
    auto ports = windows.ports();
    ASSERT_TRUE(ports.power.ask_restart(seconds(60), "netmend", /*forced=*/false));
    ASSERT_TRUE(ports.power.abort_restart());
    EXPECT_TRUE(ports.clock.wait(seconds(61)));
    windows.behaviour.restart = {RestartAnswer::UnderWay};
    ASSERT_TRUE(ports.power.ask_restart(seconds(60), "netmend", /*forced=*/false));
    ASSERT_TRUE(ports.power.abort_restart());
    EXPECT_THROW(ports.clock.wait(seconds(61)), Ended);
}

TEST(SimulatedWindows, TearsTheFileThatWasBeingWritten) {
    Windows windows(Preset::XpSp3);
    auto ports = windows.ports();
    ASSERT_TRUE(ports.folder.write("file", Bytes(10, 1)));
    windows.folder.torn_bytes = 3;
    windows.cut_at({windows.effect_count() + 1, Moment::Before, Ending::PowerCut, Loss::Nothing});
    EXPECT_THROW((void)ports.folder.write("file", Bytes(10, 2)), Ended);
    windows.boot();
    EXPECT_EQ(Bytes(3, 2), *ports.folder.read("file", 100));
}

} // namespace
} // namespace netmend::simulated
