#include "statemachine/planning/planning.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/named_products.hpp"
#include "statemachine/planning/named_services.hpp"
#include "statemachine/planning/uninstallation.hpp"
#include "statemachine/planning/windows_kinds.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/inbox.hpp"
#include "statemachine/winsock/told.hpp"

namespace netmend {
namespace {

constexpr std::size_t findings_shown_max = 12;

constexpr char record_and_back_up[] = "Write down the settings of every network connection, back up the registry "
                                      "keys and check the backup.";

// The first rung, and the others that do their part of the work; steps that are alike in a row once.
std::vector<std::string> steps_of(const std::vector<Procedure>& ladder) {
    std::vector<std::string> steps{record_and_back_up};
    for (const Procedure rung : ladder)
        if (rung == ladder.front() || is_part(rung))
            for (const PlannedStep& step : row_of(rung).steps)
                steps.emplace_back(step.text);
    return steps;
}

std::vector<std::string> removed_by(const std::vector<Procedure>& ladder, const Providers& others) {
    std::vector<std::string> removed;
    for (const Procedure rung : ladder)
        switch (row_of(rung).removes) {
        case Removes::Nothing:
        case Removes::Accepted: // which is a list of its own
        case Removes::Named:    // no ladder has it
            break;
        case Removes::BrokenLayers:
            removed = others.broken_layers;
            break;
        case Removes::Everything:
            return others.all;
        }
    return removed;
}

bool takes_what_is_accepted(Procedure procedure) {
    return row_of(procedure).removes == Removes::Accepted;
}

// With the first rung that is not only a part of the work.
int restarts_if_not_enough(const std::vector<Procedure>& ladder) {
    const auto stronger = std::find_if_not(ladder.begin() + 1, ladder.end(), is_part);
    return row_of(ladder.front()).restarts + (stronger == ladder.end() ? 0 : row_of(*stronger).restarts);
}

// What takes TCP/IP or its keys away is not done to a machine that others need it of (procedures, 3). `refusal`: why
// the ladder ends earlier here.
std::vector<Procedure> ladder_for(const WindowsKind& kind, const winsock::Diagnosis& diagnosis,
                                  const Result<std::vector<std::string>>& roles, bool forced, std::string& refusal) {
    std::vector<Procedure> ladder = kind.ladder;
    if (!forced || std::any_of(ladder.begin(), ladder.end(), is_part))
        std::erase_if(ladder, [&](Procedure procedure) { return !answers(procedure, diagnosis); });
    if (ladder.empty() || forced || (roles && roles->empty()))
        return ladder;
    const auto forbidden = [](Procedure procedure) { return row_of(procedure).forbidden_by_roles; };
    if (std::any_of(ladder.begin(), ladder.end(), forbidden))
        refusal = roles ? "TCP/IP is not taken away and installed again on a computer that other computers need: " +
                              winsock::listed(*roles) + "."
                        : "netmend could not see whether other computers need this one: " + roles.error().text;
    std::erase_if(ladder, forbidden);
    return ladder;
}

// What a person does about damage that no procedure of the ladder puts right, each sentence once; empty: nothing.
std::string left_to_a_person(const std::vector<Procedure>& ladder, const winsock::Diagnosis& diagnosis) {
    std::string text;
    for (const winsock::Finding& finding : diagnosis.findings) {
        if (finding.severity != winsock::Severity::Damage ||
            std::any_of(ladder.begin(), ladder.end(), [&](Procedure procedure) { return answers(procedure, finding); }))
            continue;
        const std::string deed = winsock::what_a_person_does(finding);
        if (!deed.empty() && text.find(deed) == std::string::npos)
            text += " " + deed;
    }
    return text;
}

std::string refusal_of(const WindowsKind& kind, const SystemIdentity& identity, const std::string& withheld,
                       const std::string& person) {
    std::string text = !kind.refusal.empty() ? kind.refusal
                       : !withheld.empty()   ? withheld + " `--force` does it all the same."
                                             : "No procedure of netmend mends what is broken here.";
    return person.empty() ? text + network_reset_of(identity) : text + " What a person does:" + person;
}

void add_warnings(Plan& plan, const WindowsKind& kind, const winsock::Diagnosis& diagnosis) {
    for (const winsock::Finding& finding : diagnosis.findings)
        if (finding.code == "restart-first" ||
            (finding.severity == winsock::Severity::Suspicious && finding.part == winsock::Part::Person))
            plan.warnings.push_back(finding.text + " " + finding.remedy);
    if (row_of(plan.ladder.front()).removes == Removes::Everything && !plan.removed.empty())
        plan.warnings.push_back(
            "Programs that sit on the network (antivirus, firewall, proxy clients) may stop working and "
            "may have to be installed again; above all those named here.");
    for (const Procedure rung : plan.ladder) // what may follow another one takes nothing away without its warning
        if (const std::string_view warning = row_of(rung).warning; !warning.empty())
            plan.warnings.emplace_back(warning);
    if (kind.unsupported)
        plan.warnings.push_back(kind.name +
                                " below Service Pack 2 is no longer supported: install the service pack after "
                                "the repair.");
}

bool has_dns_off(const winsock::Diagnosis& diagnosis) {
    return std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(), [](const winsock::Finding& finding) {
        return finding.code == "namespace-provider-off" && finding.severity == winsock::Severity::Suspicious;
    });
}

Plan plan_to_take_out(Plan plan, const winsock::Diagnosis& diagnosis, const ToTakeOut& out) {
    plan.refusal = out.refusal;
    if (plan.refusal.empty() && diagnosis.verdict == winsock::Verdict::Damaged)
        plan.refusal = "Something is broken on this computer. Mend that first: netmend start. Then take out what you "
                       "named.";
    // Else no name would be found afterwards.
    if (plan.refusal.empty() && out.answers_names && has_dns_off(diagnosis))
        plan.refusal = "Windows' own provider for DNS is switched off here, so names come from others alone. Uninstall "
                       "what you named, or have it switch that provider on again first.";
    if (!plan.refusal.empty())
        return plan;
    plan.ladder = {Procedure::RemoveProducts};
    plan.steps = steps_of(plan.ladder);
    plan.removed = out.names;
    for (const std::string& name : out.uninstallations)
        plan.warnings.push_back("Uninstall it first, by the list of programs (Control Panel): \"" + name +
                                "\" is there, and so is its uninstallation.");
    plan.warnings.emplace_back(row_of(Procedure::RemoveProducts).warning);
    return plan;
}

} // namespace

Providers others_in(const winsock::Catalogs& catalogs, System& system) {
    const auto exists = [&](const std::string& dll, int bits) { return system.file_exists(dll, bits); };
    const auto gone = [&](const std::string& dll, int bits) {
        const Result<bool> there = exists(dll, bits), fixed = system.on_fixed_disk(dll, bits);
        return there && !*there && fixed && *fixed;
    };
    const winsock::DescribeDll describe = winsock::describes(system);
    return {winsock::third_parties(catalogs, describe), winsock::broken_layers(catalogs, exists),
            winsock::healthy_in_protocols(catalogs, gone, describe)};
}

ToTakeOut to_take_out(const std::vector<std::string>& named, const winsock::Catalogs& catalogs, Registry& registry,
                      System& system) {
    if (named.empty())
        return {};
    const mending::NamedProducts found = mending::named_products(named, catalogs, winsock::describes(system));
    ToTakeOut out{{}, found.refusal, false, {}};
    for (const mending::Product& product : found.products) {
        const std::vector<std::string> titles = mending::titles_of(product);
        out.names.insert(out.names.end(), titles.begin(), titles.end());
        out.answers_names = out.answers_names || product.parts.back().name_space;
        const std::vector<std::string> own = working_uninstallations(product, catalogs, registry, system);
        out.uninstallations.insert(out.uninstallations.end(), own.begin(), own.end());
    }
    return out;
}

Plan make_plan(const winsock::Diagnosis& diagnosis, const Providers& others, const SystemIdentity& identity,
               const Result<std::vector<std::string>>& roles, bool forced, const std::vector<std::string>& named,
               const ToTakeOut& out) {
    Plan plan;
    const WindowsKind kind = kind_of(identity);
    plan.verdict = name_of(diagnosis.verdict);
    for (const winsock::Told& one : winsock::told_of(diagnosis))
        if (one.severity == winsock::Severity::Damage && plan.broken.size() < findings_shown_max)
            plan.broken.push_back(one.text);

    if (!out.names.empty() || !out.refusal.empty())
        return plan_to_take_out(std::move(plan), diagnosis, out);
    NamedServices services = named_services(named, diagnosis, identity);
    if (!services.refusal.empty()) {
        plan.refusal = services.refusal;
        return plan;
    }
    std::string withheld; // why the ladder ends earlier here
    plan.ladder = ladder_for(kind, diagnosis, roles, forced, withheld);
    if (!services.names.empty() && (plan.ladder.empty() || plan.ladder.front() != Procedure::MendServices))
        plan.ladder.insert(plan.ladder.begin(), Procedure::MendServices); // the weakest rung of every such Windows
    plan.services = std::move(services.names);
    if (plan.ladder.empty()) {
        plan.refusal = refusal_of(kind, identity, withheld, left_to_a_person(plan.ladder, diagnosis));
        return plan;
    }
    plan.steps = steps_of(plan.ladder);
    plan.steps.insert(plan.steps.begin() + 1, services.steps.begin(), services.steps.end());
    plan.removed = removed_by(plan.ladder, others);
    if (std::any_of(plan.ladder.begin(), plan.ladder.end(), takes_what_is_accepted))
        plan.loss = others.healthy;
    plan.restarts = row_of(plan.ladder.front()).restarts;
    plan.restarts_if_not_enough = restarts_if_not_enough(plan.ladder);
    add_warnings(plan, kind, diagnosis);
    if (const std::string person = left_to_a_person(plan.ladder, diagnosis); !person.empty())
        plan.warnings.push_back("What no procedure mends, a person does:" + person);
    if (!withheld.empty())
        plan.warnings.push_back("If this is not enough, a person has to look. " + withheld);
    return plan;
}

} // namespace netmend
