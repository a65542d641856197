#include "statemachine/winsock/diagnosis.hpp"

#include <algorithm>
#include <iterator>

#include "statemachine/winsock/around.hpp"
#include "statemachine/winsock/groups.hpp"
#include "statemachine/winsock/live_findings.hpp"
#include "statemachine/winsock/network_findings.hpp"
#include "statemachine/winsock/restart_first.hpp"

namespace netmend::winsock {
namespace {

DllExists asks(System& system) {
    return [&system](const std::string& dll, int bits) { return system.file_exists(dll, bits); };
}

// Its weight stays, for what a file says of itself proves nothing.
constexpr const char* layer_of_microsoft =
    "Nothing by itself. If it makes trouble: Windows has features that work so, each to be switched off at its place. "
    "Remote Desktop IP virtualization is one (Group Policy, Remote Desktop Session Host, Application Compatibility). "
    "If no such feature is on: see who signed the file, and scan for malware.";

// Somebody who reads "prxerdrv.dll" wants to know whose it is; the file tells, where it is there.
void add_makers(Diagnosis& diagnosis, System& system) {
    for (Finding& finding : diagnosis.findings) {
        if (!finding.code.starts_with("third-party-") || finding.dll.empty() || is_remote(finding.dll))
            continue;
        const Result<FileFacts> facts = system.describe_file(finding.dll, finding.bits);
        if (!facts || facts->product.empty())
            continue;
        finding.text += " The file calls itself \"" + shown(facts->product) + "\"";
        finding.text += facts->company.empty() ? "" : ", of " + shown(facts->company);
        finding.text += finding.text.ends_with('.') ? "" : "."; // "Shield Ltd."
        if (finding.code == "third-party-layer" && facts->company == "Microsoft Corporation" &&
            kind_of_path(finding.dll, SystemFolder{}) == PathKind::System)
            finding.remedy = layer_of_microsoft;
    }
}

Diagnosis could_not_look(const Error& error) {
    Diagnosis diagnosis;
    Finding finding = make_finding(Severity::Note, could_not_look_code, "protocol", 0,
                                   "The Winsock catalogs could not be looked at. " + shown(error.text));
    finding.remedy = error.kind == ErrorKind::AccessDenied ? "Look again as an administrator." : "";
    diagnosis.findings.push_back(std::move(finding));
    settle(diagnosis);
    return diagnosis;
}

// Whether a Windows before 10 needs the old key for what it already runs is not certain. Sockets that carry data in a
// new process answer that.
void believe_sockets(Diagnosis& diagnosis, Generation generation) {
    for (Finding& finding : diagnosis.findings) {
        if (finding.catalog != "winsock1" || finding.severity != Severity::Damage ||
            (generation >= windows_10 && finding.code != "setup-migration-missing"))
            continue;
        finding.severity = Severity::Note;
        finding.text += " Sockets carry data all the same.";
        finding.remedy.clear();
    }
}

// A machine may have IPv6 alone. That is so where two agree who know nothing of each other: the old key, which names no
// Tcpip among its transports, and the sockets.
void believe_ipv6_alone(Diagnosis& diagnosis) {
    const std::string ipv4 = guid_text(internet_provider(/*family=*/2));
    const auto says_so = [](const Finding& finding) { return finding.code == "old-key-without-tcpip"; };
    if (std::none_of(diagnosis.findings.begin(), diagnosis.findings.end(), says_so))
        return;
    for (Finding& finding : diagnosis.findings) {
        if (!says_so(finding) && !(finding.code == "base-provider-missing" && finding.provider == ipv4))
            continue;
        finding.severity = Severity::Note;
        finding.text += " This Windows has IPv6 alone, and its sockets carry data.";
        finding.remedy.clear();
    }
}

bool any_report(const Running& running, bool (*test)(const ProbeReport&)) {
    return running.sockets && std::any_of(running.sockets->begin(), running.sockets->end(), test);
}

// A writer's mark counts where programs wait for it and then fail (windows-facts, 1.1).
void believe_waiting(Diagnosis& diagnosis, const Running& running) {
    const bool waits = any_report(running, [](const ProbeReport& report) {
        constexpr std::uint32_t no_recovery = 11003;
        return report.startup_code == no_recovery || report.enumeration_code == no_recovery;
    });
    for (Finding& finding : diagnosis.findings)
        if (waits && finding.code == "writer-marker" && finding.severity == Severity::Note)
            finding = make_finding(Severity::Damage, "writer-marker",
                                   finding.catalog == "protocol" ? "protocol" : "namespace", finding.bits,
                                   finding.text + " Here they do.");
}

// 10106 where the catalogs are sound is seldom a matter of the stack (windows-modern, 9).
void suspect_environment(Diagnosis& diagnosis, const Running& running) {
    const bool failed = any_report(running, [](const ProbeReport& report) {
        constexpr std::uint32_t provider_failed = 10106;
        return report.startup_code == provider_failed || report.enumeration_code == provider_failed ||
               std::any_of(report.providers.begin(), report.providers.end(),
                           [](const ProbedProvider& provider) { return provider.code == provider_failed; });
    });
    const bool sound = std::none_of(diagnosis.findings.begin(), diagnosis.findings.end(), [](const Finding& finding) {
        return finding.severity == Severity::Damage && finding.catalog != "sockets";
    });
    if (failed && sound)
        diagnosis.findings.push_back(
            make_finding(Severity::Note, "system-root-suspected", "sockets", 0,
                         "The catalogs are sound. Where 10106 comes in one program only, its environment usually lacks "
                         "the variable SystemRoot, by which Windows finds the DLLs of its providers."));
}

void add_services(Diagnosis& diagnosis, const Result<std::vector<ServiceFault>>& services) {
    if (!services) {
        diagnosis.findings.push_back(
            make_finding(Severity::Note, could_not_look_code, "service", 0,
                         "How the services are set could not be looked at: " + shown(services.error().text)));
        return;
    }
    diagnosis.services = *services;
    std::vector<Finding> findings = service_findings(*services);
    std::move(findings.begin(), findings.end(), std::back_inserter(diagnosis.findings));
}

const NetworkFacts* network_of(const Running& running) {
    if (running.sockets)
        for (const ProbeReport& report : *running.sockets)
            if (report.network)
                return &*report.network;
    return nullptr;
}

void add_rights(Diagnosis& diagnosis, const RightsLook& look) {
    diagnosis.rights = look.lost;
    std::vector<Finding> findings = rights_findings(look);
    std::move(findings.begin(), findings.end(), std::back_inserter(diagnosis.findings));
}

// What asks for more than the services that every network needs.
NetworkNeeds needs_of(const Running& running, Generation generation) {
    NetworkNeeds needs;
    needs.sockets_fail = running.sockets && !judge_sockets(running.sockets, generation).carried_data;
    if (const NetworkFacts* network = network_of(running)) {
        needs.names_not_found = network->lookup.value_or(0) != 0;
        needs.no_address =
            std::any_of(network->adapters.begin(), network->adapters.end(), [](const AdapterFacts& adapter) {
                return adapter.connected && adapter.dhcp && (!adapter.has_address || adapter.private_automatic);
            });
    }
    return needs;
}

} // namespace

Diagnosis judge(const Catalogs& catalogs, const SystemIdentity& identity, const DllExists& dll_exists,
                Certainty certainty) {
    Look look(catalogs, identity, dll_exists, certainty);
    std::vector<std::vector<Group>> groups;
    for (const ProtocolCatalog& catalog : catalogs.protocol)
        groups.push_back(groups_of(catalog, look.system_folder(catalog.bits)));
    if (!catalogs.winsock2_present) {
        look.add(Severity::Damage, "catalog-missing", "protocol", 0,
                 "The registry key WinSock2, with all catalogs in it, is missing.");
    } else {
        for (std::size_t i = 0; i < groups.size(); ++i)
            judge_protocols(look, catalogs.protocol[i], groups[i]);
        for (const NamespaceCatalog& catalog : catalogs.name_space)
            judge_name_spaces(look, catalog);
        judge_disagreement(look);
        judge_parameters(look);
        judge_programs(look);
    }
    judge_old_key(look);
    Diagnosis diagnosis;
    diagnosis.findings = look.take();
    diagnosis.x64 = catalogs.x64;
    diagnosis.article = article_reading(catalogs, groups);
    settle(diagnosis);
    return diagnosis;
}

Diagnosis diagnose_structure(Windows& windows, const SystemIdentity& identity) {
    Result<Catalogs> catalogs = read_settled_catalogs(windows.registry, identity.x64);
    if (!catalogs)
        return could_not_look(catalogs.error());
    Diagnosis diagnosis = judge(*catalogs, identity, asks(windows.system));
    add_makers(diagnosis, windows.system);
    diagnosis.catalogs = std::make_shared<const Catalogs>(std::move(*catalogs));
    return diagnosis;
}

void add_running(Diagnosis& diagnosis, const Running& running, const SystemIdentity& identity) {
    const auto append = [&](std::vector<Finding> more) {
        std::move(more.begin(), more.end(), std::back_inserter(diagnosis.findings));
    };
    for (const auto& [service, state] : running.drivers)
        append(driver_findings(service, state));
    SocketsLook sockets = judge_sockets(running.sockets, generation_of(identity));
    append(std::move(sockets.findings));
    if (sockets.carried_data)
        believe_sockets(diagnosis, generation_of(identity));
    if (sockets.ipv6_alone)
        believe_ipv6_alone(diagnosis);
    add_services(diagnosis, running.services);
    add_rights(diagnosis, running.rights);
    believe_waiting(diagnosis, running);
    suspect_environment(diagnosis, running);
    std::vector<Finding> around = running.around;
    if (const NetworkFacts* network = network_of(running)) {
        append(network_findings(*network, running.waited_for_address));
        weigh_around(around, *network);
    }
    append(std::move(around));
    settle(diagnosis);
    if (diagnosis.verdict == Verdict::Damaged && !running.restart_first.empty())
        append({make_finding(Severity::Note, "restart-first", "protocol", 0, running.restart_first)});
}

Diagnosis diagnose_at_rest(Windows& windows, const SystemIdentity& identity) {
    Diagnosis diagnosis = diagnose_structure(windows, identity);
    add_services(diagnosis, service_faults(windows, identity, {}));
    add_rights(diagnosis, lost_rights(windows.registry, identity, {}));
    settle(diagnosis);
    return diagnosis;
}

Diagnosis diagnose(Windows& windows, const SystemIdentity& identity, bool waited_for_address) {
    const bool safe_mode = windows.power.safe_mode();
    if (!safe_mode)
        windows.probe.begin(); // to start a child takes longer than to read the registry, so both go on at once
    Diagnosis diagnosis = diagnose_structure(windows, identity);
    if (safe_mode) {
        diagnosis.findings.push_back(make_finding(Severity::Note, "running-not-checked", "sockets", 0,
                                                  "Whether drivers run and sockets carry data was not checked: this is "
                                                  "safe mode."));
        return diagnosis;
    }
    Running running;
    for (const char* service : {"Tcpip", "AFD"})
        running.drivers.emplace_back(service, windows.stack.driver_state(service));
    running.around = around_findings(windows, identity);
    running.sockets = windows.probe.probe_sockets();
    running.waited_for_address = waited_for_address;
    const NetworkNeeds needs = needs_of(running, generation_of(identity));
    running.services = service_faults(windows, identity, needs);
    running.rights = lost_rights(windows.registry, identity, needs);
    running.restart_first = why_restart_first(windows, diagnosis.catalogs.get());
    add_running(diagnosis, running, identity);
    return diagnosis;
}

} // namespace netmend::winsock
