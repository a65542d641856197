#include "statemachine/planning/planning.hpp"

#include <algorithm>

#include "statemachine/planning/windows_kinds.hpp"

namespace netmend {
namespace {

constexpr std::size_t findings_shown_max = 12;

constexpr char record_and_back_up[] = "Write down the settings of every network connection, back up the registry "
                                      "keys and check the backup.";
constexpr char settings_back[] = "Give back every setting that is not there any more.";
constexpr char check[] = "Check that sockets carry data again.";

std::vector<std::string> steps_of(const std::string& procedure) {
    if (procedure == "reset")
        return {record_and_back_up, "Reset the Winsock catalog (netsh winsock reset).", "Restart.", check};
    if (procedure == "keys")
        return {record_and_back_up,
                "Delete the registry keys Winsock and WinSock2.",
                "Restart, so that Windows writes blank ones.",
                "Install TCP/IP again.",
                settings_back,
                "Restart.",
                check};
    return {record_and_back_up,
            "Remove TCP/IP.",
            "Restart.",
            "Delete the registry keys Tcpip, Winsock and WinSock2 and two Bind values.",
            "Restart, so that Windows writes blank ones.",
            "Install TCP/IP again.",
            settings_back,
            "Restart.",
            check};
}

int restarts_of(const std::string& procedure) { // the articles' own numbers
    return procedure == "reset" ? 1 : procedure == "keys" ? 2 : procedure == "reinstall" ? 3 : 0;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

// What takes TCP/IP or its keys away is not done to a machine that others need it of (procedures, 3).
std::vector<std::string> ladder_for(const WindowsKind& kind, const Result<std::vector<std::string>>& roles, bool forced,
                                    std::string& refusal) {
    std::vector<std::string> ladder = kind.ladder;
    if (forced || (roles && roles->empty()))
        return ladder;
    const auto takes_away = [](const std::string& procedure) { return procedure != "reset"; };
    if (std::any_of(ladder.begin(), ladder.end(), takes_away))
        refusal = roles ? "TCP/IP is not taken away and installed again on a computer that other computers need: " +
                              joined(*roles) + "."
                        : "netmend could not see whether other computers need this one: " + roles.error().text;
    ladder.erase(std::remove_if(ladder.begin(), ladder.end(), takes_away), ladder.end());
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
    if (plan.procedure == "reinstall")
        plan.warnings.push_back(
            "From the removal of TCP/IP to its installation there is no network, and a domain user "
            "whose logon is not cached cannot log on. A cancel then finishes the installation first.");
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
    for (const winsock::Finding& finding : diagnosis.findings)
        if (finding.severity == winsock::Severity::Damage && plan.broken.size() < findings_shown_max)
            plan.broken.push_back(finding.text);

    std::string withheld; // why the ladder ends earlier here
    const std::vector<std::string> ladder = ladder_for(kind, roles, forced, withheld);
    if (ladder.empty()) {
        plan.refusal = kind.refusal.empty() ? withheld + " `--force` does it all the same." : kind.refusal;
        return plan;
    }
    plan.procedure = ladder.front();
    plan.stronger = ladder.size() > 1 ? ladder[1] : "";
    plan.steps = steps_of(plan.procedure);
    plan.removed = third_parties;
    plan.restarts = restarts_of(plan.procedure);
    plan.restarts_if_not_enough = plan.restarts + restarts_of(plan.stronger);
    add_warnings(plan, kind, diagnosis);
    if (!withheld.empty())
        plan.warnings.push_back("If this is not enough, a person has to look: " + withheld);
    return plan;
}

} // namespace netmend
