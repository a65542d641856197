// Mistyped words, and what was meant.
#include "statemachine/base/nearest.hpp"

#include <gtest/gtest.h>

namespace netmend {
namespace {

const std::vector<std::string> verbs{"status", "diagnose", "plan", "start", "--json", "--no-probe"};

TEST(NearestWord, IsWhatWasMeant) {
    const std::pair<const char*, const char*> cases[] = {
        {"diagnos", "diagnose"},     {"diagnoze", "diagnose"},  {"daignose", "diagnose"}, {"DIAGNOSE", "diagnose"},
        {"stauts", "status"},        {"statr", "start"},        {"paln", "plan"},         {"--jsn", "--json"},
        {"--noprobe", "--no-probe"}, {"diagnosis", "diagnose"},
    };
    for (const auto& [typed, meant] : cases)
        EXPECT_EQ(nearest_word(typed, verbs), meant) << typed;
}

TEST(NearestWord, IsNoGuess) {
    for (const std::string& typed : {std::string("mend"), std::string("repair"), std::string("x"), std::string(),
                                     std::string(100000, 'd'), std::string("--what")})
        EXPECT_EQ(nearest_word(typed, verbs), "") << typed.substr(0, 20);
    EXPECT_EQ(nearest_word("plan", {}), "");
}

TEST(NearestWord, IsAskedForInASentence) {
    EXPECT_EQ(did_you_mean("netmend", "diagnos", verbs), "netmend does not know \"diagnos\". Did you mean diagnose?");
    EXPECT_EQ(did_you_mean("netmend", "repair", verbs), "");
}

} // namespace
} // namespace netmend
