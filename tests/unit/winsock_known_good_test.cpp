// What each Windows brings itself: the data files are complete, sure where they are strict, and chosen by version,
// bitness and build.
#include <gtest/gtest.h>

#include <set>

#include "statemachine/winsock/known_good.hpp"
#include "statemachine/winsock/known_providers.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

SystemIdentity windows(int major, int minor, int build, bool x64 = false) {
    SystemIdentity identity;
    identity.major = major;
    identity.minor = minor;
    identity.build = build;
    identity.x64 = x64;
    return identity;
}

TEST(KnownGood, IsThereForEveryGeneration) {
    Codes names;
    for (const KnownGood& known : known_generations())
        names.emplace_back(known.windows);
    EXPECT_EQ(names, (Codes{"Windows 2000", "Windows XP", "Windows Server 2003", "Windows Vista", "Windows 7",
                            "Windows 8", "Windows 10", "Windows 11"}));
}

TEST(KnownGood, IsChosenByVersionAndBuild) {
    const std::pair<SystemIdentity, const char*> cases[] = {{windows(4, 0, 1381), "Windows 2000"},
                                                            {windows(5, 0, 2195), "Windows 2000"},
                                                            {windows(5, 1, 2600), "Windows XP"},
                                                            {windows(5, 2, 3790), "Windows Server 2003"},
                                                            {windows(5, 2, 3790, true), "Windows Server 2003"},
                                                            {windows(6, 0, 6002), "Windows Vista"},
                                                            {windows(6, 1, 7601), "Windows 7"},
                                                            {windows(6, 2, 9200), "Windows 8"},
                                                            {windows(6, 3, 9600), "Windows 8"},
                                                            {windows(10, 0, 18362), "Windows 10"},
                                                            {windows(10, 0, 22000), "Windows 11"},
                                                            {windows(10, 0, 30000), "Windows 11"},
                                                            {windows(12, 0, 40000), "Windows 11"}};
    for (const auto& [identity, name] : cases)
        EXPECT_STREQ(known_good(identity).windows, name) << identity.major << "." << identity.minor;
}

// The rule for whoever edits the files: only what documents and real machines agree on may be called damage.
TEST(KnownGood, RequiresOnlyTcpAndUdpAndTheNamesOfDns) {
    for (const KnownGood& known : known_generations()) {
        int v4 = 0, v6 = 0;
        for (const KnownProtocol& row : known.protocols) {
            EXPECT_NE(inbox_protocol(row.provider), nullptr) << row.name;
            if (row.presence != Presence::Required)
                continue;
            EXPECT_TRUE(row.type == 1 || row.type == 2) << row.name;
            EXPECT_EQ(row.made_for, MadeFor::any) << row.name;
            v4 += row.family == 2;
            v6 += row.family == 23;
        }
        EXPECT_EQ(v4, 2) << known.windows;
        EXPECT_EQ(v6, known.generation >= vista ? 2 : 0) << known.windows;
        int names = 0;
        for (const KnownNamespace& row : known.name_spaces)
            if (row.presence == Presence::Required) {
                ++names;
                EXPECT_EQ(inbox_namespace(row.provider)->name_space, 12u);
            }
        EXPECT_EQ(names, 1) << known.windows;
    }
}

TEST(KnownGood, GivesEveryIdADll) {
    std::set<Guid> ids;
    for (const InboxProtocol& provider : inbox_protocols()) {
        EXPECT_FALSE(provider.dlls.empty()) << provider.name;
        EXPECT_TRUE(ids.insert(provider.provider).second) << provider.name;
    }
    for (const InboxNamespace& provider : inbox_namespaces()) {
        EXPECT_FALSE(provider.dlls.empty()) << provider.name;
        EXPECT_TRUE(ids.insert(provider.provider).second) << provider.name;
    }
    EXPECT_EQ(ids.count(Guid{}), 0u) << "an id that is no GUID";
}

// A component of Windows may bring more name-space providers in its DLL than there are ids published.
TEST(KnownProviders, OfNamesAreWindowsOwnByTheirDllInTheSystemFolder) {
    struct Case {
        const char* dll;
        bool there;
        Codes found;
    };
    const Case cases[] = {
        {"%SystemRoot%\\System32\\nwprovau.dll", true, {}},
        {"%windir%/system32/NWPROVAU.DLL", true, {}},
        {"%SystemRoot%\\System32\\wshbth.dll", true, {}},
        {"%SystemRoot%\\System32\\nwprovau.dll", false, {"provider-dll-missing"}},
        {"C:\\Evil\\nwprovau.dll", true, {"third-party-namespace"}},
        {"%SystemRoot%\\System32\\evil.dll", true, {"third-party-namespace"}},
        {"nwprovau.dll", true, {"provider-path-bare", "third-party-namespace"}},
    };
    for (const auto preset : {simulated::Preset::XpSp3, simulated::Preset::Windows7})
        for (const Case& each : cases) {
            Machine machine(preset);
            const bool x64 = machine.identity.x64;
            if (each.there)
                machine.files.insert({"nwprovau.dll", "wshbth.dll", "evil.dll"});
            auto spaces = simulated::namespaces(machine.registry.now, 32, x64);
            spaces.push_back({each.dll, "names", "F1E1D000-0000-4000-8000-00000000004E", 2});
            simulated::write_namespaces(machine.registry.now, spaces, 32, x64);
            const Diagnosis diagnosis = machine.diagnosed();
            EXPECT_EQ(codes(diagnosis, Severity::Suspicious), each.found) << each.dll << "\n" << told(diagnosis);
            EXPECT_EQ(codes(diagnosis, Severity::Damage), Codes{}) << each.dll << "\n" << told(diagnosis);
            const bool stranger = each.found.size() > 0 && each.there;
            EXPECT_EQ(find(diagnosis, "provider-in-one-list") != nullptr, stranger && x64) << told(diagnosis);
        }
}

TEST(KnownProviders, OfAtmAndOfRdmaHaveTheirNames) {
    ASSERT_NE(inbox_protocol(guid_from("{C3656046-3AAF-11D1-A8C3-00C04FC99C9C}")), nullptr);
    EXPECT_STREQ(inbox_protocol(guid_from("{C3656046-3AAF-11D1-A8C3-00C04FC99C9C}"))->name, "MSAFD ATM AAL5");
    for (const char* id : {"{C42DA8C6-D1A1-4F78-9F52-276C74935596}", "{B324AC22-3A56-4E6F-A9C4-36DCC428EF65}"}) {
        EXPECT_EQ(product_of("x.dll", guid_from(id)), "Mellanox network card (RDMA)");
        EXPECT_TRUE(product_is_sure(guid_from(id)));
    }
    EXPECT_EQ(product_of("%SystemRoot%\\system32\\MLX4ND.dll", Guid{}), "Mellanox network card (RDMA)");
}

TEST(KnownProviders, AreProductsByTheirFileOrTheirId) {
    const Guid vmware = guid_from("{570ADC4B-67B2-42CE-92B2-ACD33D88D842}"), nobodys{};
    EXPECT_EQ(product_of("C:\\a\\VSockLib.dll", nobodys), "VMware sockets");
    EXPECT_EQ(product_of("C:\\a\\other.dll", vmware), "VMware sockets");
    EXPECT_EQ(product_of("prxernsp.dll", nobodys), "Proxifier");
    EXPECT_EQ(product_of("C:\\a\\other.dll", nobodys), "");
    EXPECT_EQ(product_of("C:\\imon.dll\\other.dll", nobodys), "");
}

TEST(KnownProviders, HaveEachOfTheirDllsOnce) {
    const InboxProtocol* rsvp = inbox_protocol(guid_from("{9D60A9E0-337A-11D0-BD88-0000C082E69A}"));
    ASSERT_NE(rsvp, nullptr);
    EXPECT_EQ(rsvp->dlls, (Codes{"rsvpsp.dll", "mswsock.dll"}));
    EXPECT_EQ(rsvp->family, Family::Rsvp);
    const InboxNamespace* dns = inbox_namespace(guid_from("{22059D40-7E9E-11CF-AE5A-00AA00A7112B}"));
    ASSERT_NE(dns, nullptr);
    EXPECT_EQ(dns->dlls, (Codes{"rnr20.dll", "mswsock.dll"}));
    EXPECT_EQ(inbox_protocol(Guid{}), nullptr);
    EXPECT_EQ(inbox_namespace(Guid{}), nullptr);
}

// Adding a build is one line with its number, adding a difference between x86 and x64 one word in it.
TEST(KnownGood, TakesBuildAndBitnessFromTheLine) {
    KnownRow row;
    row.from_build = 17134;
    EXPECT_FALSE(row.is_on(windows(10, 0, 16299)));
    EXPECT_TRUE(row.is_on(windows(10, 0, 17134)));
    row.made_for = MadeFor::x86;
    EXPECT_TRUE(row.is_on(windows(10, 0, 17134)));
    EXPECT_FALSE(row.is_on(windows(10, 0, 17134, true)));
    row.made_for = MadeFor::x64;
    EXPECT_TRUE(row.is_on(windows(10, 0, 17134, true)));
    const auto has = [](const SystemIdentity& identity, std::string_view name) {
        const KnownGood& known = known_good(identity);
        return std::any_of(known.protocols.begin(), known.protocols.end(), [&](const KnownProtocol& protocol) {
            return name == protocol.name && protocol.is_on(identity);
        });
    };
    EXPECT_FALSE(has(windows(10, 0, 16299), "AF_UNIX"));
    EXPECT_TRUE(has(windows(10, 0, 19045), "AF_UNIX"));
    EXPECT_TRUE(has(windows(5, 2, 3790), "IPX"));
    EXPECT_FALSE(has(windows(5, 2, 3790, true), "IPX"));
}

TEST(KnownGood, WritesTheSameEntriesOnEveryMachineOfAGeneration) {
    for (bool x64 : {false, true}) {
        EXPECT_EQ(default_entries(windows(5, 2, 3790, x64)).size(), 5u);
        EXPECT_EQ(default_entries(windows(6, 1, 7601, x64)).size(), 10u);
    }
    EXPECT_EQ(default_entries(windows(5, 0, 2195)).front().entry_id, 1001u);
}

} // namespace
} // namespace netmend::winsock
