// What Windows means by its answer to a request for a restart, and who counts as logged on.
#include <gtest/gtest.h>

#include "service/decisions/restarting.hpp"

namespace netmend {
namespace {

TEST(RestartReply, IsReadFromTheCodesThatItsPageNames) {
    for (const std::uint32_t code : {0u, 1115u, 1190u})
        EXPECT_EQ(RestartReply::Accepted, restart_reply(code)) << code;
    for (const std::uint32_t code : {21u, 1191u, 1271u, 1717u, 1722u})
        EXPECT_EQ(RestartReply::NotNow, restart_reply(code)) << code;
    for (const std::uint32_t code : {5u, 50u, 53u, 87u, 1300u, 1314u})
        EXPECT_EQ(RestartReply::Refused, restart_reply(code)) << code;
}

TEST(OurRestart, IsStoppedOnlyWhileItCanStillCountDown) {
    using std::chrono::seconds;
    EXPECT_FALSE(may_be_our_restart(std::nullopt, seconds(0)));
    EXPECT_TRUE(may_be_our_restart(seconds(100), seconds(40)));
    EXPECT_TRUE(may_be_our_restart(seconds(100), seconds(100)));
    EXPECT_FALSE(may_be_our_restart(seconds(100), seconds(101)));
}

using Names = std::vector<std::string>;

TEST(LoggedOn, CountsEverySessionOfSomebody) {
    EXPECT_EQ(Names{}, logged_on({{0, "", true, false}, {1, "", false, false}})) << "services, and the logon screen";
    EXPECT_EQ((Names{"ann", "bob (disconnected)"}),
              logged_on({{0, "", true, false}, {1, "ann", false, false}, {2, "bob", true, false}}));
}

TEST(LoggedOn, TakesASessionThatCannotBeReadForSomebodys) {
    EXPECT_EQ(Names{"somebody in session 3"}, logged_on({{3, "", false, true}}));
    EXPECT_EQ(Names{"somebody in session 3 (disconnected)"}, logged_on({{3, "", true, true}}));
}

// Every Windows that lists sessions lists its own.
TEST(LoggedOn, SaysNothingOfAnEmptyList) {
    EXPECT_EQ(std::nullopt, logged_on({}));
}

} // namespace
} // namespace netmend
