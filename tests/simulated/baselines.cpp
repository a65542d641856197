#include "tests/simulated/baselines.hpp"

#include <map>

#include "tests/simulated/catalog_data.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr const char* tcpip4 = "E70F1AA0-AB8B-11CF-8CA3-00805F48A192";
constexpr const char* netbios = "8D5F1830-C273-11CF-95C8-00805F48A192";
constexpr const char* adapter = "{58094C24-B1BD-4961-8C68-7C13F7A6213C}";

// In the order of the presets.
constexpr const char* rows[] = {"2000-sp4", "xp-sp1", "xp-sp3", "2003-rtm", "xp-x64-sp2", "win7"};

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
    const bool old = preset != Preset::Windows7;
    return protocols_of(row_of(preset).protocols, std::vector<std::string>(old ? 3 : 0, adapter));
}

std::vector<NameSpace> default_namespaces(Preset preset) {
    return catalog_data().name_spaces.at(row_of(preset).name_spaces);
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
        out.insert({"nlaapi.dll", "napinsp.dll", "pnrpnsp.dll", "wship6.dll", "wshqos.dll"});
    else
        out.insert("rsvpsp.dll");
    return out;
}

} // namespace netmend::simulated
