// `netmend diagnose` as it is typed, at this Windows and at an export that somebody mailed: text, JSON and exit codes.
#include <gtest/gtest.h>

#include "tests/unit/control_world.hpp"
#include "tests/unit/reg_forms.hpp"

namespace netmend::control {
namespace {

using nlohmann::json;
using simulated::Fault;

constexpr const char* mailed = "C:\\mail\\broken.reg";

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at)
        ++count;
    return count;
}

// Somebody else's machine, exported and mailed to a healthy one.
void mail(ControlWorld& world, Fault fault, bool wide = true) {
    ControlWorld theirs(fault);
    const std::string text = exported(theirs.machine.registry.now, winsock_paths);
    world.files[mailed] = wide ? in_utf16(text) : bytes_of(text);
}

TEST(DiagnosingHere, PrintsTheSchemaThatScriptsRelyOn) {
    ControlWorld world(Fault::BaseTcpGone);
    EXPECT_EQ(world.type({"diagnose", "--json"}), 1);
    const json said = json::parse(world.out);
    EXPECT_EQ(said["schema"], 1);
    EXPECT_EQ(said["verdict"], "damaged");
    EXPECT_TRUE(said["article"].is_string());
    EXPECT_TRUE(said["windows"].is_string());
    ASSERT_FALSE(said["findings"].empty());
    for (const char* field : {"code", "severity", "catalog", "bits", "entries", "provider", "dll", "text", "remedy"})
        EXPECT_TRUE(said["findings"][0].contains(field)) << field;
    EXPECT_FALSE(said.contains("entries"));
}

TEST(DiagnosingHere, ShowsTheWayOfACall) {
    ControlWorld world;
    EXPECT_EQ(world.type({"diagnose"}), 0);
    EXPECT_TRUE(has(world.out, "The way of a network call")) << world.out;
    EXPECT_TRUE(has(world.out, "TCP over IPv4")) << world.out;
    EXPECT_FALSE(has(world.out, "Entries of the")) << world.out;
}

TEST(DiagnosingHere, ShowsEveryEntryWhenVerbose) {
    ControlWorld world;
    EXPECT_EQ(world.type({"diagnose", "--verbose"}), 0);
    EXPECT_TRUE(has(world.out, "Entries of the protocol catalog:")) << world.out;
    EXPECT_TRUE(has(world.out, "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}")) << world.out;
    EXPECT_EQ(world.type({"diagnose", "--verbose", "--json"}), 0);
    EXPECT_FALSE(json::parse(world.out)["entries"].empty());
}

TEST(DiagnosingHere, TriesNoSocketWithoutTheProbe) {
    ControlWorld world;
    EXPECT_EQ(world.type({"diagnose", "--no-probe"}), 0);
    EXPECT_EQ(times(world.out, "sockets carry data was not checked"), 1u) << world.out;
}

TEST(DiagnosingAnExport, GivesTheVerdictOfThatComputer) {
    ControlWorld world;
    mail(world, Fault::None);
    EXPECT_EQ(world.type({"diagnose", "--registry", mailed}), 0);
    EXPECT_TRUE(has(world.out, "taken to be Windows")) << world.out;
    EXPECT_EQ(times(world.out, "DLLs of the providers exist was not checked"), 1u) << world.out;
    for (const bool wide : {true, false}) {
        mail(world, Fault::BaseTcpGone, wide);
        EXPECT_EQ(world.type({"diagnose", "--registry", mailed, "--windows=xp-sp3"}), 1);
        EXPECT_TRUE(has(world.out, "Windows XP Service Pack 3, as you said")) << world.out;
        EXPECT_TRUE(has(world.out, "on that computer")) << world.out;
    }
    EXPECT_TRUE(world.machine.effect_names().empty());
    EXPECT_TRUE(world.posted.empty());
}

TEST(DiagnosingAnExport, PrintsTheSameSchema) {
    ControlWorld world;
    mail(world, Fault::BaseTcpGone);
    EXPECT_EQ(world.type({"diagnose", "--registry", mailed, "--json", "--verbose"}), 1);
    const json said = json::parse(world.out);
    EXPECT_EQ(said["schema"], 1);
    EXPECT_EQ(said["verdict"], "damaged");
    EXPECT_EQ(said["exit_code"], 1);
    EXPECT_EQ(said["registry"], mailed);
    EXPECT_EQ(said["control_set"], "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet");
    EXPECT_EQ(said["windows_guessed"], true);
    EXPECT_FALSE(said["entries"].empty());
}

TEST(DiagnosingAnExport, CouldNotLookIsThreeWithASentence) {
    ControlWorld world;
    world.files["picture.reg"] = bytes_of("\x89PNG");
    world.files["half.reg"] = bytes_of("REGEDIT4\n[HKLM\\x]\n\"a\"=hex:01,\\\n");
    world.files["other.reg"] = bytes_of("REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Acme]\n");
    world.files["large.reg"] = Bytes(65u << 20);
    const std::pair<const char*, const char*> files[] = {
        {"none.reg", "none.reg could not be opened"},
        {"picture.reg", "picture.reg: this is no registry export"},
        {"picture.reg", "It is a picture (PNG)."},
        {"picture.reg", "reg export HKLM\\SYSTEM\\CurrentControlSet\\Services\\WinSock2"},
        {"half.reg", "half.reg: line 4: the value a of \"HKLM\\x\": the file ends in the middle of it"},
        {"other.reg", "nothing of a control set"},
        {"large.reg", "larger than it may be"},
    };
    for (const auto& [file, sentence] : files) {
        EXPECT_EQ(world.type({"diagnose", "--registry", file}), 3) << file;
        EXPECT_TRUE(has(world.out, sentence)) << world.out;
        EXPECT_EQ(world.type({"diagnose", "--json", "--registry", file}), 3) << file;
        EXPECT_EQ(json::parse(world.out)["verdict"], "could-not-look") << world.out;
    }
}

} // namespace
} // namespace netmend::control
