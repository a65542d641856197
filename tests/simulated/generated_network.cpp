#include "tests/simulated/generated_network.hpp"

#include <array>
#include <cstdio>

#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";
const std::string parameters = services + "Tcpip\\Parameters";
const std::string netbt = services + "NetBT\\Parameters";
const std::string network = "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";

// Text with half a pair of surrogates, as a value's data.
RegistryValue torn_text(const std::string& name) {
    return {name, reg_sz, {'L', 0, 0x00, 0xD8, 'N', 0, 0, 0}};
}

Bytes descriptor_of(std::uint8_t rights) {
    Bytes data = plain_descriptor();
    data[data.size() - 20] = rights; // the mask of its last entry
    return data;
}

} // namespace

std::string NetworkGenerator::address() {
    const auto part = [&] { return std::to_string(below(256)); };
    return std::to_string(1 + below(223)) + "." + part() + "." + part() + "." + part();
}

std::string NetworkGenerator::guid() {
    std::array<char, 48> text{};
    const auto half = [&] { return static_cast<unsigned>(random_() & 0xFFFF); };
    std::snprintf(text.data(), text.size(),
                  one_in(4) ? "{%04x%04x-%04x-%04x-%04x-%04x%04x%04x}" : "{%04X%04X-%04X-%04X-%04X-%04X%04X%04X}",
                  half(), half(), half(), half(), half(), half(), half(), half());
    return text.data();
}

std::string NetworkGenerator::word() {
    static constexpr std::array words{"contoso",      "example", "Verkauf", "B\xC3\xBCro",
                                      "\xE4\xBA\xAC", "x",       "dc-1",    "a b"};
    return words[below(words.size())];
}

std::vector<std::string> NetworkGenerator::addresses(std::size_t count_max) {
    std::vector<std::string> list(below(count_max + 1));
    for (std::string& one : list)
        one = address();
    return list;
}

RegistryValue NetworkGenerator::odd(const std::string& name) {
    static constexpr std::uint32_t types[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 0x80000001u};
    RegistryValue value{name, types[below(std::size(types))], Bytes(below(24))};
    for (std::uint8_t& byte : value.data)
        byte = static_cast<std::uint8_t>(one_in(3) ? 0 : random_());
    return value;
}

Bytes NetworkGenerator::some_descriptor() {
    return one_in(3) ? descriptor_of(static_cast<std::uint8_t>(below(256))) : Bytes{};
}

void NetworkGenerator::set(Tree& tree, const std::string& key, const RegistryValue& value) {
    if (one_in(8))
        return;
    tree.set(key, one_in(16) ? odd(value.name) : value);
}

void NetworkGenerator::write_machine(Tree& tree) {
    tree.set(services + "Tcpip", number("Start", 1));
    tree.create(parameters, some_descriptor());
    set(tree, parameters, text("Hostname", word()));
    set(tree, parameters, text("NV Hostname", word()));
    set(tree, parameters, text("Domain", one_in(2) ? "" : word() + ".example"));
    set(tree, parameters, text("NV Domain", one_in(2) ? "" : word() + ".example"));
    set(tree, parameters, text("SearchList", one_in(2) ? "" : word() + ".example," + word() + ".test"));
    set(tree, parameters, expandable("DataBasePath", "%SystemRoot%\\System32\\drivers\\etc"));
    for (const char* name : {"IPEnableRouter", "EnableSecurityFilters", "UseDomainNameDevolution", "EnableICMPRedirect",
                             "DisableDynamicUpdate"})
        if (!one_in(3))
            set(tree, parameters, number(name, static_cast<std::uint32_t>(below(2))));
    if (one_in(4))
        tree.set(parameters, torn_text("Torn"));
    if (one_in(4))
        tree.set(parameters, odd("\xED\xA0\x80 name"));
    tree.set(parameters, text("DhcpNameServer", address()));
    if (!one_in(4))
        tree.create(parameters + "\\PersistentRoutes", some_descriptor());
    for (std::size_t left = below(6); left > 0; --left)
        tree.set(parameters + "\\PersistentRoutes", text(address() + ",255.255.0.0," + address() + ",1", ""));
    for (const char* name : {"DnsPriority", "HostsPriority", "LocalPriority", "NetbtPriority"})
        set(tree, services + "Tcpip\\ServiceProvider", number(name, static_cast<std::uint32_t>(below(2500))));
    tree.set(services + "NetBT", number("Start", 1));
    for (const char* name : {"EnableLMHOSTS", "EnableProxy", "NodeType"})
        set(tree, netbt, number(name, static_cast<std::uint32_t>(below(9))));
    if (one_in(3))
        set(tree, netbt, text("ScopeId", word()));
    if (one_in(2)) {
        tree.set(services + "Tcpip6", number("Start", 1));
        set(tree, services + "Tcpip6\\Parameters", number("DisabledComponents", static_cast<std::uint32_t>(random_())));
    }
    tree.set(services + "Dhcp", number("Start", 2));
    tree.set(services + "AFD", number("Start", 1));
    if (one_in(2))
        set(tree, services + "AFD\\Parameters", number("DefaultReceiveWindow", 65535));
}

void NetworkGenerator::write_interface(Tree& tree, const std::string& id) {
    const std::string key = parameters + "\\Interfaces\\" + id;
    const bool dhcp = one_in(2);
    tree.create(key, some_descriptor());
    set(tree, key, number("EnableDHCP", dhcp));
    const std::vector<std::string> own = dhcp ? std::vector<std::string>{"0.0.0.0"} : addresses(12);
    set(tree, key, list("IPAddress", own));
    set(tree, key, list("SubnetMask", std::vector<std::string>(own.size(), dhcp ? "0.0.0.0" : "255.255.255.0")));
    const std::vector<std::string> gateways = addresses(4);
    std::vector<std::string> metrics(gateways.size());
    for (std::string& metric : metrics)
        metric = std::to_string(below(30));
    set(tree, key, list("DefaultGateway", gateways));
    set(tree, key, list("DefaultGatewayMetric", metrics));
    const std::vector<std::string> servers = addresses(3);
    std::string joined;
    for (const std::string& server : servers)
        joined += (joined.empty() ? "" : one_in(2) ? "," : " ") + server;
    set(tree, key, text("NameServer", joined));
    set(tree, key, text("Domain", one_in(2) ? "" : word() + ".example"));
    for (const char* name : {"RegistrationEnabled", "RegisterAdapterName", "EnableAdapterDomainNameRegistration",
                             "IPAutoconfigurationEnabled", "InterfaceMetric", "MTU", "TcpWindowSize"})
        if (!one_in(3))
            set(tree, key, number(name, static_cast<std::uint32_t>(below(1501))));
    for (const char* name : {"TCPAllowedPorts", "UDPAllowedPorts", "RawIPAllowedProtocols"})
        set(tree, key, list(name, one_in(2) ? std::vector<std::string>{"0"} : addresses(3)));
    for (const char* name : {"DhcpIPAddress", "DhcpServer", "IPAutoconfigurationAddress"})
        tree.set(key, text(name, address()));
    for (const char* name : {"T1", "Lease", "LeaseObtainedTime", "AddressType"})
        tree.set(key, number(name, static_cast<std::uint32_t>(random_())));
    if (one_in(4))
        tree.set(key, odd("Somebody's own"));
    if (one_in(3)) {
        set(tree, key, list("ActiveConfigurations", {"Alternate_" + id}));
        tree.set(services + "Dhcp\\Configurations\\Alternate_" + id, odd("Options"));
    }
    if (one_in(6))
        return; // its NetBIOS key is missing
    const std::string names = netbt + "\\Interfaces\\Tcpip_" + id;
    tree.create(names, some_descriptor());
    set(tree, names, list("NameServerList", addresses(4)));
    set(tree, names, number("NetbiosOptions", static_cast<std::uint32_t>(below(3))));
    if (tree.has(services + "Tcpip6") && one_in(2))
        set(tree, services + "Tcpip6\\Parameters\\Interfaces\\" + id, text("NameServer", "2001:db8::1"));
}

void NetworkGenerator::write_card(Tree& tree, const std::string& id, std::size_t number_of_card) {
    const std::string key = network + id + "\\Connection";
    tree.create(key);
    const std::string name = "Local Area Connection" + (number_of_card ? " " + std::to_string(number_of_card + 1) : "");
    tree.set(key, one_in(8) ? torn_text("Name") : text("Name", name));
    tree.set(key, text("PnpInstanceID", "PCI\\VEN_10EC&DEV_8139\\" + std::to_string(number_of_card)));
}

GeneratedNetwork NetworkGenerator::next() {
    GeneratedNetwork made;
    write_machine(made.machine);
    for (std::size_t left = 1 + below(4); left > 0; --left) {
        made.cards.push_back(guid());
        write_card(made.machine, made.cards.back(), made.cards.size() - 1);
        if (!one_in(12)) // a card that TCP/IP is not bound to
            write_interface(made.machine, made.cards.back());
    }
    for (std::size_t left = below(3); left > 0; --left) {
        made.stale.push_back(guid());
        write_interface(made.machine, made.stale.back());
    }
    return made;
}

} // namespace netmend::simulated
