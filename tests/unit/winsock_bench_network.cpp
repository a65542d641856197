// What lies around the stack, and changes that wait for a restart, for the fault bench.
#include "tests/unit/winsock_patient.hpp"

namespace netmend::winsock {
namespace {

constexpr Severity note = Severity::Note;

std::string once(const Patient& p) {
    return p.bits == 64 ? "belongs to no catalog: judged once a machine" : "";
}

// A connected adapter with an address from DHCP and the way to the world, before the fault changes it.
BenchFault around(const char* code, const char* what, const std::function<void(NetworkFacts&)>& change,
                  bool waited = false, Severity severity = note) {
    const auto hurt = [=](Patient& p) {
        NetworkFacts network;
        network.adapters.push_back({"LAN", true, true, false, true, true, true, true});
        change(network);
        p.start().waited_for_address = waited;
        p.report().network = network;
    };
    return {code, severity, what, hurt, {}, once};
}

void lose_address(NetworkFacts& network) {
    network.adapters.front().has_address = false;
}

void change_the_catalog_before_a_restart(Patient& p) {
    const auto count = static_cast<std::uint32_t>(p.count(simulated::protocols_path)) + 1;
    p.tree.set(simulated::protocols_path, simulated::number(p.count_name(), count));
    p.start().restart_first = "The catalog was changed since Windows was started.";
}

} // namespace

std::vector<BenchFault> network_faults() {
    return {
        around("no-address", "", lose_address, /*waited=*/true, Severity::Damage),
        around("no-address-yet", "", lose_address),
        around("adapter-without-address", "fixed address",
               [](NetworkFacts& n) {
                   lose_address(n);
                   n.adapters.front().dhcp = false;
               }),
        around("no-dhcp-answer", "", [](NetworkFacts& n) { n.adapters.front().private_automatic = true; }),
        around("not-connected", "", [](NetworkFacts& n) { n.adapters.front().connected = false; }),
        around("no-adapter", "", [](NetworkFacts& n) { n.adapters.clear(); }),
        around("adapters-unknown", "", [](NetworkFacts& n) { n.code = 2; }),
        around("name-lookup-fails", "", [](NetworkFacts& n) { n.lookup = 11001; }),
        around("name-lookup-fails", "10106", [](NetworkFacts& n) { n.lookup = 10106; }),
        around(
            "name-lookup-crashes", "", [](NetworkFacts& n) { n.lookup = 0xC0000005; }, false, Severity::Suspicious),
        around("proxy-left-set", "",
               [](NetworkFacts& n) {
                   n.proxies = {{"", "127.0.0.1:8888", false, true}};
               }),
        around("proxy-left-set", "WinHTTP",
               [](NetworkFacts& n) {
                   n.proxies = {{"WinHTTP", "localhost:8888", false, true}};
               }),
        around("proxy-left-set", "script",
               [](NetworkFacts& n) {
                   n.proxies = {{"PC\\bob", "http://127.0.0.1:86/p.pac", true, true}};
               }),
        around("proxy-set", "",
               [](NetworkFacts& n) {
                   n.proxies = {{"", "proxy:3128"}};
               }),
        {"restart-first", note, "", change_the_catalog_before_a_restart,
         [](const Patient&) { return Codes{"count-differs"}; }},
    };
}

} // namespace netmend::winsock
