// Restarts that are late, refused, put off, forced or doubtful, and what people do instead of them.

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

using simulated::LoggedOn;
using simulated::RestartAnswer;
using Lines = std::vector<std::string>;
const Lines kept;

int asked_of_a_person(const Story& story) {
    return static_cast<int>(std::count_if(story.windows.told.begin(), story.windows.told.end(), [](const auto& text) {
        return text.find("please restart") != std::string::npos;
    }));
}

void after_request(Story& story, const std::function<void()>& act) {
    story.on_effect = [act](Moment moment, int, const simulated::Effect& what) {
        if (moment == Moment::After && std::string_view(what.act).ends_with("_restart") &&
            std::string_view(what.act) != "abort_restart")
            act();
    };
}

TEST(Restarting, IsWaitedForWhateverThePersonDoesInstead) {
    for (const Person person : {Person::RestartsTwice, Person::ShutsDownFirst, Person::RestartsTheService}) {
        Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
        story.person = person;
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << static_cast<int>(person);
        EXPECT_EQ(2, story.checkpoint().restarts_asked) << static_cast<int>(person);
        EXPECT_EQ(kept, story.violations()) << static_cast<int>(person);
    }
}

TEST(Restarting, IsAskedForABoundedNumberOfTimesHoweverOftenTheServiceStarts) {
    Story story(Preset::XpSp1, Fault::ProviderDllMissing, RestartPolicy::Auto);
    story.windows.behaviour.restart = simulated::RestartAnswer::NeverHappens;
    story.start();
    for (int i = 0; i < 3 * limits::restart_reminders_max; ++i) {
        story.end_process();
        story.serve();
    }
    EXPECT_EQ("keys/restart-for-blank-keys", story.phase());
    EXPECT_EQ(limits::restarts_overdue_max, story.windows.restarts_asked);
    EXPECT_EQ(1 + limits::restart_reminders_max, asked_of_a_person(story)) << "and then of a person";
}

TEST(Restarting, ThatNeverHappensChangesNothingMore) {
    for (const RestartPolicy policy : {RestartPolicy::Ask, RestartPolicy::Never}) {
        Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry, policy);
        story.person = Person::NeverRestarts;
        story.start();
        const int effects = story.windows.effect_count();
        const auto left = story.windows.registry.now;
        story.live(30);
        EXPECT_EQ("keys/restart-for-blank-keys", story.phase());
        EXPECT_TRUE(left.same_image_as(story.windows.registry.now));
        EXPECT_LE(story.windows.effect_count() - effects, 5);
    }
}

TEST(Restarting, ByItselfComesNoSoonerThanTwoMinutesAfterBootAndCancelStopsIt) {
    Story story(Preset::XpSp3, Fault::BaseTcpGone, RestartPolicy::Auto);
    story.windows.restart();
    int cancels = 0;
    after_request(story, [&] {
        if (++cancels > 1)
            return; // the way back has its own restart
        EXPECT_TRUE(story.windows.restart_is_under_way());
        EXPECT_GE(story.windows.uptime(), limits::uptime_before_automatic_restart);
        story.desk.requests.push_back(request(Request::Kind::Cancel));
        story.windows.interrupt_next_wait();
    });
    story.start();
    EXPECT_EQ("rollback/restart-after-rollback", story.phase()) << "and not the restart of the reset";
    EXPECT_TRUE(story.checkpoint().cancel_noted);
    story.live();
    EXPECT_EQ("settled/cancelled", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(Restarting, ThatWindowsDeniesIsAskedOfAPerson) {
    Story story(Preset::XpSp3, Fault::BaseTcpGone, RestartPolicy::Auto);
    story.windows.behaviour.restart = RestartAnswer::Denied;
    story.start();
    EXPECT_EQ(1, asked_of_a_person(story));
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(1, story.windows.restarts_refused);
    EXPECT_EQ(kept, story.violations());
}

TEST(Restarting, ThatALockedConsoleRefusesComesWithoutAPersonWhenItIsUnlocked) {
    for (const RestartAnswer no : {RestartAnswer::Locked, RestartAnswer::NotReady}) {
        Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry, RestartPolicy::Auto);
        story.person = Person::NeverRestarts;
        story.windows.behaviour.restart = {no, no, no, RestartAnswer::Happens};
        story.start();
        EXPECT_GE(story.windows.time(), 3 * limits::before_next_restart_request);
        story.live();
        EXPECT_EQ("settled/repaired", story.phase());
        EXPECT_EQ(3, story.windows.restarts_refused);
        EXPECT_EQ(0, asked_of_a_person(story));
        EXPECT_EQ(kept, story.violations());
    }
}

TEST(Restarting, ThatIsRefusedForAWholeWeekendIsAskedOfAPersonAndTheNextOneOfWindowsAgain) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry, RestartPolicy::Auto);
    story.windows.behaviour.restart = RestartAnswer::Locked;
    story.start();
    EXPECT_EQ(limits::restart_refusals_max, story.windows.restarts_refused);
    EXPECT_GE(story.windows.time(), std::chrono::hours(48));
    EXPECT_EQ(1, asked_of_a_person(story));
    EXPECT_EQ(std::vector<std::string>{"ann"}, story.checkpoint().restart_waits_for);
    EXPECT_NE("", story.checkpoint().restart_wanted_since);
    const auto& lines = story.windows.recorded;
    EXPECT_EQ(1, std::count_if(lines.begin(), lines.end(),
                               [](const std::string& line) { return line.starts_with("RestartPutOff"); }))
        << "the same answer all night is written down once";
    story.restart();
    EXPECT_EQ("keys/restart-after-install", story.phase());
    EXPECT_EQ(2 * limits::restart_refusals_max, story.windows.restarts_refused);
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(Restarting, ThatWasAcceptedAndDoesNotComeIsAskedForAgain) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry, RestartPolicy::Auto);
    story.person = Person::NeverRestarts;
    story.windows.behaviour.restart = {RestartAnswer::NeverHappens, RestartAnswer::NeverHappens,
                                       RestartAnswer::UnderWay, RestartAnswer::Happens};
    story.start();
    EXPECT_GE(story.windows.time(), 2 * limits::restart_comes_within);
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(4, story.windows.restarts_asked) << "three for the first, one for the second";
    EXPECT_EQ(0, asked_of_a_person(story));
    EXPECT_EQ(kept, story.violations());
}

TEST(Restarting, IsForcedOnlyWhereWindowsSaysThatNobodyIsLoggedOn) {
    for (const LoggedOn who : {LoggedOn::Somebody, LoggedOn::Nobody, LoggedOn::Disconnected, LoggedOn::Untold}) {
        Story story(Preset::XpSp3, Fault::BaseTcpGone, RestartPolicy::Auto);
        story.windows.behaviour.logged_on = who;
        story.windows.behaviour.restart = RestartAnswer::OnlyByForce;
        story.start();
        const bool forced = who == LoggedOn::Nobody;
        EXPECT_EQ(forced ? 2 : limits::restarts_overdue_max, story.windows.restarts_asked) << static_cast<int>(who);
        EXPECT_EQ(forced ? 0 : 1, asked_of_a_person(story)) << static_cast<int>(who);
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << static_cast<int>(who);
        EXPECT_EQ(kept, story.violations()) << static_cast<int>(who);
    }
}

TEST(Restarting, ByForceIsStoppedByWhoeverLogsOnOrAsksMeanwhile) {
    for (const bool logs_on : {false, true}) {
        Story story(Preset::XpSp3, Fault::BaseTcpGone, RestartPolicy::Auto);
        story.windows.behaviour.logged_on = LoggedOn::Nobody;
        story.windows.behaviour.restart = RestartAnswer::OnlyByForce;
        bool once = true;
        after_request(story, [&] {
            if (!story.windows.restart_is_under_way() || !std::exchange(once, false))
                return;
            if (logs_on)
                story.windows.behaviour.logged_on = LoggedOn::Somebody;
            else
                story.desk.requests.push_back(request(Request::Kind::Cancel)), story.windows.interrupt_next_wait();
        });
        story.start();
        EXPECT_FALSE(once);
        EXPECT_EQ(logs_on ? "reset/restart-after-reset" : "rollback/restart-after-rollback", story.phase());
        story.live();
        EXPECT_EQ(logs_on ? "settled/repaired" : "settled/cancelled", story.phase());
        EXPECT_EQ(kept, story.violations());
    }
}

TEST(Restarting, IsAskedForOnceMoreWhenTheTwoSignsDisagree) {
    Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
    story.start();
    story.end_process();
    story.lose_mark(); // a cleaning tool; Windows was not restarted
    story.serve();
    EXPECT_EQ("keys/restart-for-blank-keys", story.phase());
    EXPECT_EQ(1, story.checkpoint().restart_doubts);
    EXPECT_EQ(2u, story.windows.told.size()) << "the person hears of it once more";
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(kept, story.violations());
}

TEST(Restarting, IsBelievedInTheEndWhenTheKernelAlwaysGivesTheSameTime) {
    for (const bool given : {false, true}) {
        Story story(Preset::XpSp1, Fault::ChainNamesGoneEntry);
        story.windows.behaviour.kernel_boot_given = given;
        story.windows.behaviour.kernel_boot_moves = false;
        story.start();
        story.live();
        EXPECT_EQ("settled/repaired", story.phase());
        EXPECT_EQ(given ? 3 : 2, story.restarts);
        EXPECT_EQ(kept, story.violations());
    }
}

} // namespace
} // namespace netmend::stories
