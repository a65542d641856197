// Programs that are kept out of layered providers: what is written, what is left alone, and that undoing it leaves
// nothing.
#include <gtest/gtest.h>

#include "statemachine/mending/exclusion.hpp"
#include "statemachine/winsock/programs.hpp"
#include "tests/simulated/values.hpp"
#include "tests/unit/control_world.hpp"

namespace netmend {
namespace {

using control::ControlWorld;
using simulated::CategoryCall;
using simulated::Fault;
using simulated::Preset;

const std::string programs = std::string(simulated::parameters_path) + "\\AppId_Catalog\\";
const std::string own = "SOFTWARE\\netmend\\Exclusions";
const std::string wsl = "C:\\Windows\\System32\\wsl.exe";

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// Published, and taken from hives (windows-modern, 5.2).
TEST(Exclusion, NamesTheKeysAsWindowsDoes) {
    const std::string packages = "C:\\Program Files\\WindowsApps\\MicrosoftCorporationII.WindowsSubsystemForLinux_"
                                 "1.1.2.0_x64__8wekyb3d8bbwe\\";
    const std::pair<std::string, std::string> known[] = {
        {"C:\\Windows\\System32\\wininit.exe", "06EBDCB1"},
        {"C:\\Windows\\System32\\svchost.exe", "2C69D9F1"},
        {"C:\\Windows\\System32\\lsass.exe", "343305C9"},
        {wsl, "0408F7A3"},
        {"D:\\Windows\\System32\\wsl.exe", "0408F7A3"},
        {packages + "wsl.exe", "2BB0D7FB"},
        {packages + "wslservice.exe", "2FB92E99"},
        {"C:\\Windows\\System32\\xbgmsvc.exe", "31322768"},
        {"E:\\yy\\YY.exe", "2AFB7932"},
        {"C:\\Program Files (x86)\\Webroot\\WRSA.exe", "2E4983EB"},
    };
    for (const auto& [path, name] : known)
        EXPECT_EQ(winsock::key_name_of(path), name) << path;
    EXPECT_FALSE(winsock::key_name_of("C:\\b\xC3\xA4r.exe").has_value());
    EXPECT_TRUE(winsock::key_name_of("").has_value());
}

struct Excluding : ::testing::Test {
    ControlWorld world{Fault::None, Preset::Windows11};
    void somebody_categorizes(const char* path, std::uint32_t categories) { // in the key that is wsl's
        auto& tree = world.machine.registry.now;
        tree.create(programs + "0408F7A3");
        tree.set(programs + "0408F7A3", simulated::text("AppFullPath", path));
        tree.set(programs + "0408F7A3", simulated::number("PermittedLspCategories", categories));
    }
    Result<void> exclude() { return mending::exclude(world.ports, wsl); }
    Result<void> undo() { return mending::undo_exclusion(world.ports, wsl); }
};

TEST_F(Excluding, IsUndoneWithoutATrace) {
    const simulated::Tree before = world.machine.registry.now;
    ASSERT_TRUE(exclude().has_value());
    EXPECT_EQ(simulated::text_at(world.machine.registry.now, programs + "0408F7A3", "AppFullPath"), wsl);
    EXPECT_EQ(simulated::number_at(world.machine.registry.now, programs + "0408F7A3", "PermittedLspCategories"),
              winsock::lsp_system);
    ASSERT_TRUE(exclude().has_value()) << "asked again";
    ASSERT_TRUE(undo().has_value());
    EXPECT_FALSE(world.machine.registry.now.has(programs + "0408F7A3"));
    EXPECT_EQ(world.machine.registry.now.read(own)->values.size(), 0u);
    const auto again = undo();
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().kind, ErrorKind::NotFound);
    for (const char* key : {"0408F7A3", "2C69D9F1"})
        EXPECT_EQ(world.machine.registry.now.has(programs + key), before.has(programs + key)) << key;
}

TEST_F(Excluding, LooksWhatTheCallHasDone) {
    const std::pair<CategoryCall, bool> answers[] = {{CategoryCall::Works, true},
                                                     {CategoryCall::Nothing, false},
                                                     {CategoryCall::Fails, false},
                                                     {CategoryCall::FailsAfterEffect, true},
                                                     {CategoryCall::Hangs, false}};
    for (const auto& [answer, works] : answers) {
        ControlWorld each(Fault::None, Preset::Windows11);
        each.machine.behaviour.categorize = answer;
        EXPECT_EQ(mending::exclude(each.ports, wsl).has_value(), works) << static_cast<int>(answer);
        EXPECT_EQ(each.machine.registry.now.has(programs + "0408F7A3"), works) << static_cast<int>(answer);
        EXPECT_EQ(each.machine.registry.now.read(own)->values.size(), works ? 1u : 0u) << static_cast<int>(answer);
    }
}

TEST_F(Excluding, LeavesAloneWhatOthersHaveSet) {
    somebody_categorizes("c:\\windows\\system32\\WSL.exe", 0x40000000);
    const auto refused = exclude();
    ASSERT_FALSE(refused.has_value());
    EXPECT_TRUE(has(refused.error().text, "0x40000000")) << refused.error().text;
    EXPECT_FALSE(world.machine.registry.now.has(own));
    EXPECT_FALSE(undo().has_value());
    EXPECT_TRUE(world.machine.registry.now.has(programs + "0408F7A3"));
}

TEST_F(Excluding, TakesNoKeyOfTheSameProgramOnAnotherDrive) {
    somebody_categorizes("D:\\Windows\\System32\\wsl.exe", 1);
    const auto refused = exclude();
    ASSERT_FALSE(refused.has_value());
    EXPECT_TRUE(has(refused.error().text, "D:\\Windows\\System32\\wsl.exe")) << refused.error().text;
    EXPECT_FALSE(world.machine.registry.now.has(own));
}

TEST_F(Excluding, KeepsWhatSomebodyMadeOfItSince) {
    ASSERT_TRUE(exclude().has_value());
    auto& tree = world.machine.registry.now;
    tree.set(programs + "0408F7A3", simulated::number("PermittedLspCategories", 0x80000001));
    EXPECT_EQ(exclude().error().kind, ErrorKind::Busy);
    const auto kept = undo();
    ASSERT_FALSE(kept.has_value());
    EXPECT_EQ(kept.error().kind, ErrorKind::Busy);
    EXPECT_EQ(simulated::number_at(tree, programs + "0408F7A3", "PermittedLspCategories"), 0x80000001u);
    EXPECT_TRUE(mending::read_exclusions(world.ports.registry)->ours.empty());
}

TEST_F(Excluding, ChangesNothingWhereItCannotLook) {
    world.machine.registry.now.create(programs + "2C69D9F1");
    world.machine.registry.troubles.push_back({programs + "2C69D9F1", ErrorKind::AccessDenied});
    EXPECT_EQ(exclude().error().kind, ErrorKind::AccessDenied);
    EXPECT_FALSE(world.machine.registry.now.has(own));
    EXPECT_FALSE(world.machine.registry.now.has(programs + "0408F7A3"));
}

// Wherever it is cut, the same command goes on, and undoing it leaves nothing.
TEST_F(Excluding, GoesOnWhereItWasCut) {
    ASSERT_TRUE(exclude().has_value());
    const int effects = world.machine.effect_count();
    ASSERT_GT(effects, 4);
    for (int effect = 1; effect <= effects; ++effect)
        for (const simulated::Moment moment : {simulated::Moment::Before, simulated::Moment::After})
            for (const bool undone : {false, true}) {
                ControlWorld each(Fault::None, Preset::Windows11);
                each.machine.forget_effects();
                each.machine.cut_at({effect, moment, simulated::Ending::PowerCut, simulated::Loss::Unflushed});
                EXPECT_THROW(static_cast<void>(mending::exclude(each.ports, wsl)), simulated::Ended) << effect;
                each.machine.boot();
                if (!undone) {
                    EXPECT_TRUE(mending::exclude(each.ports, wsl).has_value()) << effect;
                    EXPECT_TRUE(each.machine.registry.now.has(programs + "0408F7A3")) << effect;
                }
                const auto ours = mending::read_exclusions(each.ports.registry);
                ASSERT_TRUE(ours.has_value());
                const bool noted = !ours->ours.empty();
                EXPECT_TRUE(noted || undone) << effect;
                EXPECT_EQ(mending::undo_exclusion(each.ports, wsl).has_value(), noted) << effect;
                EXPECT_FALSE(each.machine.registry.now.has(programs + "0408F7A3")) << effect;
            }
}

TEST_F(Excluding, IsTypedAndAskedFor) {
    world.programs = {{"wsl.exe", wsl}, {wsl, wsl}, {"svchost.exe", "C:\\Windows\\System32\\svchost.exe"}};
    EXPECT_EQ(world.type({"exclude"}), 87);
    EXPECT_EQ(world.type({"exclude", "--list", "wsl.exe"}), 87);
    EXPECT_EQ(world.type({"exclude", "wsl.exe"}), 1602) << "nobody answered";
    EXPECT_FALSE(world.machine.registry.now.has(own));
    EXPECT_EQ(world.type({"exclude", "nothing.exe", "--yes"}), 1603);
    EXPECT_EQ(world.type({"exclude", "svchost.exe", "--yes"}), 1150);
    world.answers = {"y"};
    EXPECT_EQ(world.type({"exclude", "wsl.exe"}), 0) << world.out;
    EXPECT_TRUE(has(world.out, "from its next start")) << world.out;
    EXPECT_EQ(world.type({"exclude", "--list"}), 0);
    EXPECT_TRUE(has(world.out, wsl + ": kept out of layered providers (by netmend)")) << world.out;
    EXPECT_EQ(world.type({"exclude", "--list", "--json"}), 0);
    EXPECT_EQ(nlohmann::json::parse(world.out)["programs"][0]["by"], "netmend");
    world.machine.registry.now.erase_tree(programs + "0408F7A3");
    EXPECT_EQ(world.type({"exclude", "--list"}), 0);
    EXPECT_TRUE(has(world.out, "lost since")) << world.out;
    EXPECT_EQ(world.type({"exclude", "wsl.exe", "--yes"}), 0);
    world.programs.clear(); // it was uninstalled
    EXPECT_EQ(world.type({"exclude", "--undo", wsl}), 0) << world.out;
    EXPECT_EQ(world.type({"exclude", "--undo", wsl}), 1603) << world.out;
}

// What its owner manages so that no program goes round it.
TEST_F(Excluding, PassesNoDataGuardWithoutForce) {
    world.programs = {{wsl, wsl}};
    for (const auto& [dll, guards] : {std::pair("C:\\Program Files\\Intercom\\MaLion\\pmilsp.dll", true),
                                      std::pair("C:\\Program Files\\Proxifier\\PrxerDrv.dll", false)}) {
        ControlWorld each(Fault::None, Preset::Windows11);
        each.programs = world.programs;
        auto entries = simulated::protocols(each.machine.registry.now, 64, true);
        simulated::Entry layer = entries.front();
        layer.chain_length = 0;
        layer.dll = dll;
        layer.provider = "A5F4DF03-92E7-4974-B05B-01D63A3C97AD";
        layer.id = 5000;
        entries.push_back(layer);
        simulated::write_protocols(each.machine.registry.now, entries, 64, true);
        EXPECT_EQ(each.type({"exclude", wsl, "--yes"}), guards ? 1150 : 0) << each.out;
        EXPECT_EQ(has(each.out, "MaLion watches what leaves"), guards) << each.out;
        EXPECT_EQ(each.machine.registry.now.has(programs + "0408F7A3"), !guards);
        EXPECT_TRUE(each.recorded.empty());
        EXPECT_EQ(each.type({"exclude", wsl, "--yes", "--force"}), 0) << each.out;
        EXPECT_TRUE(each.machine.registry.now.has(programs + "0408F7A3"));
        ASSERT_EQ(each.recorded.size(), guards ? 1u : 0u);
        if (guards) {
            EXPECT_TRUE(has(each.recorded[0], wsl) && has(each.recorded[0], "MaLion")) << each.recorded[0];
        }
    }
}

TEST_F(Excluding, IsRefusedWhereItMayNotBe) {
    world.programs = {{wsl, wsl}};
    world.is_administrator = false;
    EXPECT_EQ(world.type({"exclude", wsl, "--yes"}), 5);
    EXPECT_EQ(world.type({"exclude", "--list"}), 0) << "looking needs no rights";
    world.is_administrator = true;
    world.handler.changed(repair_in("ladder/carrying-out", Procedure::MendServices));
    EXPECT_EQ(world.type({"exclude", wsl, "--yes"}), 1618) << world.out;
    ControlWorld old(Fault::None, Preset::XpSp3);
    old.programs = {{wsl, wsl}};
    EXPECT_EQ(old.type({"exclude", wsl, "--yes"}), 1150);
    EXPECT_TRUE(has(old.out, "Vista")) << old.out;
}

} // namespace
} // namespace netmend
