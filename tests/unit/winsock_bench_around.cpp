// What no rung mends and a person does, for the fault bench: as the registry of a Vista or later has it.
#include "tests/unit/winsock_patient.hpp"

namespace netmend::winsock {
namespace {

constexpr Severity suspicious = Severity::Suspicious, note = Severity::Note;
const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";
const std::string network = "SYSTEM\\CurrentControlSet\\Control\\Network\\";
const std::string card = "{11111111-2222-4333-8444-555555555555}", filter = "{66666666-7777-4888-9999-AAAAAAAAAAAA}";
const std::string card_key = "SYSTEM\\CurrentControlSet\\Control\\Class\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\0007";
const std::string filter_key = network + "{4D36E974-E325-11CE-BFC1-08002BE10318}\\" + filter;

std::string since_vista(const Patient& p) {
    return p.windows.identity.major < 6 ? "looked at since Vista" : p.bits == 64 ? "judged once a machine" : "";
}

BenchFault around(const char* code, Severity severity, const char* what, const std::function<void(Patient&)>& hurt) {
    return {code,
            severity,
            what,
            [=](Patient& p) {
                p.start();
                hurt(p);
            },
            {},
            since_vista};
}

void add_card(Patient& p, const std::vector<std::string>& protocols) {
    using namespace simulated;
    p.tree.set(card_key, text("NetCfgInstanceId", card));
    p.tree.set(card_key + "\\Linkage", list("UpperBind", protocols));
    p.tree.set(card_key + "\\Linkage", list("FilterList", {card + "-" + filter + "-0000"}));
    p.tree.set(network + "{4D36E972-E325-11CE-BFC1-08002BE10318}\\" + card + "\\Connection", text("Name", "Ethernet"));
    for (const char* protocol : {"Tcpip", "Tcpip6"})
        p.tree.set(services + protocol + "\\Linkage",
                   list("Bind", std::find(protocols.begin(), protocols.end(), protocol) == protocols.end()
                                    ? std::vector<std::string>{"\\Device\\{0}"}
                                    : std::vector<std::string>{"\\Device\\" + card}));
}

// Installed, bound to the card and running, but for its file.
std::function<void(Patient&)> filter_without_file(std::uint32_t run_type) {
    return [=](Patient& p) {
        using namespace simulated;
        add_card(p, {"Tcpip", "Tcpip6"});
        p.tree.set(filter_key, number("Characteristics", 0x40028));
        p.tree.set(filter_key, text("ComponentId", "acme_shield"));
        p.tree.set(filter_key, text("Description", "@oem7.inf,%name%;Acme Shield Filter"));
        p.tree.set(filter_key + "\\Ndi", text("Service", "acmeflt"));
        p.tree.set(filter_key + "\\Ndi", number("FilterRunType", run_type));
        p.tree.set(services + "acmeflt", expandable("ImagePath", "\\SystemRoot\\system32\\drivers\\acmeflt.sys"));
    };
}

std::function<void(Patient&)> without(const char* protocol, bool address) {
    return [=](Patient& p) {
        add_card(p, {protocol == std::string("Tcpip") ? "Tcpip6" : "Tcpip", "rspndr"});
        NetworkFacts facts;
        facts.adapters.push_back({"LAN", true, true, false, true, true, true, true});
        facts.adapters.front().connected = address;
        p.report().network = facts;
    };
}

// A service of the DNS client's kind, hosted by svchost.exe, at rest.
void host_dnscache(Patient& p) {
    using namespace simulated;
    p.tree.set(services + "Dnscache", number("Start", 2));
    p.tree.set(services + "Dnscache",
               expandable("ImagePath", "%SystemRoot%\\system32\\svchost.exe -k NetworkService -p"));
    p.tree.set(services + "Dnscache\\Parameters", expandable("ServiceDll", "%SystemRoot%\\System32\\dnsrslvr.dll"));
    p.tree.set("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost",
               list("NetworkService", {"CryptSvc", "DnsCache"}));
    p.add_file("svchost.exe");
    p.add_file("dnsrslvr.dll");
    p.resting = {"Dnscache"};
}

void forget_group(Patient& p) {
    host_dnscache(p);
    p.tree.set("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost",
               simulated::list("NetworkService", {"CryptSvc"}));
}

void lose_dll(Patient& p) {
    host_dnscache(p);
    p.files.at(0).erase("dnsrslvr.dll");
}

std::function<void(Patient&)> rule(const std::string& key, std::uint32_t lookup) {
    return [=](Patient& p) {
        p.tree.set(key + "\\VPN", simulated::list("Name", {"."}));
        p.tree.set(key + "\\VPN", simulated::text("GenericDNSServers", "10.8.0.1"));
        NetworkFacts facts;
        facts.adapters.push_back({"LAN", true, true, false, true, true, true, true});
        facts.lookup = lookup;
        p.report().network = facts;
    };
}

void leave_route(Patient& p) {
    using namespace simulated;
    add_card(p, {"Tcpip", "Tcpip6"});
    p.tree.set(services + "Tcpip\\Parameters\\Interfaces\\" + card, text("DhcpIPAddress", "192.168.1.20"));
    p.tree.set(services + "Tcpip\\Parameters\\Interfaces\\" + card, text("DhcpSubnetMask", "255.255.255.0"));
    for (const char* route :
         {"0.0.0.0,0.0.0.0,192.168.1.1,-1", "0.0.0.0,128.0.0.0,10.8.0.1,1", "10.1.0.0,255.255.0.0,10.9.9.9,1"})
        p.tree.set(services + "Tcpip\\Parameters\\PersistentRoutes", text(route, ""));
}

std::function<void(Patient&)> facts(const std::function<void(NetworkFacts&)>& change) {
    return [=](Patient& p) {
        NetworkFacts all;
        all.adapters.push_back({"LAN", true, true, false, true, true, true, true});
        change(all);
        p.report().network = all;
    };
}

} // namespace

std::vector<BenchFault> around_faults() {
    const std::string rules = services + "Dnscache\\Parameters\\DnsPolicyConfig";
    BenchFault lookup_fails = around("name-policy-left", suspicious, "names fail", rule(rules, 11002));
    lookup_fails.also = [](const Patient&) { return Codes{"name-lookup-fails"}; };
    BenchFault unplugged = around("tcpip-unticked", suspicious, "no address", without("Tcpip", false));
    unplugged.also = [](const Patient&) { return Codes{"not-connected"}; };
    const auto served = [](std::optional<bool> answer, bool elsewhere) {
        return facts([=](NetworkFacts& n) {
            n.adapters.front().name_server_here = "127.0.0.1";
            n.adapters.front().name_server_elsewhere = elsewhere;
            n.names_served_here = answer;
        });
    };
    const auto blocked = [](const char* service, bool there) {
        return facts([=](NetworkFacts& n) { n.blocking = {{{"Acme VPN", service, there, 3}}}; });
    };
    return {
        around("filter-driver-gone", suspicious, "mandatory", filter_without_file(1)),
        around("filter-driver-gone", note, "optional", filter_without_file(2)),
        unplugged,
        around("tcpip-unticked", note, "IPv6", without("Tcpip6", true)),
        around("name-server-dead", suspicious, "alone", served(false, false)),
        around("name-server-dead", note, "one of two", served(false, true)),
        lookup_fails,
        around("name-policy-left", note, "policy",
               rule("SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient\\DnsPolicyConfig", 0)),
        around("hosts-redirect", note, "", facts([](NetworkFacts& n) {
                   n.hosts = {"example.com 0.0.0.0"};
                   n.hosts_count = 1;
               })),
        around("route-left", note, "", leave_route),
        around("filters-left", suspicious, "no service", blocked("acmevpn", false)),
        around("filters-left", note, "in force", blocked("acmevpn", true)),
        around("service-group-gone", suspicious, "", forget_group),
        around("service-image-gone", suspicious, "", lose_dll),
        around("around-not-seen", note, "port 53", served(std::nullopt, false)),
        around("around-not-seen", note, "a proxy", facts([](NetworkFacts& n) {
                   n.proxies = {{"bob", ""}};
               })),
        around("around-not-seen", note, "filters", facts([](NetworkFacts& n) { n.blocking_code = 5; })),
    };
}

} // namespace netmend::winsock
