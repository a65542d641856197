// Which control set of an export is shown, what it proves to be missing, and that it is only looked at.
#include <gtest/gtest.h>

#include "statemachine/reg_export.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "tests/unit/reg_forms.hpp"

namespace netmend {
namespace {

const std::string here = "HKEY_LOCAL_MACHINE\\SYSTEM\\";

RegExport from_keys(const std::string& keys) {
    Result<RegExport> from = RegExport::read(bytes_of("REGEDIT4\n" + keys));
    EXPECT_TRUE(from.has_value()) << (from ? "" : from.error().text);
    return std::move(*from);
}

std::string set_of(const std::string& keys) {
    return from_keys(keys).control_set();
}

std::string winsock2_in(const std::string& set) {
    return "[" + set + "\\Services\\WinSock2]\n\"From\"=\"" + set.substr(set.rfind('\\') + 1) + "\"\n";
}

TEST(RegExportSets, ShowsAnySetAsTheCurrentOne) {
    for (const std::string& set :
         {here + "CurrentControlSet", here + "ControlSet001", here + "ControlSet003",
          std::string("HKLM\\SYSTEM\\controlset002"), std::string("HKEY_LOCAL_MACHINE\\OFFLINE\\ControlSet001"),
          std::string("HKEY_USERS\\Broken PC\\ControlSet001"), std::string("ROOT\\ControlSet001"),
          std::string("ControlSet001")}) {
        RegExport from = from_keys(winsock2_in(set));
        EXPECT_TRUE(from.read(winsock::winsock2_key).has_value()) << set;
        EXPECT_NE(from.control_set(), "") << set;
        EXPECT_TRUE(from.has_whole(std::string(winsock::winsock2_key) + "\\Parameters")) << set;
        EXPECT_FALSE(from.has_whole(winsock::winsock1_key)) << set;
    }
}

TEST(RegExportSets, TakesTheSelectedThenTheCurrentThenTheLowest) {
    const std::string one = winsock2_in(here + "ControlSet001"), two = winsock2_in(here + "ControlSet002"),
                      current = winsock2_in(here + "CurrentControlSet"),
                      select = "[" + here + "Select]\n\"Current\"=dword:2\n";
    EXPECT_EQ(set_of(one + two + current + select), here + "ControlSet002");
    EXPECT_EQ(set_of(one + current + select), here + "CurrentControlSet");
    EXPECT_EQ(set_of(two + one + current), here + "CurrentControlSet");
    EXPECT_EQ(set_of(two + one), here + "ControlSet001");
    EXPECT_EQ(set_of(two), here + "ControlSet002");
    EXPECT_EQ(set_of("[HKLM\\SOFTWARE]\n"), "");
    RegExport both = from_keys(two + one);
    EXPECT_EQ(both.other_sets(), std::vector<std::string>{here + "ControlSet002"});
}

TEST(RegExportSets, PrefersTheHiveThatHoldsWinSock2) {
    const std::string offline = "HKEY_LOCAL_MACHINE\\OFFLINE\\ControlSet001";
    EXPECT_EQ(set_of("[" + here + "CurrentControlSet\\Control]\n" + winsock2_in(offline)), offline);
    EXPECT_EQ(set_of(winsock2_in(offline) + winsock2_in(here + "ControlSet001")), here + "ControlSet001");
}

TEST(RegExportSets, FindsTheSoftwareHiveUnderAnyName) {
    for (const char* hive : {"HKEY_LOCAL_MACHINE\\SOFTWARE", "HKEY_LOCAL_MACHINE\\OFFSOFT"}) {
        RegExport from = from_keys(std::string("[") + hive + "\\Microsoft\\Windows NT\\CurrentVersion]\n");
        EXPECT_TRUE(from.read("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion").has_value()) << hive;
    }
}

TEST(RegExportAbsence, IsProvenOnlyByAnExportOfTheWholeThatGoesOnBehind) {
    const std::string services = here + "CurrentControlSet\\Services";
    const std::string before = "[" + services + "\\Tcpip]\n", behind = "[" + services + "\\WinTrust]\n",
                      all = "[" + services + "]\n";
    EXPECT_TRUE(from_keys(all + before + behind).surely_missing(winsock::winsock2_key));
    EXPECT_FALSE(from_keys(all + before).surely_missing(winsock::winsock2_key)) << "it may have been cut off";
    EXPECT_FALSE(from_keys(before + behind).surely_missing(winsock::winsock2_key)) << "each was exported by itself";
    EXPECT_FALSE(
        from_keys(all + winsock2_in(here + "CurrentControlSet") + behind).surely_missing(winsock::winsock2_key));
    EXPECT_FALSE(from_keys("").surely_missing(winsock::winsock2_key));
    EXPECT_TRUE(from_keys(all + winsock2_in(here + "CurrentControlSet") + behind + "[-" + services + "\\winsock2]\n")
                    .surely_missing(winsock::winsock2_key));
}

TEST(RegExportWriting, IsRefused) {
    RegExport from = from_keys(winsock2_in(here + "CurrentControlSet"));
    EXPECT_EQ(from.create("x", {}).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(from.set("x", {}).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(from.erase_value("x", "y").error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(from.erase_tree(winsock::winsock2_key).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(from.flush().error().kind, ErrorKind::Unsupported);
    EXPECT_TRUE(from.read(winsock::winsock2_key).has_value());
    EXPECT_EQ(from.read("SYSTEM\\CurrentControlSet\\Services\\None").error().kind, ErrorKind::NotFound);
}

} // namespace
} // namespace netmend
