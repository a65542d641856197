#include "statemachine/planning/planning.hpp"

#include <algorithm>

#include "statemachine/planning/windows_kinds.hpp"
#include "statemachine/winsock/told.hpp"

namespace netmend {
namespace {

constexpr std::size_t findings_shown_max = 12;

constexpr char record_and_back_up[] = "Write down the settings of every network connection, back up the registry "
                                      "keys and check the backup.";

std::vector<std::string> steps_of(Procedure procedure) {
    std::vector<std::string> steps{record_and_back_up};
    for (const PlannedStep& step : row_of(procedure).steps)
        steps.emplace_back(step.text);
    return steps;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

// What takes TCP/IP or its keys away is not done to a machine that others need it of (procedures, 3). `refusal`: why
// the ladder ends earlier here.
std::vector<Procedure> ladder_for(const WindowsKind& kind, const winsock::Diagnosis& diagnosis,
                                  const Result<std::vector<std::string>>& roles, bool forced, std::string& refusal) {
    std::vector<Procedure> ladder = kind.ladder;
    if (diagnosis.verdict == winsock::Verdict::Damaged)
        std::erase_if(ladder, [&](Procedure procedure) { return !answers(procedure, diagnosis); });
    if (forced || (roles && roles->empty()))
        return ladder;
    const auto forbidden = [](Procedure procedure) { return row_of(procedure).forbidden_by_roles; };
    if (std::any_of(ladder.begin(), ladder.end(), forbidden))
        refusal = roles ? "TCP/IP is not taken away and installed again on a computer that other computers need: " +
                              joined(*roles) + "."
                        : "netmend could not see whether other computers need this one: " + roles.error().text;
    std::erase_if(ladder, forbidden);
    return ladder;
}

void add_warnings(Plan& plan, const WindowsKind& kind, const winsock::Diagnosis& diagnosis) {
    for (const winsock::Finding& finding : diagnosis.findings)
        if (finding.code == "restart-first")
            plan.warnings.push_back(finding.text + " " + finding.remedy);
    if (!plan.removed.empty())
        plan.warnings.push_back(
            "Programs that sit on the network (antivirus, firewall, proxy clients) may stop working and "
            "may have to be installed again; above all those named here.");
    if (const std::string_view warning = row_of(plan.ladder.front()).warning; !warning.empty())
        plan.warnings.emplace_back(warning);
    if (kind.unsupported)
        plan.warnings.push_back(kind.name +
                                " below Service Pack 2 is no longer supported: install the service pack after "
                                "the repair.");
}

} // namespace

Plan make_plan(const winsock::Diagnosis& diagnosis, const std::vector<std::string>& third_parties,
               const SystemIdentity& identity, const Result<std::vector<std::string>>& roles, bool forced) {
    Plan plan;
    const WindowsKind kind = kind_of(identity);
    plan.verdict = name_of(diagnosis.verdict);
    for (const winsock::Told& one : winsock::told_of(diagnosis))
        if (one.severity == winsock::Severity::Damage && plan.broken.size() < findings_shown_max)
            plan.broken.push_back(one.text);

    std::string withheld; // why the ladder ends earlier here
    plan.ladder = ladder_for(kind, diagnosis, roles, forced, withheld);
    if (plan.ladder.empty()) {
        plan.refusal = kind.refusal.empty() ? withheld + " `--force` does it all the same." : kind.refusal;
        return plan;
    }
    plan.steps = steps_of(plan.ladder.front());
    plan.removed = third_parties;
    plan.restarts = plan.restarts_if_not_enough = row_of(plan.ladder.front()).restarts;
    if (plan.ladder.size() > 1)
        plan.restarts_if_not_enough += row_of(plan.ladder[1]).restarts;
    add_warnings(plan, kind, diagnosis);
    if (!withheld.empty())
        plan.warnings.push_back("If this is not enough, a person has to look: " + withheld);
    return plan;
}

} // namespace netmend
