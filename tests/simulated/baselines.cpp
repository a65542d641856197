#include "tests/simulated/baselines.hpp"

#include <map>

#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr const char* tcpip4 = "E70F1AA0-AB8B-11CF-8CA3-00805F48A192";
constexpr const char* tcpip6 = "F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4";
constexpr const char* rsvp = "9D60A9E0-337A-11D0-BD88-0000C082E69A";
constexpr const char* netbios = "8D5F1830-C273-11CF-95C8-00805F48A192";
constexpr const char* mswsock = "%SystemRoot%\\system32\\mswsock.dll";
constexpr const char* rsvpsp = "%SystemRoot%\\system32\\rsvpsp.dll";
constexpr const char* adapter = "{58094C24-B1BD-4961-8C68-7C13F7A6213C}";

Entry base(const char* dll, const char* provider, int family, int type, int protocol, const char* name) {
    Entry entry;
    entry.dll = dll;
    entry.provider = provider;
    entry.family = family;
    entry.type = type;
    entry.protocol = protocol;
    entry.sockaddr_size = family == 23 ? 28 : family == 17 ? 20 : 16;
    entry.flags = type == 1 ? 0x20066 : type == 5 ? 0x2000E : family == 17 ? 0x20209 : 0x20609;
    if (std::string(provider) == rsvp)
        entry.flags |= 0x2000;
    entry.provider_flags = type == 3 ? 0xC : 8; // RAW entries are hidden
    entry.name = name;
    return entry;
}

std::vector<Entry> numbered(std::vector<Entry> entries) {
    std::uint32_t id = 1001;
    for (auto& entry : entries)
        entry.id = id++;
    return entries;
}

std::vector<Entry> protocols_of_xp() {
    std::vector<Entry> out{base(mswsock, tcpip4, 2, 1, 6, "MSAFD Tcpip [TCP/IP]"),
                           base(mswsock, tcpip4, 2, 2, 17, "MSAFD Tcpip [UDP/IP]"),
                           base(mswsock, tcpip4, 2, 3, 0, "MSAFD Tcpip [RAW/IP]"),
                           base(rsvpsp, rsvp, 2, 2, 17, "RSVP UDP Service Provider"),
                           base(rsvpsp, rsvp, 2, 1, 6, "RSVP TCP Service Provider")};
    for (int i = 0; i < 3; ++i) {
        const std::string device = std::string("MSAFD NetBIOS [\\Device\\NetBT_Tcpip_") + adapter + "] ";
        const int protocol = i == 0 ? static_cast<int>(0x80000000u) : -i;
        out.push_back(base(mswsock, netbios, 17, 5, protocol, (device + "SEQPACKET " + std::to_string(i)).c_str()));
        out.push_back(base(mswsock, netbios, 17, 2, protocol, (device + "DATAGRAM " + std::to_string(i)).c_str()));
    }
    return numbered(out);
}

std::vector<Entry> protocols_of_windows_7() {
    return numbered({base(mswsock, tcpip4, 2, 1, 6, "@%SystemRoot%\\System32\\wshtcpip.dll,-60100"),
                     base(mswsock, tcpip4, 2, 2, 17, "@%SystemRoot%\\System32\\wshtcpip.dll,-60101"),
                     base(mswsock, tcpip4, 2, 3, 0, "@%SystemRoot%\\System32\\wshtcpip.dll,-60102"),
                     base(mswsock, tcpip6, 23, 1, 6, "@%SystemRoot%\\System32\\wship6.dll,-60100"),
                     base(mswsock, tcpip6, 23, 2, 17, "@%SystemRoot%\\System32\\wship6.dll,-60101"),
                     base(mswsock, tcpip6, 23, 3, 0, "@%SystemRoot%\\System32\\wship6.dll,-60102"),
                     base(mswsock, rsvp, 23, 1, 6, "@%SystemRoot%\\System32\\wshqos.dll,-100"),
                     base(mswsock, rsvp, 2, 1, 6, "@%SystemRoot%\\System32\\wshqos.dll,-101"),
                     base(mswsock, rsvp, 23, 2, 17, "@%SystemRoot%\\System32\\wshqos.dll,-102"),
                     base(mswsock, rsvp, 2, 2, 17, "@%SystemRoot%\\System32\\wshqos.dll,-103")});
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

Tree made(Preset preset) {
    Tree tree;
    const bool x64 = identity_of(preset).x64;
    for (const int bits : {32, 64}) {
        if (bits == 64 && !x64)
            continue;
        write_protocols(tree, default_protocols(preset), bits, x64);
        write_namespaces(tree, default_namespaces(preset), bits, x64);
    }
    write_old_winsock(tree);
    write_tcpip(tree);
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
    }
    return "";
}

SystemIdentity identity_of(Preset preset) {
    SystemIdentity out;
    out.machine_id = "9f0c4d52-simulated";
    out.major = 5;
    switch (preset) {
    case Preset::Windows2000:
        out.minor = 0, out.build = 2195, out.service_pack = 4;
        break;
    case Preset::XpSp1:
        out.minor = 1, out.build = 2600, out.service_pack = 1;
        break;
    case Preset::XpSp3:
        out.minor = 1, out.build = 2600, out.service_pack = 3;
        break;
    case Preset::Server2003Rtm:
        out.minor = 2, out.build = 3790, out.product = Product::Server;
        break;
    case Preset::XpX64:
        out.minor = 2, out.build = 3790, out.service_pack = 2, out.x64 = true;
        break;
    case Preset::Windows7:
        out.major = 6, out.minor = 1, out.build = 7601, out.service_pack = 1, out.x64 = true;
        break;
    }
    return out;
}

std::vector<Entry> default_protocols(Preset preset) {
    return preset == Preset::Windows7 ? protocols_of_windows_7() : protocols_of_xp();
}

std::vector<NameSpace> default_namespaces(Preset preset) {
    const bool vista = preset == Preset::Windows7;
    if (preset == Preset::Windows2000) // its own library, and no network location awareness (windows-facts, 1.3)
        return {{"%SystemRoot%\\System32\\rnr20.dll", "Tcpip", "22059D40-7E9E-11CF-AE5A-00AA00A7112B", 12},
                {"%SystemRoot%\\System32\\winrnr.dll", "NTDS", "3B2637EE-E580-11CF-A555-00C04FD8D4AC", 32}};
    const char* nla = vista ? "%SystemRoot%\\system32\\nlaapi.dll" : "%SystemRoot%\\System32\\mswsock.dll";
    std::vector<NameSpace> out{
        {"%SystemRoot%\\System32\\mswsock.dll", "Tcpip", "22059D40-7E9E-11CF-AE5A-00AA00A7112B", 12},
        {"%SystemRoot%\\System32\\winrnr.dll", "NTDS", "3B2637EE-E580-11CF-A555-00C04FD8D4AC", 32},
        {nla, "Network Location Awareness (NLA) Namespace", "6642243A-3BA8-4AA6-BAA5-2E0BD71FDD83", 15}};
    if (vista)
        out.push_back({"%SystemRoot%\\system32\\napinsp.dll", "E-mail Naming Shim Provider",
                       "964ACBA2-B2BC-40EB-8C6A-A6DB40161CAE", 37});
    return out;
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
    if (preset == Preset::Windows7)
        out.insert({"nlaapi.dll", "napinsp.dll", "wship6.dll", "wshqos.dll"});
    else
        out.insert("rsvpsp.dll");
    return out;
}

} // namespace netmend::simulated
