// The saved form of a checkpoint: a file of version 1 must be readable for ever, and bytes from outside never do more
// than be refused. NETMEND_UPDATE_GOLDEN=1 writes the golden file anew; that is right only before a release.
#include "statemachine/saved/checkpoint.hpp"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "tests/simulated/source_folder.hpp"
#include "tests/unit/golden_text.hpp"

namespace netmend {
namespace {

const std::string golden_1_path = source_folder() + "/tests/golden/checkpoint-1.txt"; // never written again
const std::string golden_2_path = source_folder() + "/tests/golden/checkpoint-2.txt"; // nor this
const std::string golden_3_path = source_folder() + "/tests/golden/checkpoint-3.txt"; // nor this
const std::string golden_4_path = source_folder() + "/tests/golden/checkpoint-4.txt"; // nor this
const std::string golden_5_path = source_folder() + "/tests/golden/checkpoint-5.txt"; // nor this
const std::string golden_6_path = source_folder() + "/tests/golden/checkpoint-6.txt"; // nor this

// Every field has a value that no other has, so that two fields that change places show.
Checkpoint sample_1() {
    Checkpoint c;
    c.repair_id = "20261122-130500-1a2b3c4d";
    c.started = "2026-11-22T13:05:00Z";
    c.identity = {5, 1, 2600, 3, Product::Workstation, false, "machine one"};
    c.restart_policy = RestartPolicy::Auto;
    c.forced = true;
    c.accepted_plan = "abcdef012345";
    c.plan = {"damaged",
              {Procedure::ResetCatalog},
              "",
              {"broken \n one"},
              {"step one", "step two"},
              {"Acme"},
              {},
              {"warning"},
              1,
              3};
    c.phase = "reset/verifying";
    c.path = {"opening/diagnosing", "opening/backing-up", "reset/resetting-catalog"};
    c.tries = 1;
    c.wakes = 2;
    c.deletions = 3;
    c.rollbacks = 4;
    c.extra_restarts = 5;
    c.restart_doubts = 6;
    c.reminders = 7;
    c.restarts_asked = 8;
    c.boots_seen = 9;
    c.restart_reasons = {"reset/restart-after-reset"};
    c.restart_refused = true;
    c.trouble = "trouble";
    c.failed_in = "reset/resetting-catalog";
    c.session_id = "session";
    c.kernel_boot = 134000000000000000;
    c.backup_name = "backup-20261122-130500-1a2b3c4d";
    c.backup_digest = "0123456789abcdef";
    c.verdict = "healthy";
    c.findings = {"finding"};
    c.missing_inbox = {"RSVP"};
    c.third_parties = {"Acme"};
    c.outside_changes = {"changed"};
    c.events = {"event one", "event two"};
    return c;
}

Checkpoint sample_2() {
    Checkpoint c = sample_1();
    c.plan.ladder.push_back(Procedure::DeleteKeys);
    c.settings_name = "settings-20261122-130500-1a2b3c4d";
    c.settings_digest = "fedcba9876543210";
    c.settings_differences = {"another name server"};
    c.restore_point_policy = RestorePointPolicy::SwitchOn;
    c.restore_point = 10000000000;
    c.restore_turned_on = true;
    c.restore_point_note = "made";
    return c;
}

Checkpoint sample_3() {
    Checkpoint c = sample_2();
    c.sound_seen = true;
    return c;
}

Checkpoint sample_4() {
    Checkpoint c = sample_3();
    c.plan.ladder.push_back(Procedure::ReinstallTcpip);
    c.rung = 2;
    return c;
}

Checkpoint sample_5() {
    Checkpoint c = sample_4();
    c.rounds = 1;
    c.rung_names = {"rung1.1-20261122-130500-1a2b3c4d-7", "rung2.1-20261122-130500-1a2b3c4d-7"};
    c.rung_digests = {"one", "two"};
    c.rung_changes = {"The service nsi, which was switched off, starts by itself again."};
    c.restart_wanted_since = "2026-11-22T13:06:00Z";
    c.restart_waits_for = {"ann", "bob (disconnected)"};
    c.restart_refusals = 10;
    c.restarts_overdue = 11;
    return c;
}

Checkpoint sample_6() {
    Checkpoint c = sample_5();
    c.services = {"iphlpsvc", "MPSSVC"};
    c.plan.services = {"iphlpsvc", "mpssvc"};
    c.plan.loss = {"Acme VPN: C:\\acme\\acmelsp.dll", "Borea: C:\\borea.dll"};
    c.accepted_loss = {"Borea: C:\\borea.dll"};
    c.came_back = {"Acme VPN: C:\\acme\\acmelsp.dll"};
    return c;
}

Checkpoint sample() {
    Checkpoint c = sample_6();
    c.products = {"acmelsp.dll", "{A1000000-0000-4000-8000-000000000000}"};
    return c;
}

std::string contents_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Checkpoint, OfVersionOneIsStillRead) {
    const Result<Checkpoint> loaded = load_text(contents_of(golden_1_path));
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(*loaded, sample_1());
    EXPECT_EQ(loaded->plan.removed, std::vector<std::string>{"Acme"});
    EXPECT_EQ(loaded->kernel_boot, 134000000000000000);
}

TEST(Checkpoint, OfVersionTwoIsStillRead) {
    const Result<Checkpoint> loaded = load_text(contents_of(golden_2_path));
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(*loaded, sample_2());
    EXPECT_FALSE(loaded->sound_seen);
}

TEST(Checkpoint, OfVersionThreeIsStillRead) {
    const Result<Checkpoint> loaded = load_text(contents_of(golden_3_path));
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(*loaded, sample_3());
    EXPECT_EQ(loaded->rung, 0);
}

TEST(Checkpoint, OfVersionFourIsStillRead) {
    const Result<Checkpoint> loaded = load_text(contents_of(golden_4_path));
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(*loaded, sample_4());
    EXPECT_TRUE(loaded->rung_names.empty());
    EXPECT_EQ(loaded->rung, 2);
    EXPECT_EQ(loaded->restart_wanted_since, "");
}

TEST(Checkpoint, OfVersionFiveIsStillRead) {
    const Result<Checkpoint> loaded = load_text(contents_of(golden_5_path));
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(*loaded, sample_5());
    EXPECT_TRUE(loaded->services.empty());
    EXPECT_EQ(loaded->rung_names.size(), 2u);
    EXPECT_TRUE(loaded->accepted_loss.empty());
}

TEST(Checkpoint, OfVersionSixIsStillRead) {
    const Result<Checkpoint> loaded = load_text(contents_of(golden_6_path));
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(*loaded, sample_6());
    EXPECT_TRUE(loaded->products.empty());
}

// Before version 4 nobody wrote down which procedure of the ladder it is; the phases tell.
TEST(Checkpoint, OfBeforeTheLadderFindsItsRungByThePhasesItEntered) {
    std::string text = contents_of(golden_3_path);
    const std::string was = "15 reset/verifying";
    const std::size_t at = text.find(was);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, was.size(), "14 keys/verifying");
    const Result<Checkpoint> loaded = load_text(text);
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(loaded->rung, 1);
    EXPECT_EQ(present_procedure(*loaded), Procedure::DeleteKeys);
}

TEST(Checkpoint, WithAProcedureOrARungThatDoesNotExistIsCorruptAndSaysWhich) {
    std::string text = save_text(sample());
    text.replace(text.find("9 reinstall"), 11, "9 of-future");
    const Result<Checkpoint> unknown = load_text(text);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().kind, ErrorKind::Corrupt);
    EXPECT_NE(unknown.error().text.find("'of-future'"), std::string::npos) << unknown.error().text;
    text = contents_of(golden_4_path); // which ends with the rung
    text.replace(text.rfind(" 2"), 2, " 3");
    const Result<Checkpoint> no_rung = load_text(text);
    ASSERT_FALSE(no_rung);
    EXPECT_NE(no_rung.error().text.find("no rung 3"), std::string::npos) << no_rung.error().text;
}

TEST(Checkpoint, IsWrittenAsTheGoldenFileHasIt) {
    const Result<Checkpoint> loaded = load_text(expect_golden("checkpoint-7.txt", save_text(sample())));
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(*loaded, sample());
}

TEST(Checkpoint, KeepsNoBootTimeWhereTheKernelGaveNone) {
    Checkpoint c = sample();
    c.kernel_boot.reset();
    const Result<Checkpoint> loaded = load_text(save_text(c));
    ASSERT_TRUE(loaded);
    EXPECT_FALSE(loaded->kernel_boot);
}

TEST(Checkpoint, CutOffAnywhereIsRefusedOrWhole) {
    const std::string text = save_text(sample());
    for (std::size_t length = 0; length < text.size(); ++length) {
        const Result<Checkpoint> loaded = load_text(text.substr(0, length));
        EXPECT_TRUE(loaded || loaded.error().kind == ErrorKind::Corrupt) << length;
    }
}

TEST(Checkpoint, TooLargeIsRefusedUnread) {
    const Result<Checkpoint> loaded = load_text(std::string(limits::checkpoint_bytes_max + 1, '1'));
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().kind, ErrorKind::TooLarge);
}

TEST(Checkpoint, OfAPolicyOrAProductThatDoesNotExistIsRefused) {
    const auto refused = [](const Checkpoint& facts) {
        const Result<Checkpoint> loaded = load_text(save_text(facts));
        return !loaded && loaded.error().kind == ErrorKind::Corrupt;
    };
    Checkpoint facts;
    EXPECT_FALSE(refused(facts));
    for (const int beside : {-1, 3}) {
        facts = {};
        facts.restart_policy = static_cast<RestartPolicy>(beside);
        EXPECT_TRUE(refused(facts)) << beside;
        facts = {};
        facts.restore_point_policy = static_cast<RestorePointPolicy>(beside);
        EXPECT_TRUE(refused(facts)) << beside;
        facts = {};
        facts.identity.product = static_cast<Product>(beside);
        EXPECT_TRUE(refused(facts)) << beside;
    }
}

TEST(Policies, HaveNamesThatAreReadBack) {
    for (const RestartPolicy each : {RestartPolicy::Ask, RestartPolicy::Auto, RestartPolicy::Never})
        EXPECT_EQ(each, restart_policy_named(name_of(each)));
    for (const RestorePointPolicy each :
         {RestorePointPolicy::IfOn, RestorePointPolicy::SwitchOn, RestorePointPolicy::None})
        EXPECT_EQ(each, restore_point_policy_named(name_of(each)));
    EXPECT_EQ(std::nullopt, restart_policy_named("sometimes"));
    EXPECT_EQ(std::nullopt, restore_point_policy_named("sometimes"));
}

TEST(Checkpoint, RemembersOnlyTheLastEvents) {
    Checkpoint c;
    for (int i = 0; i < 100; ++i)
        add_event(c, std::to_string(i));
    ASSERT_EQ(c.events.size(), limits::events_kept);
    EXPECT_EQ(c.events.back(), "99");
}

} // namespace
} // namespace netmend
