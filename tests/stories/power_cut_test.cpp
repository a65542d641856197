// The process ends before and after every effect of every story, in every way in which it can end: power cut with all
// that a registry can lose, clean restart, killed service, torn and lost files. Afterwards the promise is checked. The
// number of effects of each undisturbed story is golden: a new effect without a cut does not go unnoticed.

#include <sstream>

#include <gtest/gtest.h>

#include "tests/stories/scenario.hpp"
#include "tests/unit/golden_text.hpp"

namespace netmend::stories {
namespace {

struct Way {
    const char* name;
    Ending ending;
    Loss loss;
    int torn_bytes = -1;
    bool lose_last_write = false;
};

constexpr Way ways[] = {
    {"power cut, unflushed writes lost", Ending::PowerCut, Loss::Unflushed},
    {"power cut, all writes kept", Ending::PowerCut, Loss::Nothing},
    {"power cut, half of the writes lost", Ending::PowerCut, Loss::Half},
    {"power cut, lost though flushed", Ending::PowerCut, Loss::FlushedToo},
    {"power cut, file torn", Ending::PowerCut, Loss::Unflushed, 7},
    {"power cut, file empty", Ending::PowerCut, Loss::Nothing, 0},
    {"power cut, last file write lost", Ending::PowerCut, Loss::Unflushed, -1, true},
    {"power cut, last file write lost, registry kept", Ending::PowerCut, Loss::Nothing, -1, true},
    {"service killed", Ending::ServiceKilled, Loss::Nothing},
    {"clean restart", Ending::CleanRestart, Loss::Nothing},
    {"shut down and powered on", Ending::FastStartup, Loss::Nothing},
};

// A release build (tests/run --quick) cuts in every way at every effect. Under sanitizers each cut, before and after
// every effect, is made in one of the ways by turns.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool every_way = false;
#else
constexpr bool every_way = true;
#endif

class PowerCut : public testing::TestWithParam<Scenario> {};

std::string list_of(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines)
        out += "\n    " + line;
    return out;
}

// Empty when all is well, else what went wrong.
std::string cut_story(const Scenario& scenario, int effect, Moment moment, const Way& way) {
    Story story(scenario.preset, scenario.fault, scenario.policy);
    story.windows.folder.torn_bytes = way.torn_bytes;
    story.windows.folder.lose_last_writes = way.lose_last_write ? 1 : 0;
    story.after_start = [&] { story.windows.cut_at({effect, moment, way.ending, way.loss}); };
    play(story, scenario);
    auto wrong = story.violations();
    if (!story.seen.has_repair)
        wrong.push_back("no repair was begun");
    // The promise, however it ended: a cancel that died before it was saved, for example, was never given.
    const std::string& end = story.phase();
    if (end != scenario.ends_in && end != "settled/repaired" && end != "settled/rolled-back" &&
        end != "settled/cancelled")
        wrong.push_back("ended in " + end);
    if (wrong.empty())
        return {};
    std::ostringstream out;
    out << scenario.name << ", " << way.name << (moment == Moment::Before ? " before" : " after") << " effect "
        << effect << ": " << list_of(wrong) << "\n    path:" << list_of(story.checkpoint().path);
    return out.str();
}

TEST_P(PowerCut, AtEveryEffectLeavesTheMachineRepairedOrAsFound) {
    const Scenario& scenario = GetParam();
    Story undisturbed(scenario.preset, scenario.fault, scenario.policy);
    play(undisturbed, scenario);
    const int effects = undisturbed.windows.effect_count();
    int cuts = 0;
    for (int effect = 1; effect <= effects; ++effect) {
        for (const Moment moment : {Moment::Before, Moment::After}) {
            const std::size_t turn = static_cast<std::size_t>(3 * effect + (moment == Moment::After)) % std::size(ways);
            for (std::size_t i = 0; i < std::size(ways); ++i) {
                if (!every_way && i != turn)
                    continue;
                ++cuts;
                const auto wrong = cut_story(scenario, effect, moment, ways[i]);
                EXPECT_EQ("", wrong) << undisturbed.windows.effect_names()[static_cast<std::size_t>(effect) - 1];
            }
        }
    }
    RecordProperty("cuts", cuts);
}

TEST_P(PowerCut, UndisturbedEndsAsTheArticleSays) {
    const Scenario& scenario = GetParam();
    Story story(scenario.preset, scenario.fault, scenario.policy);
    play(story, scenario);
    EXPECT_EQ(scenario.ends_in, story.phase());
    EXPECT_EQ(scenario.restarts, story.restarts);
    EXPECT_EQ(scenario.restarts, story.checkpoint().restarts_asked);
    EXPECT_EQ("", list_of(story.violations()));
}

INSTANTIATE_TEST_SUITE_P(Stories, PowerCut, testing::ValuesIn(scenarios()),
                         [](const auto& each) { return each.param.name; });

TEST(Effects, OfEveryStoryAreCountedAndGolden) {
    std::ostringstream counted;
    for (const auto& scenario : scenarios()) {
        Story story(scenario.preset, scenario.fault, scenario.policy);
        play(story, scenario);
        counted << scenario.name << " " << story.windows.effect_count() << "\n";
    }
    expect_golden("effects.txt", counted.str()); // other effects than before need cuts of their own
}

} // namespace
} // namespace netmend::stories
