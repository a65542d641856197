// A rollback long after success: on the same Windows everything is put back, on another nothing is touched.
#include <gtest/gtest.h>

#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

TEST(LateRollback, PutsBackWhatWasFound) {
    Story story(Preset::XpSp3, Fault::ProviderDllMissing);
    story.start();
    story.live();
    ASSERT_EQ("settled/repaired", story.phase());
    story.ask(Request::Kind::Rollback);
    story.live();
    EXPECT_EQ("settled/cancelled", story.phase());
    EXPECT_EQ(std::vector<std::string>{}, story.violations());
}

TEST(LateRollback, TouchesNothingOnAnotherWindows) {
    Story story(Preset::XpSp3, Fault::ProviderDllMissing);
    story.start();
    story.live();
    ASSERT_EQ("settled/repaired", story.phase());
    story.windows.identity.build += 1; // an upgrade in place
    story.restart();
    story.serve();
    EXPECT_TRUE(story.desk.seen.system_changed);
    story.ask(Request::Kind::Rollback);
    EXPECT_EQ("settled/repaired", story.phase());
}

} // namespace
} // namespace netmend::stories
