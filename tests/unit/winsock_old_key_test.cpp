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
    for (const TransportHelper& each : catalogs->old_key.helpers)
        EXPECT_EQ(each.looked, each.transport != "Tcpip") << each.transport;
    EXPECT_EQ(machine.diagnosed().verdict, Verdict::Healthy) << told(machine.diagnosed());
}

TEST(OldKey, KeepsEveryDetailOfATransport) {
    Machine machine(Preset::XpSp3);
    auto& tree = machine.registry.now;
    const TransportHelper plain = machine.catalogs()->old_key.helpers[0];
    EXPECT_EQ(plain.transport, "Tcpip");
    EXPECT_TRUE(plain.looked);
    tree.set(helper, simulated::number("minsockaddrlength", 5));
    tree.set(helper, simulated::number("maxsockaddrlength", 6));
    tree.set(helper, simulated::number("UseDelayedAcceptance", 7));
    tree.set(helper, RegistryValue{"Mapping", 7, numbers({1, 3, 2, 1, 6})});
    const TransportHelper full = machine.catalogs()->old_key.helpers[0];
    EXPECT_EQ(full.sockaddr_min, 5u);
    EXPECT_EQ(full.sockaddr_max, 6u);
    EXPECT_EQ(full.delayed_acceptance, true);
    EXPECT_FALSE(full.mapping) << "of another type";
    tree.erase_tree(helper);
    const TransportHelper gone = machine.catalogs()->old_key.helpers[0];
    EXPECT_TRUE(gone.looked) << "seen not to be there";
    EXPECT_EQ(gone.dll, "");
    EXPECT_FALSE(gone.mapping || gone.sockaddr_min || gone.sockaddr_max || gone.delayed_acceptance);
    EXPECT_EQ(mapping_from(numbers({2, 3, 1, 2, 3, 4, 5, 6, 7}))->size(), 2u) << "more bytes than rows";
    EXPECT_EQ((*mapping_from(numbers({2, 3, 1, 2, 3, 4, 5, 0x12345678})))[1], (Triple{4, 5, 0x12345678}));
}

TEST(OldKey, TakesNoIdOfAProviderThatIsNone) {
    const std::string providers = old_key + "\\Setup Migration\\Providers\\";
    const RegistryValue odd[] = {{"WinSock 2.0 Provider ID", 1, Bytes(16)},
                                 {"WinSock 2.0 Provider ID", 3, Bytes(15)},
                                 {"WinSock 2.0 Provider ID", 3, Bytes(17)},
                                 {"Other", 3, Bytes(16)}};
    for (const RegistryValue& value : odd) {
        Machine machine(Preset::XpSp3);
        machine.registry.now.erase_value(providers + "Tcpip", "WinSock 2.0 Provider ID");
        machine.registry.now.set(providers + "Tcpip", value);
        const Result<Catalogs> catalogs = machine.catalogs();
        ASSERT_EQ(catalogs->old_key.migrated.size(), 2u);
        EXPECT_TRUE(catalogs->old_key.migrated[0].provider);
        EXPECT_FALSE(catalogs->old_key.migrated[1].provider) << value.name << value.type;
    }
    Machine machine(Preset::XpSp3);
    for (int i = 0; i < 100; ++i)
        machine.registry.now.create(providers + "Many" + std::to_string(i));
    EXPECT_EQ(machine.catalogs()->old_key.migrated.size(), 64u);
    machine.registry.troubles.push_back({providers + "Many0", ErrorKind::AccessDenied});
    EXPECT_EQ(machine.catalogs()->old_key.migrated.size(), 64u) << "one that cannot be read is one without an id";
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

TEST(Programs, AreADetail) {
    Machine machine(Preset::Windows7);
    auto& tree = machine.registry.now;
    for (const char* key : {"00000001", "00000002"}) {
        tree.set(programs + key, simulated::text("AppFullPath", std::string("C:\\Tools\\") + key));
        tree.set(programs + key, simulated::number("PermittedLspCategories", 0x80000000));
    }
    tree.set(programs + "00000003", simulated::text("AppFullPath", ""));
    tree.set(programs + "00000003", simulated::number("PermittedLspCategories", 0x80000000));
    ASSERT_EQ(machine.catalogs()->programs.size(), 2u);
    EXPECT_EQ(machine.catalogs()->programs[0].key_name, "00000001");
    EXPECT_EQ(machine.catalogs()->programs[1].path, "C:\\Tools\\00000002");
    EXPECT_EQ(machine.catalogs()->programs[1].permitted, lsp_system);
    machine.registry.troubles = {{programs + "00000001", ErrorKind::AccessDenied}};
    EXPECT_EQ(machine.catalogs()->programs.size(), 1u);
    machine.registry.troubles = {{programs.substr(0, programs.size() - 1), ErrorKind::AccessDenied}};
    ASSERT_TRUE(machine.catalogs());
    EXPECT_TRUE(machine.catalogs()->programs.empty());
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
