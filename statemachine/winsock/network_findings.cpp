#include "statemachine/winsock/network_findings.hpp"

#include <algorithm>

#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/symptoms.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* network = "network";

std::string name_of(const AdapterFacts& adapter) {
    return adapter.name.empty() ? std::string("A network adapter") : "\"" + shown(adapter.name) + "\"";
}

// An adapter beside one that has an address says nothing of the stack, nor does one whose fixed address may be taken by
// another computer, nor one that may not give itself an address.
bool blames_the_stack(const AdapterFacts& adapter, bool other_has_address) {
    return !other_has_address && adapter.dhcp && adapter.self_addressing;
}

void judge_connected(const AdapterFacts& adapter, bool other_has_address, bool waited, std::vector<Finding>& findings) {
    if (adapter.private_automatic && adapter.dhcp)
        findings.push_back(
            make_finding(Severity::Note, "no-dhcp-answer", network, 0,
                         name_of(adapter) + " has given itself an address: no DHCP server has answered."));
    if (adapter.has_address)
        return;
    const std::string what = name_of(adapter) + " is connected and has no address at all";
    if (!blames_the_stack(adapter, other_has_address))
        findings.push_back(make_finding(Severity::Note, "adapter-without-address", network, 0,
                                        what + ". By itself that is not the fault of the stack."));
    else if (!waited)
        findings.push_back(make_finding(Severity::Note, no_address_yet_code, network, 0, what + " at this moment."));
    else
        findings.push_back(
            make_finding(Severity::Damage, "no-address", network, 0, what + ", not even a private automatic one."));
}

// The codes of a name lookup mean something else than the same numbers out of a socket.
Finding lookup_finding(std::uint32_t code) {
    constexpr std::uint32_t an_exception = 0xC0000000, timed_out = 10060, host_not_found = 11001, no_data = 11004;
    if (code >= an_exception)
        return make_finding(Severity::Suspicious, "name-lookup-crashes", network, 0,
                            "A program that looks up names crashed inside a provider.");
    const char* why = code == timed_out            ? "nobody answered within three seconds"
                      : code == host_not_found     ? "the name server knows none"
                      : code == host_not_found + 1 ? "the name server did not answer"
                      : code == host_not_found + 2 ? "the name server failed"
                      : code == no_data            ? "the name server gave no address"
                                                   : nullptr;
    if (why)
        return make_finding(Severity::Note, "name-lookup-fails", network, 0,
                            std::string("Names are not found: ") + why + " (" + std::to_string(code) +
                                "). That is a matter of the name server or of the way to it.");
    return make_finding(Severity::Note, "name-lookup-fails", network, 0,
                        "Names are not found: " + shown_code(code) + ".");
}

// Windows asks every server that is set, so one elsewhere may do.
void judge_name_servers(const NetworkFacts& facts, std::vector<Finding>& findings) {
    for (const AdapterFacts& adapter : facts.adapters) {
        if (!adapter.connected || adapter.name_server_here.empty() || facts.names_served_here.value_or(false))
            continue;
        const std::string what =
            name_of(adapter) + " asks this computer itself (" + shown(adapter.name_server_here) + ") for names, and ";
        if (!facts.names_served_here)
            findings.push_back(make_finding(Severity::Note, "around-not-seen", network, 0,
                                            what + "whether a program answers there could not be seen."));
        else
            findings.push_back(make_finding(
                adapter.name_server_elsewhere ? Severity::Note : Severity::Suspicious, "name-server-dead", network, 0,
                what + "no program answers there" +
                    (adapter.name_server_elsewhere ? "; it asks another one as well." : ", so no name is found.")));
    }
}

void judge_proxy(const ProxyFacts& proxy, std::vector<Finding>& findings) {
    if (proxy.text.empty()) {
        findings.push_back(make_finding(Severity::Note, "around-not-seen", network, 0,
                                        "Whether a proxy of " + shown(proxy.whose) + " is set could not be seen."));
        return;
    }
    const std::string of = proxy.whose.empty() ? "" : ", of " + shown(proxy.whose);
    const std::string what = shown(proxy.text) + of;
    if (proxy.refused)
        findings.push_back(make_finding(
            Severity::Note, "proxy-left-set", network, 0,
            std::string(proxy.script ? "A script for proxies" : "A proxy") + " on this computer is set (" + what +
                ") and nobody answers there, so " +
                (proxy.whose.empty() ? "the browser shows no page." : "programs that heed it reach nothing.")));
    else
        findings.push_back(
            make_finding(Severity::Note, "proxy-set", network, 0,
                         std::string("Programs that heed it ") +
                             (proxy.script ? "ask a script for their proxy: " : "go through the proxy ") + what + "."));
}

void judge_hosts(const NetworkFacts& facts, std::vector<Finding>& findings) {
    if (facts.hosts_count == 0)
        return;
    std::string first;
    for (const std::string& line : facts.hosts)
        first += (first.empty() ? ": " : ", ") + shown(line);
    const bool more = facts.hosts_count > facts.hosts.size();
    findings.push_back(make_finding(Severity::Note, "hosts-redirect", network, 0,
                                    "The file hosts sends " + std::to_string(facts.hosts_count) +
                                        (facts.hosts_count == 1 ? " name" : " names") + " elsewhere" + first +
                                        (more ? " and more." : ".")));
}

// A provider whose service is installed may well block on purpose.
void judge_blocking(const NetworkFacts& facts, std::vector<Finding>& findings) {
    if (!facts.blocking && facts.blocking_code)
        findings.push_back(make_finding(Severity::Note, "around-not-seen", network, 0,
                                        "Whether lasting filters block connections could not be seen: code " +
                                            std::to_string(facts.blocking_code) + "."));
    for (const BlockingProvider& one : facts.blocking.value_or(std::vector<BlockingProvider>())) {
        const bool left = !one.service.empty() && !one.is_there;
        findings.push_back(
            make_finding(left ? Severity::Suspicious : Severity::Note, "filters-left", network, 0,
                         "\"" + shown(one.name) + "\" blocks connections by " + std::to_string(one.filters) +
                             " lasting filter" + (one.filters == 1 ? "" : "s") +
                             (left ? ", and its service " + shown(one.service) + " does not exist any more." : ".")));
        if (!left)
            findings.back().remedy = "Nothing by itself. If connections fail: see what that product is set to block.";
    }
}

} // namespace

std::vector<Finding> network_findings(const NetworkFacts& facts, bool waited) {
    std::vector<Finding> findings;
    const auto note = [&](Code code, const std::string& text) {
        findings.push_back(make_finding(Severity::Note, code, network, 0, text));
    };
    const auto any = [&](auto test) { return std::any_of(facts.adapters.begin(), facts.adapters.end(), test); };
    if (facts.code)
        note("adapters-unknown", "The network adapters could not be listed: " + shown_code(facts.code) + ".");
    const bool connected = any([](const AdapterFacts& adapter) { return adapter.connected; });
    const bool address = any([](const AdapterFacts& adapter) { return adapter.connected && adapter.has_address; });
    if (!facts.code && facts.adapters.empty())
        note("no-adapter", "This computer has no network adapter that TCP/IP knows of.");
    else if (!facts.adapters.empty() && !connected)
        note("not-connected", "No network adapter is connected. That is not the fault of the stack.");
    for (const AdapterFacts& adapter : facts.adapters)
        if (adapter.connected)
            judge_connected(adapter, address, waited, findings);
    if (facts.lookup.value_or(0))
        findings.push_back(lookup_finding(*facts.lookup));
    judge_name_servers(facts, findings);
    for (const ProxyFacts& proxy : facts.proxies)
        judge_proxy(proxy, findings);
    judge_hosts(facts, findings);
    judge_blocking(facts, findings);
    return findings;
}

} // namespace netmend::winsock
