#include "statemachine/planning.hpp"

#include <algorithm>

#include "statemachine/windows_kinds.hpp"

namespace netmend {
namespace {

constexpr std::size_t findings_shown_max = 12;

std::vector<std::string> steps_of(const std::string& procedure) {
    if (procedure == "reset")
        return {"Back up the network settings and check the backup.",
                "Reset the Winsock catalog (netsh winsock reset).", "Restart.", "Check that sockets carry data again."};
    if (procedure == "keys")
        return {"Back up the network settings and check the backup.",
                "Delete the registry keys Winsock and WinSock2.",
                "Restart, so that Windows writes blank ones.",
                "Install TCP/IP again.",
                "Restart.",
                "Check that sockets carry data again."};
    return {};
}

} // namespace

Plan make_plan(const winsock::Diagnosis& diagnosis, const std::vector<std::string>& third_parties,
               const SystemIdentity& identity) {
    Plan plan;
    const WindowsKind kind = kind_of(identity);
    plan.verdict = name_of(diagnosis.verdict);
    plan.procedure = kind.procedure;
    plan.refusal = kind.refusal;
    for (const winsock::Finding& finding : diagnosis.findings)
        if (finding.severity == winsock::Severity::Damage && plan.broken.size() < findings_shown_max)
            plan.broken.push_back(finding.text);
    if (plan.procedure.empty())
        return plan;

    for (const winsock::Finding& finding : diagnosis.findings)
        if (finding.code == "restart-first")
            plan.warnings.push_back(finding.text + " " + finding.remedy);
    plan.steps = steps_of(plan.procedure);
    plan.removed = third_parties;
    plan.restarts = plan.procedure == "reset" ? 1 : 2;
    plan.restarts_if_not_enough = plan.procedure == "reset" ? 3 : 2;
    if (!plan.removed.empty())
        plan.warnings.push_back(
            "Programs that sit on the network (antivirus, firewall, proxy clients) may stop working and "
            "may have to be installed again; above all those named here.");
    if (kind.unsupported)
        plan.warnings.push_back(kind.name +
                                " below Service Pack 2 is no longer supported: install the service pack after "
                                "the repair.");
    return plan;
}

} // namespace netmend
