// A rollback long after success, on another Windows: nothing is touched. On the same one: people_test, Rollback.
#include <gtest/gtest.h>

#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

TEST(LateRollback, TouchesNothingOnAnotherWindows) {
    Story story(Preset::XpSp3, Fault::ProviderDllMissing);
    story.start();
    story.live();
    ASSERT_EQ("settled/repaired", story.phase());
    story.windows.identity.build += 1; // an upgrade in place
    story.restart();
    story.serve();
    EXPECT_TRUE(story.seen.system_changed);
    story.ask(Request::Kind::Rollback);
    EXPECT_EQ("settled/repaired", story.phase());
}

} // namespace
} // namespace netmend::stories
