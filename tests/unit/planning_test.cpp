// Every plan that netmend can make, whole: each Windows, with and without others who need it, forced or not.
#include <sstream>

#include <gtest/gtest.h>

#include "statemachine/planning/planning.hpp"
#include "statemachine/winsock/codes.hpp"
#include "tests/simulated/baselines.hpp"
#include "tests/unit/golden_text.hpp"

namespace netmend {
namespace {

winsock::Diagnosis damaged() {
    winsock::Diagnosis diagnosis;
    diagnosis.verdict = winsock::Verdict::Damaged;
    winsock::Finding damage, suspicious, restart;
    damage.code = "dll-missing";
    damage.severity = winsock::Severity::Damage;
    damage.text = "What is broken.";
    suspicious.code = "order";
    suspicious.severity = winsock::Severity::Suspicious;
    suspicious.text = "What is odd.";
    restart.code = "restart-first";
    restart.text = "What waits for a restart.";
    restart.remedy = "Restart first.";
    diagnosis.findings = {damage, suspicious, restart};
    return diagnosis;
}

void write_list(std::ostream& out, const char* name, const std::vector<std::string>& lines) {
    for (const std::string& line : lines)
        out << "  " << name << ": " << line << "\n";
}

void write(std::ostream& out, const Plan& plan) {
    out << "  " << plan.verdict << ", " << (plan.ladder.empty() ? "no procedure" : first_name(plan)) << ", then "
        << (plan.ladder.size() < 2 ? "nobody" : name_of(plan.ladder[1])) << ", restarts " << plan.restarts << " or "
        << plan.restarts_if_not_enough << "\n";
    if (!plan.refusal.empty())
        out << "  refusal: " << plan.refusal << "\n";
    write_list(out, "broken", plan.broken);
    write_list(out, "step", plan.steps);
    write_list(out, "removed", plan.removed);
    write_list(out, "warning", plan.warnings);
}

TEST(Planning, OfEveryWindowsIsGolden) {
    using Roles = std::vector<std::string>;
    const std::pair<const char*, Result<Roles>> needs[] = {
        {"nobody needs it", Roles{}},
        {"others need it", Roles{"DHCP Server", "DNS Server"}},
        {"it cannot be seen who needs it", fail(ErrorKind::AccessDenied, "The services are hidden.", 5)},
    };
    std::ostringstream out;
    for (const simulated::Preset preset : simulated::all_presets)
        for (const auto& [who, roles] : needs)
            for (const bool forced : {false, true}) {
                out << "== " << simulated::name_of(preset) << ", " << who << (forced ? ", forced" : "") << "\n";
                write(out, make_plan(damaged(), {{"a proxy's layer", "a firewall's layer"}, {"a firewall's layer"}},
                                     simulated::identity_of(preset), roles, forced));
            }
    expect_golden("plans.txt", out.str());
}

winsock::Diagnosis found(std::vector<winsock::Finding> findings) {
    winsock::Diagnosis diagnosis;
    diagnosis.findings = std::move(findings);
    winsock::settle(diagnosis);
    return diagnosis;
}

Plan plan_for(const winsock::Diagnosis& diagnosis, simulated::Preset preset, bool forced = false,
              std::vector<std::string> roles = {}) {
    return make_plan(diagnosis, {}, simulated::identity_of(preset), roles, forced);
}

const winsock::Finding dns_off =
                           make_finding(winsock::Severity::Damage, "namespace-provider-off", "namespace", 32, "."),
                       dns_gone =
                           make_finding(winsock::Severity::Damage, "namespace-provider-missing", "namespace", 32, "."),
                       gap_of_names = make_finding(winsock::Severity::Damage, "numbering-gap", "namespace", 32, "."),
                       gap = make_finding(winsock::Severity::Damage, "numbering-gap", "protocol", 32, "."),
                       orphan = make_finding(winsock::Severity::Damage, "orphan", "protocol", 32, "."),
                       old_key = make_finding(winsock::Severity::Damage, "old-key-missing", "winsock1", 0, "."),
                       driver = make_finding(winsock::Severity::Damage, "driver-disabled", "driver", 0, "."),
                       sockets = make_finding(winsock::Severity::Damage, "sockets-fail", "sockets", 32, ".");
using Ladder = std::vector<Procedure>;

// A reset of Winsock leaves name spaces, the old key and the drivers alone.
TEST(Planning, LeavesOutAProcedureThatAnswersNothingOfWhatIsBroken) {
    const auto reset = Procedure::ResetCatalog, keys = Procedure::DeleteKeys;
    const std::pair<std::vector<winsock::Finding>, Ladder> cases[] = {
        {{orphan}, {reset, keys}},
        {{gap}, {reset, keys}},
        {{sockets}, {reset, keys}},
        {{driver, sockets}, {reset, keys}},
        {{dns_gone, gap}, {reset, keys}},
        {{dns_off, orphan}, {reset, keys}},
        {{dns_gone}, {keys}},
        {{gap_of_names}, {keys}},
        {{old_key}, {keys}},
        {{driver}, {keys}},
        {{dns_off}, {}},
    };
    for (const auto& [findings, ladder] : cases) {
        const winsock::Diagnosis diagnosis = found(findings);
        EXPECT_EQ(plan_for(diagnosis, simulated::Preset::XpSp3).ladder, ladder) << findings.front().code;
        EXPECT_EQ(plan_for(diagnosis, simulated::Preset::XpSp3, /*forced=*/true).ladder, (Ladder{reset, keys}))
            << "who forces it gets all of it";
        EXPECT_EQ(plan_for(diagnosis, simulated::Preset::XpSp1).ladder, ladder.empty() ? Ladder{} : Ladder{keys});
    }
}

// On Vista and later it comes last, and what it takes though it is healthy is a list of its own.
TEST(Planning, ResetsWinsockBehindWhatIsGentlerAndListsWhatThatTakes) {
    const winsock::Finding blank = make_finding(winsock::Severity::Damage, "catalog-blank", "protocol", 32, ".");
    const Providers others{{"Acme", "Borea"}, {"Acme"}, {"Borea: C:\\borea.dll"}};
    const SystemIdentity eleven = simulated::identity_of(simulated::Preset::Windows11);
    const auto plan_of = [&](const winsock::Finding& finding, bool forced) {
        return make_plan(found({finding}), others, eleven, std::vector<std::string>{}, forced);
    };
    for (const bool forced : {false, true}) {
        const Plan behind = plan_of(orphan, forced);
        EXPECT_EQ(behind.ladder, (Ladder{Procedure::RemoveBrokenLayers, Procedure::ResetWinsock}));
        EXPECT_EQ(behind.loss, others.healthy);
        EXPECT_EQ(behind.removed, others.broken_layers);
        EXPECT_EQ(behind.restarts, 0);
        EXPECT_EQ(behind.restarts_if_not_enough, 1);
        const Plan alone = plan_of(blank, forced);
        EXPECT_EQ(alone.ladder, Ladder{Procedure::ResetWinsock});
        EXPECT_EQ(alone.restarts, 1);
        EXPECT_EQ(alone.restarts_if_not_enough, 1);
        EXPECT_TRUE(plan_of(dns_gone, forced).loss.empty());
        EXPECT_FALSE(answers(Procedure::ResetWinsock, found({dns_gone, old_key, driver, sockets})));
    }
}

// What no procedure mends is never promised: a person gets it, with its remedy.
TEST(Planning, GivesWhatNoProcedureMendsToAPersonByItsRemedy) {
    for (const simulated::Preset preset : simulated::all_presets) {
        if (simulated::identity_of(preset).major >= 6)
            continue; // there a rung switches it on again
        const Plan alone = plan_for(found({dns_off}), preset);
        EXPECT_TRUE(alone.ladder.empty()) << name_of(preset);
        EXPECT_NE(alone.refusal.find("Set Enabled to 1"), std::string::npos) << alone.refusal;
        EXPECT_TRUE(alone.steps.empty());
        const Plan both = plan_for(found({dns_off, orphan}), preset);
        const std::string said = both.ladder.empty() ? both.refusal : both.warnings.back();
        EXPECT_NE(said.find("Set Enabled to 1"), std::string::npos) << name_of(preset) << ": " << said;
        EXPECT_EQ(said.find("the plan names the procedure"), std::string::npos) << said;
    }
    const Plan forbidden =
        plan_for(found({dns_gone}), simulated::Preset::Server2003Rtm, /*forced=*/false, {"DNS Server"});
    EXPECT_TRUE(forbidden.ladder.empty());
    EXPECT_NE(forbidden.refusal.find("--force"), std::string::npos) << forbidden.refusal;
    EXPECT_NE(forbidden.refusal.find("Put its entry back"), std::string::npos) << forbidden.refusal;
}

// Each code of the list, where it is damage, in each list: some procedure of XP answers it, or a sentence for a person.
TEST(Planning, NamesWhatMendsEveryDamage) {
    static_assert(!winsock::says_what_mends_it({"x", winsock::Severity::Damage, winsock::Severity::Damage, "", ""}));
    static_assert(!winsock::says_what_mends_it(
        {"x", winsock::Severity::Damage, winsock::Severity::Note, "", "", winsock::Part::Person}));
    static_assert(!winsock::says_what_mends_it(
        {"x", winsock::Severity::Note, winsock::Severity::Note, "", "", winsock::Part::Protocols}));
    static_assert(winsock::says_what_mends_it(
        {"x", winsock::Severity::Damage, winsock::Severity::Note, "", "", winsock::Part::Person, "Do it."}));
    static_assert(!winsock::says_what_mends_it(
        {"x", winsock::Severity::Note, winsock::Severity::Note, "", "", winsock::Part::Person}));
    static_assert(winsock::says_what_mends_it(
        {"x", winsock::Severity::Suspicious, winsock::Severity::Note, "", "Do it.", winsock::Part::Person}));
    for (const winsock::CodeRow& row : winsock::code_rows) {
        if (row.gravest != winsock::Severity::Damage)
            continue;
        for (const char* catalog : {"protocol", "namespace"}) {
            winsock::Finding finding;
            finding.code = row.code;
            finding.severity = winsock::Severity::Damage;
            const std::size_t number = winsock::number_of_code(row.code);
            finding.part = winsock::part_of(winsock::code_rows[number], catalog);
            finding.remedy = row.person;
            const Plan plan = plan_for(found({finding}), simulated::Preset::XpSp3);
            const bool no_procedure_of_xp = row.part == winsock::Part::Person || row.part == winsock::Part::NamesOff ||
                                            row.part == winsock::Part::Services;
            EXPECT_EQ(plan.ladder.empty(), no_procedure_of_xp) << row.code;
            if (plan.ladder.empty()) {
                EXPECT_NE(plan.refusal.find(row.person), std::string::npos) << row.code << ": " << plan.refusal;
            }
        }
    }
}

TEST(Planning, ShowsNoMoreBrokenThingsThanAPersonReads) {
    winsock::Diagnosis diagnosis = damaged();
    const winsock::Finding broken = diagnosis.findings.front();
    for (int i = 0; i < 1000; ++i) {
        diagnosis.findings.push_back(broken);
        diagnosis.findings.back().text = "Broken thing " + std::to_string(i) + ".";
    }
    const SystemIdentity xp = simulated::identity_of(simulated::Preset::XpSp3);
    const Plan plan = make_plan(diagnosis, {}, xp, std::vector<std::string>{}, false);
    EXPECT_LT(plan.broken.size(), 100u);
    EXPECT_GT(plan.broken.size(), 1u);
}

} // namespace
} // namespace netmend
