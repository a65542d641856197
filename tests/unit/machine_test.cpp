// Single rows of the table whose guard looks at the machine itself.
#include "statemachine/machine/machine.hpp"

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "statemachine/machine/guards.hpp"
#include "statemachine/planning/windows_kinds.hpp"

namespace netmend {
namespace {

Checkpoint in_phase(const std::string& phase, Product product) {
    Checkpoint facts;
    facts.phase = phase;
    facts.backup_name = "backup";
    facts.identity.product = product;
    facts.plan.ladder = {Procedure::ResetCatalog};
    if (product != Product::DomainController) // as the plan has it there
        facts.plan.ladder.push_back(Procedure::DeleteKeys);
    return facts;
}

TEST(TheKeys, AreDeletedWhereTheResetWasNotEnough) {
    Checkpoint facts = in_phase("reset/verifying", Product::Server);
    Machine(facts).handle(event::SeenDamaged{});
    EXPECT_EQ("keys/deleting-keys", facts.phase);
}

TEST(TheKeys, AreNeverDeletedOnADomainController) {
    Checkpoint facts = in_phase("reset/verifying", Product::DomainController);
    Machine(facts).handle(event::SeenDamaged{});
    EXPECT_EQ("rollback/rolling-back", facts.phase);

    facts = in_phase("reset/resetting-catalog", Product::DomainController);
    Machine machine(facts);
    for (int i = 0; i < limits::tries_per_step_max; ++i)
        machine.handle(event::StillDamaged{"still"});
    EXPECT_EQ("rollback/rolling-back", facts.phase);
}

TEST(TheKeys, AreNotDeletedBecauseNobodyCouldLook) {
    Checkpoint facts = in_phase("reset/resetting-catalog", Product::Workstation);
    Machine machine(facts);
    for (int i = 0; i < limits::tries_per_step_max; ++i)
        machine.handle(event::StepFailed{"could not look"});
    EXPECT_EQ("rollback/rolling-back", facts.phase);
}

Checkpoint with_settings_lost(int extra_restarts) {
    Checkpoint facts = in_phase("reinstall/verifying", Product::Workstation);
    facts.plan.ladder = {Procedure::ReinstallTcpip};
    facts.extra_restarts = extra_restarts;
    Machine machine(facts);
    machine.handle(event::SeenMended{});
    machine.handle(event::SettingsCompared{{"the address is gone"}});
    return facts;
}

TEST(SettingsThatTheRemovalTook, AreGivenBackOnceMoreAndThenAPersonIsNeeded) {
    EXPECT_EQ("reinstall/giving-back-settings", with_settings_lost(0).phase);
    EXPECT_EQ("reinstall/needing-person", with_settings_lost(limits::extra_restarts_max).phase);
}

TEST(ARestartThatWindowsPutsOff, IsAskedForAgainUpToItsOwnBoundAndThenOfAPerson) {
    for (const bool accepted : {false, true}) {
        Checkpoint facts = in_phase("reset/restart-after-reset", Product::Workstation);
        facts.restart_policy = RestartPolicy::Auto;
        Machine machine(facts);
        const int bound = accepted ? limits::restarts_overdue_max : limits::restart_refusals_max;
        for (int i = 1; i <= bound; ++i) {
            machine.note_restart_asked();
            EXPECT_TRUE(machine.waits_for_windows());
            machine.handle(event::RestartPutOff{"locked", accepted, {"ann"}});
            EXPECT_EQ(Order::AskForRestart, machine.order()) << i;
            EXPECT_EQ(i < bound, restarts_by_itself(facts)) << i;
        }
        machine.note_restart_asked();
        EXPECT_FALSE(machine.waits_for_windows()) << "it is a person's turn";
        machine.handle(event::RestartHappened{});
        machine.handle(event::SeenDamaged{});
        EXPECT_TRUE(restarts_by_itself(facts)) << "the next restart is asked of Windows again";
        EXPECT_EQ("", facts.restart_wanted_since);
    }
}

// Of two guards the machine asks one first, and the other only where that one does not hold.
TEST(Guards, OfOnePairExcludeEachOtherAlsoWhereTheMachineAsksOnlyOne) {
    const Checkpoint left = with_settings_lost(0), spent = with_settings_lost(limits::extra_restarts_max);
    const Event compared = event::SettingsCompared{{"another difference"}};
    EXPECT_TRUE(MayGiveBackAgain::holds(left, compared));
    EXPECT_FALSE(MayGiveBackAgain::holds(spent, compared));
    EXPECT_FALSE(SettingsStayLost::holds(left, compared));
    EXPECT_TRUE(SettingsStayLost::holds(spent, compared));
    for (const bool has_backup : {false, true}) {
        const Event woke = event::Woke{"later/unknown-phase", has_backup};
        EXPECT_EQ(has_backup, UnknownAndBackedUp::holds(left, woke));
        EXPECT_EQ(!has_backup, UnknownAndUntouched::holds(left, woke));
    }
}

TEST(APhaseOfANewerNetmend, WakesIntoItsWayBack) {
    Checkpoint facts = in_phase("later/unknown-phase", Product::Workstation);
    EXPECT_EQ("rollback/rolling-back", Machine(facts).phase().name);
    facts = in_phase("later/unknown-phase", Product::Workstation);
    facts.backup_name.clear();
    EXPECT_EQ("settled/unchanged", Machine(facts).phase().name) << "nothing had been changed yet";
}

TEST(TheSameSystem, IsOneWhosePartsThatCouldBeReadAgree) {
    SystemIdentity was{5, 1, 2600, 2, Product::Workstation, false, "guid/sid"};
    SystemIdentity is = was;
    EXPECT_TRUE(same_system(was, is));
    is.machine_id = "/sid";
    EXPECT_TRUE(same_system(was, is)) << "one part could not be read";
    is.machine_id = "guid/another";
    EXPECT_FALSE(same_system(was, is)) << "a clone";
    is = was;
    is.service_pack = 3;
    EXPECT_FALSE(same_system(was, is));
}

} // namespace
} // namespace netmend
