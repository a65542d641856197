// Diagnosis by a mailed export: the same findings as on the machine, and no damage where the export only does not tell.
#include <gtest/gtest.h>

#include "tests/unit/diagnosed_export.hpp"
#include "tests/unit/reg_forms.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend {
namespace {

using simulated::Preset;
using winsock::Severity;
using winsock::Verdict;

// All services: those of a simulated machine are few.
std::string all_services(simulated::Tree tree, int more = 30) {
    for (int i = 0; i < more; ++i)
        tree.create(services + "\\WinTrust" + std::to_string(i));
    for (const char* driver : {"Tcpip", "AFD"})
        tree.create(services + "\\" + driver);
    return exported(tree, {services});
}

std::string winsock2_of(Preset preset) {
    return exported(simulated::healthy_registry(preset), {services + "\\WinSock2"});
}

std::size_t count(const winsock::Diagnosis& diagnosis, const std::string& code) {
    return static_cast<std::size_t>(std::count_if(diagnosis.findings.begin(), diagnosis.findings.end(),
                                                  [&](const auto& finding) { return finding.code == code; }));
}

TEST(ExportDiagnosis, OfWinSock2AloneIsHealthyOnEveryWindows) {
    for (const Preset preset : simulated::all_presets) {
        const ExportDiagnosis found = diagnosed(winsock2_of(preset));
        EXPECT_EQ(found.diagnosis.verdict, Verdict::Healthy) << simulated::name_of(preset) << told(found.diagnosis);
        EXPECT_TRUE(found.windows.guessed);
        EXPECT_EQ(found.windows.identity.x64, simulated::identity_of(preset).x64);
        EXPECT_EQ(found.control_set, "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet");
        for (const char* once : {"dlls-not-checked", "running-not-checked", "old-key-not-in-export"})
            EXPECT_EQ(count(found.diagnosis, once), 1u) << once;
    }
}

// In 64 bits RSVP was in mswsock.dll before Vista, too; five entries a list, and no IPv6. A guess makes no damage of
// it.
TEST(ExportDiagnosis, OfXpX64IsNoDamagedVista) {
    simulated::Tree tree = simulated::healthy_registry(Preset::XpX64);
    for (const int bits : {32, 64}) {
        std::vector<simulated::Entry> entries = simulated::protocols(tree, bits, true);
        entries.resize(5);
        for (simulated::Entry& entry : entries)
            entry.dll = "%SystemRoot%\\system32\\mswsock.dll";
        simulated::write_protocols(tree, entries, bits, true);
    }
    for (const std::vector<std::string>& keys : {winsock_paths, {services + "\\WinSock2"}}) {
        const ExportDiagnosis found = diagnosed(exported(tree, keys));
        EXPECT_EQ(found.diagnosis.verdict, Verdict::Healthy) << told(found.diagnosis);
        EXPECT_EQ(found.windows.identity.major, 5) << found.windows.name;
        EXPECT_NE(found.windows.name.find("XP x64"), std::string::npos) << found.windows.name;
    }
    const auto vista = diagnosed(exported(tree, winsock_paths), "vista");
    EXPECT_NE(find(vista.diagnosis, "base-provider-missing"), nullptr) << "where it is known it is required";
}

TEST(ExportDiagnosis, FindsWhatIsFoundOnTheMachine) {
    for (const Preset preset : simulated::all_presets)
        for (const int number : {1, 2}) {
            simulated::Tree tree = simulated::healthy_registry(preset);
            tree.erase_tree(services + "\\WinSock2\\Parameters\\Protocol_Catalog9\\Catalog_Entries\\00000000000" +
                            std::to_string(number));
            simulated::Registry registry;
            registry.now = tree;
            const SystemIdentity identity = simulated::identity_of(preset);
            const auto live = winsock::judge(*winsock::read_catalogs(registry, identity.x64), identity, {});
            const ExportDiagnosis found = diagnosed(exported(tree, winsock_paths));
            EXPECT_EQ(found.diagnosis.verdict, Verdict::Damaged);
            EXPECT_EQ(codes(found.diagnosis, Severity::Damage), codes(live, Severity::Damage))
                << simulated::name_of(preset) << told(found.diagnosis);
        }
}

TEST(ExportDiagnosis, CannotTellWhereTheExportDoesNotHoldTheCatalogs) {
    for (const std::string& keys :
         {std::string(), std::string("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Acme]\r\n"),
          "[HKEY_LOCAL_MACHINE\\" + services + "\\Tcpip]\r\n\"Start\"=dword:1\r\n",
          "[HKEY_LOCAL_MACHINE\\" + services + "]\r\n[HKEY_LOCAL_MACHINE\\" + services + "\\Tcpip]\r\n",
          "[HKEY_LOCAL_MACHINE\\" + services + "\\WinSock2\\Parameters\\Protocol_Catalog9]\r\n"}) {
        const ExportDiagnosis found = diagnosed("Windows Registry Editor Version 5.00\r\n" + keys);
        EXPECT_EQ(found.diagnosis.verdict, Verdict::CouldNotLook) << keys << told(found.diagnosis);
        EXPECT_TRUE(codes(found.diagnosis, Severity::Damage).empty());
    }
}

TEST(ExportDiagnosis, SeesThatAllServicesLackWinSock2) {
    simulated::Tree tree = simulated::healthy_registry(Preset::XpSp3);
    tree.erase_tree(services + "\\WinSock2");
    const ExportDiagnosis found = diagnosed(all_services(tree));
    EXPECT_EQ(found.diagnosis.verdict, Verdict::Damaged) << told(found.diagnosis);
    EXPECT_NE(find(found.diagnosis, "catalog-missing"), nullptr);
    EXPECT_EQ(find(found.diagnosis, "old-key-not-in-export"), nullptr);
    EXPECT_EQ(diagnosed(all_services(tree, 2)).diagnosis.verdict, Verdict::CouldNotLook) << "an excerpt";
}

TEST(ExportDiagnosis, SeesThatAllServicesLackTheOldKey) {
    simulated::Tree tree = simulated::healthy_registry(Preset::XpSp3);
    tree.erase_tree(services + "\\Winsock");
    const ExportDiagnosis found = diagnosed(all_services(tree));
    EXPECT_NE(find(found.diagnosis, "old-key-missing"), nullptr) << told(found.diagnosis);
    EXPECT_EQ(find(diagnosed(exported(tree, winsock_paths)).diagnosis, "old-key-missing"), nullptr);
}

TEST(ExportDiagnosis, SeesADriverThatIsSwitchedOff) {
    const std::string off = "[HKEY_LOCAL_MACHINE\\" + services + "\\Tcpip]\r\n\"Start\"=dword:00000004\r\n";
    const ExportDiagnosis found = diagnosed(winsock2_of(Preset::XpSp3) + off);
    EXPECT_EQ(found.diagnosis.verdict, Verdict::Damaged);
    EXPECT_EQ(codes(found.diagnosis, Severity::Damage), winsock::Codes{"driver-disabled"});
}

TEST(ExportDiagnosis, DoubtsDamageInAFileThatEndsInALine) {
    std::string text = winsock2_of(Preset::XpSp3);
    text.resize(text.rfind(",00,") + 3);
    const ExportDiagnosis found = diagnosed(text);
    EXPECT_EQ(found.diagnosis.verdict, Verdict::CouldNotLook) << told(found.diagnosis);
    EXPECT_EQ(diagnosed(text + "\r\n").diagnosis.verdict, Verdict::Damaged);
}

std::string version_key(const char* values) {
    return std::string("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion]\r\n") + values;
}

TEST(ExportedWindows, IsReadFromItsVersionKey) {
    const std::string xp = winsock2_of(Preset::XpSp3);
    const std::pair<const char*, const char*> keys[] = {
        {"\"CurrentVersion\"=\"5.1\"\r\n\"CSDVersion\"=\"Service Pack 3\"\r\n\"CurrentBuildNumber\"=\"2600\"\r\n",
         "Windows XP Service Pack 3"},
        {"\"CurrentVersion\"=\"6.3\"\r\n\"CurrentMajorVersionNumber\"=dword:0000000a\r\n"
         "\"CurrentMinorVersionNumber\"=dword:00000000\r\n\"CurrentBuild\"=\"22631\"\r\n",
         "Windows 11 (build 22631)"},
        {"\"CurrentVersion\"=\"6.1\"\r\n\"CurrentBuild\"=\"7601\"\r\n\"ProductName\"=\"Windows Server 2008 R2 "
         "Standard\"\r\n",
         "Windows Server 2008 R2 (build 7601)"},
    };
    for (const auto& [values, name] : keys) {
        const ExportDiagnosis found = diagnosed(xp + version_key(values));
        EXPECT_EQ(found.windows.name, name);
        EXPECT_FALSE(found.windows.guessed);
    }
}

TEST(ExportedWindows, IsWhatOneSaysItIs) {
    for (const std::string& name : windows_names())
        EXPECT_TRUE(windows_named(name).has_value()) << name;
    EXPECT_FALSE(windows_named("xp-sp9").has_value());
    const ExportDiagnosis found = diagnosed(winsock2_of(Preset::Windows7), "win8.1");
    EXPECT_EQ(found.windows.name, "Windows 8.1 (build 9600), as you said");
    EXPECT_TRUE(found.windows.identity.x64);
}

TEST(ExportedWindows, IsGuessedAsTheOldestThatFits) {
    EXPECT_EQ(diagnosed(winsock2_of(Preset::XpSp3)).windows.name.find("taken to be Windows "), 0u);
    EXPECT_LT(diagnosed(winsock2_of(Preset::XpSp3)).windows.identity.major, 6);
    EXPECT_EQ(diagnosed(winsock2_of(Preset::Windows7)).windows.identity.major, 6);
    const ExportDiagnosis bare =
        diagnosed("Windows Registry Editor Version 5.00\r\n[HKEY_LOCAL_MACHINE\\" + services + "\\WinSock2]\r\n");
    EXPECT_EQ(bare.windows.identity.major, 5);
    EXPECT_EQ(bare.windows.identity.minor, 0);
    EXPECT_EQ(bare.diagnosis.verdict, Verdict::Damaged) << "WinSock2 was exported whole, and nothing is in it";
}

} // namespace
} // namespace netmend
