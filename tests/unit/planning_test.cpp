// Every plan that netmend can make, whole: each Windows, with and without others who need it, forced or not.
#include <sstream>

#include <gtest/gtest.h>

#include "statemachine/planning/planning.hpp"
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
                write(out, make_plan(damaged(), {"a proxy's layer"}, simulated::identity_of(preset), roles, forced));
            }
    expect_golden("plans.txt", out.str());
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
