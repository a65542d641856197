// What Windows brings itself: kept from a backup, written from our own data, and missed when it is gone.
#include <gtest/gtest.h>

#include "statemachine/winsock/inbox.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;
using simulated::Preset;

TEST(SoundInboxEntries, LeaveOutThirdPartiesLayersAndRedirectedProviders) {
    Machine machine(Preset::XpSp1);
    simulated::add_layered_provider(machine.registry.now, machine.files, machine.identity);
    simulated::add_base_provider(machine.registry.now, machine.files, machine.identity);
    machine.change([](auto& entries) {
        for (Entry& entry : entries)
            if (entry.is_base() && entry.type == 3)
                entry.dll = "%SystemRoot%\\system32\\evil.dll";
    });
    const std::vector<Bytes> entries = sound_inbox_entries(machine.registry);
    EXPECT_EQ(entries.size(), simulated::default_protocols(Preset::XpSp1).size() - 1);
    for (const Bytes& entry : entries)
        EXPECT_EQ(entry.size(), packed_item_bytes);
}

TEST(SoundInboxEntries, AreNoneWhereNothingCanBeRead) {
    Machine machine(Preset::XpSp1);
    machine.registry.troubles.push_back({"", ErrorKind::AccessDenied});
    EXPECT_TRUE(sound_inbox_entries(machine.registry).empty());
}

TEST(KnownGoodEntries, MakeAHealthyCatalogOfEveryWindows) {
    for (Preset preset : simulated::all_presets) {
        Machine machine(preset);
        std::vector<Entry> entries;
        for (const Bytes& item : known_good_entries(machine.identity))
            entries.push_back(*simulated::unpacked(item));
        for (int bits : simulated::bitnesses(machine.identity))
            simulated::write_protocols(machine.registry.now, entries, bits, machine.identity.x64);
        const Diagnosis diagnosis = machine.diagnosed();
        EXPECT_EQ(diagnosis.verdict, Verdict::Healthy) << simulated::name_of(preset) << "\n" << told(diagnosis);
        EXPECT_TRUE(diagnosis.findings.empty()) << told(diagnosis);
    }
}

TEST(MissingInbox, NamesWhatIsGoneAndNoThirdParty) {
    Machine was(Preset::XpSp3), is(Preset::XpSp3);
    simulated::add_layered_provider(was.registry.now, was.files, was.identity);
    is.change([](auto& entries) {
        entries.erase(std::remove_if(entries.begin(), entries.end(), [](const Entry& e) { return e.type == 3; }),
                      entries.end());
    });
    auto names = simulated::namespaces(is.registry.now, 32, false);
    names.pop_back();
    simulated::write_namespaces(is.registry.now, names, 32, false);
    const std::vector<InboxProvider> missing = missing_inbox(*was.catalogs(), *is.catalogs());
    ASSERT_EQ(missing.size(), 2u);
    EXPECT_EQ(missing[0].type, 3);
    EXPECT_FALSE(missing[0].name_space);
    EXPECT_TRUE(missing[1].name_space);
    EXPECT_TRUE(missing_inbox(*is.catalogs(), *was.catalogs()).empty());
}

// An uninstaller leaves what it forgot: often two DLLs in one folder, and always several entries.
TEST(ThirdParties, OfOneMakerLeftBehindAreOneFinding) {
    Machine machine(Preset::XpSp3);
    simulated::add_layered_provider(machine.registry.now, machine.files, machine.identity);
    machine.change([](auto& entries) { entries[1].dll = "C:\\Program Files\\Shield\\shieldudp.dll"; });
    machine.files.erase(simulated::layered_dll);
    const Diagnosis diagnosis = machine.diagnosed();
    ASSERT_EQ(codes(diagnosis, Severity::Damage), Codes{"orphan"}) << told(diagnosis);
    ASSERT_EQ(diagnosis.findings.size(), 1u) << told(diagnosis);
    EXPECT_EQ(diagnosis.findings[0].entries.size(), 3u);
    EXPECT_NE(diagnosis.findings[0].text.find("shieldlsp.dll"), std::string::npos);
    EXPECT_NE(diagnosis.findings[0].text.find("shieldudp.dll"), std::string::npos);
    // Of two makers they are two.
    machine.change([](auto& entries) { entries[1].dll = "C:\\Program Files\\Other\\other.dll"; });
    const auto findings = machine.diagnosed().findings;
    EXPECT_EQ(
        2, std::count_if(findings.begin(), findings.end(), [](const Finding& each) { return each.code == "orphan"; }))
        << told(machine.diagnosed());
}

TEST(ThirdParties, AreNamedOnceByProductOrDll) {
    Machine machine(Preset::Windows7);
    simulated::add_layered_provider(machine.registry.now, machine.files, machine.identity);
    simulated::add_base_provider(machine.registry.now, machine.files, machine.identity);
    EXPECT_EQ(third_parties(*machine.catalogs()), (Codes{"shieldlsp.dll", "VMware sockets"}));
}

} // namespace
} // namespace netmend::winsock
