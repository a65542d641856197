// A restore point that was made is told from one that Windows only named.
#include <gtest/gtest.h>

#include "service/decisions/restore_point.hpp"

namespace netmend {
namespace {

TEST(RestorePointNumber, TellsSkippedFromMade) {
    for (const bool may_skip : {false, true}) {
        EXPECT_FALSE(was_skipped(41, 42, may_skip));
        EXPECT_TRUE(was_skipped(42, 42, may_skip));
        EXPECT_TRUE(was_skipped(43, 42, may_skip));
        EXPECT_FALSE(was_skipped(0, 1, may_skip)) << "the first one of this machine";
        EXPECT_EQ(may_skip, was_skipped(std::nullopt, 42, may_skip)) << "it may be another one's";
    }
}

} // namespace
} // namespace netmend
