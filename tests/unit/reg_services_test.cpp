// Diagnosis by a mailed export: what all services tell of drivers, and every reason for which one cannot look.
#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "tests/unit/diagnosed_export.hpp"
#include "tests/unit/reg_forms.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend {
namespace {

using simulated::Preset;
using winsock::Severity;
using winsock::Verdict;

std::string winsock2_of(Preset preset) {
    return exported(simulated::healthy_registry(preset), {services + "\\WinSock2"});
}

std::size_t count(const winsock::Diagnosis& diagnosis, const std::string& code) {
    return static_cast<std::size_t>(std::count_if(diagnosis.findings.begin(), diagnosis.findings.end(),
                                                  [&](const auto& finding) { return finding.code == code; }));
}

// Of a mailed export of all services, less those that are named.
std::string services_without(const std::vector<std::string>& gone, int more = 30) {
    simulated::Tree tree = simulated::healthy_registry(Preset::XpSp3);
    for (int i = 0; i < more; ++i)
        tree.create(services + "\\WinTrust" + std::to_string(i));
    for (const char* driver : {"Tcpip", "AFD"})
        tree.set(services + "\\" + driver, simulated::number("Start", 1));
    for (const std::string& service : gone)
        tree.erase_tree(services + "\\" + service);
    return exported(tree, {services});
}

std::string texts(const winsock::Diagnosis& diagnosis, Severity severity) {
    std::string all;
    for (const winsock::Finding& finding : diagnosis.findings)
        if (finding.severity == severity)
            all += finding.code + ": " + finding.text + "\n";
    return all;
}

TEST(ExportDiagnosis, SeesADriverThatIsNotInstalled) {
    EXPECT_EQ(texts(diagnosed(services_without({})).diagnosis, Severity::Damage), "");
    EXPECT_EQ(texts(diagnosed(services_without({"AFD"})).diagnosis, Severity::Damage),
              "driver-missing: The driver AFD is not installed.\n");
    EXPECT_EQ(texts(diagnosed(services_without({"Tcpip"})).diagnosis, Severity::Damage),
              "driver-missing: The driver Tcpip is not installed.\n");
    EXPECT_EQ(diagnosed(services_without({"AFD"})).diagnosis.verdict, Verdict::Damaged);
    EXPECT_EQ(texts(diagnosed(services_without({"AFD"}, 2)).diagnosis, Severity::Damage), "") << "an excerpt";
    EXPECT_EQ(texts(diagnosed(winsock2_of(Preset::XpSp3)).diagnosis, Severity::Damage), "");
}

TEST(ExportDiagnosis, SeesOnlyTheStartThatMeansSwitchedOff) {
    for (const char* service : {"Tcpip", "AFD"})
        for (const char* start : {"0", "1", "2", "3", "4", "5"}) {
            const std::string key =
                "[HKEY_LOCAL_MACHINE\\" + services + "\\" + service + "]\r\n\"Start\"=dword:" + start + "\r\n";
            EXPECT_EQ(texts(diagnosed(winsock2_of(Preset::XpSp3) + key).diagnosis, Severity::Damage),
                      *start == '4' ? "driver-disabled: The driver " + std::string(service) + " is disabled.\n" : "");
        }
}

TEST(ExportDiagnosis, TakesAnExportForOneOfAllServicesFromTwentyOn) {
    for (const int count : {19, 20}) {
        simulated::Tree tree;
        for (int i = 0; i < count; ++i)
            tree.create(services + "\\X" + std::to_string(i));
        EXPECT_EQ(diagnosed(exported(tree, {services})).diagnosis.verdict,
                  count == 20 ? Verdict::Damaged : Verdict::CouldNotLook);
    }
}

TEST(ExportDiagnosis, SaysWhyItCouldNotLook) {
    const std::string head = "Windows Registry Editor Version 5.00\r\n", here = "[HKEY_LOCAL_MACHINE\\SYSTEM\\";
    const std::pair<std::string, std::string> cases[] = {
        {"", "The export holds nothing of a control set of Windows."},
        {here + "CurrentControlSet\\Control]\r\n",
         "The export does not hold the key WinSock2, and does not show that it is missing."},
        {here + "CurrentControlSet\\Services\\WinSock2\\Parameters\\Protocol_Catalog9]\r\n",
         "The export holds only parts of the key WinSock2."},
        {here + "CurrentControlSet\\Control]\r\n" + here + "ControlSet002\\Services\\WinSock2]\r\n",
         "The export does not hold the key WinSock2, and does not show that it is missing. Another control set of it "
         "does: HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet002."},
    };
    for (const auto& [keys, why] : cases) {
        const ExportDiagnosis found = diagnosed(head + keys);
        const winsock::Finding* finding = find(found.diagnosis, "could-not-look");
        ASSERT_NE(finding, nullptr) << keys;
        EXPECT_EQ(finding->text, why);
        EXPECT_EQ(finding->catalog, "protocol");
        EXPECT_EQ(finding->remedy, "Export the whole key HKEY_LOCAL_MACHINE\\" + services + "\\WinSock2 again.");
        EXPECT_EQ(found.diagnosis.verdict, Verdict::CouldNotLook);
        EXPECT_EQ(count(found.diagnosis, "running-not-checked"), 1u);
        EXPECT_EQ(count(found.diagnosis, "old-key-not-in-export"), 0u);
    }
}

TEST(ExportDiagnosis, CouldNotLookAtACatalogThatIsTooLarge) {
    std::string text = "REGEDIT4\n[HKLM\\" + services + "\\WinSock2]\n";
    for (std::uint32_t i = 0; i <= limits::catalog_entries_max; ++i)
        text += "[HKLM\\" + services + "\\WinSock2\\Parameters\\Protocol_Catalog9\\Catalog_Entries\\" +
                std::to_string(i) + "]\n";
    const ExportDiagnosis found = diagnosed(text);
    EXPECT_EQ(found.diagnosis.verdict, Verdict::CouldNotLook);
    EXPECT_NE(texts(found.diagnosis, Severity::Note).find("has 10001 subkeys; netmend reads up to 10000."),
              std::string::npos)
        << told(found.diagnosis);
    EXPECT_TRUE(found.catalogs.protocol.empty());
}

TEST(ExportDiagnosis, MissesAHelperOnlyWhereItsTransportWasExported) {
    simulated::Tree tree = simulated::healthy_registry(Preset::XpSp3);
    tree.erase_tree(services + "\\Tcpip\\Parameters\\Winsock");
    tree.create(services + "\\Tcpip\\Parameters");
    std::vector<std::string> paths = winsock_paths;
    EXPECT_EQ(find(diagnosed(exported(tree, paths)).diagnosis, "transport-helper-missing"), nullptr);
    paths.insert(paths.begin(), services + "\\Tcpip");
    const ExportDiagnosis found = diagnosed(exported(tree, paths));
    EXPECT_NE(find(found.diagnosis, "transport-helper-missing"), nullptr) << told(found.diagnosis);
}

TEST(ExportDiagnosis, ForgivesAnOldKeyThatIsThereInPart) {
    simulated::Tree tree = simulated::healthy_registry(Preset::XpSp3);
    const std::string old_key = services + "\\Winsock";
    tree.erase_tree(old_key + "\\Parameters");
    const ExportDiagnosis part = diagnosed(exported(tree, {old_key + "\\Setup Migration", services + "\\WinSock2"}));
    EXPECT_EQ(part.diagnosis.verdict, Verdict::Healthy) << told(part.diagnosis);
    ASSERT_NE(find(part.diagnosis, "old-key-not-in-export"), nullptr);
    EXPECT_EQ(find(part.diagnosis, "old-key-not-in-export")->catalog, "winsock1");
    EXPECT_EQ(find(part.diagnosis, "old-key-not-in-export")->remedy, "");
    const ExportDiagnosis whole = diagnosed(exported(tree, winsock_paths));
    EXPECT_EQ(codes(whole.diagnosis, Severity::Damage), winsock::Codes{"old-key-without-tcpip"})
        << told(whole.diagnosis);
    EXPECT_EQ(find(whole.diagnosis, "old-key-not-in-export"), nullptr);
}

TEST(ExportDiagnosis, DoubtsNoHealthyFileThatEndsInALine) {
    std::string text = winsock2_of(Preset::XpSp3);
    while (text.back() == '\r' || text.back() == '\n')
        text.pop_back();
    const ExportDiagnosis found = diagnosed(text);
    EXPECT_EQ(found.diagnosis.verdict, Verdict::Healthy) << told(found.diagnosis);
    EXPECT_EQ(find(found.diagnosis, "could-not-look"), nullptr);
    EXPECT_EQ(found.diagnosis.article.find("11 sections"), 0u);
}

TEST(ExportDiagnosis, DoubtsEveryDamageOfAFileThatEndsInALine) {
    std::string text = winsock2_of(Preset::XpSp3);
    text.resize(text.rfind(",00,") + 3);
    const winsock::Diagnosis found = diagnosed(text).diagnosis;
    EXPECT_EQ(texts(found, Severity::Damage), "");
    EXPECT_FALSE(codes(found, Severity::Suspicious).empty());
    EXPECT_NE(texts(found, Severity::Note)
                  .find("could-not-look: The export ends in the middle of a line, so it may have been cut off there. "
                        "What seems to be damage may only be missing from the file."),
              std::string::npos)
        << told(found);
}

} // namespace
} // namespace netmend
