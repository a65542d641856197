// Machines that people described in public, made again as exports beside the source tree: the verdict that a good
// diagnosis gives of each, and what it says. The exports are never copied into the project; skipped where they are not.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "control/looking.hpp"
#include "statemachine/base/text.hpp"
#include "tests/simulated/source_folder.hpp"

namespace netmend::control {
namespace {

struct Case {
    std::string name, windows, verdicts; // verdicts: "suspicious|damaged"
};

std::filesystem::path field() {
    return std::filesystem::path(source_folder()) / "../shared/field";
}

std::vector<Case> cases() {
    std::vector<Case> all;
    std::ifstream file(field() / "cases.txt");
    for (std::string line; std::getline(file, line);) {
        std::istringstream columns(line);
        Case one;
        if (std::getline(columns, one.name, '\t') && std::getline(columns, one.windows, '\t') &&
            std::getline(columns, one.verdicts, '\t'))
            all.push_back(std::move(one));
    }
    return all;
}

// What must be said of each, in our words for it.
const std::map<std::string, std::vector<std::string>> must_say{
    {"ghost-layers", {"netlsp.dll", "left over", "list of programs", "whether its dll is there"}},
    {"parental-controls", {"windows parental controls", "part of windows", "switch"}},
    {"name-provider-32-only", {"paperairplane.dll", "programs of 64 bits do not"}},
    {"dns-provider-off", {"mynsp.dll", "windows no longer asks dns"}},
    {"dns-provider-off-alone", {"no name is found"}},
    {"autodial-twain", {"autodialdll", "twain__32.dll", "rasadhlp.dll", "regedit"}},
    {"chain-over-wrong-base", {"tcp over ipv4 ends at udp over ipv4", "udp over ipv4 ends at tcp over ipv4"}},
    {"novell-client-2000", {"novell client"}},
    {"foreign-base-first", {"ftpe32.dll", "every plain socket for tcp over ipv4"}},
};
const std::map<std::string, std::vector<std::string>> must_not_say{
    {"parental-controls", {"uninstall"}},
    {"ghost-layers", {"nothing is broken", "no repair is needed"}},
    {"xp-nwlink-irda-atm-ipv6", {"nwprovau.dll answers"}},
};

std::string wrong_with(const Case& one, bool told) {
    std::ifstream file(field() / (one.name + ".reg"), std::ios::binary);
    const Bytes content(std::istreambuf_iterator<char>(file), {});
    Arguments arguments;
    arguments.windows = told ? one.windows : "";
    const Outcome outcome = diagnose_export_file(one.name, content, arguments);
    const std::string verdict = outcome.data.value("verdict", "");
    std::string said;
    for (const std::string& line : outcome.lines)
        said += winsock::lower(line) + "\n";
    std::string wrong;
    if (("|" + one.verdicts + "|").find("|" + verdict + "|") == std::string::npos)
        wrong += "it is called " + verdict + "; ";
    if (const auto words = must_say.find(one.name); words != must_say.end())
        for (const std::string& word : words->second)
            wrong += said.find(word) == std::string::npos ? "\"" + word + "\" is not said; " : "";
    if (const auto words = must_not_say.find(one.name); words != must_not_say.end())
        for (const std::string& word : words->second)
            wrong += said.find(word) != std::string::npos ? "\"" + word + "\" is said; " : "";
    return wrong.empty() ? "" : one.name + (told ? "" : ", its Windows guessed") + ": " + wrong + "\n" + said;
}

TEST(Field, EveryMachineThatPeopleDescribedIsJudgedRight) {
    if (!std::filesystem::exists(field() / "cases.txt"))
        GTEST_SKIP() << "no folder field beside the source tree";
    const std::vector<Case> all = cases();
    ASSERT_FALSE(all.empty());
    std::size_t right = 0;
    for (const Case& one : all) {
        const std::string known = wrong_with(one, true), guessed = wrong_with(one, false);
        EXPECT_EQ(known, "");
        EXPECT_EQ(guessed, "");
        right += known.empty() && guessed.empty();
    }
    std::printf("field: %zu of %zu right\n", right, all.size());
}

} // namespace
} // namespace netmend::control
