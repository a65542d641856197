// An upgrade in the middle of a repair, cut off at every one of its effects, in every phase of one procedure: the
// service that Windows starts next has all programs of its own build, and the repair ends as undisturbed.
#include <gtest/gtest.h>

#include "tests/stories/story.hpp"
#include "tests/unit/program_folder.hpp"

namespace netmend::stories {
namespace {

using test::ProgramsCut;
using test::SimulatedPrograms;

std::vector<std::string> phases_of(Preset preset, Fault fault) {
    Story story(preset, fault);
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    return story.checkpoint().path;
}

// True: the upgrade came to its end, for the cut lay behind it.
bool upgrade_cut_at(int effect, const std::string& phase) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    SimulatedPrograms programs;
    bool whole = false;
    story.when_in(phase, [&] { story.desk.stop = true; }); // `install` asks the service to stop
    story.start();
    for (int rounds = 0; rounds < 20 && story.is_awake() && !story.is_over(); ++rounds)
        story.live(1);
    EXPECT_FALSE(story.is_awake()) << phase;
    programs.cut_at = effect;
    try {
        EXPECT_TRUE(programs.replace_all());
        whole = true;
    } catch (const ProgramsCut&) {
        story.windows.power_cut(Loss::Unflushed);
    }
    programs.cut_at = -1;
    EXPECT_TRUE(programs.is_there("service")) << phase << ", " << effect;
    const std::string service = programs.files["service"];
    EXPECT_TRUE(settle_programs(programs)) << phase << ", " << effect;
    EXPECT_EQ(service, programs.build()) << phase << ", " << effect;
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << phase << ", " << effect;
    EXPECT_EQ(std::vector<std::string>{}, story.violations()) << phase << ", " << effect;
    return whole;
}

TEST(Upgrading, InEveryPhaseCutAtEveryEffectEndsAsUndisturbed) {
    int cuts = 0;
    for (const std::string& phase : phases_of(Preset::XpSp1, Fault::ChainNamesGoneEntry)) {
        if (phase_named(phase)->is_over())
            continue;
        int effect = 0;
        while (!upgrade_cut_at(effect, phase))
            ++effect;
        EXPECT_GT(effect, 15) << "stage, keep, write down, put, forget, clean";
        cuts += effect;
    }
    RecordProperty("cuts", cuts);
}

} // namespace
} // namespace netmend::stories
