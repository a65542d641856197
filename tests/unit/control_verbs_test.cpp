// Whole command lines against an imaginary service and a simulated Windows: what is printed, asked, sent, and the exit
// code.
#include <gtest/gtest.h>

#include "statemachine/saved/vault.hpp"
#include "tests/simulated/values.hpp"
#include "tests/unit/control_world.hpp"

namespace netmend::control {
namespace {

using simulated::Fault;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(Typing, DiagnoseGivesTheVerdictAsItsExitCode) {
    EXPECT_EQ(ControlWorld().type({"diagnose"}), 0);
    ControlWorld broken(Fault::ProviderDllMissing);
    EXPECT_EQ(broken.type({"diagnose", "--json"}), 1);
    const auto json = nlohmann::json::parse(broken.out);
    EXPECT_EQ(json["schema"], 1);
    EXPECT_EQ(json["exit_code"], 1);
    EXPECT_EQ(json["verdict"], "damaged");
    EXPECT_FALSE(json["findings"].empty());
    EXPECT_TRUE(broken.machine.effect_names().empty()) << "looking changed something";
}

TEST(Typing, DiagnoseAndPlanNeedNeitherServiceNorRights) {
    ControlWorld world(Fault::BaseTcpGone);
    world.service = ServiceState::Missing;
    world.is_administrator = false;
    EXPECT_EQ(world.type({"diagnose"}), 1);
    EXPECT_EQ(world.type({"plan"}), 0);
    EXPECT_TRUE(has(world.out, "What will be done:")) << world.out;
    EXPECT_TRUE(has(world.out, "1 restart.")) << world.out;
}

TEST(Typing, StartTouchesNoHealthyMachine) {
    ControlWorld world;
    EXPECT_EQ(world.type({"start", "--yes"}), 0);
    EXPECT_TRUE(has(world.out, "Nothing was changed"));
    EXPECT_TRUE(world.posted.empty());
    world.coming = {repair_in("keys/deleting-keys")};
    EXPECT_EQ(world.type({"start", "--yes", "--force"}), 0);
    ASSERT_EQ(world.posted.size(), 1u);
    EXPECT_TRUE(world.posted[0].forced);
}

TEST(Typing, StartAndPlanTakeServicesByName) {
    ControlWorld world(Fault::None, simulated::Preset::Windows7);
    simulated::Tree tree = world.machine.registry.now;
    tree.set("SYSTEM\\CurrentControlSet\\Services\\lmhosts", simulated::number("Start", 4));
    world.machine.becomes(tree, std::set<std::string>(world.machine.files));
    EXPECT_EQ(world.type({"plan", "--service=LMHOSTS"}), 0);
    EXPECT_TRUE(has(world.out, "Switch on the service lmhosts")) << world.out;
    EXPECT_FALSE(has(world.out, "nothing to do")) << world.out;
    for (const char* verb : {"plan", "start"}) {
        EXPECT_EQ(world.type({verb, "--service=lmhots"}), 1150) << verb;
        EXPECT_TRUE(has(world.out, "Did you mean lmhosts?")) << world.out;
    }
    EXPECT_TRUE(world.posted.empty());
    world.answers = {"y"};
    world.coming = {repair_in("ladder/carrying-out", Procedure::MendServices)};
    EXPECT_EQ(world.type({"start", "--service=lmhosts"}), 0) << world.out;
    ASSERT_EQ(world.posted.size(), 1u);
    EXPECT_EQ(world.posted[0].services, std::vector<std::string>{"lmhosts"});
    EXPECT_EQ(world.type({"plan", "--service=lmhosts", "--json"}), 0);
    EXPECT_EQ(nlohmann::json::parse(world.out)["plan"]["services"], nlohmann::json({"lmhosts"}));
}

TEST(Typing, StartShowsThePlanAndAsks) {
    ControlWorld world(Fault::BaseTcpGone);
    world.answers = {"n"};
    EXPECT_EQ(world.type({"start"}), 1602);
    EXPECT_TRUE(has(world.out, "Shall the repair begin?"));
    EXPECT_TRUE(has(world.out, "What is broken:"));
    EXPECT_TRUE(world.posted.empty());
    world.answers = {"y"};
    world.coming = {repair_in("opening/diagnosing", Procedure::ResetCatalog),
                    repair_in("reset/resetting-catalog", Procedure::ResetCatalog)};
    EXPECT_EQ(world.type({"start", "--restart=auto"}), 0);
    ASSERT_EQ(world.posted.size(), 1u);
    EXPECT_EQ(world.posted[0].restart_policy, RestartPolicy::Auto);
    EXPECT_FALSE(world.posted[0].any_plan);
    EXPECT_FALSE(world.posted[0].plan.empty());
}

TEST(Typing, StartWithoutAPersonIsDeclinedWithAHint) {
    ControlWorld world(Fault::BaseTcpGone);
    EXPECT_EQ(world.type({"start"}), 1602);
    EXPECT_TRUE(has(world.out, "--yes")) << world.out;
    EXPECT_EQ(world.type({"start", "--json"}), 1602);
    EXPECT_EQ(nlohmann::json::parse(world.out)["plan"]["procedure"], "reset");
    EXPECT_TRUE(world.posted.empty());
}

TEST(Typing, StartWaitsUntilARestartIsNeeded) {
    ControlWorld world(Fault::BaseTcpGone);
    world.coming = {repair_in("opening/backing-up", Procedure::ResetCatalog),
                    repair_in("reset/resetting-catalog", Procedure::ResetCatalog),
                    repair_in("reset/restart-after-reset", Procedure::ResetCatalog)};
    EXPECT_EQ(world.type({"start", "--yes", "--wait=60"}), 3010);
    EXPECT_TRUE(has(world.out, "Restart this computer: step 3 of 4")) << world.out;
}

TEST(Typing, StartAsksAgainWhenTheServiceFoundSomethingElse) {
    ControlWorld world(Fault::BaseTcpGone);
    Snapshot other = repair_in("opening/awaiting-consent");
    world.coming = {other, repair_in("keys/deleting-keys")};
    world.answers = {"y", "y"};
    EXPECT_EQ(world.type({"start"}), 0);
    EXPECT_TRUE(has(world.out, "differs from the plan")) << world.out;
    EXPECT_TRUE(has(world.out, "Imaginary Firewall"));
    ASSERT_EQ(world.posted.size(), 2u);
    EXPECT_EQ(world.posted[1].kind, Request::Kind::Consent);
    EXPECT_EQ(world.posted[1].plan, id_of(other.checkpoint.plan));
}

TEST(Typing, ASecondStartIsRefusedAndSaysWhatIsRunning) {
    ControlWorld world(Fault::BaseTcpGone);
    world.handler.changed(repair_in("keys/installing-tcpip"));
    EXPECT_EQ(world.type({"start", "--yes"}), 1618);
    EXPECT_TRUE(has(world.out, "Installing TCP/IP again")) << world.out;
    EXPECT_TRUE(world.posted.empty());
}

TEST(Typing, WhatChangesSomethingNeedsAnAdministrator) {
    ControlWorld world(Fault::BaseTcpGone);
    world.is_administrator = false;
    for (const char* verb : {"start", "continue", "cancel", "rollback", "install", "uninstall"}) {
        EXPECT_EQ(world.type({verb}), 5) << verb;
        EXPECT_TRUE(has(world.out, "Run as administrator")) << verb;
    }
    EXPECT_EQ(world.type({"status"}), 0);
}

// On the phone one command must do.
TEST(Typing, StartOffersToInstallFirstWhereNetmendIsNotInstalled) {
    ControlWorld no(Fault::BaseTcpGone);
    no.service = ServiceState::Missing;
    no.answers = {"n"};
    EXPECT_EQ(no.type({"start"}), 1060);
    EXPECT_TRUE(has(no.out, "Shall netmend be installed now?")) << no.out;
    EXPECT_EQ(no.service, ServiceState::Missing);

    ControlWorld yes(Fault::BaseTcpGone);
    yes.service = ServiceState::Missing;
    yes.answers = {"y", "n"};
    EXPECT_EQ(yes.type({"start"}), 1602) << yes.out;
    EXPECT_TRUE(has(yes.out, "Installed.")) << yes.out;
    EXPECT_TRUE(has(yes.out, "Shall the repair begin?")) << yes.out;

    ControlWorld both(Fault::BaseTcpGone);
    both.service = ServiceState::Missing;
    both.coming = {repair_in("reset/resetting-catalog")};
    both.type({"start", "--yes"});
    EXPECT_EQ(both.service, ServiceState::Running);
    EXPECT_FALSE(both.posted.empty()) << both.out;

    ControlWorld full(Fault::BaseTcpGone);
    full.service = ServiceState::Missing;
    full.installs = false;
    EXPECT_EQ(full.type({"start", "--yes"}), 1603);
    EXPECT_TRUE(has(full.out, "The disk is full.")) << full.out;
    EXPECT_TRUE(full.posted.empty());
}

TEST(Typing, EachWayToMissTheServiceHasItsSentenceAndCode) {
    ControlWorld world(Fault::BaseTcpGone);
    world.service = ServiceState::Missing;
    for (const char* verb : {"status", "watch", "start", "cancel", "continue", "rollback"})
        EXPECT_EQ(world.type({verb, "--json"}), 1060) << verb;
    world.service = ServiceState::Stopped;
    EXPECT_EQ(world.type({"status"}), 1062);
    EXPECT_TRUE(has(world.out, "net start netmend"));
    world.service = ServiceState::Starting;
    EXPECT_EQ(world.type({"status"}), 1062);
    EXPECT_TRUE(has(world.out, "just starting"));
}

TEST(Typing, StatusReadsTheDiskWhenTheServiceIsNotThere) {
    ControlWorld world;
    world.service = ServiceState::Stopped;
    const Snapshot saved = repair_in("keys/restart-for-blank-keys");
    ASSERT_TRUE(Vault(world.ports.folder).save(checkpoint_version, save_text(saved.checkpoint)));
    world.machine.forget_effects();
    EXPECT_EQ(world.type({"status"}), 1062);
    EXPECT_TRUE(has(world.out, "Restart this computer: step 3 of 6")) << world.out;
    EXPECT_TRUE(world.machine.effect_names().empty()) << "looking changed something";

    ASSERT_TRUE(world.ports.folder.write("checkpoint", {1, 2, 3}));
    world.machine.forget_effects();
    EXPECT_EQ(world.type({"status"}), 1062);
    EXPECT_TRUE(has(world.out, "nothing was touched")) << world.out;
    EXPECT_TRUE(world.machine.effect_names().empty()) << "looking changed something";
}

TEST(Typing, CancelSaysFirstWhatItTakes) {
    ControlWorld world;
    EXPECT_EQ(world.type({"cancel"}), 0);
    world.handler.changed(repair_in("keys/installing-tcpip"));
    EXPECT_EQ(world.type({"cancel"}), 1602); // nobody to ask
    EXPECT_TRUE(world.posted.empty());
    world.coming = {repair_in("rollback/rolling-back"), repair_in("rollback/restart-after-rollback")};
    world.answers = {"y"};
    EXPECT_EQ(world.type({"cancel"}), 3010);
    EXPECT_TRUE(has(world.out, "takes 1 restart")) << world.out;
    ASSERT_EQ(world.posted.size(), 1u);
}

TEST(Typing, WatchFollowsUntilItRests) {
    ControlWorld world;
    world.handler.changed(repair_in("opening/backing-up"));
    world.coming = {repair_in("keys/deleting-keys"), repair_in("keys/restart-for-blank-keys")};
    EXPECT_EQ(world.type({"watch"}), 3010);
    EXPECT_TRUE(has(world.out, "Backing up")) << world.out;
    EXPECT_TRUE(has(world.out, "Choose Restart"));
    world.handler.changed(repair_in("keys/deleting-keys"));
    EXPECT_EQ(world.type({"watch"}), 1062); // and then the service went
}

TEST(Typing, HistoryIsOneLineARepair) {
    ControlWorld world;
    EXPECT_EQ(world.type({"history"}), 0);
    const std::string line = "id\t2026-11-22\t2026-11-23\tkeys\tsettled/repaired\t2\tRepaired.\r\n";
    ASSERT_TRUE(world.ports.folder.write("history.jsonl", {line.begin(), line.end()}));
    EXPECT_EQ(world.type({"history", "--json"}), 0);
    EXPECT_EQ(nlohmann::json::parse(world.out)["history"][0]["phase"], "settled/repaired");
}

TEST(Typing, InstallWaitsForTheEndOfAStep) {
    ControlWorld world;
    Snapshot working = repair_in("keys/installing-tcpip");
    working.working = true;
    world.handler.changed(working);
    EXPECT_EQ(world.type({"install"}), 1618);
    EXPECT_EQ(0, world.installations);
    working.working = false;
    world.handler.changed(working);
    EXPECT_EQ(world.type({"install"}), 0);
    EXPECT_EQ(1, world.installations);
}

TEST(Typing, UninstallRefusesInMidRepairUnlessAbandoned) {
    ControlWorld world;
    world.handler.changed(repair_in("keys/restart-for-blank-keys"));
    EXPECT_EQ(world.type({"uninstall"}), 1618);
    EXPECT_FALSE(world.uninstalled);
    world.machine.behaviour.restart = simulated::RestartAnswer::Happens;
    ASSERT_TRUE(world.ports.power.ask_restart(std::chrono::seconds(60), "restart", /*forced=*/false));
    EXPECT_EQ(world.type({"uninstall", "--abandon"}), 0);
    EXPECT_TRUE(world.uninstalled);
    EXPECT_FALSE(world.machine.restart_is_under_way());
}

TEST(Typing, UninstallRefusesWhereItCannotSeeWhetherARepairIsUnderWay) {
    ControlWorld world;
    world.service = ServiceState::Stopped;
    EXPECT_TRUE(world.ports.folder.write("checkpoint", Bytes{1}));
    world.machine.folder.refusals.push_back(
        {ErrorKind::AccessDenied, 100, "checkpoint", /*reads=*/true, /*writes=*/false});
    EXPECT_EQ(world.type({"uninstall"}), 1618);
    EXPECT_FALSE(world.uninstalled);
    EXPECT_EQ(world.type({"uninstall", "--abandon"}), 0);
}

TEST(Typing, UninstallLooksAtTheDiskWhenTheServiceIsStopped) {
    ControlWorld world;
    world.service = ServiceState::Stopped;
    ASSERT_TRUE(
        Vault(world.ports.folder).save(checkpoint_version, save_text(repair_in("keys/deleting-keys").checkpoint)));
    EXPECT_EQ(world.type({"uninstall"}), 1618);
    ASSERT_TRUE(
        Vault(world.ports.folder).save(checkpoint_version, save_text(repair_in("settled/repaired").checkpoint)));
    EXPECT_EQ(world.type({"uninstall"}), 0);
}

TEST(Typing, NonsenseIsUsageAnd87) {
    ControlWorld world;
    EXPECT_EQ(world.type({"mend"}), 87);
    EXPECT_TRUE(has(world.err, "diagnose"));
}

TEST(Typing, ReportHoldsEverything) {
    ControlWorld world(Fault::BaseTcpGone);
    EXPECT_EQ(world.type({"report", "--json"}), 0);
    const auto json = nlohmann::json::parse(world.out);
    for (const char* part : {"version", "status", "verdict", "findings", "history"})
        EXPECT_TRUE(json.contains(part)) << part;
}

} // namespace
} // namespace netmend::control
