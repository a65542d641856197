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
    if (facts.proxy_refused)
        note("proxy-left-set", "A proxy on this computer is set (" + shown(facts.proxy) +
                                   ") and nobody answers there, so the browser shows no page.");
    else if (!facts.proxy.empty())
        note("proxy-set", "Programs that heed it go through the proxy " + shown(facts.proxy) + ".");
    return findings;
}

} // namespace netmend::winsock
