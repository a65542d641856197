// By name: a layered product that works is taken out of both catalogs on every Windows, nothing else changes, and a
// rollback brings back what was found.
#include "tests/stories/story.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "service/report/sentences.hpp"
#include "service/report/standing.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;

struct Removal : Story {
    explicit Removal(Preset preset, Fault fault = Fault::None) : Story(preset, fault) {
        simulated::add_layered_provider(windows.registry.now, windows.files, windows.identity);
        windows.becomes(Tree(windows.registry.now), std::set<std::string>(windows.files));
        windows.forget_effects();
        found = windows.registry.now;
    }
    void take_out(const std::string& name) {
        Request request = world::request(Request::Kind::Start);
        request.any_plan = true;
        request.products = {name};
        tell(request);
        live();
    }
    std::vector<std::string> changed() const { return changed_since(found); }
    Tree found;
};

TEST(Remove, TakesAWorkingProductOutOnEveryWindowsAndGivesItBack) {
    for (const Preset preset : simulated::all_presets) {
        Removal story(preset);
        story.take_out(simulated::layered_dll);
        EXPECT_EQ("settled/repaired", story.phase()) << name_of(preset) << ": " << story.checkpoint().trouble;
        EXPECT_EQ(0, story.checkpoint().restarts_asked) << name_of(preset);
        EXPECT_FALSE(story.has_layer()) << name_of(preset);
        EXPECT_TRUE(story.windows.sockets_work()) << name_of(preset);
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
        const auto sentences = sentences_of(standing_of(story.seen));
        EXPECT_NE(std::string::npos, sentences.front().find("is out of the Winsock catalogs")) << sentences.front();

        story.ask(Request::Kind::Rollback);
        story.live();
        EXPECT_TRUE(story.has_layer()) << name_of(preset);
        EXPECT_EQ(kept, story.changed()) << name_of(preset);
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
    }
}

TEST(Remove, ChangesNothingWhereTheNameIsNotAProductOrSomethingIsBroken) {
    for (const char* name : {"mswsock.dll", "nobody.dll"}) {
        Removal story(Preset::Windows11);
        story.take_out(name);
        EXPECT_EQ("settled/refused", story.phase()) << name;
        EXPECT_EQ(kept, story.changed()) << name;
        EXPECT_EQ(kept, story.violations()) << name;
    }
    Removal broken(Preset::Windows11, Fault::ServiceOff);
    broken.take_out(simulated::layered_dll);
    EXPECT_EQ("settled/refused", broken.phase());
    EXPECT_NE(std::string::npos, broken.checkpoint().plan.refusal.find("netmend start"));
    EXPECT_EQ(kept, broken.changed());
}

// What was named was no damage: that the network is sound is no proof that it is out.
TEST(Remove, IsNotDoneBecauseAPersonGoesOnAfterItFailed) {
    Removal story(Preset::Windows11);
    story.on_effect = [&](simulated::Moment moment, int, const simulated::Effect& effect) {
        if (moment == simulated::Moment::After && effect.object.starts_with("backup-") &&
            std::string_view(effect.act) == "rename")
            story.windows.folder.refusals.push_back({ErrorKind::AccessDenied, -1, effect.object, true, false});
    };
    story.take_out(simulated::layered_dll);
    ASSERT_EQ("resting/needing-person", story.phase()) << story.checkpoint().trouble;
    story.windows.folder.refusals.clear();
    story.watch.excused.insert("ends"); // the person has still to choose between the way back and another try
    story.ask(Request::Kind::Continue);
    story.live();
    EXPECT_EQ("resting/needing-person", story.phase());
    EXPECT_NE(std::string::npos, story.checkpoint().trouble.find("still in the Winsock catalogs"))
        << story.checkpoint().trouble;
    EXPECT_TRUE(story.has_layer());
    story.ask(Request::Kind::Rollback);
    story.live();
    EXPECT_EQ("settled/cancelled", story.phase());
    EXPECT_EQ(kept, story.changed());
    EXPECT_EQ(kept, story.violations());
}

// A cut before and after every effect, with everything that a registry can lose.
TEST(Remove, WhereverThePowerGoesTheProductIsOutOrAsFound) {
    using simulated::Ending;
    using simulated::Loss;
    using simulated::Moment;
    constexpr Loss losses[] = {Loss::Nothing, Loss::Half, Loss::Unflushed, Loss::FlushedToo};
    for (const Preset preset : {Preset::XpSp3, Preset::Windows11}) {
        Removal undisturbed(preset);
        undisturbed.take_out(simulated::layered_dll);
        const int effects = undisturbed.windows.effect_count();
        ASSERT_GT(effects, 20);
        for (int effect = 1; effect <= effects; ++effect)
            for (const Moment moment : {Moment::Before, Moment::After}) {
                const Loss loss =
                    losses[static_cast<std::size_t>(effect + (moment == Moment::After)) % std::size(losses)];
                Removal story(preset);
                story.windows.cut_at({effect, moment, Ending::PowerCut, loss});
                story.take_out(simulated::layered_dll);
                const std::string where = std::string(name_of(preset)) + ", effect " + std::to_string(effect);
                EXPECT_EQ(kept, story.violations()) << where;
                if (story.has_layer()) { // begun in vain, or on the way back
                    EXPECT_EQ(kept, story.changed()) << where;
                }
                EXPECT_TRUE(story.windows.sockets_work()) << where;
            }
    }
}

} // namespace
} // namespace netmend::stories
