// Several acts one after the other: repairs, removals, exclusions. A rollback undoes the newest, the next one what was
// done before it, and each leaves alone what has an undoing of its own.
#include "tests/stories/story.hpp"

#include <gtest/gtest.h>

#include "service/report/sentences.hpp"
#include "statemachine/mending/exclusion.hpp"
#include "statemachine/permission.hpp"
#include "statemachine/saved/acts.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;
constexpr Preset presets[] = {Preset::XpSp3, Preset::Windows11};

// A machine with layers and names of one product, and names of another.
struct Acts : Story {
    explicit Acts(Preset preset, Fault fault = Fault::None) : Story(preset, fault) {
        Tree tree = windows.registry.now;
        std::set<std::string> files(windows.files);
        simulated::add_layered_provider(tree, files, windows.identity);
        simulated::add_name_provider(tree, files, windows.identity);
        simulated::add_name_provider(tree, files, windows.identity, /*of_layered=*/true);
        windows.becomes(tree, files);
        windows.forget_effects();
        found = windows.registry.now;
    }
    void take_out(const char* name) {
        Request request = world::request(Request::Kind::Start);
        request.any_plan = true;
        request.products = {name};
        tell(request);
        live();
    }
    void roll_back() {
        ask(Request::Kind::Rollback);
        live();
    }
    bool may_roll_back() const { return may_be_asked(Request::Kind::Rollback, seen).granted(); }
    std::vector<std::string> since(const Tree& then) const { return changed_since(then); }
    std::string said() const {
        std::string all;
        for (const std::string& sentence : sentences_of(standing_of(seen)))
            all += sentence + "\n";
        return all;
    }
    Tree found;
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(SeveralActs, OfTwoRemovalsTheNewestIsUndoneFirst) {
    for (const Preset preset : presets) {
        Acts story(preset);
        story.take_out(simulated::name_dll);
        ASSERT_EQ("settled/repaired", story.phase()) << name_of(preset);
        const std::string first = story.checkpoint().repair_id;
        const Tree after_first = story.windows.registry.now;
        EXPECT_EQ(nullptr, story.seen.earlier);
        story.take_out(simulated::layered_dll);
        ASSERT_EQ("settled/repaired", story.phase()) << name_of(preset);
        ASSERT_NE(nullptr, story.seen.earlier);
        EXPECT_EQ(first, story.seen.earlier->repair_id);
        EXPECT_FALSE(story.has_layer());

        story.roll_back();
        EXPECT_EQ(kept, story.since(after_first)) << name_of(preset) << ": its own difference, and no more";
        EXPECT_TRUE(story.has_layer());
        EXPECT_TRUE(has(story.said(), "undoes next what was done before that: the removal of ")) << story.said();
        EXPECT_TRUE(has(story.said(), simulated::name_dll)) << story.said();
        EXPECT_TRUE(story.may_roll_back());

        story.roll_back();
        EXPECT_EQ(first, story.checkpoint().repair_id);
        EXPECT_EQ(kept, story.since(story.found)) << name_of(preset);
        EXPECT_FALSE(story.may_roll_back()) << "nothing is left";
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
    }
}

// Two administrators ask at once. Each was shown the newest one.
TEST(SeveralActs, ARollbackThatComesTwiceUndoesOneAct) {
    Acts story(Preset::Windows11);
    story.take_out(simulated::name_dll);
    const Tree after_first = story.windows.registry.now;
    story.take_out(simulated::layered_dll);
    Request undo = world::request(Request::Kind::Rollback);
    undo.act = story.checkpoint().repair_id;
    story.tell(undo);
    story.live();
    story.tell(undo);
    story.live();
    EXPECT_EQ("settled/cancelled", story.phase());
    EXPECT_EQ(kept, story.since(after_first));
    ASSERT_NE(nullptr, story.seen.earlier);
    undo.act = story.seen.earlier->repair_id;
    story.tell(undo);
    story.live();
    EXPECT_EQ(kept, story.since(story.found));
    EXPECT_EQ(kept, story.violations());
}

// What did nothing is no act, and what was undone is none any more.
TEST(SeveralActs, AreOnlyThoseThatChangedSomethingAndStand) {
    Acts story(Preset::Windows11);
    story.take_out(simulated::name_dll);
    const std::string first = story.checkpoint().repair_id;
    const Tree after_first = story.windows.registry.now;
    story.take_out("nobody.dll");
    ASSERT_EQ("settled/refused", story.phase());
    ASSERT_NE(nullptr, story.seen.earlier) << "it can be undone from here, too";
    EXPECT_EQ(first, story.seen.earlier->repair_id);
    story.take_out(simulated::layered_dll);
    story.roll_back();
    story.take_out(simulated::layered_dll); // a third one; the second is undone and stays so
    const std::string third = story.checkpoint().repair_id;
    ASSERT_NE(nullptr, story.seen.earlier);
    EXPECT_EQ(first, story.seen.earlier->repair_id);
    story.roll_back();
    EXPECT_EQ(third, story.checkpoint().repair_id);
    EXPECT_EQ(kept, story.since(after_first));
    story.end_process(); // and a new one knows it all
    story.live();
    story.roll_back();
    EXPECT_EQ(first, story.checkpoint().repair_id);
    EXPECT_EQ(kept, story.since(story.found));
    EXPECT_EQ(kept, story.violations());
}

TEST(SeveralActs, ARepairAndARemovalAreUndoneOneByOne) {
    Acts story(Preset::Windows11, Fault::ServiceOff);
    story.start();
    story.live();
    ASSERT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    const Tree mended = story.windows.registry.now;
    story.take_out(simulated::layered_dll);
    ASSERT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    story.roll_back();
    EXPECT_EQ(kept, story.since(mended));
    EXPECT_TRUE(has(story.said(), "the repair of ")) << story.said();
    story.roll_back();
    EXPECT_EQ(kept, story.since(story.found));
    EXPECT_EQ(kept, story.violations());
}

// On the backup of another Windows or machine nothing is built.
TEST(SeveralActs, OfAnotherWindowsAreNotOffered) {
    Acts story(Preset::Windows11);
    story.take_out(simulated::name_dll);
    story.windows.identity.build += 1;
    story.other_windows = true;
    story.restart();
    story.take_out(simulated::layered_dll);
    story.roll_back();
    EXPECT_FALSE(story.may_roll_back());
    EXPECT_EQ(nullptr, story.seen.earlier);
    story.watch.violations.clear(); // the invariants know one Windows a story
}

const std::string wsl = "C:\\Windows\\System32\\wsl.exe";
const std::string wsl_key = std::string(simulated::parameters_path) + "\\AppId_Catalog\\0408F7A3";

TEST(SeveralActs, AnExclusionStaysWhereARemovalIsUndone) {
    for (const bool before : {false, true}) {
        Acts story(Preset::Windows11);
        // A person excludes by another program, in the middle of no repair.
        story.watch.excused = {"as-found", "not-ours", "intent-first"};
        Tree tree = story.windows.registry.now;
        tree.create(wsl_key.substr(0, wsl_key.rfind('\\')));
        story.windows.becomes(tree, std::set<std::string>(story.windows.files));
        story.found = tree;
        netmend::Windows ports = story.windows.ports();
        if (before) {
            ASSERT_TRUE(mending::exclude(ports, wsl).has_value());
        }
        story.take_out(simulated::layered_dll);
        if (!before) {
            ASSERT_TRUE(mending::exclude(ports, wsl).has_value());
        }
        story.roll_back();
        EXPECT_TRUE(story.has_layer()) << before;
        EXPECT_EQ("settled/cancelled", story.phase()) << before << story.checkpoint().trouble;
        EXPECT_TRUE(story.windows.registry.now.has(wsl_key)) << before;
        const auto ours = mending::read_exclusions(ports.registry);
        ASSERT_TRUE(ours && ours->ours.size() == 1) << before;
        EXPECT_TRUE(ours->ours[0].in_place()) << before;
        EXPECT_TRUE(mending::undo_exclusion(ports, wsl).has_value()) << before;
        EXPECT_EQ(kept, story.since(story.found)) << before;
    }
}

// Cut at every effect from the second removal on: what was asked for once more is done, and all is as it was found.
TEST(SeveralActs, AreUndoneThroughAPowerCutAnywhere) {
    constexpr Loss losses[] = {Loss::Nothing, Loss::Half, Loss::Unflushed};
    for (const Preset preset : presets) {
        int cuts = 0;
        for (int effect = 1;; effect += effects_between_cuts) {
            Acts story(preset);
            story.take_out(simulated::name_dll);
            const Tree after_first = story.windows.registry.now;
            const std::string first = story.checkpoint().repair_id;
            story.windows.forget_effects();
            story.windows.cut_at(
                {effect, effect % 2 ? Moment::Before : Moment::After, Ending::PowerCut, losses[effect % 3]});
            const std::string where = std::string(name_of(preset)) + ", effect " + std::to_string(effect);
            story.take_out(simulated::layered_dll);
            if (story.checkpoint().repair_id != first && story.phase() == "settled/repaired")
                story.roll_back();
            if (story.checkpoint().repair_id == first && story.phase() == "settled/repaired") {
                EXPECT_EQ(kept, story.since(after_first)) << where; // the second never began
            }
            if (story.may_roll_back())
                story.roll_back();
            if (story.may_roll_back()) // the first one's was cut before it was on the disk
                story.roll_back();
            EXPECT_EQ(first, story.checkpoint().repair_id) << where;
            EXPECT_EQ(kept, story.since(story.found)) << where;
            EXPECT_EQ(kept, story.violations()) << where;
            if (story.windows.effect_count() < effect)
                break;
            ++cuts;
        }
        EXPECT_GT(cuts, 40 / effects_between_cuts) << name_of(preset);
    }
}

// -- their files ---------------------------------------------------------------------------------------------------

Checkpoint act(const std::string& id) {
    Checkpoint facts;
    facts.repair_id = id;
    return facts;
}

TEST(ActFiles, AreToldByANumberThatOnlyRises) {
    EXPECT_EQ(7u, number_of_act("20261122-130500-1a2b3c4d-7"));
    EXPECT_EQ(7u, number_of_act("act-20261122-130500-1a2b3c4d-7"));
    for (const char* none : {"", "-", "7x", "20261122-", "a-7-", "99999999999999999999999", "checkpoint"})
        EXPECT_EQ(0u, number_of_act(none)) << none;
    Story story(Preset::Windows11);
    StateFolder& folder = story.windows.ports().folder;
    for (const char* id : {"20270101-000000-aaaaaaaa-9", "20260101-000000-bbbbbbbb-10", "20280101-000000-cccccccc-11"})
        ASSERT_TRUE(keep_act(folder, act(id)));
    EXPECT_EQ("20280101-000000-cccccccc-11", newest_act_before(folder, 12)->repair_id);
    EXPECT_EQ("20260101-000000-bbbbbbbb-10", newest_act_before(folder, 11)->repair_id) << "not by the clock";
    EXPECT_EQ(nullptr, newest_act_before(folder, 9));
    set_undone_acts_aside(folder, 10);
    EXPECT_EQ("20270101-000000-aaaaaaaa-9", newest_act_before(folder, 12)->repair_id);
    EXPECT_TRUE(story.windows.folder.files.contains("undone-act-20260101-000000-bbbbbbbb-10")) << "never deleted";
    const std::string held = "act-20270101-000000-aaaaaaaa-9"; // by a scanner
    story.windows.folder.refusals.push_back({.kind = ErrorKind::Busy, .times = 1, .name = "undone-" + held});
    set_undone_acts_aside(folder, 9);
    EXPECT_EQ(nullptr, newest_act_before(folder, 12));
    EXPECT_TRUE(story.windows.folder.files.contains(held));
}

// Whoever passed over one would put back what stood before it under what stood after it.
TEST(ActFiles, ThatCannotBeReadAreNotPassedOver) {
    const std::vector<std::function<Bytes(Bytes)>> ways{
        [](const Bytes&) { return Bytes(); },
        [](Bytes data) { return Bytes(data.begin(), data.begin() + static_cast<long>(data.size() / 2)); },
        [](Bytes data) {
            data[data.size() / 2] ^= 0xFF;
            return data;
        },
        [](Bytes data) {
            data.push_back(0);
            return data;
        },
        [](const Bytes&) { return Bytes(40, 0xAA); },
    };
    for (std::size_t i = 0; i < ways.size(); ++i) {
        Story story(Preset::Windows11);
        StateFolder& folder = story.windows.ports().folder;
        ASSERT_TRUE(keep_act(folder, act("a-5")));
        ASSERT_TRUE(keep_act(folder, act("a-6")));
        Bytes& file = story.windows.folder.files["act-a-6"];
        file = ways[i](file);
        EXPECT_EQ(nullptr, newest_act_before(folder, 7)) << i;
        EXPECT_EQ("a-5", newest_act_before(folder, 6)->repair_id) << i;
        story.windows.folder.files["act-a-6"] = story.windows.folder.files["act-a-5"]; // under another's name
        EXPECT_EQ(nullptr, newest_act_before(folder, 7)) << i;
    }
}

} // namespace
} // namespace netmend::stories
