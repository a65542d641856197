// An uninstallation of its own, that still works: found by the folder of a product's DLLs, in both lists of programs,
// whatever stands there.
#include "statemachine/planning/uninstallation.hpp"

#include <random>

#include <gtest/gtest.h>

#include "statemachine/mending/named_products.hpp"
#include "statemachine/planning/planning.hpp"
#include "tests/simulated/values.hpp"
#include "tests/simulated/windows.hpp"

namespace netmend {
namespace {

const std::string list = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\";
const std::string list_32 = "SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\";
const std::string shield = "C:\\Program Files\\Shield\\";
const std::string code = "{12345678-9ABC-DEF0-1234-56789ABCDEF0}";
const std::string package = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Installer\\UserData\\S-1-5-18\\Products\\"
                            "87654321CBA90FED21436587A9CBED0F\\InstallProperties";

TEST(UninstallCommand, StartsAFileThatACommandNames) {
    const std::pair<const char*, const char*> commands[] = {
        {"\"C:\\Program Files\\Shield\\un.exe\" /x", "C:\\Program Files\\Shield\\un.exe"},
        {"C:\\Program Files\\Shield\\un.exe", "C:\\Program Files\\Shield\\un.exe"},
        {"  C:\\Program Files\\Shield\\un.EXE  /remove:C:\\a.exe", "C:\\Program Files\\Shield\\un.EXE"},
        {"C:\\un.exe.old\\run.exe -x", "C:\\un.exe.old\\run.exe"},
        {"MsiExec.exe /X{0}", "MsiExec.exe"},
        {"msiexec /I {0}", "msiexec.exe"},
        {"rundll32.exe \"C:\\Program Files\\Shield\\s.dll\",Remove 1", "C:\\Program Files\\Shield\\s.dll"},
        {"C:\\Windows\\System32\\rundll32.exe s.dll,Remove", "s.dll"},
        {"rundll32.exe", ""},
        {"\"unended", "unended"},
        {"\"", ""},
        {"", ""},
        {"   ", ""},
        {"un.cmd /x", "un.cmd"},
    };
    for (const auto& [command, file] : commands)
        EXPECT_EQ(file_of_command(command), file) << command;
    EXPECT_EQ(key_of_package("MsiExec.exe /X" + code), package);
    for (const char* none : {"", "{", "MsiExec.exe /X{12345678-9ABC-DEF0-1234-56789ABCDEF}", "{12345678-9ABC}",
                             "{12345678-9ABC-DEF0-1234-56789ABCDEFG}", "{123456789ABCDEF0123456789ABCDEF01234}"})
        EXPECT_EQ(key_of_package(none), "") << none;
}

struct UninstallEntry : ::testing::Test {
    UninstallEntry() : machine(simulated::Preset::Windows11), ports(machine.ports()) {
        simulated::Tree tree = machine.registry.now;
        std::set<std::string> files(machine.files);
        simulated::add_layered_provider(tree, files, machine.identity);
        simulated::add_name_provider(tree, files, machine.identity);
        for (const char* file : {"un.exe", "shield.msi", "other.exe"})
            files.insert(file);
        machine.becomes(tree, files);
        machine.boot();
    }
    simulated::Tree& tree() { return machine.registry.now; }
    void program(const std::string& key, const std::string& name, const std::string& command,
                 const std::string& folder = "", const std::string& icon = "") {
        tree().create(key);
        tree().set(key, simulated::text("DisplayName", name.c_str()));
        tree().set(key, simulated::text("UninstallString", command.c_str()));
        if (!folder.empty())
            tree().set(key, simulated::text("InstallLocation", folder.c_str()));
        if (!icon.empty())
            tree().set(key, simulated::text("DisplayIcon", icon.c_str()));
    }
    std::vector<std::string> of(const char* dll) {
        const auto catalogs = winsock::read_catalogs(ports.registry, machine.identity.x64);
        const auto named = mending::named_products({dll}, *catalogs);
        EXPECT_EQ(named.products.size(), 1u) << named.refusal;
        return working_uninstallations(named.products.at(0), *catalogs, ports.registry, ports.system);
    }
    simulated::Windows machine;
    netmend::Windows ports;
};

using Names = std::vector<std::string>;

TEST_F(UninstallEntry, IsFoundByTheFolderInBothLists) {
    const struct {
        const char* what;
        std::string command, folder, icon;
        bool is_its;
    } entries[] = {
        {"uninstaller in the folder", "\"" + shield + "un.exe\" /x", "", "", true},
        {"folder that is named", "D:\\cache\\un.exe", shield, "", true},
        {"the same in quotes", "D:\\cache\\un.exe", "\"C:\\Program Files\\Shield\"", "", true},
        {"folder above the DLL's, of its maker", "\"C:\\Program Files\\Shield\\bin\\un.exe\"", "", "", true},
        {"icon in the folder", "D:\\cache\\un.exe", "", shield + "shieldlsp.dll,0", true},
        {"another folder", "\"C:\\Program Files\\Sword\\un.exe\"", "", "", false},
        {"a folder that begins alike", "\"C:\\Program Files\\Shield2\\un.exe\"", "C:\\Program Files\\Shield2", "",
         false},
        {"all programs", "D:\\cache\\un.exe", "C:\\Program Files", "", false},
        {"the drive", "D:\\cache\\un.exe", "C:\\", "", false},
        {"its file is gone", "\"" + shield + "gone.exe\"", shield, "", false},
        {"on the network", "\"\\\\server\\Shield\\un.exe\"", shield, "", false},
        {"no command", "", shield, "", false},
    };
    for (const std::string& at : {list, list_32})
        for (const auto& each : entries) {
            program(at + "Shield", "Shield 3", each.command, each.folder, each.icon);
            EXPECT_EQ(of("shieldlsp.dll"), each.is_its ? Names{"Shield 3"} : Names{}) << each.what;
            EXPECT_EQ(of("mdnsnsp.dll"), Names{}) << each.what;
            tree().erase_tree(at + "Shield");
        }
}

TEST_F(UninstallEntry, ByWindowsInstallerNeedsItsPackage) {
    program(list + code, "Shield 3", "MsiExec.exe /X" + code, shield);
    EXPECT_EQ(of("shieldlsp.dll"), Names{}) << "no package is known";
    tree().create(package);
    tree().set(package, simulated::text("LocalPackage", "C:\\Windows\\Installer\\gone.msi"));
    EXPECT_EQ(of("shieldlsp.dll"), Names{}) << "a cleaner took it";
    tree().set(package, simulated::text("LocalPackage", "C:\\Windows\\Installer\\shield.msi"));
    EXPECT_EQ(of("shieldlsp.dll"), Names{"Shield 3"});
}

TEST_F(UninstallEntry, IsNeitherAnUpdateNorWhatNobodySees) {
    program(list + "a", "Shield 3", shield + "un.exe");
    program(list_32 + "b", "Shield 3", shield + "un.exe");
    EXPECT_EQ(of("shieldlsp.dll"), Names{"Shield 3"}) << "once";
    tree().erase_tree(list_32 + "b");
    tree().set(list + "a", simulated::text("ParentKeyName", "Shield"));
    EXPECT_EQ(of("shieldlsp.dll"), Names{});
    tree().set(list + "a", simulated::text("ParentKeyName", ""));
    tree().set(list + "a", simulated::number("SystemComponent", 1));
    EXPECT_EQ(of("shieldlsp.dll"), Names{});
}

TEST_F(UninstallEntry, StandsFirstInThePlan) {
    program(list + "Shield", "Shield 3", shield + "un.exe");
    const auto catalogs = winsock::read_catalogs(ports.registry, machine.identity.x64);
    const auto out = to_take_out({"shieldlsp.dll"}, *catalogs, ports.registry, ports.system);
    const Plan plan = make_plan(winsock::Diagnosis{}, Providers{}, machine.identity, Names{}, false, {}, out);
    ASSERT_EQ(plan.warnings.size(), 2u);
    EXPECT_NE(plan.warnings[0].find("\"Shield 3\""), std::string::npos) << plan.warnings[0];
}

TEST_F(UninstallEntry, IsNoObstacleWhereTheListCannotBeRead) {
    program(list + "Shield", "Shield 3", shield + "un.exe");
    machine.registry.troubles.push_back({list + "Shield", ErrorKind::AccessDenied});
    EXPECT_EQ(of("shieldlsp.dll"), Names{});
}

// Whatever bytes and types stand there, and however many.
TEST_F(UninstallEntry, BearsAnythingThatStandsThere) {
    std::mt19937 random(7);
    const char* names[] = {"DisplayName", "UninstallString", "InstallLocation",
                           "DisplayIcon", "SystemComponent", "ParentKeyName"};
    for (int i = 0; i < 400; ++i) {
        const std::string key = (i % 2 ? list : list_32) + std::to_string(i);
        tree().create(key);
        for (const char* name : names) {
            Bytes data(random() % (i % 50 == 0 ? 9000 : 90));
            for (auto& byte : data)
                byte = static_cast<std::uint8_t>(random() % 3 ? "C:\\{}\",. exe\""[random() % 13] : random());
            tree().set(key, {name, static_cast<std::uint32_t>(random() % 8), data});
        }
    }
    EXPECT_EQ(of("shieldlsp.dll"), Names{});
    for (int i = 0; i < 20000; ++i) {
        std::string command(random() % 60, ' ');
        for (char& c : command)
            c = "C:\\{}\"-,. exe0rundll32msiexec"[random() % 29];
        static_cast<void>(file_of_command(command));
        static_cast<void>(key_of_package(command));
    }
    for (int i = 0; i < 3000; ++i)
        program(list + "m" + std::to_string(i), "Many", "D:\\nothing.exe");
    program(list + "zz", "Shield 3", shield + "un.exe");
    EXPECT_EQ(of("shieldlsp.dll"), Names{}) << "bounded";
}

} // namespace
} // namespace netmend
