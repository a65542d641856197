#include "control/looking.hpp"

#include "service/report/sentences.hpp"
#include "statemachine/planning/planning.hpp"
#include "statemachine/planning/roles.hpp"
#include "statemachine/planning/windows_kinds.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/diagnosis.hpp"
#include "statemachine/winsock/inbox.hpp"
#include "statemachine/winsock/told.hpp"

namespace netmend::control {
namespace {

using nlohmann::json;

// No more than was seen: an export shows neither DLLs nor sockets.
std::string sentence_of(const Look& look) {
    switch (look.diagnosis.verdict) {
    case winsock::Verdict::Healthy:
        return look.of_export ? "Healthy, as far as an export shows it."
                              : "Healthy: nothing is broken in the network stack.";
    case winsock::Verdict::Damaged:
        return "Damaged: the network stack is broken.";
    case winsock::Verdict::Suspicious:
        return look.of_export ? "Suspicious: an export shows no damage by itself, but something in it needs a look."
                              : "Suspicious: nothing is broken for certain, but something needs a look.";
    case winsock::Verdict::CouldNotLook:
        return "netmend could not look at everything, so it does not say whether something is broken.";
    }
    return {};
}

bool is_unseen(std::string_view code) {
    return code == winsock::could_not_look_code || code == "running-not-checked" || code == "old-key-not-in-export" ||
           code == "dlls-not-checked" || code == "dll-not-checked" || code == "around-not-seen" ||
           code == "rights-unknown";
}

void add_list(std::vector<std::string>& lines, const std::string& title, const std::vector<std::string>& list) {
    if (list.empty())
        return;
    lines.push_back(title);
    for (const std::string& entry : list)
        lines.push_back("  - " + entry);
}

void read_list(const json& plan, const char* field, std::vector<std::string>& into) {
    if (const auto found = plan.find(field); found != plan.end() && found->is_array())
        for (const json& entry : *found)
            if (entry.is_string())
                into.push_back(entry.get<std::string>());
}

} // namespace

Result<Look> look(Windows& windows, bool probe, bool forced, const std::vector<std::string>& services,
                  const std::vector<std::string>& products) {
    const Result<SystemIdentity> identity = windows.system.identity();
    if (!identity)
        return tl::unexpected(identity.error());
    Look look;
    look.windows = windows_name(*identity);
    look.diagnosis = probe ? winsock::diagnose(windows, *identity) : winsock::diagnose_at_rest(windows, *identity);
    if (!probe)
        look.diagnosis.findings.push_back(
            winsock::make_finding(winsock::Severity::Note, "running-not-checked", "sockets", 0,
                                  "Whether drivers run and sockets carry data was not checked."));
    // Where the catalogs cannot be read the diagnosis says so itself.
    if (look.diagnosis.catalogs)
        look.catalogs = *look.diagnosis.catalogs;
    look.plan = make_plan(look.diagnosis, others_in(look.catalogs, windows.system), *identity,
                          roles_on_tcpip(windows.registry, *identity), forced, services,
                          to_take_out(products, look.catalogs, windows.registry, windows.system));
    return look;
}

json json_of(const winsock::Diagnosis& diagnosis) {
    json findings = json::array();
    for (const winsock::Finding& finding : diagnosis.findings)
        findings.push_back({{"code", finding.code},
                            {"severity", name_of(finding.severity)},
                            {"catalog", finding.catalog},
                            {"bits", finding.bits},
                            {"entries", finding.entries},
                            {"provider", finding.provider},
                            {"dll", finding.dll},
                            {"text", finding.text},
                            {"remedy", finding.remedy}});
    return {{"verdict", name_of(diagnosis.verdict)}, {"article", diagnosis.article}, {"findings", findings}};
}

std::vector<std::string> lines_of(const Look& look) {
    std::vector<std::string> lines{look.windows};
    if (!look.control_set.empty())
        lines.push_back("Looked at: " + look.control_set);
    lines.push_back(sentence_of(look));
    std::vector<std::string> unseen, seen; // what was not looked at comes first: all the rest stands under it
    for (const winsock::Told& one : winsock::told_of(look.diagnosis)) {
        const bool advice = (one.severity != winsock::Severity::Damage || one.for_a_person) && !one.remedy.empty();
        (is_unseen(one.code) ? unseen : seen)
            .push_back("  [" + std::string(name_of(one.severity)) + "] " + one.text + (advice ? " " + one.remedy : ""));
    }
    lines.insert(lines.end(), unseen.begin(), unseen.end());
    lines.insert(lines.end(), seen.begin(), seen.end());
    if (!look.diagnosis.article.empty())
        lines.push_back("The protocol catalog as article 811259 reads it: " + look.diagnosis.article + ".");
    return lines;
}

std::vector<std::string> lines_of(const Plan& plan) {
    std::vector<std::string> lines;
    add_list(lines, "What is broken:", plan.broken);
    if (!plan.refusal.empty()) {
        lines.push_back(plan.refusal);
        return lines;
    }
    add_list(lines, "What will be done:", plan.steps);
    if (plan.removed.empty())
        lines.push_back("Nothing of other makers will be removed.");
    add_list(lines, "What will be removed from the network stack:", plan.removed);
    add_list(lines, "Please note:", plan.warnings);
    add_list(
        lines,
        "A Winsock reset, if it comes to that, takes these with it though they are healthy. It is done only if that "
        "is accepted by itself:",
        plan.loss);
    std::string restarts = "It takes " + restarts_text(plan.restarts) + ".";
    if (plan.restarts_if_not_enough > plan.restarts)
        restarts +=
            " If that is not enough, a stronger procedure follows: " + restarts_text(plan.restarts_if_not_enough) +
            " in all.";
    lines.push_back(restarts);
    return lines;
}

Plan plan_from(const json& from) {
    Plan plan;
    if (!from.is_object())
        return plan;
    const std::string first = from.value("procedure", json()).is_string() ? from["procedure"].get<std::string>() : "";
    if (const std::optional<Procedure> procedure = procedure_named(first))
        plan.ladder = {*procedure};
    plan.refusal = from.value("refusal", json()).is_string() ? from["refusal"].get<std::string>() : "";
    read_list(from, "broken", plan.broken);
    read_list(from, "steps", plan.steps);
    read_list(from, "removed", plan.removed);
    read_list(from, "services", plan.services);
    read_list(from, "warnings", plan.warnings);
    read_list(from, "loss", plan.loss);
    const auto number = [&](const char* field) {
        const auto found = from.find(field);
        return found != from.end() && found->is_number_integer() ? found->get<int>() : 0;
    };
    plan.restarts = number("restarts");
    plan.restarts_if_not_enough = number("restarts_if_not_enough");
    return plan;
}

} // namespace netmend::control
