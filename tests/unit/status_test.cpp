// What people and scripts are told about a repair, phase by phase.
#include "service/report/status.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "service/report/protocol.hpp"
#include "service/report/sentences.hpp"
#include "service/report/standing.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/machine/phase.hpp"
#include "tests/unit/control_repairs.hpp"

namespace netmend {
namespace {

TEST(Status, TellsThePersonToRestartAndNotToShutDown) {
    const Snapshot snapshot = repair_in("keys/restart-for-blank-keys");
    EXPECT_EQ(exit_code_of(snapshot), exit_restart_needed);
    EXPECT_EQ(sentences_of(snapshot).front(), "Restart this computer: step 3 of 6. Choose Restart, not Shut down.");
}

TEST(Status, SaysThatTheComputerRestartsByItself) {
    Snapshot snapshot = repair_in("keys/restart-for-blank-keys");
    snapshot.checkpoint.restart_policy = RestartPolicy::Auto;
    EXPECT_EQ(exit_code_of(snapshot), exit_restarting);
    snapshot.checkpoint.restart_refused = true;
    EXPECT_EQ(exit_code_of(snapshot), exit_restart_needed);
    EXPECT_TRUE(contains(sentences_of(snapshot), "would not restart by itself"));
}

TEST(Status, SaysSinceWhenItWaitsForARestartAndForWhom) {
    Snapshot snapshot = repair_in("keys/restart-for-blank-keys");
    Checkpoint& repair = snapshot.checkpoint;
    repair.restart_wanted_since = "2026-11-22T13:05:00Z";
    EXPECT_TRUE(contains(sentences_of(snapshot), "since 2026-11-22T13:05:00Z, for a person."));
    repair.restart_policy = RestartPolicy::Auto;
    EXPECT_TRUE(contains(sentences_of(snapshot), "restarts by itself in a moment"));
    EXPECT_FALSE(contains(sentences_of(snapshot), "13:05"));
    repair.restart_refusals = 2;
    repair.trouble = "Windows does not restart now: its console is locked.";
    EXPECT_EQ(exit_code_of(snapshot), exit_restarting);
    EXPECT_TRUE(contains(sentences_of(snapshot), "restarts by itself as soon as Windows lets it"));
    EXPECT_TRUE(contains(sentences_of(snapshot), "its console is locked"));
    EXPECT_TRUE(contains(sentences_of(snapshot), "since 2026-11-22T13:05:00Z."));
    repair.restart_waits_for = {"ann", "bob (disconnected)"};
    EXPECT_TRUE(contains(sentences_of(snapshot), "Logged on: ann and bob (disconnected)."));
    const nlohmann::json restarts = status_of(snapshot)["repair"]["restarts"];
    EXPECT_EQ(restarts["waiting_since"], "2026-11-22T13:05:00Z");
    EXPECT_EQ(restarts["waits_for"], (nlohmann::json{"ann", "bob (disconnected)"}));
    EXPECT_EQ(restarts["put_off"], 2);
}

struct ExpectedCode {
    const char* phase;
    const char* outcome;
    int code;
};

TEST(Status, HasOneOutcomeAndOneExitCodeForEachWayToRest) {
    const ExpectedCode cases[] = {
        {"opening/diagnosing", "working", 1618},    {"opening/awaiting-consent", "waiting-for-consent", 1618},
        {"settled/healthy", "healthy", 0},          {"settled/refused", "refused", 1150},
        {"settled/unchanged", "unchanged", 1603},   {"settled/cancelled", "cancelled", 1602},
        {"settled/repaired", "repaired", 0},        {"settled/rolled-back", "rolled-back", 1603},
        {"settled/kept-as-is", "kept-as-is", 1603}, {"resting/needing-person", "needing-person", 1603},
        {"resting/unproven", "unproven", 1603},     {"rollback/restart-after-rollback", "restart-needed", 3010},
    };
    for (const ExpectedCode& expected : cases) {
        const Snapshot snapshot = repair_in(expected.phase);
        EXPECT_EQ(outcome_of(snapshot), expected.outcome) << expected.phase;
        EXPECT_EQ(exit_code_of(snapshot), expected.code) << expected.phase;
    }
}

TEST(Status, HasWordsAndDataForEveryPhase) {
    for (const PhaseFacts& phase : all_phases()) {
        const Snapshot snapshot = repair_in(std::string(phase.name).c_str());
        EXPECT_FALSE(sentences_of(snapshot).empty()) << phase.name;
        const nlohmann::json status = status_of(snapshot);
        EXPECT_EQ(status["schema"], 1);
        EXPECT_EQ(status["repair"]["phase"], phase.name);
        EXPECT_EQ(status["unfinished"].get<bool>(), phase.way_back != WayBack::Settled) << phase.name;
    }
}

TEST(Status, OfAMachineWithoutARepairIsDone) {
    EXPECT_EQ(exit_code_of(Snapshot{}), exit_done);
    EXPECT_EQ(status_of(Snapshot{})["repair"], nullptr);
    EXPECT_TRUE(contains(sentences_of(Snapshot{}), "netmend diagnose"));
}

TEST(Status, ReportsADamagedCheckpointAndItsNewName) {
    Snapshot snapshot;
    snapshot.set_aside = {"checkpoint.aside-2026-11-22T130500Z"};
    snapshot.set_aside_why = "The checkpoint is cut off.";
    EXPECT_EQ(exit_code_of(snapshot), exit_failed);
    EXPECT_TRUE(
        contains(sentences_of(snapshot), "set aside as checkpoint.aside-2026-11-22T130500Z; nothing was touched"));
    EXPECT_TRUE(contains(sentences_of(snapshot), "cut off"));
}

TEST(Status, TellsOfAFullDiskFirst) {
    Snapshot snapshot = repair_in("keys/deleting-keys");
    snapshot.save_failed = true;
    EXPECT_NE(sentences_of(snapshot).front().find("Make room on the disk"), std::string::npos);
}

TEST(Status, SaysToStartWindowsNormallyInSafeMode) {
    Snapshot snapshot = repair_in("keys/restart-after-install");
    snapshot.safe_mode = true;
    EXPECT_NE(sentences_of(snapshot).front().find("Start Windows normally"), std::string::npos);
}

TEST(Status, NamesWhatWasRemovedWhenTheRepairIsDone) {
    const Snapshot snapshot = repair_in("settled/repaired");
    EXPECT_TRUE(
        contains(sentences_of(snapshot), "Imaginary Firewall. Install such a program again if it no longer works"));
    EXPECT_TRUE(contains(sentences_of(snapshot), "install its service pack"));
}

TEST(Status, PrintsTheClicksWhereTheDialogHasThem) {
    Snapshot snapshot = repair_in("settled/rolled-back");
    snapshot.checkpoint.rollbacks = 1;
    EXPECT_TRUE(contains(sentences_of(snapshot), "Have Disk"));
    EXPECT_TRUE(contains(sentences_of(snapshot), "netmend continue"));
    EXPECT_TRUE(contains(sentences_of(repair_in("resting/needing-person")), "Have Disk"));
    snapshot.checkpoint.identity.major = 6;
    EXPECT_FALSE(contains(sentences_of(snapshot), "Have Disk"));
}

TEST(Status, GivesTheReasonOfEveryRestartThatWasNotPlanned) {
    Snapshot snapshot = repair_in("keys/restart-before-install");
    snapshot.checkpoint.restart_reasons = {"keys/restart-for-blank-keys", "keys/restart-before-install"};
    EXPECT_TRUE(contains(sentences_of(snapshot), "A restart more than planned: Windows wants a restart before"));
}

TEST(Status, FitsIntoOneMessageHoweverMuchThereIsToSay) {
    Snapshot snapshot = repair_in("resting/needing-person");
    const std::vector<std::string> much(200, std::string(limits::text_bytes_max, '\x01'));
    Checkpoint& repair = snapshot.checkpoint;
    repair.findings = repair.events = repair.third_parties = repair.outside_changes = repair.missing_inbox = much;
    repair.plan.broken = repair.plan.steps = repair.plan.removed = repair.plan.warnings = much;
    repair.trouble = much.front();
    snapshot.set_aside = much;
    const protocol::Reply reply{exit_failed, "", status_of(snapshot)};
    EXPECT_LE(print(reply).size(), limits::pipe_message_bytes_max);
    EXPECT_TRUE(protocol::parse_reply(print(reply)));
}

TEST(Sentences, SayThatWindowsDidNotTakeTheLastNet) {
    Snapshot snapshot = repair_in("reinstall/needing-person");
    snapshot.checkpoint.failed_in = "reinstall/reinstalling-tcpip";
    snapshot.checkpoint.trouble = "The key Winsock is missing.";
    EXPECT_TRUE(contains(sentences_of(snapshot), "It failed here: Installing TCP/IP again. The key"));
    snapshot.checkpoint.path = {"rollback/confirming-registry", "reinstall/needing-person"};
    EXPECT_TRUE(contains(sentences_of(snapshot), "did not take its registry of before the repair: The key"));
    EXPECT_FALSE(contains(sentences_of(snapshot), "It failed here"));
}

TEST(Progress, CountsTheStepsAndRestartsOfTheKeysProcedure) {
    const Progress begun = standing_of(repair_in("keys/deleting-keys")).progress;
    EXPECT_EQ(begun.step, 2);
    EXPECT_EQ(begun.steps_total, 6);
    EXPECT_EQ(begun.restarts_done, 0);
    EXPECT_EQ(begun.restarts_total, 2);
    const Progress late = standing_of(repair_in("keys/installing-tcpip")).progress;
    EXPECT_EQ(late.step, 4);
    EXPECT_EQ(late.restarts_done, 1);
    const Progress over = standing_of(repair_in("settled/repaired")).progress;
    EXPECT_EQ(over.steps_done, 6);
    EXPECT_EQ(over.restarts_done, 2);
}

TEST(Progress, GrowsWhenTheResetWasNotEnough) {
    Snapshot snapshot = repair_in("reset/verifying", Procedure::ResetCatalog);
    EXPECT_EQ(standing_of(snapshot).progress.steps_total, 4);
    snapshot.checkpoint.plan.ladder.push_back(Procedure::DeleteKeys);
    EXPECT_EQ(standing_of(snapshot).progress.steps_total, 4) << "the next rung counts once it is climbed to";
    snapshot.checkpoint.rung = 1;
    snapshot.checkpoint.path.push_back("keys/deleting-keys");
    snapshot.checkpoint.phase = "keys/deleting-keys";
    EXPECT_EQ(standing_of(snapshot).progress.steps_total, 9);
    EXPECT_EQ(standing_of(snapshot).progress.restarts_total, 3);
    EXPECT_EQ(standing_of(snapshot).progress.restarts_done, 1);
}

// The bar never jumps back: each phase of a procedure counts to one of its steps.
TEST(Progress, HasAPlaceForEveryPhaseOfEveryProcedure) {
    for (const ProcedureRow& row : all_procedures())
        for (const PhaseFacts& phase : all_phases()) {
            if (chapters[static_cast<std::size_t>(phase.chapter)].name != row.name)
                continue;
            const bool found = std::any_of(row.steps.begin(), row.steps.end(),
                                           [&](const PlannedStep& step) { return step.counts_as == phase.step; });
            EXPECT_TRUE(found) << phase.name << " counts to no step of its procedure";
        }
}

TEST(Progress, OfTheWayBackIsItsOwn) {
    const Snapshot snapshot = repair_in("rollback/restart-after-rollback");
    EXPECT_EQ(sentences_of(snapshot).front(), "Restart this computer: step 2 of 3. Choose Restart, not Shut down.");
}

TEST(Cancelling, SaysWhereItEndsAndHowManyRestartsThatTakes) {
    EXPECT_FALSE(cancel_promise(Snapshot{}).possible);
    EXPECT_FALSE(cancel_promise(repair_in("settled/repaired")).possible);
    EXPECT_EQ(cancel_promise(repair_in("opening/backing-up")).restarts, 0);
    EXPECT_EQ(cancel_promise(repair_in("keys/deleting-keys")).restarts, 1);
    EXPECT_NE(cancel_promise(repair_in("keys/deleting-keys")).text.find("as it was found"), std::string::npos);
    EXPECT_EQ(cancel_promise(repair_in("rollback/confirming")).restarts, 0);
}

} // namespace
} // namespace netmend
