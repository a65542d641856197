#include "tests/simulated/baselines.hpp"

#include <map>
#include <utility>

#include "tests/simulated/access.hpp"
#include "tests/simulated/catalog_data.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr const char* tcpip4 = "E70F1AA0-AB8B-11CF-8CA3-00805F48A192";
constexpr const char* netbios = "8D5F1830-C273-11CF-95C8-00805F48A192";
constexpr const char* adapter = "{58094C24-B1BD-4961-8C68-7C13F7A6213C}";

// In the order of the presets.
constexpr const char* rows[] = {"2000-sp4", "xp-sp1", "xp-sp3", "2003-rtm", "xp-x64-sp2", "win7", "win11-23h2"};

const WindowsRow& row_of(Preset preset) {
    return windows_row(rows[static_cast<std::size_t>(preset)]);
}

constexpr const char* network_cards =
    "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";

void write_driver(Tree& tree) {
    const std::string tcpip = std::string(services_path) + "\\Tcpip";
    tree.set(tcpip, number("Type", 1));
    tree.set(tcpip, number("Start", 1));
    tree.set(tcpip, expandable("ImagePath", "system32\\DRIVERS\\tcpip.sys"));
    tree.set(tcpip + "\\Linkage", list("Bind", {std::string("\\Device\\") + adapter}));
    tree.set(tcpip + "\\Parameters\\Winsock", expandable("HelperDllName", "%SystemRoot%\\System32\\wshtcpip.dll"));
    for (const char* service : {"\\lanmanserver\\Linkage", "\\lanmanworkstation\\Linkage"})
        tree.set(std::string(services_path) + service, list("Bind", {"\\Device\\NetbiosSmb"}));
}

void write_tcpip(Tree& tree) {
    const std::string tcpip = std::string(services_path) + "\\Tcpip";
    write_driver(tree);
    tree.set(tcpip + "\\Parameters", text("Hostname", "workshop"));
    tree.set(tcpip + "\\Parameters", text("Domain", ""));
    tree.set(tcpip + "\\Parameters", text("DhcpNameServer", "192.168.1.1"));
    const std::string interface = tcpip + "\\Parameters\\Interfaces\\" + adapter;
    tree.set(interface, number("EnableDHCP", 0));
    tree.set(interface, list("IPAddress", {"192.168.7.20"}));
    tree.set(interface, list("SubnetMask", {"255.255.255.0"}));
    tree.set(interface, list("DefaultGateway", {"192.168.7.1"}));
    tree.set(interface, text("NameServer", "192.168.7.2,192.168.7.3"));
    tree.set(tcpip + "\\Parameters\\PersistentRoutes", text("10.0.0.0,255.0.0.0,192.168.7.9,1", ""));
    const std::string netbt = std::string(services_path) + "\\NetBT\\Parameters";
    tree.set(netbt, number("EnableLMHOSTS", 1));
    tree.set(netbt + "\\Interfaces\\Tcpip_" + adapter, list("NameServerList", {"192.168.7.4"}));
    tree.set(std::string(services_path) + "\\AFD", number("Start", 1));
    tree.create(std::string(services_path) + "\\AFD\\Parameters");
    tree.create(std::string(services_path) + "\\Dhcp\\Parameters");
}

// What calls of this family its helper takes: so many rows of three numbers (windows-facts 1.4).
Bytes mapping_of(std::uint32_t family) {
    Bytes out;
    const auto add = [&](std::uint32_t number) {
        for (int shift = 0; shift < 32; shift += 8)
            out.push_back(static_cast<std::uint8_t>(number >> shift));
    };
    constexpr std::uint32_t calls[][2] = {{1, 6}, {1, 0}, {0, 6}, {2, 17}, {2, 0}, {0, 17}, {3, 255}, {3, 0}};
    add(std::size(calls));
    add(3);
    for (const auto& [type, protocol] : calls)
        for (const std::uint32_t number : {family, type, protocol})
            add(number);
    return out;
}

// The transports of the old key, and since Windows 10 what each says of its entries (windows-modern 2.2).
void write_transports(Tree& tree, Preset preset) {
    const std::string old = winsock_path;
    std::vector<std::string> names;
    for (const Transport& transport : catalog_data().transports.at(row_of(preset).transports)) {
        names.push_back(transport.name);
        tree.set(old + "\\Setup Migration\\Providers\\" + transport.name,
                 binary("WinSock 2.0 Provider ID", guid(transport.provider)));
        const std::string key = std::string(services_path) + "\\" + transport.name + "\\Parameters\\Winsock";
        tree.set(key, expandable("HelperDllName", transport.helper));
        tree.set(key, binary("ProviderGUID", guid(transport.provider)));
        if (const std::uint32_t family = transport.name == "Tcpip" ? 2 : transport.name == "Tcpip6" ? 23 : 0) {
            tree.set(key, binary("Mapping", mapping_of(family)));
            for (const char* length : {"MinSockAddrLength", "MaxSockAddrLength"})
                tree.set(key, number(length, family == 2 ? 16 : 28));
            tree.set(key, number("UseDelayedAcceptance", 0));
        }
        std::size_t entries = 0;
        for (const Entry& entry : protocols_of(row_of(preset).protocols, {})) {
            if (entry.provider != transport.provider || !transport.has_templates)
                continue;
            const std::string at = key + "\\" + std::to_string(entries++);
            const auto message_size = entry.message_size.value_or(entry.type == 1 ? 0 : 65467);
            const std::pair<const char*, std::uint32_t> fields[] = {
                {"Version", entry.version},
                {"AddressFamily", static_cast<std::uint32_t>(entry.family)},
                {"SocketType", static_cast<std::uint32_t>(entry.type)},
                {"Protocol", static_cast<std::uint32_t>(entry.protocol)},
                {"MaxSockAddrLength", static_cast<std::uint32_t>(entry.sockaddr_size)},
                {"MinSockAddrLength", static_cast<std::uint32_t>(entry.sockaddr_min.value_or(entry.sockaddr_size))},
                {"ProtocolMaxOffset", entry.type == 3 ? 255u : 0u},
                {"ByteOrder", 0},
                {"MessageSize", message_size},
                {"ProviderFlags", entry.provider_flags},
                {"ServiceFlags", entry.flags}};
            for (const auto& [name, value] : fields)
                tree.set(at, number(name, value));
            tree.set(at, text("szProtocol", entry.name));
        }
    }
    tree.set(old + "\\Parameters", list("Transports", names));
    tree.set(old + "\\Setup Migration", list("Provider List", names));
}

// What services may do on their keys (windows-modern 8), where it is known; keys that are made below get it too.
void write_rights(Tree& tree, Preset preset) {
    if (preset != Preset::Windows11)
        return;
    const std::string people = "(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CI;KR;;;BU)(A;CI;KR;;;AC)",
                      nobody = "(A;CI;KA;;;SY)(A;CI;KA;;;BA)", dhcp = service_sid_of_dhcp, bfe = service_sid_of_bfe;
    const std::pair<const char*, std::string> keys[] = {
        {"Winsock", "(A;CIID;KA;;;SY)(A;CIID;KA;;;BA)(A;CIID;KR;;;BU)(A;CIID;KR;;;AC)"},
        {"WinSock2", "(A;CIID;KA;;;SY)(A;CIID;KA;;;BA)(A;CIID;KR;;;BU)(A;CIID;KR;;;AC)"},
        {"Tcpip\\Parameters",
         people + "(A;CI;0xb003f;;;NS)(A;CI;0x3001f;;;NO)(A;CI;0x3001f;;;" + dhcp + ")(A;CI;KR;;;LS)"},
        {"Dhcp", people + "(A;;0x2001d;;;" + dhcp + ")"},
        {"Dhcp\\Parameters", people + "(A;;0x2001d;;;" + dhcp + ")"},
        {"Dnscache\\Parameters", people + "(A;;0x2001d;;;NO)"},
        {"BFE\\Parameters\\Policy", nobody + "(A;CI;0x2001f;;;" + bfe + ")"},
        {"BFE\\Parameters\\Policy\\Persistent\\Filter", ""},
    };
    for (const auto& [key, entries] : keys)
        tree.create(std::string(services_path) + "\\" + key,
                    entries.empty() ? Bytes() : access::bytes_of("O:SYG:SYD:AI" + entries, access::Kind::Key));
}

Tree made(Preset preset) {
    Tree tree;
    write_rights(tree, preset);
    const bool x64 = identity_of(preset).x64;
    for (const int bits : {32, 64}) {
        if (bits == 64 && !x64)
            continue;
        write_protocols(tree, default_protocols(preset), bits, x64);
        write_namespaces(tree, default_namespaces(preset), bits, x64);
    }
    write_old_winsock(tree);
    write_tcpip(tree);
    if (identity_of(preset).major >= 6)
        write_transports(tree, preset);
    for (const Service& service : services_of(preset)) {
        const std::string key = std::string(services_path) + "\\" + service.name;
        tree.set(key, number("Type", service.type));
        tree.set(key, number("Start", service.start));
        if (!service.depends_on.empty())
            tree.set(key, list("DependOnService", service.depends_on));
    }
    if (preset == Preset::Windows2000) {
        tree.set(component_path, text("ComponentId", "ms_tcpip"));
        tree.set(std::string(component_path) + "\\Bindings", number("ms_tcpip->card-1", 1));
        tree.set(std::string(component_path) + "\\Bindings", number("ms_tcpip->card-2", 0)); // a person cut it off
        tree.set(network_cards + std::string(adapter) + "\\Connection", text("Name", "Local Area Connection"));
        tree.set(network_cards + std::string(adapter) + "\\Connection", text("PnpInstanceID", "PCI\\VEN_8086\\1"));
    }
    tree.set(unrelated_path, text("Setting", "as its owner wants it"));
    return tree;
}

} // namespace

const char* name_of(Preset preset) {
    switch (preset) {
    case Preset::Windows2000:
        return "2000-sp4";
    case Preset::XpSp1:
        return "xp-sp1";
    case Preset::XpSp3:
        return "xp-sp3";
    case Preset::Server2003Rtm:
        return "server-2003";
    case Preset::XpX64:
        return "xp-x64";
    case Preset::Windows7:
        return "windows-7";
    case Preset::Windows11:
        return "windows-11";
    }
    return "";
}

SystemIdentity identity_of(Preset preset) {
    const WindowsRow& row = row_of(preset);
    SystemIdentity out;
    out.machine_id = "9f0c4d52-simulated";
    out.major = row.major, out.minor = row.minor, out.build = row.build, out.service_pack = row.service_pack;
    out.product = row.product;
    out.x64 = row.bits == 64;
    return out;
}

// Article 811259 speaks of ten sections: the machine of its examples has three connections with NetBIOS. On Windows 7
// nobody has switched it on.
std::vector<Entry> default_protocols(Preset preset) {
    const bool old = identity_of(preset).major < 6;
    return protocols_of(row_of(preset).protocols, std::vector<std::string>(old ? 3 : 0, adapter));
}

std::vector<NameSpace> default_namespaces(Preset preset) {
    return catalog_data().name_spaces.at(row_of(preset).name_spaces);
}

const std::vector<Service>& services_of(Preset preset) {
    static const std::vector<Service> none;
    const std::string& list = row_of(preset).services;
    return list.empty() ? none : catalog_data().services.at(list);
}

void write_old_winsock(Tree& tree) {
    const std::string old = winsock_path;
    tree.set(old, number("Type", 4));
    tree.set(old, number("Start", 3));
    tree.set(old + "\\Parameters", list("Transports", {"Tcpip", "NetBIOS"}));
    tree.set(old + "\\Setup Migration", list("Provider List", {"Tcpip", "NetBIOS"}));
    tree.set(old + "\\Setup Migration", number("Setup Version", 0x1009));
    tree.set(old + "\\Setup Migration\\Providers\\Tcpip", binary("WinSock 2.0 Provider ID", guid(tcpip4)));
    tree.set(old + "\\Setup Migration\\Providers\\NetBIOS", binary("WinSock 2.0 Provider ID", guid(netbios)));
}

void write_installed_tcpip(Tree& tree) {
    tree.set(component_path, text("ComponentId", "ms_tcpip"));
    for (const char* path : {"ms_tcpip->card-1", "ms_tcpip->card-2"})
        tree.set(std::string(component_path) + "\\Bindings", number(path, 1));
    write_driver(tree);
    const std::string parameters = std::string(services_path) + "\\Tcpip\\Parameters";
    tree.set(parameters, text("Hostname", "workshop"));
    tree.set(parameters, text("Domain", ""));
    tree.create(parameters + "\\PersistentRoutes");
    const std::string connection = parameters + "\\Interfaces\\" + adapter;
    tree.set(connection, number("EnableDHCP", 1));
    tree.set(connection, list("IPAddress", {"0.0.0.0"}));
    tree.set(connection, list("SubnetMask", {"0.0.0.0"}));
    tree.set(connection, list("DefaultGateway", {}));
    tree.set(connection, text("NameServer", ""));
    tree.create(std::string(services_path) + "\\NetBT\\Parameters\\Interfaces\\Tcpip_" + adapter);
}

Tree healthy_registry(Preset preset) {
    static const std::map<Preset, Tree> trees = [] {
        std::map<Preset, Tree> out;
        for (const Preset each : all_presets)
            out.emplace(each, made(each));
        return out;
    }();
    return trees.at(preset);
}

std::set<std::string> default_files(Preset preset) {
    std::set<std::string> out{"mswsock.dll", "wshtcpip.dll", "winrnr.dll"};
    if (preset == Preset::Windows2000)
        out.insert({"rnr20.dll", "msafd.dll"});
    if (identity_of(preset).major >= 6)
        out.insert({"nlaapi.dll", "napinsp.dll", "pnrpnsp.dll", "wship6.dll", "wshqos.dll"});
    if (preset == Preset::Windows11)
        out.insert("wshbth.dll");
    else
        out.insert("rsvpsp.dll");
    return out;
}

} // namespace netmend::simulated
