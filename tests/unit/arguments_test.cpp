// The command line: every verb, and every mistake.
#include "control/arguments.hpp"

#include <gtest/gtest.h>

namespace netmend::control {
namespace {

TEST(CommandLine, MeansStatusWithoutAVerb) {
    const Parsed parsed = parse_arguments({});
    ASSERT_NE(parsed.verb, nullptr);
    EXPECT_STREQ(parsed.verb->name, "status");
    EXPECT_STREQ(parse_arguments({"--json"}).verb->name, "status");
    EXPECT_TRUE(parse_arguments({"--json"}).arguments.json);
}

TEST(CommandLine, KnowsEveryVerbOfTheTableAndJsonWithEach) {
    ASSERT_EQ(all_verbs().size(), 16u);
    for (const Verb& verb : all_verbs()) {
        const bool wants_a_word = (verb.options & option_product) != 0;
        const Parsed parsed = wants_a_word ? parse_arguments({verb.name, "--json", "acmelsp.dll"})
                                           : parse_arguments({verb.name, "--json"});
        ASSERT_NE(parsed.verb, nullptr) << verb.name << ": " << parsed.text;
        EXPECT_STREQ(parsed.verb->name, verb.name);
        EXPECT_TRUE(parsed.arguments.json);
    }
}

TEST(CommandLine, ReadsTheOptionsOfStart) {
    const Parsed parsed = parse_arguments({"start", "--yes", "--force", "--restart=auto", "--wait=600"});
    ASSERT_NE(parsed.verb, nullptr) << parsed.text;
    EXPECT_TRUE(parsed.arguments.yes);
    EXPECT_TRUE(parsed.arguments.force);
    EXPECT_EQ(parsed.arguments.restart, "auto");
    EXPECT_EQ(parsed.arguments.wait, 600);
    EXPECT_FALSE(parse_arguments({"start"}).arguments.wait);
    EXPECT_TRUE(parsed.arguments.services.empty());
    for (const char* verb : {"start", "plan"})
        EXPECT_EQ(parse_arguments({verb, "--service=lmhosts", "--service", "mpssvc"}).arguments.services,
                  (std::vector<std::string>{"lmhosts", "mpssvc"}));
}

TEST(CommandLine, ReadsWhatRemoveTakesOut) {
    const Parsed parsed = parse_arguments({"remove", "acmelsp.dll", "Borea VPN", "--yes"});
    ASSERT_NE(parsed.verb, nullptr) << parsed.text;
    EXPECT_EQ(parsed.arguments.products, (std::vector<std::string>{"acmelsp.dll", "Borea VPN"}));
}

TEST(CommandLine, ReadsTheOptionsOfDiagnose) {
    const Parsed parsed =
        parse_arguments({"diagnose", "--registry=a b.reg", "--windows=XP-SP3", "--verbose", "--no-probe"});
    ASSERT_NE(parsed.verb, nullptr) << parsed.text;
    EXPECT_EQ(parsed.arguments.registry, "a b.reg");
    EXPECT_EQ(parsed.arguments.windows, "XP-SP3");
    EXPECT_TRUE(parsed.arguments.verbose);
    EXPECT_TRUE(parsed.arguments.no_probe);
}

TEST(CommandLine, RefusesEveryMistakeWithUsageAnd87) {
    const std::vector<std::vector<std::string>> mistakes{
        {"mend"},
        {"--what"},
        {"status", "--yes"},
        {"start", "--restart=soon"},
        {"start", "--wait=x"},
        {"start", "--service="},
        {"start", "acmelsp.dll"},
        {"remove"},
        {"remove", "acmelsp.dll", "--force"},
        {"start", "--service=a", "b"},
        {"diagnose", "--service=nsi"},
        {"start", "--wait=-1"},
        {"status", "plan"},
        {"diagnose", "more"},
        {"diagnose", "--registry="},
        {"diagnose", "--windows=win10"},
        {"diagnose", "--registry=a.reg", "--windows=win12"},
        {"plan", "--registry=a.reg"},
        {"uninstall", "--force"},
    };
    for (const auto& words : mistakes) {
        const Parsed parsed = parse_arguments(words);
        EXPECT_EQ(parsed.verb, nullptr) << words.back();
        EXPECT_EQ(parsed.code, 87) << words.back();
        EXPECT_NE(parsed.text.find("Usage: netmend"), std::string::npos) << parsed.text;
    }
}

TEST(CommandLine, NamesTheNearestInsteadOfTheWholeHelp) {
    const std::pair<std::vector<std::string>, const char*> cases[] = {
        {{"diagnos"}, "Did you mean diagnose?"},
        {{"daignose", "--json"}, "Did you mean diagnose?"},
        {{"--jsno"}, "Did you mean --json?"},
        {{"start", "--ye"}, "Did you mean --yes?"},
        {{"start", "--restar=auto"}, "Did you mean --restart?"},
        {{"diagnose", "--regsitry=a.reg"}, "Did you mean --registry?"},
    };
    for (const auto& [words, meant] : cases) {
        const Parsed parsed = parse_arguments(words);
        EXPECT_EQ(parsed.code, 87) << words.back();
        EXPECT_NE(parsed.text.find(meant), std::string::npos) << parsed.text;
        EXPECT_EQ(parsed.text.find("Usage: netmend"), std::string::npos) << parsed.text;
    }
}

TEST(CommandLine, ReadsTheCodeOfExplain) {
    EXPECT_EQ(parse_arguments({"explain", "orphan"}).arguments.code, "orphan");
    EXPECT_EQ(parse_arguments({"explain"}).arguments.code, "");
    EXPECT_EQ(parse_arguments({"explain", "orphan", "more"}).code, 87);
}

TEST(CommandLine, PrintsItsHelp) {
    for (const char* word : {"--help", "-h"}) {
        const Parsed parsed = parse_arguments({word});
        EXPECT_EQ(parsed.verb, nullptr);
        EXPECT_EQ(parsed.code, 0);
        EXPECT_NE(parsed.text.find("rollback"), std::string::npos);
    }
}

} // namespace
} // namespace netmend::control
