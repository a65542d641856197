// A machine with two network cards for the tests of the settings: one has everything that a person can set by hand, the
// other one asks by DHCP and has an alternate configuration; and what a card left behind that went long ago.
#pragma once

#include <string>

#include "tests/simulated/values.hpp"

namespace netmend::testing {

inline const std::string all_services = "SYSTEM\\CurrentControlSet\\Services\\";
inline const std::string tcpip_parameters = all_services + "Tcpip\\Parameters";
inline const std::string netbt_parameters = all_services + "NetBT\\Parameters";
inline const std::string network_connections =
    "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";
inline const std::string by_hand = "{58094C24-B1BD-4961-8C68-7C13F7A6213C}";
inline const std::string by_dhcp = "{0A5C3D0E-2E2C-4B53-9B39-6B7C1F7E2A11}";
inline const std::string long_gone = "{DEADBEEF-0000-4000-8000-000000000001}";

inline std::string interface_of(const std::string& id) {
    return tcpip_parameters + "\\Interfaces\\" + id;
}
inline std::string netbios_of(const std::string& id) {
    return netbt_parameters + "\\Interfaces\\Tcpip_" + id;
}

inline void add_card(simulated::Tree& tree, const std::string& id, const std::string& name) {
    tree.set(network_connections + id + "\\Connection", simulated::text("Name", name));
    tree.set(network_connections + id + "\\Connection", simulated::text("PnpInstanceID", "PCI\\VEN_8086\\" + name));
}

inline void set_by_hand(simulated::Tree& tree) {
    using namespace simulated;
    const std::string key = interface_of(by_hand);
    tree.set(key, number("EnableDHCP", 0));
    tree.set(key, list("IPAddress", {"192.168.7.20", "192.168.7.21", "10.1.1.5"}));
    tree.set(key, list("SubnetMask", {"255.255.255.0", "255.255.255.0", "255.0.0.0"}));
    tree.set(key, list("DefaultGateway", {"192.168.7.1", "192.168.7.2"}));
    tree.set(key, list("DefaultGatewayMetric", {"1", "20"}));
    tree.set(key, number("InterfaceMetric", 10));
    tree.set(key, text("NameServer", "192.168.7.2,192.168.7.3"));
    tree.set(key, text("Domain", "lab.example"));
    tree.set(key, number("RegistrationEnabled", 0));
    tree.set(key, number("EnableAdapterDomainNameRegistration", 1));
    tree.set(key, list("TCPAllowedPorts", {"80", "443"}));
    tree.set(key, list("UDPAllowedPorts", {"0"}));
    tree.set(key, list("RawIPAllowedProtocols", {"6", "17"}));
    tree.set(key, {"TcpWindowSize", 11, {1, 2, 3}}); // a type that nobody expects there
    tree.set(netbios_of(by_hand), list("NameServerList", {"192.168.7.4", "192.168.7.5"}));
    tree.set(netbios_of(by_hand), number("NetbiosOptions", 1));
    add_card(tree, by_hand, "Local Area Connection");
}

inline void set_by_dhcp(simulated::Tree& tree) {
    using namespace simulated;
    const std::string key = interface_of(by_dhcp);
    tree.set(key, number("EnableDHCP", 1));
    tree.set(key, list("IPAddress", {"0.0.0.0"}));
    tree.set(key, list("SubnetMask", {"0.0.0.0"}));
    tree.set(key, list("DefaultGateway", {}));
    tree.set(key, text("NameServer", ""));
    tree.set(key, text("DhcpIPAddress", "172.16.0.9"));
    tree.set(key, number("T1", 77));
    tree.set(key, number("LeaseObtainedTime", 12345));
    tree.set(key, text("IPAutoconfigurationAddress", "169.254.1.1"));
    tree.set(key, list("ActiveConfigurations", {"Alternate_" + by_dhcp}));
    tree.set(all_services + "Dhcp\\Configurations\\Alternate_" + by_dhcp, binary("Options", {50, 0, 0, 0, 4, 0, 0, 0}));
    tree.set(netbios_of(by_dhcp), list("NameServerList", {}));
    tree.set(netbios_of(by_dhcp), number("NetbiosOptions", 0));
    add_card(tree, by_dhcp, "Wireless");
}

inline simulated::Tree two_cards() {
    using namespace simulated;
    Tree tree;
    for (const char* service : {"Tcpip", "NetBT", "Dhcp", "AFD"})
        tree.set(all_services + service, number("Start", 1));
    tree.set(tcpip_parameters, text("Hostname", "m57-pat"));
    tree.set(tcpip_parameters, text("Domain", ""));
    tree.set(tcpip_parameters, text("SearchList", "lab.example,example"));
    tree.set(tcpip_parameters, number("EnableSecurityFilters", 1));
    tree.set(tcpip_parameters, text("DhcpNameServer", "192.168.1.1"));
    tree.set(tcpip_parameters + "\\PersistentRoutes", text("10.0.0.0,255.0.0.0,192.168.7.9,1", ""));
    tree.set(tcpip_parameters + "\\PersistentRoutes", text("172.16.0.0,255.240.0.0,192.168.7.8,5", ""));
    tree.set(tcpip_parameters + "\\Adapters\\" + by_hand, number("LLInterface", 0));
    tree.set(all_services + "Tcpip\\Linkage", list("Bind", {"\\Device\\" + by_hand}));
    tree.set(netbt_parameters, number("EnableLMHOSTS", 1));
    set_by_hand(tree);
    set_by_dhcp(tree);
    tree.set(interface_of(long_gone), number("EnableDHCP", 1));
    return tree;
}

} // namespace netmend::testing
