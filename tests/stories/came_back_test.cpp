// What was taken out and is back, at the next start, later in the same session, or after days: named with what lies in
// its folder, in status and in the log, and left alone. And nothing is named where nothing came back.
#include "tests/stories/story.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "service/report/status.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;

struct Returning : Story {
    explicit Returning(Preset preset, Fault fault = Fault::None) : Story(preset, fault) {
        if (fault != Fault::None)
            return;
        Tree tree = windows.registry.now;
        add(tree);
        windows.becomes(tree, files_);
        windows.forget_effects();
    }
    void take_out(const char* name) {
        Request request = world::request(Request::Kind::Start);
        request.any_plan = true;
        request.products = {name};
        tell(request);
        live();
        ASSERT_EQ("settled/repaired", phase()) << checkpoint().trouble;
    }
    void vendor_writes() {
        others_write(
            /*catalog=*/true, [&](Tree& tree) { simulated::add_layered_provider(tree, files_, windows.identity); },
            /*edits_found=*/false);
    }
    void look() { // as the service does when Windows tells it of a write
        driver->look_again();
    }
    int recorded(const std::string& text) const {
        return static_cast<int>(std::count_if(windows.recorded.begin(), windows.recorded.end(),
                                              [&](const auto& line) { return line.find(text) != std::string::npos; }));
    }

  private:
    void add(Tree& tree) {
        files_ = windows.files;
        simulated::add_layered_provider(tree, files_, windows.identity);
        simulated::add_name_provider(tree, files_, windows.identity);
    }
    std::set<std::string> files_;
};

TEST(ComingBack, IsNamedAtTheNextStartWithTheServiceInItsFolder) {
    for (const Preset preset : simulated::all_presets) {
        Returning story(preset);
        const std::string service = std::string(simulated::services_path) + "\\ShieldSvc";
        story.others_set(service, simulated::text("ImagePath", "\"C:\\Program Files\\Shield\\svc.exe\" -k"));
        story.others_set(std::string(simulated::services_path) + "\\Sword",
                         simulated::text("ImagePath", "C:\\Program Files\\Shield2\\svc.exe"));
        story.take_out(simulated::layered_dll);
        EXPECT_EQ(kept, story.seen.back_again) << name_of(preset);
        story.vendor_writes();
        story.restart();
        ASSERT_EQ(1u, story.seen.back_again.size()) << name_of(preset);
        const std::string& said = story.seen.back_again[0];
        for (const char* part : {simulated::layered_dll, "do that: ShieldSvc.", "netmend remove"})
            EXPECT_NE(std::string::npos, said.find(part)) << said;
        EXPECT_EQ(story.windows.identity.major >= 6, said.find("netmend exclude") != std::string::npos) << said;
        EXPECT_EQ(1, story.recorded("is in them again")) << name_of(preset);
        EXPECT_TRUE(story.has_layer()) << "no second repair by itself";
        EXPECT_EQ("settled/repaired", story.phase());
        EXPECT_EQ(said, status_of(story.seen)["back_again"][0]);
    }
}

TEST(ComingBack, IsSeenInTheSameSessionAndSaidOnce) {
    Returning story(Preset::Windows11);
    EXPECT_FALSE(story.driver && story.driver->watches());
    story.take_out(simulated::layered_dll);
    EXPECT_TRUE(story.driver->watches());
    story.look();
    EXPECT_EQ(kept, story.seen.back_again);
    story.windows.pass(std::chrono::hours(24));
    story.vendor_writes();
    for (int i = 0; i < 5; ++i)
        story.look();
    EXPECT_EQ(1u, story.seen.back_again.size());
    EXPECT_EQ(1, story.recorded("is in them again"));
    Request request = world::request(Request::Kind::Start); // as it offers
    request.any_plan = true;
    request.products = {simulated::layered_dll};
    story.tell(request);
    story.live();
    EXPECT_FALSE(story.has_layer());
    EXPECT_EQ(kept, story.seen.back_again);
    story.ask(Request::Kind::Rollback);
    story.live();
    story.look();
    EXPECT_EQ(1u, story.seen.back_again.size()) << "as it was before the second removal: back after the first";
}

TEST(ComingBack, AfterARepairIsNamedToo) {
    for (const Preset preset : {Preset::XpSp3, Preset::Windows11}) {
        Returning story(preset, Fault::ProviderDllMissing);
        story.start();
        story.live();
        ASSERT_EQ("settled/repaired", story.phase()) << name_of(preset);
        story.vendor_writes();
        story.restart();
        EXPECT_EQ(1u, story.seen.back_again.size()) << name_of(preset);
    }
}

// Two hundred starts in which nobody does anything to it: other products come and go, what stayed stays.
TEST(ComingBack, IsNeverSaidOfWhatDidNot) {
    Returning story(Preset::Windows11);
    story.take_out(simulated::name_dll);
    for (int i = 0; i < 200; ++i) {
        story.restart();
        EXPECT_EQ(kept, story.seen.back_again) << i;
        if (i == 50) {
            std::set<std::string> files;
            story.others_write(
                true, [&](Tree& tree) { simulated::add_base_provider(tree, files, story.windows.identity); }, false);
        }
    }
    EXPECT_EQ(0, story.recorded("is in them again"));
    EXPECT_TRUE(story.has_layer());
}

// Of two removals and a request that was refused after them: what either took out is looked for, and what is rolled
// back is not.
TEST(ComingBack, IsSeenOfEveryActThatStands) {
    Returning story(Preset::Windows11);
    story.take_out(simulated::layered_dll);
    story.take_out(simulated::name_dll);
    Request request = world::request(Request::Kind::Start);
    request.any_plan = true;
    request.products = {"nobody.dll"};
    story.tell(request);
    story.live();
    ASSERT_EQ("settled/refused", story.phase());
    EXPECT_TRUE(story.driver->watches());
    story.vendor_writes(); // of the first
    story.look();
    EXPECT_EQ(1u, story.seen.back_again.size());
    story.ask(Request::Kind::Rollback); // of the second
    story.live();
    story.look();
    EXPECT_EQ(kept, story.seen.back_again) << "all is as it was before the second";
    story.vendor_writes();
    story.look();
    ASSERT_EQ(1u, story.seen.back_again.size());
    EXPECT_NE(std::string::npos, story.seen.back_again[0].find(simulated::layered_dll));
    story.watch.violations.clear(); // what the vendor wrote in between is no part of what was found
}

// The note may be lost, torn or somebody else's: then nothing is said, and nothing else suffers.
TEST(ComingBack, NeedsItsNote) {
    for (const Bytes& damaged : {Bytes(), Bytes(100, 0xFF), Bytes(300000, '\n')}) {
        Returning story(Preset::Windows11);
        story.take_out(simulated::layered_dll);
        story.windows.folder.files["out-" + story.checkpoint().repair_id] = damaged;
        story.vendor_writes();
        story.restart();
        EXPECT_EQ(kept, story.seen.back_again);
        EXPECT_EQ("settled/repaired", story.phase());
    }
}

} // namespace
} // namespace netmend::stories
