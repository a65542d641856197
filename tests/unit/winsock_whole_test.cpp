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

// Windows has layers whose DLLs no source names; nobody is told to uninstall those.
TEST(WholeDiagnosis, SaysOfALayerThatCallsItselfWindowsHowThatIsSwitchedOff) {
    struct Case {
        const char* dll;
        FileFacts facts;
        bool of_windows;
    };
    const char *in_system = "%SystemRoot%\\system32\\layer.dll", *elsewhere = "C:\\Program Files\\A\\layer.dll";
    const FileFacts windows{"Microsoft Windows Operating System", "Microsoft Corporation"},
        another{"Shield", "Shield Ltd"};
    for (const Case& each : {Case{in_system, windows, true}, Case{elsewhere, windows, false},
                             Case{in_system, another, false}, Case{in_system, {}, false}}) {
        simulated::Windows machine(Preset::Windows7);
        simulated::add_layered_provider(machine.registry.now, machine.files, machine.identity);
        for (const int bits : {32, 64}) {
            auto entries = simulated::protocols(machine.registry.now, bits, true);
            for (simulated::Entry& entry : entries)
                if (!entry.is_base())
                    entry.dll = each.dll;
            simulated::write_protocols(machine.registry.now, entries, bits, true);
        }
        machine.files.insert("layer.dll");
        machine.behaviour.described_files["layer.dll"] = each.facts;
        machine.boot();
        auto ports = machine.ports();
        const Diagnosis diagnosis = diagnose_structure(ports, machine.identity);
        const Finding* layer = find(diagnosis, "third-party-layer");
        ASSERT_NE(layer, nullptr) << told(diagnosis);
        EXPECT_EQ(layer->severity, Severity::Suspicious) << "what a file says of itself proves nothing";
        EXPECT_EQ(layer->remedy.find("switched off") != std::string::npos, each.of_windows) << layer->remedy;
        EXPECT_EQ(layer->remedy.find("uninstall") == std::string::npos, each.of_windows) << layer->remedy;
    }
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
