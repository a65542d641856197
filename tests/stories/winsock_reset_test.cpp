// Vista and later, the last rung: a Winsock reset where nothing gentler mends the catalog, with what it takes accepted
// by itself, and everything given back that it must leave.
#include "tests/stories/story.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/simulated/values.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;
constexpr Preset modern[] = {Preset::Windows7, Preset::Windows11};
const std::string programs = std::string(simulated::parameters_path) + "\\AppId_Catalog\\2C69D9F1";

bool has_been(const Story& story, const std::string& phase) {
    const auto& path = story.checkpoint().path;
    return std::find(path.begin(), path.end(), phase) != path.end();
}

// The chains of a layer whose DLL is there name one that is gone: no gentle rung may take them out.
struct Reset : Story {
    explicit Reset(Preset preset, bool accepts, Fault fault = Fault::ChainNamesGoneEntry) : Story(preset, fault) {
        accepts_loss = accepts;
        windows.registry.now.set(programs, simulated::text("AppFullPath", "C:\\Windows\\System32\\svchost.exe"));
        windows.registry.now.set(programs, simulated::number("PermittedLspCategories", 0x40000000));
        windows.becomes(Tree(windows.registry.now), std::set<std::string>(windows.files));
        new_repair();
        found = windows.registry.now;
        start();
        live();
    }
    std::string said() const { return seen.checkpoint.trouble; }
    std::vector<std::string> changed() const { return changed_since(found); }
    Tree found;
};

TEST(WinsockReset, MendsWithOneRestartWhatNothingGentlerMay) {
    for (const Preset preset : modern) {
        Reset story(preset, /*accepts=*/true);
        EXPECT_EQ("settled/repaired", story.phase()) << name_of(preset) << ": " << story.said();
        EXPECT_EQ(1, story.restarts) << name_of(preset);
        EXPECT_FALSE(story.has_layer());
        EXPECT_TRUE(story.windows.is_healthy());
        EXPECT_TRUE(story.windows.registry.now.has(programs));
        const auto& changes = story.checkpoint().rung_changes;
        EXPECT_TRUE(std::any_of(changes.begin(), changes.end(), [](const std::string& line) {
            return line.find(simulated::layered_dll) != line.npos && line.find("Install it again") != line.npos;
        }));
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
    }
}

TEST(WinsockReset, IsNotDoneWhereNobodyHasAcceptedWhatItTakes) {
    for (const Preset preset : modern) {
        Reset story(preset, /*accepts=*/false);
        EXPECT_EQ("settled/rolled-back", story.phase()) << name_of(preset);
        EXPECT_EQ(0, story.restarts);
        EXPECT_EQ(0, story.windows.reset_runs);
        EXPECT_NE(std::string::npos, story.said().find("--accept-loss")) << story.said();
        EXPECT_NE(std::string::npos, story.said().find(simulated::layered_dll)) << story.said();
        EXPECT_EQ(kept, story.changed());
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
    }
}

TEST(WinsockReset, TakesNothingThatCameAfterTheAcceptance) {
    Story story(Preset::Windows11, Fault::ChainNamesGoneEntry);
    story.accepts_loss = true;
    story.when_in("winsock-reset/resetting", [&] {
        story.others_write(
            /*catalog=*/true,
            [&](Tree& tree) { simulated::add_base_provider(tree, story.windows.files, story.windows.identity); },
            /*edits_found=*/false);
    });
    story.start();
    story.live();
    EXPECT_EQ("settled/rolled-back", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(0, story.windows.reset_runs);
    EXPECT_NE(std::string::npos, story.checkpoint().trouble.find(simulated::base_dll)) << story.checkpoint().trouble;
    EXPECT_EQ(kept, story.violations());
}

TEST(WinsockReset, BlankListsComeBackWithoutAnyLoss) {
    for (const Preset preset : modern) {
        Reset story(preset, /*accepts=*/false, Fault::ProtocolsBlank);
        EXPECT_EQ("settled/repaired", story.phase()) << name_of(preset) << ": " << story.said();
        EXPECT_EQ(1, story.restarts) << name_of(preset);
        EXPECT_TRUE(story.windows.is_healthy());
        EXPECT_EQ(kept, story.violations()) << name_of(preset);
    }
}

struct Way {
    NetshReset native, of_32;
    bool mends;
    int restarts;
};

TEST(WinsockReset, EndsMendedOrAsFoundWhateverNetshDoes) {
    constexpr Way ways[] = {
        {NetshReset::Works, NetshReset::OwnListOnly, true, 1},
        {NetshReset::FailsAfterEffect, NetshReset::OwnListOnly, true, 1},
        {NetshReset::OwnListOnly, NetshReset::OwnListOnly, true, 1},
        {NetshReset::TakesMore, NetshReset::OwnListOnly, true, 1},
        {NetshReset::LeavesLess, NetshReset::OwnListOnly, true, 1},
        {NetshReset::AfterRestart, NetshReset::AfterRestart, true, 1},
        {NetshReset::Nothing, NetshReset::Nothing, false, 2},
        {NetshReset::ZeroOnFailure, NetshReset::ZeroOnFailure, false, 2},
        {NetshReset::LeavesLayers, NetshReset::LeavesLayers, false, 2},
        {NetshReset::Fails, NetshReset::Fails, false, 1},
        {NetshReset::Hangs, NetshReset::Hangs, false, 1},
        {NetshReset::CannotRun, NetshReset::CannotRun, false, 1},
        {NetshReset::TornByTheKill, NetshReset::TornByTheKill, false, 1},
    };
    for (const Preset preset : modern)
        for (const Way& way : ways) {
            const std::string name =
                std::string(name_of(preset)) + " netsh " + std::to_string(static_cast<int>(way.native));
            Story story(preset, Fault::ChainNamesGoneEntry);
            story.accepts_loss = true;
            story.windows.behaviour.netsh_reset = way.native;
            story.windows.behaviour.netsh_reset_32 = way.of_32;
            story.windows.registry.now.set(programs, simulated::text("AppFullPath", "C:\\a.exe"));
            story.windows.becomes(Tree(story.windows.registry.now), std::set<std::string>(story.windows.files));
            story.new_repair();
            const Tree found = story.windows.registry.now;
            const auto names = simulated::namespaces(found, 32, story.windows.identity.x64).size();
            story.start();
            story.live();
            EXPECT_EQ(way.mends ? "settled/repaired" : "settled/rolled-back", story.phase())
                << name << ": " << story.checkpoint().trouble;
            EXPECT_EQ(way.restarts, story.restarts) << name;
            EXPECT_TRUE(story.windows.registry.now.has(programs)) << name;
            EXPECT_EQ(names, simulated::namespaces(story.windows.registry.now, 32, story.windows.identity.x64).size());
            EXPECT_EQ(way.mends, story.windows.is_healthy()) << name;
            EXPECT_EQ(kept, story.violations()) << name;
        }
}

TEST(WinsockReset, NamesWhatPutsItselfBackAtTheRestart) {
    Story story(Preset::Windows11, Fault::ChainNamesGoneEntry);
    story.accepts_loss = true;
    story.windows.behaviour.layered_provider_comes_back = true;
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(1u, story.checkpoint().came_back.size());
    EXPECT_EQ(kept, story.violations());
}

TEST(WinsockReset, IsUndoneByACancelBeforeItsRestart) {
    Story story(Preset::Windows11, Fault::ChainNamesGoneEntry);
    story.accepts_loss = true;
    const Tree found = story.windows.registry.now;
    story.start();
    EXPECT_EQ("winsock-reset/restart", story.phase()) << story.checkpoint().trouble;
    story.ask(Request::Kind::Cancel);
    story.live();
    EXPECT_EQ("settled/cancelled", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(WinsockReset, NeedsTheOldKeyAndPutsItRightFirst) {
    Story other(Preset::Windows11, Fault::ChainNamesGoneEntry);
    other.accepts_loss = true;
    other.windows.registry.now.erase_tree(std::string(simulated::winsock_path) + "\\Setup Migration");
    other.windows.becomes(Tree(other.windows.registry.now), std::set<std::string>(other.windows.files));
    other.new_repair();
    other.start();
    other.live();
    EXPECT_EQ("settled/repaired", other.phase()) << other.checkpoint().trouble;
    EXPECT_TRUE(other.windows.is_healthy());
    EXPECT_TRUE(has_been(other, "winsock-reset/resetting"));
    EXPECT_EQ(kept, other.violations());
}

} // namespace
} // namespace netmend::stories
