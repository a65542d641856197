// The whole diagnosis against the simulated Windows: structure, drivers and sockets together.
#include <gtest/gtest.h>

#include "statemachine/winsock/inbox.hpp"
#include "tests/simulated/windows.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Fault;
using simulated::Preset;

Diagnosis looked_at(simulated::Windows& windows) {
    netmend::Windows ports = windows.ports();
    return diagnose(ports, windows.identity);
}

TEST(WholeDiagnosis, NamesAThirdPartyAsItsFileDoes) {
    simulated::Windows windows(Preset::XpSp3);
    simulated::add_layered_provider(windows.registry.now, windows.files, windows.identity);
    windows.behaviour.described_files[simulated::layered_dll] = {"Shield Personal", "Shield Ltd."};
    const Diagnosis diagnosis = looked_at(windows);
    const Finding* layer = find(diagnosis, "third-party-layer");
    ASSERT_NE(layer, nullptr) << told(diagnosis);
    EXPECT_NE(layer->text.find("\"Shield Personal\", of Shield Ltd."), std::string::npos) << layer->text;
    netmend::Windows ports = windows.ports();
    EXPECT_EQ(third_parties(*read_catalogs(windows.registry, false), describes(ports.system)),
              Codes{"Shield Personal (shieldlsp.dll)"});
}

TEST(WholeDiagnosis, AgreesWithTheSimulatedWindowsAboutEveryFault) {
    for (Preset preset : simulated::all_presets) {
        simulated::Windows healthy(preset);
        healthy.boot();
        EXPECT_EQ(looked_at(healthy).verdict, Verdict::Healthy)
            << simulated::name_of(preset) << told(looked_at(healthy));
        for (Fault fault : simulated::all_faults) {
            simulated::Windows windows(preset, fault);
            windows.boot();
            const Diagnosis diagnosis = looked_at(windows);
            EXPECT_EQ(diagnosis.verdict, Verdict::Damaged)
                << simulated::name_of(preset) << " " << simulated::name_of(fault) << told(diagnosis);
        }
    }
}

TEST(WholeDiagnosis, ChangesNothing) {
    simulated::Windows windows(Preset::XpSp3, Fault::HalfWritten);
    windows.boot();
    windows.forget_effects();
    const int writes = windows.registry.writes;
    looked_at(windows);
    EXPECT_EQ(windows.effect_count(), 0);
    EXPECT_EQ(windows.registry.writes, writes);
}

TEST(WholeDiagnosis, BelievesSocketsAboutTheOldKeyOfWindowsXp) {
    for (bool needed : {true, false}) {
        simulated::Windows windows(Preset::XpSp3);
        windows.behaviour.sockets_need_old_key = needed;
        windows.boot();
        windows.registry.now.erase_tree(simulated::winsock_path);
        const Diagnosis diagnosis = looked_at(windows);
        EXPECT_EQ(diagnosis.verdict, needed ? Verdict::Damaged : Verdict::Healthy) << told(diagnosis);
        EXPECT_NE(find(diagnosis, "old-key-missing"), nullptr);
    }
}

TEST(WholeDiagnosis, WithoutRightsCouldNotLook) {
    simulated::Windows windows(Preset::Windows7);
    windows.boot();
    windows.registry.troubles.push_back({simulated::winsock2_path, ErrorKind::AccessDenied});
    const Diagnosis diagnosis = looked_at(windows);
    EXPECT_EQ(diagnosis.verdict, Verdict::CouldNotLook) << told(diagnosis);
    EXPECT_EQ(find(diagnosis, could_not_look_code)->remedy, "Look again as an administrator.");
}

} // namespace
} // namespace netmend::winsock
