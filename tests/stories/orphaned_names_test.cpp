// Vista and later: a name-space entry that another maker's uninstaller forgot. Windows passes over it, so alone it is
// no damage; it goes with what is, exactly, and through a power cut anywhere.
#include "tests/stories/story.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/simulated/catalog.hpp"

namespace netmend::stories {
namespace {

using simulated::Fault;
using simulated::NameSpace;
using simulated::Preset;

const std::vector<std::string> kept;
constexpr Preset modern[] = {Preset::Windows7, Preset::Windows11};

const NameSpace of_shield{"C:\\Program Files\\Shield\\shieldns.dll", "Shield", "5A1E0F6C-11AA-4C55-9D42-3B6C2F3AE003"};
const NameSpace of_bonjour{"C:\\Program Files\\Bonjour\\mdnsNSP.dll", "mdnsNSP",
                           "B600E6E9-553B-4A19-8696-335E5C896153"};

void forget(Story& story, const std::vector<NameSpace>& orphans) {
    Tree tree = story.windows.registry.now;
    for (const int bits : simulated::bitnesses(story.windows.identity)) {
        auto names = simulated::namespaces(tree, bits, story.windows.identity.x64);
        names.insert(names.begin() + 1, orphans.begin(), orphans.end());
        simulated::write_namespaces(tree, names, bits, story.windows.identity.x64);
    }
    story.windows.becomes(tree, std::set<std::string>(story.windows.files));
}

TEST(OrphanedNames, AloneAreNoDamage) {
    for (const Preset preset : modern) {
        Story story(preset);
        forget(story, {of_shield, of_bonjour});
        const Tree found = story.windows.registry.now;
        story.start();
        story.live();
        EXPECT_EQ("settled/healthy", story.phase());
        EXPECT_EQ(kept, story.changed_since(found));
        const auto& findings = story.checkpoint().findings;
        const auto says = [](const std::string& text) { return text.find("shieldns.dll, is missing") != text.npos; };
        EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), says));
        EXPECT_EQ(kept, story.violations());
    }
}

struct Case {
    Fault fault;
    std::vector<NameSpace> orphans, left;
    Procedure rung;
};
const std::vector<Case> cases{
    {Fault::DnsNamesOff, {of_shield, of_bonjour}, {}, Procedure::MendNameSpaces},
    {Fault::ProviderDllMissing, {of_shield, of_bonjour}, {of_bonjour}, Procedure::RemoveBrokenLayers},
};

Tree mended(Preset preset, const Case& each) {
    Story story(preset);
    Tree tree = story.windows.registry.now;
    std::set<std::string> files;
    if (each.fault == Fault::ProviderDllMissing) { // its number is not given out a second time
        Tree with = tree;
        simulated::add_layered_provider(with, files, story.windows.identity);
        tree.set(simulated::protocols_path, *with.value(simulated::protocols_path, "Next_Catalog_Entry_ID"));
    }
    story.windows.registry.now = tree;
    if (!each.left.empty())
        forget(story, each.left);
    return story.windows.registry.now;
}

TEST(OrphanedNames, GoWithWhatIsDamageAndARollbackBringsThemBack) {
    for (const Preset preset : modern)
        for (const Case& each : cases) {
            const std::string name = std::string(name_of(preset)) + " " + name_of(each.fault);
            Story story(preset, each.fault);
            forget(story, each.orphans);
            const Tree found = story.windows.registry.now;
            story.start();
            story.live();
            EXPECT_EQ("settled/repaired", story.phase()) << name << story.checkpoint().trouble;
            EXPECT_EQ(each.rung, present_procedure(story.checkpoint())) << name;
            EXPECT_EQ(kept, story.changed_since(mended(preset, each))) << name;
            story.ask(Request::Kind::Rollback);
            story.live();
            EXPECT_EQ(kept, story.changed_since(found)) << name;
            EXPECT_EQ(kept, story.violations()) << name;
        }
}

TEST(OrphanedNames, GoExactlyThroughAPowerCutAtEachEffect) {
    constexpr Loss losses[] = {Loss::Unflushed, Loss::Half, Loss::Nothing};
    int cuts = 0;
    for (const Preset preset : modern)
        for (const Case& each : cases) {
            const Tree wanted = mended(preset, each);
            for (int effect = 1;; ++effect) {
                const std::string name =
                    std::string(name_of(preset)) + " " + name_of(each.fault) + " " + std::to_string(effect);
                Story story(preset, each.fault);
                forget(story, each.orphans);
                story.windows.forget_effects();
                story.windows.cut_at({effect, Moment::After, Ending::PowerCut, losses[effect % 3]});
                story.start();
                story.live();
                if (story.windows.effect_count() < effect)
                    break;
                ++cuts;
                EXPECT_EQ(kept, story.violations()) << name;
                if (!story.seen.has_repair)
                    continue; // before anything of it was on the disk
                EXPECT_EQ("settled/repaired", story.phase()) << name << story.checkpoint().trouble;
                EXPECT_EQ(kept, story.changed_since(wanted)) << name;
            }
        }
    EXPECT_GT(cuts, 100);
}

} // namespace
} // namespace netmend::stories
