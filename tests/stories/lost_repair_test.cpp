// Windows 2000: the checkpoint is lost when TCP/IP is out, and a person starts again. The new repair relies on the
// settings and the backup of the one that took TCP/IP out, and on those of no other.
#include <gtest/gtest.h>

#include "statemachine/base/envelope.hpp"
#include "statemachine/saved/repair_files.hpp"
#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;

class LostRepair : public ::testing::Test {
  protected:
    // Up to the first restart: TCP/IP is out.
    void take_tcpip_out() {
        story.start();
        ASSERT_EQ("reinstall/restart-without-tcpip", story.phase());
        first = story.checkpoint().repair_id;
    }
    void lose_it_and_start_again() {
        story.end_process();
        story.damage("checkpoint");
        story.serve();
        ASSERT_FALSE(story.seen.has_repair);
        story.start();
    }
    void repairs_and_is_taken_back() {
        story.live();
        ASSERT_EQ("settled/repaired", story.phase());
        EXPECT_EQ(kept, story.checkpoint().settings_differences);
        story.ask(Request::Kind::Rollback);
        story.live();
        EXPECT_EQ("settled/cancelled", story.phase());
        EXPECT_TRUE(story.windows.tcpip_is_installed());
        EXPECT_EQ(kept, story.violations());
    }
    bool has_file(const std::string& name) const { return story.windows.folder.files.contains(name); }

    Story story{Preset::Windows2000, Fault::ChainNamesGoneEntry};
    std::string first; // id
};

TEST_F(LostRepair, IsWhatALateRollbackGoesBackTo) {
    take_tcpip_out();
    lose_it_and_start_again();
    EXPECT_EQ(backup_name_for(first), story.checkpoint().backup_name);
    EXPECT_EQ(settings_name_for(first), story.checkpoint().settings_name);
    EXPECT_TRUE(has_file(backup_name_for(story.checkpoint().repair_id))) << "what was there is kept, too";
    repairs_and_is_taken_back();
}

// A power cut took half of a removal back: the component is named again, and its service is none.
TEST_F(LostRepair, IsFoundWhereItsRemovalIsTorn) {
    const simulated::Tree whole = story.windows.registry.now;
    take_tcpip_out();
    story.end_process();
    story.damage("checkpoint");
    story.windows.registry.now.replace_by(whole, simulated::component_path);
    ASSERT_TRUE(story.windows.tcpip_is_installed());
    story.serve();
    story.start();
    EXPECT_EQ(backup_name_for(first), story.checkpoint().backup_name);
    EXPECT_EQ(settings_name_for(first), story.checkpoint().settings_name);
    repairs_and_is_taken_back();
}

TEST_F(LostRepair, HasTheRegistryThatTheLastNetPutsBack) {
    story.windows.behaviour.install = Installer::Fails;
    take_tcpip_out();
    lose_it_and_start_again();
    story.live();
    ASSERT_EQ("reinstall/needing-person", story.phase());
    story.ask(Request::Kind::ReplaceRegistry);
    story.live();
    EXPECT_EQ("settled/rolled-back", story.phase());
    EXPECT_TRUE(story.windows.tcpip_is_installed());
    EXPECT_EQ(kept, story.violations());
}

TEST_F(LostRepair, IsFoundByTheOneAfterTheNext) {
    take_tcpip_out();
    lose_it_and_start_again();
    lose_it_and_start_again();
    EXPECT_EQ(backup_name_for(first), story.checkpoint().backup_name);
    EXPECT_EQ(settings_name_for(first), story.checkpoint().settings_name);
}

TEST_F(LostRepair, WhoseBackupIsDamagedLeavesItsSettingsAndNothingThatWouldTakeTcpipAway) {
    story.windows.behaviour.install = Installer::Fails;
    take_tcpip_out();
    story.damage(backup_name_for(first));
    lose_it_and_start_again();
    EXPECT_EQ(settings_name_for(first), story.checkpoint().settings_name);
    EXPECT_TRUE(backup_lacks_tcpip(story.checkpoint()));
    story.live();
    ASSERT_EQ("reinstall/needing-person", story.phase());
    story.ask(Request::Kind::ReplaceRegistry);
    EXPECT_EQ("reinstall/needing-person", story.phase());
    story.windows.behaviour.install = Installer::Works;
    story.ask(Request::Kind::Continue);
    story.live();
    ASSERT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(kept, story.checkpoint().settings_differences);
    story.ask(Request::Kind::Rollback);
    EXPECT_EQ("settled/repaired", story.phase());
}

TEST_F(LostRepair, OnAnotherWindowsLeavesItsSettingsOnly) {
    take_tcpip_out();
    story.end_process();
    ++story.windows.identity.service_pack;
    story.serve();
    ASSERT_EQ("settled/kept-as-is", story.phase());
    story.start();
    EXPECT_EQ(settings_name_for(first), story.checkpoint().settings_name);
    EXPECT_EQ(backup_name_for(story.checkpoint().repair_id), story.checkpoint().backup_name);
}

TEST_F(LostRepair, IsNoneThatHasEnded) {
    take_tcpip_out();
    story.live();
    ASSERT_EQ("settled/repaired", story.phase());
    story.windows.take_tcpip_out(); // by hand, much later
    story.start();
    EXPECT_NE(first, story.checkpoint().repair_id);
    EXPECT_EQ(backup_name_for(story.checkpoint().repair_id), story.checkpoint().backup_name);
    EXPECT_EQ(settings_name_for(story.checkpoint().repair_id), story.checkpoint().settings_name);
}

TEST_F(LostRepair, LeavesItsFilesToAPersonWhereTcpipCameInWithoutIt) {
    story.windows.behaviour.install = Installer::AfterRestart;
    take_tcpip_out();
    while (story.phase() != "reinstall/restart-for-installer")
        story.restart();
    story.end_process();
    story.damage("checkpoint");
    story.restart();
    story.start();
    EXPECT_EQ("settled/healthy", story.phase()) << "whose settings are the newer ones, nobody knows";
    EXPECT_TRUE(has_file(backup_name_for(first)));
    EXPECT_TRUE(has_file(settings_name_for(first)));
}

TEST_F(LostRepair, WhoseStateCannotBeSeenWaits) {
    take_tcpip_out();
    story.windows.behaviour.component_cannot_be_seen = true;
    lose_it_and_start_again();
    EXPECT_EQ("settled/unchanged", story.phase());
    story.windows.behaviour.component_cannot_be_seen = false;
    story.start();
    EXPECT_EQ(settings_name_for(first), story.checkpoint().settings_name);
}

TEST_F(LostRepair, OfANewerNetmendIsLeftToThatOne) {
    story.watch.excused = {"as-found"}; // TCP/IP is out, and that is for the newer one to mend
    take_tcpip_out();
    story.windows.folder.files["tcpip-taken-out"] = wrap(Content::Checkpoint, checkpoint_version + 1, "later");
    lose_it_and_start_again();
    EXPECT_EQ("settled/unchanged", story.phase());
    EXPECT_NE(std::string::npos, story.checkpoint().trouble.find("newer netmend")) << story.checkpoint().trouble;
}

TEST_F(LostRepair, WhoseNoteIsDamagedIsNoObstacle) {
    story.watch.excused = {"settings-equal"}; // it is the note that leads to what was recorded
    take_tcpip_out();
    story.damage("tcpip-taken-out");
    lose_it_and_start_again();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_TRUE(story.windows.tcpip_is_installed());
}

} // namespace
} // namespace netmend::stories
