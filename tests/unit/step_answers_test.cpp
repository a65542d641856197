// What single orders answer in states that few stories meet.
#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/inbox.hpp"
#include "tests/simulated/catalog.hpp"
#include "tests/simulated/windows.hpp"
#include "tests/unit/answered.hpp"

namespace netmend {
namespace {

using namespace testing;
using simulated::Fault;
using simulated::Preset;

struct Desk {
    explicit Desk(Preset preset, Fault fault = Fault::None) : machine(preset, fault), ports(machine.ports()) {
        machine.boot();
        facts.repair_id = "20261122-130500-1a2b3c4d-7";
        facts.identity = machine.identity;
    }

    void back_up() {
        const auto done = answered<event::BackedUp>(steps::back_up(ports, facts));
        facts.backup_name = done.name;
        facts.backup_digest = done.digest;
    }

    void record() {
        const auto done = answered<event::SettingsRecorded>(steps::record_settings(ports, facts));
        facts.settings_name = done.name;
        facts.settings_digest = done.digest;
    }

    simulated::Windows machine;
    Windows ports;
    Checkpoint facts;
};

TEST(WritingEntries, TakesKnownGoodOnesWhereTheBackupHasNone) {
    Desk desk(Preset::XpSp1, Fault::BothKeysDeleted);
    desk.back_up();
    // The key that a process of Windows wrote is blank, and name spaces are not known by heart.
    answered<event::NoEffectSeen>(steps::install_tcpip(desk.ports, desk.facts, InstallWay::WriteEntries));
    const std::size_t known = winsock::known_good_entries(desk.machine.identity).size();
    EXPECT_GT(known, 0u);
    EXPECT_EQ(known, simulated::protocols(desk.machine.registry.now, 32, false).size());
}

TEST(Uninstalling, WithoutItsBackupIsAnObstacleOnlyWhereTcpipIsKnownToBeThere) {
    Desk desk(Preset::Windows2000, Fault::ProviderDllMissing);
    desk.record();
    desk.back_up();
    desk.machine.folder.files.erase(desk.facts.backup_name);
    answered<event::ObstacleSeen>(steps::uninstall_tcpip(desk.ports, desk.facts));
    desk.machine.behaviour.component_cannot_be_seen = true;
    answered<event::StepFailed>(steps::uninstall_tcpip(desk.ports, desk.facts));
    EXPECT_TRUE(desk.machine.tcpip_is_installed());
}

TEST(ComparingProviders, NamesWhatWasSoundAndIsMissing) {
    Desk desk(Preset::XpSp3);
    desk.back_up();
    EXPECT_TRUE(answered<event::InboxCompared>(steps::compare_inbox_providers(desk.ports, desk.facts)).missing.empty());
    auto fewer = simulated::protocols(desk.machine.registry.now, 32, false);
    const std::string gone = fewer.back().name;
    fewer.pop_back();
    simulated::write_protocols(desk.machine.registry.now, fewer, 32, false);
    const auto compared = answered<event::InboxCompared>(steps::compare_inbox_providers(desk.ports, desk.facts));
    EXPECT_EQ(std::vector<std::string>{gone}, compared.missing);
}

TEST(LookingDown, KeepsEveryFindingInOrderAndNotMoreThanAPersonReads) {
    winsock::Diagnosis diagnosis;
    diagnosis.verdict = winsock::Verdict::Damaged;
    diagnosis.findings.resize(3);
    diagnosis.findings[0].text = "the first";
    diagnosis.findings[1].text = "the second";
    diagnosis.findings[2].text = "the third";
    const event::Look look = steps::look_from(diagnosis);
    EXPECT_EQ("damaged", look.verdict);
    EXPECT_EQ((std::vector<std::string>{"the first", "the second", "the third"}), look.findings);
    diagnosis.findings.resize(1000);
    EXPECT_LT(steps::look_from(diagnosis).findings.size(), 100u);
}

TEST(LookingAtBoot, WaitsUntilTheServicesHaveBeenStarted) {
    Desk desk(Preset::XpSp3, Fault::BaseTcpGone);
    desk.machine.behaviour.services_start_in = std::chrono::minutes(3);
    ASSERT_TRUE(steps::look_when_ready(desk.ports, desk.machine.identity));
    EXPECT_GE(desk.machine.uptime(), std::chrono::minutes(3));
    EXPECT_LT(desk.machine.uptime(), limits::services_start_within);
}

TEST(Restarts, OfARepairAreNoMoreThanTheBoundsOfItsPartsAllow) {
    EXPECT_EQ(limits::restarts_per_repair_max, limits::deletions_per_repair_max + limits::rollbacks_per_repair_max +
                                                   limits::extra_restarts_max + limits::restart_doubts_max +
                                                   limits::restart_reminders_max);
}

} // namespace
} // namespace netmend
