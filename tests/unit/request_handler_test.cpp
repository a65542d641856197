// Who may ask the service for what, and what is refused because of how the repair stands.
#include "service/report/request_handler.hpp"

#include <gtest/gtest.h>

#include "tests/unit/control_repairs.hpp"

namespace netmend {
namespace {

using protocol::Reply;
using protocol::Verb;

class Handling : public testing::Test {
  protected:
    Reply ask(Verb verb, bool administrator = true) {
        protocol::Request request;
        request.verb = verb;
        return ask(request, administrator);
    }
    Reply ask(const protocol::Request& request, bool administrator = true) {
        return protocol::parse_reply(handler.answer(print(request), administrator).text).value();
    }

    std::vector<Request> posted;
    RequestHandler handler{[this](const Request& request) { posted.push_back(request); }};
};

TEST_F(Handling, PostsAStartWithWhatItSays) {
    protocol::Request start;
    start.verb = Verb::Start;
    start.restart = "never";
    start.force = true;
    start.plan = "abc";
    start.services = {"lmhosts"};
    start.products = {"acmelsp.dll"};
    EXPECT_EQ(ask(start).code, 0);
    ASSERT_EQ(posted.size(), 1u);
    EXPECT_EQ(posted[0].kind, Request::Kind::Start);
    EXPECT_EQ(posted[0].restart_policy, RestartPolicy::Never);
    EXPECT_TRUE(posted[0].forced);
    EXPECT_EQ(posted[0].plan, "abc");
    EXPECT_EQ(posted[0].services, std::vector<std::string>{"lmhosts"});
    EXPECT_EQ(posted[0].products, std::vector<std::string>{"acmelsp.dll"});
}

TEST_F(Handling, RefusesASecondStartAndSaysWhatIsRunning) {
    handler.changed(repair_in("keys/deleting-keys"));
    const Reply reply = ask(Verb::Start);
    EXPECT_EQ(reply.code, 1618);
    EXPECT_NE(reply.message.find("Deleting the two Winsock keys"), std::string::npos) << reply.message;
    EXPECT_TRUE(posted.empty());
}

TEST_F(Handling, RefusesASecondStartAlsoBeforeTheFirstWasTaken) {
    EXPECT_EQ(ask(Verb::Start).code, 0);
    EXPECT_EQ(ask(Verb::Start).code, 1618);
    EXPECT_EQ(posted.size(), 1u);
    EXPECT_EQ(ask(Verb::Status).status["outcome"], "working");
    Snapshot over = repair_in("settled/healthy");
    handler.changed(over);
    EXPECT_EQ(ask(Verb::Start).code, 1618) << "that was of the time before it was asked";
    EXPECT_EQ(ask(Verb::Status).status["outcome"], "working");
    over.taken = posted.back().number;
    handler.changed(over);
    EXPECT_EQ(ask(Verb::Start).code, 0);
    EXPECT_GT(posted[1].number, posted[0].number);
}

// Two administrators: what one was shown is not what is next when the other was faster.
TEST_F(Handling, PutsBackOnlyWhatWasShown) {
    Snapshot snapshot = repair_in("settled/repaired");
    snapshot.checkpoint.backup_name = "backup-2";
    snapshot.checkpoint.repair_id = "the-second-2";
    handler.changed(snapshot);
    protocol::Request rollback;
    rollback.verb = Verb::Rollback;
    rollback.confirm = true;
    rollback.act = "the-first-1";
    const Reply other = ask(rollback);
    EXPECT_EQ(other.code, 1603);
    EXPECT_NE(other.message.find("no longer what would be undone"), std::string::npos) << other.message;
    EXPECT_TRUE(posted.empty());
    rollback.act = "the-second-2";
    EXPECT_EQ(ask(rollback).code, 0);
    EXPECT_EQ(ask(rollback).code, 1618) << "the first one was not taken yet";
    ASSERT_EQ(posted.size(), 1u);
    EXPECT_EQ(posted[0].act, "the-second-2");
}

TEST_F(Handling, LetsOthersThanAdministratorsOnlyLook) {
    handler.changed(repair_in("resting/needing-person"));
    EXPECT_EQ(ask(Verb::Status, /*administrator=*/false).code, 1603);
    EXPECT_EQ(ask(Verb::Watch, false).code, 1603);
    for (const Verb verb : {Verb::Start, Verb::Consent, Verb::Continue, Verb::Cancel, Verb::Rollback}) {
        const Reply reply = ask(verb, false);
        EXPECT_EQ(reply.code, 5) << name_of(verb);
        EXPECT_NE(reply.message.find("Run as administrator"), std::string::npos);
    }
    EXPECT_TRUE(posted.empty());
    EXPECT_EQ(ask(Verb::Continue).code, 0); // an administrator may
    EXPECT_EQ(posted.size(), 1u);
}

TEST_F(Handling, HasNothingToCancelWhenNothingRuns) {
    EXPECT_EQ(ask(Verb::Cancel).code, 0);
    handler.changed(repair_in("settled/repaired"));
    EXPECT_EQ(ask(Verb::Cancel).code, 0);
    EXPECT_TRUE(posted.empty());
    handler.changed(repair_in("keys/installing-tcpip"));
    EXPECT_EQ(ask(Verb::Cancel).code, 1602);
    ASSERT_EQ(posted.size(), 1u);
    EXPECT_EQ(posted[0].kind, Request::Kind::Cancel);
}

TEST_F(Handling, PutsNothingBackWithoutConfirmation) {
    Snapshot snapshot = repair_in("settled/repaired");
    snapshot.checkpoint.backup_name = "backup-1";
    handler.changed(snapshot);
    protocol::Request rollback;
    rollback.verb = Verb::Rollback;
    EXPECT_NE(ask(rollback).message.find("backup-1"), std::string::npos);
    EXPECT_TRUE(posted.empty());
    rollback.confirm = true;
    EXPECT_EQ(ask(rollback).code, 0);
    ASSERT_EQ(posted.size(), 1u);
    EXPECT_EQ(posted[0].kind, Request::Kind::Rollback);
}

TEST_F(Handling, PutsBackWhatWasDoneBeforeWhereTheLastOneIsUndone) {
    auto earlier = std::make_shared<Checkpoint>(repair_in("settled/repaired", Procedure::RemoveProducts).checkpoint);
    earlier->backup_name = "backup-1";
    earlier->products = {"acmelsp.dll"};
    earlier->plan.removed = {"Acme: c:\\acme\\acmelsp.dll"};
    protocol::Request rollback;
    rollback.verb = Verb::Rollback;
    const std::pair<const char*, const char*> phases[] = {
        {"settled/cancelled", "backup-1"},        {"settled/rolled-back", "backup-1"},
        {"settled/refused", "backup-1"},          {"settled/healthy", "backup-1"},
        {"settled/repaired", "backup-2"},         {"settled/kept-as-is", "puts nothing back"},
        {"keys/deleting-keys", "takes 1 restart"}};
    for (const auto& [phase, says] : phases) {
        Snapshot snapshot = repair_in(phase);
        snapshot.checkpoint.backup_name = "backup-2";
        snapshot.earlier = earlier;
        handler.changed(snapshot);
        rollback.confirm = false;
        const Reply reply = ask(rollback);
        EXPECT_NE(reply.message.find(says), std::string::npos) << phase << ": " << reply.message;
        EXPECT_EQ(reply.status["earlier"]["backup"], "backup-1");
        if (std::string_view(says) == "backup-1") {
            EXPECT_NE(reply.message.find("the removal of Acme: c:\\acme\\acmelsp.dll"), std::string::npos)
                << reply.message;
        }
        EXPECT_TRUE(posted.empty());
    }
    handler.changed(repair_in("settled/cancelled"));
    EXPECT_EQ(ask(rollback).status["earlier"], nullptr);
}

TEST_F(Handling, PutsTheWholeRegistryBackOnlyWhereTcpipCouldNotBeInstalledAgain) {
    protocol::Request rollback;
    rollback.verb = Verb::Rollback;
    rollback.whole_registry = true;
    rollback.confirm = true;
    for (const char* phase : {"settled/repaired", "resting/needing-person", "reinstall/reinstalling-tcpip"}) {
        handler.changed(repair_in(phase));
        EXPECT_EQ(ask(rollback).code, 1603) << phase;
        EXPECT_TRUE(posted.empty()) << phase;
    }
    handler.changed(repair_in("reinstall/needing-person"));
    rollback.confirm = false;
    EXPECT_NE(ask(rollback).message.find("lost"), std::string::npos);
    EXPECT_TRUE(posted.empty());
    rollback.confirm = true;
    EXPECT_EQ(ask(rollback).code, 0);
    ASSERT_EQ(posted.size(), 1u);
    EXPECT_EQ(posted[0].kind, Request::Kind::ReplaceRegistry);
}

TEST_F(Handling, NeverPutsBackAWindowsWithoutTcpip) {
    protocol::Request rollback;
    rollback.verb = Verb::Rollback;
    for (const bool whole : {false, true}) {
        Snapshot snapshot = repair_in(whole ? "reinstall/needing-person" : "settled/repaired");
        snapshot.checkpoint.repair_id = "2";
        snapshot.checkpoint.settings_name = "settings-1"; // of the repair that took TCP/IP out
        snapshot.checkpoint.backup_name = "backup-2";
        handler.changed(snapshot);
        rollback.whole_registry = whole;
        rollback.confirm = true;
        EXPECT_EQ(ask(rollback).code, 1603);
        EXPECT_NE(ask(rollback).message.find("backup-2 would take TCP/IP away"), std::string::npos);
        EXPECT_TRUE(posted.empty());

        snapshot.checkpoint.backup_name = "backup-1";
        handler.changed(snapshot);
        rollback.confirm = false;
        EXPECT_NE(ask(rollback).message.find(whole ? "began, 1." : "backup-1"), std::string::npos);
        rollback.confirm = true;
        EXPECT_EQ(ask(rollback).code, 0);
        EXPECT_EQ(posted.size(), 1u);
        posted.clear();
    }
}

TEST_F(Handling, HasNothingToPutBackWhereNothingWasDone) {
    protocol::Request rollback;
    rollback.verb = Verb::Rollback;
    rollback.confirm = true;
    ask(rollback);
    handler.changed(repair_in("settled/rolled-back"));
    ask(rollback);
    EXPECT_TRUE(posted.empty());
}

TEST_F(Handling, ContinuesOnlyWhatWaitsForAPerson) {
    handler.changed(repair_in("keys/restart-for-blank-keys"));
    EXPECT_EQ(ask(Verb::Continue).code, 3010);
    handler.changed(repair_in("settled/repaired"));
    EXPECT_EQ(ask(Verb::Continue).code, 0);
    EXPECT_TRUE(posted.empty());
    for (const char* phase : {"resting/unproven", "resting/needing-person", "settled/rolled-back"}) {
        handler.changed(repair_in(phase));
        EXPECT_EQ(ask(Verb::Continue).code, 0);
        EXPECT_EQ(posted.back().kind, Request::Kind::Continue) << phase;
    }
}

TEST_F(Handling, PassesOnAConsentOnlyWhenItIsWaitedFor) {
    protocol::Request consent;
    consent.verb = Verb::Consent;
    consent.plan = "abc";
    ask(consent);
    EXPECT_TRUE(posted.empty());
    handler.changed(repair_in("opening/awaiting-consent"));
    ask(consent);
    ASSERT_EQ(posted.size(), 1u);
    EXPECT_EQ(posted[0].plan, "abc");
}

TEST_F(Handling, AnswersNonsenseWith87AndKeepsOnlyWatchers) {
    EXPECT_EQ(protocol::parse_reply(handler.answer("nonsense", true).text)->code, 87);
    protocol::Request watch;
    watch.verb = Verb::Watch;
    EXPECT_TRUE(handler.answer(print(watch), false).stream);
    EXPECT_FALSE(handler.answer(print(protocol::Request{}), false).stream);
    EXPECT_FALSE(handler.answer("nonsense", true).stream);
}

} // namespace
} // namespace netmend
