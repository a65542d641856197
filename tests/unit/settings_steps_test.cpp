// The three orders about settings, over a simulated Windows: recorded once per repair, given back from that record
// only.
#include <algorithm>

#include <gtest/gtest.h>

#include "statemachine/base/digest.hpp"
#include "statemachine/settings/settings.hpp"
#include "statemachine/steps/steps.hpp"
#include "tests/simulated/generated_network.hpp"
#include "tests/simulated/windows.hpp"
#include "tests/unit/answered.hpp"
#include "tests/unit/settings_machine.hpp"

namespace netmend {
namespace {

using namespace testing;

class SettingsSteps : public ::testing::Test {
  protected:
    SettingsSteps() : ports(machine.ports()) {
        machine.boot();
        machine.registry.now = two_cards();
        machine.registry.make_durable();
        facts.repair_id = "20261122-130500-1a2b3c4d-7";
    }

    void record() {
        const auto recorded = answered<event::SettingsRecorded>(steps::record_settings(ports, facts));
        facts.settings_name = recorded.name;
        facts.settings_digest = recorded.digest;
    }

    Bytes file(const std::string& name) { return machine.folder.read(name, 1u << 24).value_or(Bytes{}); }
    bool was_recorded(const std::string& part) const {
        return std::any_of(machine.recorded.begin(), machine.recorded.end(),
                           [&](const auto& line) { return line.find(part) != std::string::npos; });
    }

    simulated::Windows machine{simulated::Preset::XpSp1};
    Windows ports;
    Checkpoint facts;
};

TEST_F(SettingsSteps, RecordOnceAndNeverReplaceIt) {
    record();
    EXPECT_EQ(facts.settings_name, "settings-20261122-130500-1a2b3c4d-7");
    const Bytes first = file(facts.settings_name);
    EXPECT_EQ(digest_of(first), facts.settings_digest);
    simulated::reinstall_tcpip(machine.registry.now, {by_hand, by_dhcp});
    machine.forget_effects();
    record();
    EXPECT_EQ(file(facts.settings_name), first) << "the cleared state must not replace the good record";
    EXPECT_TRUE(machine.effect_names().empty());
}

TEST_F(SettingsSteps, GiveBackAndCompareEqual) {
    record();
    simulated::reinstall_tcpip(machine.registry.now, {by_hand, by_dhcp});
    EXPECT_FALSE(answered<event::SettingsCompared>(steps::compare_settings(ports, facts)).differences.empty());
    answered<event::StepDone>(steps::give_back_settings(ports, facts));
    EXPECT_TRUE(was_recorded("Settings given back: "));
    EXPECT_TRUE(answered<event::SettingsCompared>(steps::compare_settings(ports, facts)).differences.empty());
}

TEST_F(SettingsSteps, ARecordThatWasEditedIsRefusedByTheNameOfTheValueAndNothingIsWritten) {
    record();
    std::string text;
    for (const std::uint8_t byte : file(facts.settings_name))
        text += static_cast<char>(byte);
    text.replace(text.find("192.168.7.21"), 12, "192.168.7.99");
    ASSERT_TRUE(machine.folder.write(facts.settings_name, Bytes(text.begin(), text.end())));
    simulated::reinstall_tcpip(machine.registry.now, {by_hand, by_dhcp});
    machine.forget_effects();
    for (const auto& step : {steps::give_back_settings, steps::compare_settings, steps::record_settings}) {
        const std::string why = answered<event::StepFailed>(step(ports, facts)).why;
        EXPECT_NE(why.find("\"IPAddress\""), std::string::npos) << why;
    }
    EXPECT_TRUE(machine.effect_names().empty());
}

TEST_F(SettingsSteps, AnotherRecordThanTheOneThatWasMadeIsRefused) {
    record();
    machine.registry.now.set(tcpip_parameters, simulated::text("Hostname", "another"));
    const Bytes other = encode_settings(*record_settings(ports.registry));
    ASSERT_TRUE(machine.folder.write(facts.settings_name, other));
    machine.forget_effects();
    const std::string why = answered<event::StepFailed>(steps::give_back_settings(ports, facts)).why;
    EXPECT_NE(why.find("not the one that was made"), std::string::npos) << why;
    EXPECT_TRUE(machine.effect_names().empty());
    facts.settings_name.clear();
    answered<event::StepFailed>(steps::give_back_settings(ports, facts));
}

TEST_F(SettingsSteps, WhatCouldNotBeLookedAtIsNoRecord) {
    machine.registry.troubles = {{interface_of(by_hand), ErrorKind::AccessDenied}};
    const std::string why = answered<event::StepFailed>(steps::record_settings(ports, facts)).why;
    EXPECT_NE(why.find(by_hand), std::string::npos) << why;
    EXPECT_TRUE(file("settings-" + facts.repair_id).empty());
}

// Cut at every effect, then asked again: one record, the good one.
TEST_F(SettingsSteps, RecordingCanBeCutAnywhere) {
    for (int effect = 1; effect <= 2; ++effect)
        for (const simulated::Moment moment : {simulated::Moment::Before, simulated::Moment::After}) {
            facts.repair_id = "repair-" + std::to_string(effect) + (moment == simulated::Moment::After ? "a" : "b");
            machine.forget_effects();
            machine.cut_at({effect, moment});
            EXPECT_THROW(steps::record_settings(ports, facts), simulated::Ended);
            machine.power_cut(simulated::Loss::Nothing);
            record();
            const Result<Settings> settings = decode_settings(file(facts.settings_name));
            ASSERT_TRUE(settings);
            EXPECT_EQ(*settings, *record_settings(ports.registry));
        }
}

TEST_F(SettingsSteps, ManyDifferencesAreBounded) {
    record();
    for (int i = 0; i < 300; ++i)
        machine.registry.now.set(tcpip_parameters + "\\PersistentRoutes",
                                 simulated::text("10.0." + std::to_string(i) + ".0,255.255.255.0,1.2.3.4,1", ""));
    const auto differences = answered<event::SettingsCompared>(steps::compare_settings(ports, facts)).differences;
    EXPECT_EQ(differences.size(), 51u);
    EXPECT_EQ(differences.back(), "And 250 more.");
}

} // namespace
} // namespace netmend
