// By name: a product that works is taken out of both catalogs on every Windows, its layers and its names, nothing else
// changes, and a rollback brings back what was found.
#include "tests/stories/story.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "service/report/sentences.hpp"
#include "service/report/standing.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;

// A product of layers, one of names, and one of both.
struct Wanted {
    const char* name;
    bool has_layers, has_names;
    const char* word;              // that a person types
    std::vector<const char*> dlls; // that go
};
const std::vector<Wanted> products{
    {"layers", true, false, "shieldlsp.dll", {"shieldlsp.dll"}},
    {"names", false, true, "{B600E6E9-553B-4A19-8696-335E5C896153}", {"mdnsnsp.dll"}},
    {"both", true, true, "shieldlsp.dll", {"shieldlsp.dll", "shieldns.dll"}},
};

struct Removal : Story {
    explicit Removal(Preset preset, const Wanted& product = products[0], Fault fault = Fault::None)
        : Story(preset, fault), wanted(product) {
        Tree tree = windows.registry.now;
        std::set<std::string> files(windows.files);
        if (product.has_layers)
            simulated::add_layered_provider(tree, files, windows.identity);
        if (product.has_names) {
            simulated::add_name_provider(tree, files, windows.identity);
            simulated::add_name_provider(tree, files, windows.identity, /*of_layered=*/true);
        }
        windows.becomes(tree, files);
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
    void take_out() { take_out(wanted.word); }
    std::vector<std::string> changed() const { return changed_since(found); }
    std::vector<std::string> there() const { // DLLs of other makers, once an entry
        std::vector<std::string> dlls = simulated::third_party_dlls(windows.registry.now, windows.identity.x64);
        for (const int bits : simulated::bitnesses(windows.identity))
            for (const simulated::NameSpace& name :
                 simulated::namespaces(windows.registry.now, bits, windows.identity.x64))
                if (name.dll.starts_with("C:\\Program Files"))
                    dlls.push_back(simulated::base_name(name.dll));
        return dlls;
    }
    int count(const std::string& dll) const {
        const auto dlls = there();
        return static_cast<int>(std::count(dlls.begin(), dlls.end(), dll));
    }
    bool is_there() const { return count(wanted.dlls.back()) != 0; }
    Wanted wanted;
    Tree found;
};

std::string name_of_case(Preset preset, const Wanted& product) {
    return std::string(name_of(preset)) + ", " + product.name;
}

TEST(Remove, TakesAWorkingProductOutOnEveryWindowsAndGivesItBack) {
    for (const Preset preset : simulated::all_presets)
        for (const Wanted& product : products) {
            const std::string name = name_of_case(preset, product);
            Removal story(preset, product);
            const std::vector<std::string> before = story.there();
            story.take_out();
            EXPECT_EQ("settled/repaired", story.phase()) << name << ": " << story.checkpoint().trouble;
            EXPECT_EQ(0, story.checkpoint().restarts_asked) << name;
            std::vector<std::string> left = before;
            std::erase_if(left, [&](const std::string& dll) {
                return std::find(product.dlls.begin(), product.dlls.end(), dll) != product.dlls.end();
            });
            EXPECT_EQ(left, story.there()) << name;
            for (const char* dll : product.dlls) {
                EXPECT_NE(std::string::npos, story.checkpoint().plan.removed[0].find(product.dlls[0])) << name;
                EXPECT_EQ(0, story.count(dll)) << name << ": " << dll;
            }
            EXPECT_EQ(product.dlls.size(), story.checkpoint().plan.removed.size()) << name;
            EXPECT_TRUE(story.windows.sockets_work()) << name;
            EXPECT_EQ(kept, story.violations()) << name;
            const auto sentences = sentences_of(standing_of(story.seen));
            EXPECT_NE(std::string::npos, sentences.front().find("is out of the Winsock catalogs")) << sentences.front();

            story.ask(Request::Kind::Rollback);
            story.live();
            EXPECT_EQ(before, story.there()) << name;
            EXPECT_EQ(kept, story.changed()) << name;
            EXPECT_EQ(kept, story.violations()) << name;
        }
}

TEST(Remove, ChangesNothingWhereTheNameIsNotAProductOrSomethingIsBroken) {
    for (const char* name : {"mswsock.dll", "nobody.dll", "22059D40-7E9E-11CF-AE5A-00AA00A7112B", "1"}) {
        Removal story(Preset::Windows11, products[2]);
        story.take_out(name);
        EXPECT_EQ("settled/refused", story.phase()) << name;
        EXPECT_EQ(kept, story.changed()) << name;
        EXPECT_EQ(kept, story.violations()) << name;
    }
    for (const Wanted& product : products) {
        Removal broken(Preset::Windows11, product, Fault::ServiceOff);
        broken.take_out();
        EXPECT_EQ("settled/refused", broken.phase());
        EXPECT_NE(std::string::npos, broken.checkpoint().plan.refusal.find("netmend start"));
        EXPECT_EQ(kept, broken.changed());
    }
}

// Windows' own is switched off and others answer DNS: without them nothing would.
TEST(Remove, LeavesNamesAloneThatAnswerInsteadOfWindows) {
    for (const bool off : {false, true}) {
        Removal story(Preset::Windows11, products[1], off ? Fault::DnsNamesOff : Fault::None);
        story.take_out();
        EXPECT_EQ(off ? "settled/refused" : "settled/repaired", story.phase());
        EXPECT_EQ(off, story.is_there());
        EXPECT_EQ(off, story.checkpoint().plan.refusal.find("DNS is switched off") != std::string::npos)
            << story.checkpoint().plan.refusal;
        EXPECT_EQ(kept, story.violations());
    }
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

// Its maker's service puts it back with other ids before the look: neither as it was nor as it shall be, and not done.
TEST(Remove, IsNotDoneWhereTheProductRegistersItselfAnewBeforeTheLook) {
    for (const int times : {1, 20}) {
        Removal story(Preset::Windows11);
        int left = times;
        story.on_change = [&, tell = story.on_change](const Snapshot& seen) {
            tell(seen);
            if (seen.checkpoint.phase != "ladder/looking" || left == 0 || story.has_layer())
                return;
            --left;
            const auto write = [&](Tree& tree) {
                std::set<std::string> files;
                simulated::add_layered_provider(tree, files, story.windows.identity);
            };
            story.others_write(/*catalog=*/true, write, /*edits_found=*/false);
        };
        story.take_out();
        if (story.phase() == "settled/repaired") {
            EXPECT_FALSE(story.has_layer()) << times;
        }
        EXPECT_EQ(times == 1, story.phase() == "settled/repaired")
            << story.phase() << ": " << story.checkpoint().trouble;
        EXPECT_EQ(kept, story.violations()) << times;
    }
}

// A cut before and after every effect, with everything that a registry can lose.
TEST(Remove, WhereverThePowerGoesTheProductIsOutOrAsFound) {
    using simulated::Ending;
    using simulated::Loss;
    using simulated::Moment;
    constexpr Loss losses[] = {Loss::Nothing, Loss::Half, Loss::Unflushed, Loss::FlushedToo};
    for (const Preset preset : {Preset::XpSp3, Preset::Windows11})
        for (const Wanted& product : products) {
            Removal undisturbed(preset, product);
            undisturbed.take_out();
            const int effects = undisturbed.windows.effect_count();
            ASSERT_GT(effects, 20);
            for (int effect = 1; effect <= effects; effect += effects_between_cuts)
                for (const Moment moment : {Moment::Before, Moment::After}) {
                    const Loss loss =
                        losses[static_cast<std::size_t>(effect + (moment == Moment::After)) % std::size(losses)];
                    Removal story(preset, product);
                    story.windows.cut_at({effect, moment, Ending::PowerCut, loss});
                    story.take_out();
                    const std::string where = name_of_case(preset, product) + ", effect " + std::to_string(effect);
                    EXPECT_EQ(kept, story.violations()) << where;
                    if (story.is_there()) { // begun in vain, or on the way back
                        EXPECT_EQ(kept, story.changed()) << where;
                    }
                    EXPECT_TRUE(story.windows.sockets_work()) << where;
                }
        }
}

} // namespace
} // namespace netmend::stories
