#include "statemachine/winsock/live_findings.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/symptoms.hpp"

namespace netmend::winsock {
namespace {

constexpr int af_inet = 2, af_inet6 = 23, sock_stream = 1, sock_dgram = 2;

std::string name_of(const ProbedProvider& provider) {
    const bool internet = provider.family == af_inet || provider.family == af_inet6;
    if (!internet || (provider.type != sock_stream && provider.type != sock_dgram))
        return provider.name.empty()
                   ? "family " + std::to_string(provider.family) + " type " + std::to_string(provider.type)
                   : shown(provider.name);
    return std::string(provider.type == sock_stream ? "TCP" : "UDP") +
           (provider.family == af_inet ? " over IPv4" : " over IPv6");
}

// How much a failing provider says. TCP and UDP over IPv4 every Windows has; over IPv6 since Vista, where it can be
// switched off; RAW needs rights; what else there is depends on hardware (Bluetooth without a radio fails, and is
// healthy).
Severity weight_of(const ProbedProvider& provider, Generation generation) {
    const Blame blame = blame_of(provider.code);
    const bool plain = provider.type == sock_stream || provider.type == sock_dgram;
    if (plain && provider.family == af_inet)
        return blame == Blame::Others ? Severity::Suspicious : Severity::Damage;
    if (plain && provider.family == af_inet6 && generation >= vista && blame == Blame::Stack)
        return Severity::Damage;
    return Severity::Note;
}

// Silent where its failing is what one expects of a healthy machine.
bool is_worth_telling(const ProbedProvider& provider, Generation generation) {
    const bool ipv6_not_there = provider.family == af_inet6 && blame_of(provider.code) == Blame::Absent;
    return provider.code != 0 && !(ipv6_not_there && generation < vista);
}

using Failures = std::map<std::pair<int, std::pair<std::uint32_t, std::string>>, std::vector<std::string>>;

void judge_providers(const ProbeReport& report, Generation generation, std::vector<Finding>& findings) {
    Failures failures; // one finding for each weight, code and call
    for (const ProbedProvider& provider : report.providers)
        if (is_worth_telling(provider, generation))
            failures[{static_cast<int>(weight_of(provider, generation)), {provider.code, provider.call}}].push_back(
                name_of(provider));
    for (const auto& [key, names] : failures) {
        std::string who = names.front();
        for (std::size_t i = 1; i < names.size() && i < 6; ++i)
            who += ", " + names[i];
        if (names.size() > 6)
            who += " and " + std::to_string(names.size() - 6) + " more";
        const auto severity = static_cast<Severity>(key.first);
        const std::string call = key.second.second.empty() ? "a call" : shown(key.second.second) + "()";
        findings.push_back(make_finding(
            severity, severity == Severity::Note ? Code("socket-not-offered") : Code("sockets-fail"), "sockets",
            report.bits, who + ": " + call + " failed with " + shown_code(key.second.first) + "."));
    }
}

bool is_plain(const ProbedProvider& provider, int family) {
    return provider.family == family && (provider.type == sock_stream || provider.type == sock_dgram);
}

bool carries_data(const ProbeReport& report, int family) {
    bool tcp = false, udp = false;
    for (const ProbedProvider& provider : report.providers) {
        if (!is_plain(provider, family))
            continue;
        if (provider.code != 0)
            return false;
        tcp = tcp || provider.type == sock_stream;
        udp = udp || provider.type == sock_dgram;
    }
    return tcp && udp && !report.killed && !report.crashed && !report.startup_code && !report.enumeration_code;
}

bool has_ipv6_alone(const ProbeReport& report) {
    return carries_data(report, af_inet6) &&
           std::none_of(report.providers.begin(), report.providers.end(),
                        [](const ProbedProvider& provider) { return is_plain(provider, af_inet); });
}

std::vector<Finding> judge_report(const ProbeReport& report, Generation generation) {
    std::vector<Finding> findings;
    const std::string child = "A " + std::to_string(report.bits) + "-bit program that uses sockets ";
    const auto weight = [](std::uint32_t code) {
        return blame_of(code) == Blame::Others ? Severity::Suspicious : Severity::Damage;
    };
    if (report.killed)
        findings.push_back(make_finding(Severity::Damage, "probe-hung", "sockets", report.bits,
                                        child + "hung and was stopped: a provider does not answer."));
    if (report.crashed)
        findings.push_back(make_finding(Severity::Damage, "probe-crashed", "sockets", report.bits,
                                        child + "crashed inside a provider."));
    if (report.startup_code)
        findings.push_back(
            make_finding(weight(report.startup_code), "winsock-start-fails", "sockets", report.bits,
                         "Winsock does not start: WSAStartup failed with " + shown_code(report.startup_code) + "."));
    if (report.enumeration_code)
        findings.push_back(make_finding(weight(report.enumeration_code), "enumeration-fails", "sockets", report.bits,
                                        "The list of protocols cannot be read. WSAEnumProtocols failed with " +
                                            shown_code(report.enumeration_code) + "."));
    judge_providers(report, generation, findings);
    // A firewall or a want of memory says nothing against the stack, but no data was carried either: not proven.
    const bool refused = std::any_of(findings.begin(), findings.end(),
                                     [](const Finding& finding) { return finding.severity == Severity::Suspicious; });
    if (refused)
        findings.push_back(make_finding(Severity::Note, could_not_look_code, "sockets", report.bits,
                                        child + "was refused by something else than the stack, so whether sockets " +
                                            "work is not known."));
    const bool answered = report.killed || report.crashed || report.startup_code || report.enumeration_code;
    if (report.providers.empty() && !answered)
        findings.push_back(make_finding(Severity::Note, could_not_look_code, "sockets", report.bits,
                                        child + "tried none, so whether sockets work is not known."));
    return findings;
}

} // namespace

std::vector<Finding> driver_findings(const std::string& service, const Result<DriverState>& state) {
    const auto one = [&](Severity severity, Code code, const std::string& text) {
        return std::vector<Finding>{make_finding(severity, code, "driver", 0, "The driver " + service + " " + text)};
    };
    // Whether the driver works is settled by the sockets, so an unknown state alone is no obstacle.
    if (!state)
        return one(Severity::Note, "driver-unknown", "could not be asked for its state: " + shown(state.error().text));
    switch (*state) {
    case DriverState::Running:
        return {};
    case DriverState::Unknown:
        return one(Severity::Note, "driver-unknown", "did not tell its state.");
    case DriverState::Missing:
        return one(Severity::Damage, "driver-missing", "is not installed.");
    case DriverState::Disabled:
        return one(Severity::Damage, "driver-disabled", "is disabled.");
    case DriverState::Stopped:
        return one(Severity::Damage, "driver-stopped", "does not run.");
    }
    return {};
}

SocketsLook judge_sockets(const Result<std::vector<ProbeReport>>& reports, Generation generation) {
    SocketsLook look;
    if (!reports || reports->empty()) {
        const std::string why = reports ? "no child answered." : shown(reports.error().text);
        look.findings.push_back(make_finding(Severity::Note, could_not_look_code, "sockets", 0,
                                             "Whether sockets work could not be looked at: " + why));
        return look;
    }
    look.carried_data = look.ipv6_alone =
        std::any_of(reports->begin(), reports->end(), [](const ProbeReport& report) { return !report.not_run; });
    for (const ProbeReport& report : *reports) {
        if (report.not_run) {
            look.findings.push_back(make_finding(Severity::Note, "running-not-checked", "sockets", report.bits,
                                                 "Whether sockets of " + std::to_string(report.bits) +
                                                     "-bit programs carry data was not checked: netmend-probe" +
                                                     std::to_string(report.bits) + ".exe is missing beside netmend."));
            continue;
        }
        std::vector<Finding> findings = judge_report(report, generation);
        std::move(findings.begin(), findings.end(), std::back_inserter(look.findings));
        look.carried_data = look.carried_data && carries_data(report, af_inet);
        look.ipv6_alone = look.ipv6_alone && has_ipv6_alone(report);
    }
    return look;
}

} // namespace netmend::winsock
