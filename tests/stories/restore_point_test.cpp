// A restore point is made after the verified backup and closed when the repair is over; whatever goes wrong with it is
// a note, and the repair goes on.

#include <gtest/gtest.h>

#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;

TEST(RestorePoint, IsMadeOnceAndClosedAfterSuccess) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(1, story.windows.restore_points_made);
    EXPECT_EQ(1, story.windows.restore_points_closed);
    EXPECT_EQ(0, story.windows.restore_points_cancelled);
    EXPECT_EQ(kept, story.violations());
}

TEST(RestorePoint, IsCancelledWithTheRepair) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    story.when_in("keys/restart-for-blank-keys",
                  [&story] { story.desk.requests.push_back(request(Request::Kind::Cancel)); });
    story.start();
    story.live();
    EXPECT_EQ("settled/cancelled", story.phase());
    EXPECT_EQ(1, story.windows.restore_points_made);
    EXPECT_EQ(1, story.windows.restore_points_cancelled);
    EXPECT_EQ(0, story.windows.restore_points_closed);
    EXPECT_EQ(kept, story.violations());
}

TEST(RestorePoint, IsLeftOutWhereNobodyWantsOne) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    Request wanted = request(Request::Kind::Start);
    wanted.any_plan = true;
    wanted.restore_points = RestorePointPolicy::None;
    story.tell(wanted);
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(0, story.windows.restore_points_made);
    EXPECT_NE("", story.checkpoint().restore_point_note);
}

TEST(RestorePoint, ThatCannotBeMadeOrClosedIsANoteAndNeverTheEnd) {
    using Is = simulated::SystemRestoreIs;
    for (const Is is :
         {Is::SwitchedOff, Is::Missing, Is::Skipping, Is::Failing, Is::Hanging, Is::CannotRun, Is::CannotBeClosed}) {
        Story story(Preset::XpSp3, Fault::BaseTcpGone);
        story.windows.behaviour.system_restore = is;
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << static_cast<int>(is);
        EXPECT_NE("", story.checkpoint().restore_point_note) << static_cast<int>(is);
        EXPECT_EQ(is == Is::CannotBeClosed ? 1 : 0, story.windows.restore_points_made) << static_cast<int>(is);
        EXPECT_EQ(kept, story.violations()) << static_cast<int>(is);
    }
}

} // namespace
} // namespace netmend::stories
