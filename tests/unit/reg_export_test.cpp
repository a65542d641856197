// Which control set of an export is shown, what it proves to be missing, and that it is only looked at.
#include <gtest/gtest.h>

#include "statemachine/base/text.hpp"
#include "statemachine/reg_export/reg_export.hpp"
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

TEST(RegExportSets, AreOnlyThoseWithThreeDigits) {
    for (const char* name : {"ControlSet01", "ControlSet0011", "ControlSetA01", "ControlSet00A", "ControlSet",
                             "ControlSat001", "CurrentControlSet2", "Setup"})
        EXPECT_EQ(set_of(winsock2_in(here + name)), "") << name;
    EXPECT_EQ(set_of(winsock2_in(here + "ControlSet010") + winsock2_in(here + "ControlSet009")),
              here + "ControlSet009");
    EXPECT_EQ(set_of(winsock2_in(here + "ControlSet100") + winsock2_in(here + "ControlSet021")),
              here + "ControlSet021");
}

TEST(RegExportSets, ObeyOnlyASelectionThatMakesSense) {
    const std::string sets = winsock2_in(here + "ControlSet001") + winsock2_in(here + "ControlSet002");
    for (const char* value : {"\"Current\"=dword:3e8", "\"Current\"=\"2\"", "\"Default\"=dword:2",
                              "\"Current\"=dword:7", "\"Current\"=dword:ffffffff"})
        EXPECT_EQ(set_of(sets + "[" + here + "Select]\n" + value + "\n"), here + "ControlSet001") << value;
    EXPECT_EQ(set_of(sets + "[HKLM\\OTHER\\Select]\n\"Current\"=dword:2\n"), here + "ControlSet001")
        << "of another hive";
    EXPECT_EQ(set_of(winsock2_in(here + "ControlSet999") + sets + "[" + here + "Select]\n\"Current\"=dword:3e7\n"),
              here + "ControlSet999");
}

TEST(RegExportSets, AreChosenByWinSock2ThenByTheUsualPlace) {
    const std::string first = "HKEY_LOCAL_MACHINE\\AAA\\ControlSet001", last = "HKEY_USERS\\ZZZ\\ControlSet001",
                      usual = here + "ControlSet001";
    const auto bare = [](const std::string& set) { return "[" + set + "\\Control]\n"; };
    EXPECT_EQ(set_of(bare(first) + bare(usual) + bare(last)), usual);
    EXPECT_EQ(set_of(winsock2_in(first) + bare(usual)), first);
    EXPECT_EQ(set_of(bare(first) + bare(usual) + winsock2_in(last)), last);
    EXPECT_EQ(set_of(winsock2_in(last) + winsock2_in(first)), first);
    RegExport from = from_keys(winsock2_in(first) + bare(usual) + winsock2_in(last));
    EXPECT_EQ(from.control_set(), first);
    EXPECT_EQ(from.other_sets(), std::vector<std::string>{last});
    // Of one hive the set that Windows runs on is shown, even where another one of it knows more.
    EXPECT_EQ(set_of(bare(here + "CurrentControlSet") + winsock2_in(usual)), here + "CurrentControlSet");
}

TEST(RegExportSets, ShowTheRestOfTheirHive) {
    const std::string offline = "HKEY_LOCAL_MACHINE\\OFFLINE\\";
    RegExport from = from_keys(winsock2_in(offline + "ControlSet001") + "[" + offline + "Setup]\n\"a\"=dword:1\n[" +
                               here + "Setup]\n[HKLM\\SOFTWARE\\b]\n");
    EXPECT_EQ(from.read("SYSTEM\\setup")->values.size(), 1u);
    EXPECT_EQ(from.read("OFFLINE\\setup")->values.size(), 1u) << "under its own name, too";
    EXPECT_FALSE(from.read("SYSTEM\\ControlSet002"));
    EXPECT_FALSE(from.read("SOFTWARE\\b")) << "nothing says that this is the SOFTWARE of that Windows";
    EXPECT_EQ(from.read("SOFTWARE\\b").error().text, "SOFTWARE\\b is not in the export.");
}

TEST(RegExportSets, OfSeveralSoftwareHivesTakeTheUsualOne) {
    const auto version = [](const std::string& hive) {
        return "[" + hive + "\\Microsoft\\Windows NT\\CurrentVersion]\n\"From\"=\"" +
               hive.substr(hive.rfind('\\') + 1) + "\"\n";
    };
    const std::string before = version("HKLM\\AAA"), usual = version("HKLM\\SOFTWARE"), behind = version("HKLM\\ZZZ");
    const auto taken = [](const std::string& keys) {
        const auto key = from_keys(keys).read("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion");
        return key ? winsock::text_of(*key, "From").value_or("") : "none";
    };
    EXPECT_EQ(taken(before + usual + behind), "SOFTWARE");
    EXPECT_EQ(taken(usual + behind), "SOFTWARE");
    EXPECT_EQ(taken(behind + before), "AAA") << "the first one, where none has the usual name";
    EXPECT_EQ(taken("[HKLM\\SOFTWARE\\Microsoft]\n" + behind), "ZZZ") << "the usual one does not hold it";
    EXPECT_EQ(taken("[HKLM\\SOFTWARE\\Microsoft]\n"), "none");
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
    EXPECT_FALSE(from_keys(all + behind).surely_missing("WinSock2")) << "a path of one part has nothing above it";
}

TEST(RegExportAbsence, IsKnownOfWhatWasExportedWhole) {
    RegExport from = from_keys("[" + here + "CurrentControlSet\\Services\\Tcpip]\n[" + here +
                               "CurrentControlSet\\Services\\AFD\\Parameters]\n");
    const std::string services = "SYSTEM\\CurrentControlSet\\Services";
    EXPECT_TRUE(from.has_whole(services + "\\TCPIP"));
    EXPECT_TRUE(from.has_whole(services + "\\Tcpip\\Parameters\\Winsock")) << "there or not";
    EXPECT_TRUE(from.has_whole(services + "\\AFD\\Parameters"));
    EXPECT_FALSE(from.has_whole(services + "\\AFD"));
    EXPECT_FALSE(from.has_whole(services + "\\AFD\\Other"));
    EXPECT_FALSE(from.has_whole(services));
    EXPECT_FALSE(from.has_whole("SYSTEM"));
    EXPECT_FALSE(from.has_whole("SOFTWARE\\Microsoft"));
    EXPECT_TRUE(from_keys("[HKLM]\n").has_whole("HARDWARE"));
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
