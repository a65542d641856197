// Oddities of sockets, drivers and what lies around the stack.
#include "tests/unit/winsock_oddities.hpp"

namespace netmend::winsock {
namespace {

std::function<void(Patient&)> sockets(std::function<void(ProbeReport&)> change) {
    return [=](Patient& p) { change(p.report()); };
}

ProbedProvider failing(int family, int type, const char* name, const char* call, std::uint32_t code) {
    return {family, type, 0, name, call, code};
}

// Added to those over IPv4, which work.
std::function<void(Patient&)> besides(std::vector<ProbedProvider> more) {
    return sockets([=](ProbeReport& r) { r.providers.insert(r.providers.end(), more.begin(), more.end()); });
}

std::function<void(Patient&)> instead(std::vector<ProbedProvider> all) {
    return sockets([=](ProbeReport& r) { r.providers = all; });
}

std::function<void(Patient&)> around(std::function<void(NetworkFacts&, AdapterFacts&)> change, bool waited = true) {
    return [=](Patient& p) {
        NetworkFacts network;
        network.adapters.push_back({"LAN", true, true, false, true, true, true, true});
        AdapterFacts adapter = network.adapters.front();
        change(network, adapter);
        network.adapters.front() = adapter;
        p.start().waited_for_address = waited;
        p.report().network = network;
    };
}

std::function<void(Patient&)> lookup(std::uint32_t code) {
    return around([=](NetworkFacts& n, AdapterFacts&) { n.lookup = code; });
}

std::function<void(Patient&)> driver(std::size_t which, DriverState state) {
    return [=](Patient& p) { p.start().drivers[which].second = state; };
}

std::vector<Oddity> of_sockets() {
    const ProbedProvider tcp{2, 1, 6, "IPv4", "", 0}, udp{2, 2, 17, "IPv4", "", 0};
    const std::vector<ProbedProvider> eight(8, failing(32, 1, "", "", 10050));
    return {
        {"TCP and UDP fail in one call",
         instead({failing(2, 1, "", "socket", 10022), failing(2, 2, "", "socket", 10022)})},
        {"TCP and UDP fail in two calls",
         instead({failing(2, 1, "", "bind", 10022), failing(2, 2, "", "socket", 10041)})},
        {"TCP fails with a code that nobody knows", instead({failing(2, 1, "", "recv", 54321), udp})},
        {"TCP and UDP without resources",
         instead({failing(2, 1, "", "socket", 10024), failing(2, 2, "", "recv", 10060)})},
        {"a provider without a name", besides({failing(32, 1, "", "socket", 10050)})},
        {"eight providers without a name and a call", besides(eight)},
        {"RAW over IPv4 fails", besides({failing(2, 3, "MSAFD RAW", "socket", 10013)})},
        {"RAW over IPv6 fails", besides({failing(23, 3, "", "socket", 10038)})},
        {"TCP over IPv6 is not there", besides({failing(23, 1, "", "bind", 10047)})},
        {"UDP over IPv6 fails", besides({failing(23, 2, "", "bind", 10106)})},
        {"UDP over IPv6 is refused", besides({failing(23, 2, "", "bind", 10013)})},
        {"IPv6 works", besides({failing(23, 1, "", "", 0), failing(23, 2, "", "", 0)})},
        {"hung and crashed", sockets([](ProbeReport& r) { r.killed = r.crashed = true; })},
        {"neither start nor list", sockets([](ProbeReport& r) {
             r.startup_code = 10091;
             r.enumeration_code = 10107;
         })},
        {"no start, and nothing tried", sockets([](ProbeReport& r) {
             r.startup_code = 10091;
             r.providers.clear();
         })},
        {"no list, and nothing tried", sockets([](ProbeReport& r) {
             r.enumeration_code = 10107;
             r.providers.clear();
         })},
        {"no program of that bitness", sockets([](ProbeReport& r) {
             r.not_run = true;
             r.providers.clear();
         })},
    };
}

// What looks bad on paper is believed to be none where sockets carry data, and only there.
std::vector<Oddity> of_belief() {
    const auto marked = [](Patient& p) {
        p.tree.set(simulated::protocols_path, simulated::number("Serial_Access_Num", 0xAB));
        p.tree.create(std::string(simulated::protocols_path) + "\\000000AB");
    };
    const auto without_old_key = [](Patient& p) { p.tree.erase_tree(simulated::winsock_path); };
    std::vector<Oddity> all{{"no old key, and sockets work", [=](Patient& p) {
                                 without_old_key(p);
                                 p.start();
                             }}};
    const std::pair<const char*, std::function<void(ProbeReport&)>> not_proven[] = {
        {"only UDP tried", [](ProbeReport& r) { r.providers.erase(r.providers.begin()); }},
        {"only TCP tried", [](ProbeReport& r) { r.providers.pop_back(); }},
        {"crashed behind it", [](ProbeReport& r) { r.crashed = true; }},
        {"hung behind it", [](ProbeReport& r) { r.killed = true; }},
        {"no start", [](ProbeReport& r) { r.startup_code = 10107; }},
        {"no list", [](ProbeReport& r) { r.enumeration_code = 10107; }},
        {"UDP refused", [](ProbeReport& r) { r.providers.back().code = 10013; }},
        {"RAW fails",
         [](ProbeReport& r) {
             r.providers.push_back({2, 3, 0, "RAW", "socket", 10013});
         }},
    };
    for (const auto& [what, change] : not_proven) {
        const auto hurt = change;
        all.push_back({std::string("no old key: ") + what, [=](Patient& p) {
                           without_old_key(p);
                           hurt(p.report());
                       }});
        all.push_back({std::string("a writer's mark: ") + what, [=](Patient& p) {
                           marked(p);
                           hurt(p.report());
                       }});
    }
    return all;
}

std::vector<Oddity> of_drivers() {
    return {
        {"Tcpip told nothing", driver(0, DriverState::Unknown)},
        {"AFD is missing", driver(1, DriverState::Missing)},
        {"AFD is stopped, and a restart is owed",
         [](Patient& p) {
             driver(1, DriverState::Stopped)(p);
             p.running->restart_first = "Something waits for a restart.";
         }},
        {"a restart is owed, and nothing is damaged",
         [](Patient& p) { p.start().restart_first = "Something waits for a restart."; }},
    };
}

std::vector<Oddity> of_the_network() {
    const auto no_address = [](NetworkFacts&, AdapterFacts& a) { a.has_address = false; };
    return {
        {"names are found", lookup(0)},
        {"nobody answers about names", lookup(10060)},
        {"no answer of the name server", lookup(11002)},
        {"the name server failed", lookup(11003)},
        {"no address of a name", lookup(11004)},
        {"a name lookup with a code that nobody knows", lookup(10038)},
        {"a crash is the least exception", lookup(0xC0000000)},
        {"an adapter without a name", around([](NetworkFacts&, AdapterFacts& a) {
             a.name.clear();
             a.has_address = false;
         })},
        {"an adapter that may give itself no address",
         around([](NetworkFacts&, AdapterFacts& a) { a.has_address = a.self_addressing = false; })},
        {"an adapter with an address beside one without", around([](NetworkFacts& n, AdapterFacts& a) {
             n.adapters.push_back(a);
             a.has_address = false;
         })},
        {"an adapter that is not connected beside one without an address", around([](NetworkFacts& n, AdapterFacts& a) {
             n.adapters.push_back(a);
             n.adapters.back().connected = false;
             a.has_address = false;
         })},
        {"no adapter with an address, for the first time", around(no_address, false)},
        {"an address of its own, and not by DHCP", around([](NetworkFacts&, AdapterFacts& a) {
             a.private_automatic = true;
             a.dhcp = false;
         })},
        {"some adapters, and an error", around([](NetworkFacts& n, AdapterFacts&) { n.code = 5; })},
    };
}

} // namespace

std::vector<Oddity> running_oddities() {
    return joined({of_sockets(), of_belief(), of_drivers(), of_the_network()});
}

} // namespace netmend::winsock
