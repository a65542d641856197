// The old Winsock key with what belongs to it, and the categories of programs.
#include <gtest/gtest.h>

#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Preset;

const std::string old_key = simulated::winsock_path;
const std::string helper = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Winsock";
const std::string programs = std::string(simulated::parameters_path) + "\\AppId_Catalog\\";

Bytes numbers(std::initializer_list<std::uint32_t> values) {
    Bytes out(4 * values.size());
    std::size_t at = 0;
    for (std::uint32_t value : values) {
        simulated::put_u32(out, at, value);
        at += 4;
    }
    return out;
}

TEST(OldKey, IsReadWhole) {
    Machine machine(Preset::XpSp3);
    auto& tree = machine.registry.now;
    tree.set(helper, simulated::binary("Mapping", numbers({2, 3, 2, 1, 6, 2, 2, 17})));
    tree.set(helper, simulated::number("MinSockAddrLength", 16));
    tree.set(helper, simulated::number("MaxSockAddrLength", 16));
    tree.set(helper, simulated::number("UseDelayedAcceptance", 0));
    const Result<Catalogs> catalogs = machine.catalogs();
    ASSERT_TRUE(catalogs.has_value());
    const OldKey& old = catalogs->old_key;
    EXPECT_EQ(old.transports, (Codes{"Tcpip", "NetBIOS"}));
    EXPECT_EQ(old.provider_list, (Codes{"Tcpip", "NetBIOS"}));
    EXPECT_EQ(old.setup_version, 0x1009u);
    EXPECT_EQ(old.migration_present, true);
    ASSERT_EQ(old.migrated.size(), 2u);
    EXPECT_EQ(old.migrated[1].transport, "Tcpip");
    EXPECT_EQ(guid_text(*old.migrated[1].provider), "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}");
    ASSERT_EQ(old.helpers.size(), 2u);
    EXPECT_EQ(old.helpers[0].dll, "%SystemRoot%\\System32\\wshtcpip.dll");
    EXPECT_EQ(old.helpers[0].mapping, (std::vector<Triple>{{2, 1, 6}, {2, 2, 17}}));
    EXPECT_EQ(old.helpers[0].sockaddr_max, 16u);
    EXPECT_EQ(old.helpers[0].delayed_acceptance, false);
    EXPECT_TRUE(old.helpers[1].dll.empty());
}

TEST(OldKey, TakesNoMappingFromBytesThatAreNone) {
    EXPECT_EQ(mapping_from(numbers({0, 3}))->size(), 0u);
    for (const Bytes& data : {Bytes{}, Bytes(7), numbers({1, 3}), numbers({1, 2, 1, 1}),
                              numbers({0xFFFFFFFF, 3, 1, 1, 1}), numbers({0x55555555, 3, 1, 1, 1})})
        EXPECT_FALSE(mapping_from(data).has_value());
}

TEST(OldKey, WithDetailsThatCannotBeReadIsStillLookedAt) {
    Machine machine(Preset::Windows7);
    machine.registry.troubles.push_back({helper, ErrorKind::AccessDenied});
    machine.registry.troubles.push_back({old_key + "\\Setup Migration", ErrorKind::AccessDenied});
    const Result<Catalogs> catalogs = machine.catalogs();
    ASSERT_TRUE(catalogs.has_value());
    EXPECT_FALSE(catalogs->old_key.migration_present.has_value());
    EXPECT_FALSE(catalogs->old_key.helpers[0].looked);
    EXPECT_EQ(machine.diagnosed().verdict, Verdict::Healthy) << told(machine.diagnosed());
}

// Known to break sockets on 10 and 11 only; a likely guess is no damage.
TEST(OldKey, WithoutSetupMigrationIsDamageOnlyWhereThatIsKnown) {
    for (const auto& [major, verdict] : {std::pair{10, Verdict::Damaged}, std::pair{6, Verdict::Healthy}}) {
        Machine machine(Preset::Windows7);
        machine.identity.major = major;
        machine.identity.minor = major == 10 ? 0 : 1;
        machine.registry.now.erase_tree(old_key + "\\Setup Migration");
        EXPECT_EQ(machine.diagnosed().verdict, verdict) << told(machine.diagnosed());
        EXPECT_NE(find(machine.diagnosed(), "setup-migration-missing"), nullptr);
    }
}

TEST(OldKey, TellsOfATransportWithoutItsHelper) {
    Machine machine(Preset::XpSp3);
    machine.files.erase("wshtcpip.dll");
    const Diagnosis gone = machine.diagnosed();
    ASSERT_NE(find(gone, "transport-helper-missing"), nullptr) << told(gone);
    EXPECT_EQ(find(gone, "transport-helper-missing")->dll, "%SystemRoot%\\System32\\wshtcpip.dll");
    machine.registry.now.erase_value(helper, "HelperDllName");
    EXPECT_EQ(codes(machine.diagnosed(), Severity::Note), Codes{"transport-helper-missing"});
}

TEST(Programs, OfAPlainWindowsAreNoFinding) {
    Machine machine(Preset::Windows7);
    auto& tree = machine.registry.now;
    tree.set(programs + "06EBDCB1", simulated::text("AppFullPath", "C:\\Windows\\system32\\wininit.exe"));
    tree.set(programs + "06EBDCB1", simulated::number("PermittedLspCategories", 0x80000040));
    tree.set(programs + "2C69D9F1-0F0A6651", simulated::text("AppFullPath", "C:\\Windows\\system32\\svchost.exe"));
    tree.set(programs + "2C69D9F1-0F0A6651", simulated::text("AppArgs", "-k NetworkService"));
    tree.set(programs + "2C69D9F1-0F0A6651", simulated::number("PermittedLspCategories", 0x80000044));
    ASSERT_EQ(machine.catalogs()->programs.size(), 2u);
    EXPECT_EQ(machine.catalogs()->programs[1].arguments, "-k NetworkService");
    EXPECT_TRUE(machine.diagnosed().findings.empty()) << told(machine.diagnosed());
}

TEST(Programs, ThatSomebodyExcludedAreNamed) {
    Machine machine(Preset::Windows7);
    auto& tree = machine.registry.now;
    tree.set(programs + "0408F7A3", simulated::text("AppFullPath", "C:\\Windows\\system32\\wsl.exe"));
    tree.set(programs + "0408F7A3", simulated::number("PermittedLspCategories", 0x80000000));
    tree.set(programs + "0408F7A4", simulated::text("AppFullPath", "C:\\Tools\\half.exe"));
    tree.set(programs + "0408F7A5", simulated::number("PermittedLspCategories", 0x80000000));
    tree.set(programs + "0408F7A6", simulated::number("AppFullPath", 1));
    const Diagnosis diagnosis = machine.diagnosed();
    EXPECT_EQ(diagnosis.verdict, Verdict::Healthy);
    ASSERT_EQ(diagnosis.findings.size(), 1u) << told(diagnosis);
    EXPECT_EQ(diagnosis.findings[0].code, "program-excluded");
    EXPECT_NE(diagnosis.findings[0].text.find("C:\\Windows\\system32\\wsl.exe"), std::string::npos);
}

} // namespace
} // namespace netmend::winsock
