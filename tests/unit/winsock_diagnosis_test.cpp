// Judging catalogs: healthy machines stay healthy, each fault has its name, and no more is said than is known.
#include <gtest/gtest.h>

#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;
using simulated::Fault;
using simulated::Preset;

struct Case {
    const char* name;
    std::function<void(Machine&)> hurt;
    Codes damage;
    Codes suspicious = {};
};

std::string entry_key(std::size_t number) {
    return std::string(simulated::protocols_path) + "\\Catalog_Entries\\" + simulated::twelve_digits(number);
}

std::string name_key(std::size_t number) {
    return std::string(simulated::namespaces_path) + "\\Catalog_Entries\\" + simulated::twelve_digits(number);
}

void layered(Machine& machine) {
    simulated::add_layered_provider(machine.registry.now, machine.files, machine.identity);
}

void with_chain(Machine& machine, std::vector<std::uint32_t> chain, std::uint32_t length) {
    layered(machine);
    machine.change([&](std::vector<Entry>& entries) {
        entries[0].chain = chain;
        entries[0].chain_length = length;
    });
}

void mark(Machine& machine, const std::string& name) {
    machine.registry.now.create(std::string(simulated::protocols_path) + "\\" + name);
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {"WinSock2Gone", [](Machine& m) { m.registry.now.erase_tree(simulated::winsock2_path); }, {"catalog-missing"}},
        {"ProtocolCatalogGone",
         [](Machine& m) { m.registry.now.erase_tree(simulated::protocols_path); },
         {"catalog-missing"}},
        {"Blank", [](Machine& m) { m.change([](auto& entries) { entries.clear(); }); }, {"catalog-blank"}},
        {"CountTooHigh",
         [](Machine& m) {
             m.registry.now.set(simulated::protocols_path, simulated::number("Num_Catalog_Entries", 12));
         },
         {"count-differs"}},
        {"CountAbsurd",
         [](Machine& m) {
             m.registry.now.set(simulated::protocols_path, simulated::number("Num_Catalog_Entries", 0xFFFFFFFF));
         },
         {"count-differs"}},
        {"CountOfAnotherType",
         [](Machine& m) {
             m.registry.now.set(simulated::protocols_path, simulated::text("Num_Catalog_Entries", "11"));
         },
         {"count-missing"}},
        {"NextIdGone",
         [](Machine& m) { m.registry.now.erase_value(simulated::protocols_path, "Next_Catalog_Entry_ID"); },
         {"next-id-missing"}},
        {"Gap", [](Machine& m) { m.registry.now.erase_tree(entry_key(6)); }, {"numbering-gap"}},
        {"LastEntryGone", [](Machine& m) { m.registry.now.erase_tree(entry_key(11)); }, {"count-differs"}},
        {"DuplicateId", [](Machine& m) { m.change([](auto& e) { e[7].id = e[8].id; }); }, {"duplicate-id"}},
        {"IdTooHigh",
         [](Machine& m) {
             m.registry.now.set(simulated::protocols_path, simulated::number("Next_Catalog_Entry_ID", 1005));
         },
         {"id-too-high"}},
        {"EntryCutShort",
         [](Machine& m) { m.registry.now.set(entry_key(8), simulated::binary("PackedCatalogItem", Bytes(100))); },
         {"malformed-entry"}},
        {"MarkerAlone", [](Machine& m) { mark(m, "00000007"); }, {}, {}},
        {"MarkerOnATornList",
         [](Machine& m) {
             mark(m, "00000007");
             m.registry.now.erase_tree(entry_key(11));
         },
         {"count-differs", "writer-marker"}},
        {"InboxDllGone", [](Machine& m) { m.files.erase("rsvpsp.dll"); }, {"provider-dll-missing"}},
        {"InboxPathBare",
         [](Machine& m) { m.change([](auto& e) { e[0].dll = "mswsock.dll"; }); },
         {"provider-path-bare"}},
        {"InboxRedirectedToNothing",
         [](Machine& m) { m.change([](auto& e) { e[0].dll = "winhlpp.dll"; }); },
         {"provider-dll-missing"}},
        {"InboxRedirected",
         [](Machine& m) {
             m.files.insert("evil.dll");
             m.change([](auto& e) { e[0].dll = "%SystemRoot%\\system32\\evil.dll"; });
         },
         {"provider-dll-changed"}},
        {"LayerHealthy", layered, {}, {"third-party-layer"}},
        {"LayerOrphaned",
         [](Machine& m) {
             layered(m);
             m.files.erase(simulated::layered_dll);
         },
         {"orphan"}},
        {"LayerInAProfile",
         [](Machine& m) {
             layered(m);
             m.change([](auto& e) {
                 for (Entry& entry : e)
                     if (!entry.is_base())
                         entry.dll = "C:\\Documents and Settings\\Anna\\Local Settings\\Temp\\shieldlsp.dll";
             });
         },
         {},
         {"provider-path-unusual", "third-party-layer"}},
        {"ChainNamesGoneEntry",
         [](Machine& m) {
             with_chain(m, {4711, 1001}, 2);
         },
         {"chain-entry-gone"},
         {"third-party-layer"}},
        {"ChainNamesItself",
         [](Machine& m) {
             layered(m);
             m.change([](auto& e) { e[0].chain = {e[0].id, 1001}; });
         },
         {"chain-loop"},
         {"third-party-layer"}},
        {"ChainWithoutBase",
         [](Machine& m) {
             layered(m);
             m.change([](auto& e) { e[0].chain = {1001, e.back().id}; });
         },
         {"chain-without-base"},
         {"third-party-layer"}},
        {"ChainTooLong",
         [](Machine& m) {
             with_chain(m, {1, 2, 3, 4, 5, 6, 7}, 0xFFFFFFFF);
         },
         {"chain-too-long"},
         {"third-party-layer"}},
        {"LayerWithoutChain",
         [](Machine& m) {
             layered(m);
             m.change([](auto& e) { e.erase(e.begin(), e.begin() + 2); });
         },
         {},
         {"layer-without-chain", "third-party-layer"}},
        {"TcpGone", [](Machine& m) { m.change([](auto& e) { e.erase(e.begin()); }); }, {"base-provider-missing"}},
        {"UdpGone", [](Machine& m) { m.change([](auto& e) { e.erase(e.begin() + 1); }); }, {"base-provider-missing"}},
        {"DnsNameSpaceGone",
         [](Machine& m) {
             auto list = simulated::namespaces(m.registry.now, 32, false);
             list.erase(list.begin());
             simulated::write_namespaces(m.registry.now, list, 32, false);
         },
         {"namespace-provider-missing"}},
        {"NameSpaceWithoutPath",
         [](Machine& m) { m.registry.now.erase_value(name_key(2), "LibraryPath"); },
         {"malformed-entry"}},
        {"NameSpaceDllGone", [](Machine& m) { m.files.erase("winrnr.dll"); }, {}, {"provider-dll-missing"}},
        {"OldKeyGone", [](Machine& m) { m.registry.now.erase_tree(simulated::winsock_path); }, {"old-key-missing"}},
        {"OldKeyWithoutTcpip",
         [](Machine& m) {
             m.registry.now.set(std::string(simulated::winsock_path) + "\\Parameters",
                                simulated::list("Transports", {"NetBIOS"}));
         },
         {"old-key-without-tcpip"}},
    };
    return all;
}

class Faults : public testing::TestWithParam<std::size_t> {};

TEST_P(Faults, HaveTheirNameAndNoOther) {
    const Case& fault = cases()[GetParam()];
    Machine machine(Preset::XpSp3);
    ASSERT_EQ(machine.diagnosed().verdict, Verdict::Healthy) << told(machine.diagnosed());
    const auto serial = simulated::number_at(machine.registry.now, simulated::protocols_path, "Serial_Access_Num");
    machine.registry.now.set(simulated::protocols_path, simulated::number("Serial_Access_Num", 7));
    ASSERT_NE(serial, 0u);
    fault.hurt(machine);
    const Diagnosis diagnosis = machine.diagnosed();
    EXPECT_EQ(codes(diagnosis, Severity::Damage), fault.damage) << told(diagnosis);
    EXPECT_EQ(codes(diagnosis, Severity::Suspicious), fault.suspicious) << told(diagnosis);
    const Verdict expected = !fault.damage.empty()       ? Verdict::Damaged
                             : !fault.suspicious.empty() ? Verdict::Suspicious
                                                         : Verdict::Healthy;
    EXPECT_EQ(diagnosis.verdict, expected);
    for (const Finding& finding : diagnosis.findings) {
        EXPECT_EQ(finding.text.back(), '.') << finding.text;
        EXPECT_TRUE(finding.severity == Severity::Note || !finding.remedy.empty()) << finding.text;
    }
}

INSTANTIATE_TEST_SUITE_P(Catalog, Faults, testing::Range<std::size_t>(0, cases().size()),
                         [](const auto& test) { return std::string(cases()[test.param].name); });

TEST(Diagnosis, CallsEveryHealthyWindowsHealthy) {
    for (Preset preset : simulated::all_presets) {
        Machine machine(preset);
        const Diagnosis diagnosis = machine.diagnosed();
        EXPECT_EQ(diagnosis.verdict, Verdict::Healthy) << simulated::name_of(preset) << "\n" << told(diagnosis);
        EXPECT_TRUE(diagnosis.findings.empty()) << told(diagnosis);
    }
}

TEST(Diagnosis, SeesEveryFaultOfTheSimulatedWindowsInEveryVersion) {
    for (Preset preset : simulated::all_presets)
        for (Fault fault : simulated::all_faults) {
            Machine machine(preset);
            simulated::break_it(fault, machine.registry.now, machine.files, machine.identity);
            const Diagnosis diagnosis = machine.diagnosed();
            EXPECT_EQ(diagnosis.verdict, Verdict::Damaged)
                << simulated::name_of(preset) << " " << simulated::name_of(fault) << "\n"
                << told(diagnosis);
        }
}

TEST(Diagnosis, LeavesAloneWhatHealthyMachinesHave) {
    Machine machine(Preset::XpSp3);
    simulated::add_base_provider(machine.registry.now, machine.files, machine.identity);
    mark(machine, "00000002"); // of an older serial number
    machine.change([](auto& entries) {
        std::reverse(entries.begin(), entries.end()); // ids out of order
        entries[2].dll = "%windir%\\System32\\mswsock.dll";
        entries[3].dll = "C:\\WINDOWS\\system32\\mswsock.dll";
        entries[4].chain = {4711, 4712}; // junk in a base entry's chain
        entries[4].chain_length = 1;
    });
    machine.registry.now.set(name_key(3), simulated::number("Enabled", 0));
    machine.registry.now.set(name_key(2), simulated::number("StoresServiceClassInfo", 0xDEADBEEF));
    const Diagnosis diagnosis = machine.diagnosed();
    EXPECT_EQ(diagnosis.verdict, Verdict::Healthy) << told(diagnosis);
    EXPECT_NE(find(diagnosis, "third-party-base"), nullptr);
    EXPECT_NE(find(diagnosis, "third-party-base")->text.find("VMware sockets"), std::string::npos);
}

TEST(Diagnosis, AsksForIpv6OnlyWhereWindowsHasIt) {
    Machine seven(Preset::Windows7);
    seven.change([](auto& entries) {
        entries.erase(std::remove_if(entries.begin(), entries.end(), [](const Entry& e) { return e.family == 23; }),
                      entries.end());
    });
    const Diagnosis diagnosis = seven.diagnosed();
    EXPECT_EQ(codes(diagnosis, Severity::Damage), Codes{"base-provider-missing"}) << told(diagnosis);
    EXPECT_EQ(find(diagnosis, "base-provider-missing")->bits, 32);
}

TEST(Diagnosis, NamesLayerDllAndEntries) {
    Machine machine(Preset::XpSp3);
    layered(machine);
    machine.files.erase(simulated::layered_dll);
    const Diagnosis diagnosis = machine.diagnosed();
    const Finding* orphan = find(diagnosis, "orphan");
    ASSERT_NE(orphan, nullptr);
    EXPECT_EQ(orphan->entries.size(), 3u) << "all of one vendor in one finding";
    EXPECT_NE(orphan->dll.find("shieldlsp.dll"), std::string::npos);
    EXPECT_EQ(orphan->provider.size(), 38u);
    EXPECT_EQ(diagnosis.article.find("14 sections, 11 MSAFD or RSVP, 3 others (shieldlsp.dll)"), 0u)
        << diagnosis.article;
}

} // namespace
} // namespace netmend::winsock
