// A small machine for the tests of backup and putting back: something of every kind of ownership, and beside it what is
// not ours and must be left alone.
#pragma once

#include <string>

#include "tests/simulated/registry.hpp"

namespace netmend::testing {

inline const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";
inline const std::string interface = services + "Tcpip\\Parameters\\Interfaces\\{58094C24-B1BD-4961-8C68-7C13F7A6213C}";
inline const std::string protocols = services + "WinSock2\\Parameters\\Protocol_Catalog9";
inline const std::string marker = protocols + "\\0000002A"; // there while somebody writes the catalog

inline RegistryValue text(const std::string& name, const std::string& data) {
    return {name, 1, Bytes(data.begin(), data.end())};
}

inline RegistryValue number(const std::string& name, std::uint8_t data) {
    return {name, 4, {data, 0, 0, 0}};
}

// SYSTEM owns it; one entry gives SYSTEM `rights`. `control` as Windows stores it.
inline Bytes descriptor(std::uint8_t rights, unsigned control = 0x8004) {
    const Bytes system{1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0};
    Bytes data{1,
               0,
               static_cast<std::uint8_t>(control),
               static_cast<std::uint8_t>(control >> 8),
               20,
               0,
               0,
               0,
               32,
               0,
               0,
               0,
               0,
               0,
               0,
               0,
               44,
               0,
               0,
               0};
    data.insert(data.end(), system.begin(), system.end());
    data.insert(data.end(), system.begin(), system.end());
    const Bytes list{2, 0, 28, 0, 1, 0, 0, 0, 0, 2, 20, 0, rights, 0, 15, 0};
    data.insert(data.end(), list.begin(), list.end());
    data.insert(data.end(), system.begin(), system.end());
    return data;
}

inline void fill_catalogs(simulated::Tree& tree) {
    tree.create(services + "WinSock2\\Parameters", descriptor(0x3f));
    tree.set(services + "WinSock2\\Parameters", text("WinSock_Registry_Version", "2.0"));
    tree.set(services + "WinSock2\\Parameters", text("Current_Protocol_Catalog", "Protocol_Catalog9"));
    tree.set(protocols, number("Num_Catalog_Entries", 3));
    tree.set(protocols, number("Serial_Access_Num", 42));
    for (const char* entry : {"000000000001", "000000000002", "000000000003"})
        tree.set(protocols + "\\Catalog_Entries\\" + entry, {"PackedCatalogItem", 3, Bytes(64, entry[11] == '1')});
    const std::string names = services + "WinSock2\\Parameters\\NameSpace_Catalog5";
    tree.set(names, number("Num_Catalog_Entries", 1));
    tree.set(names + "\\Catalog_Entries\\000000000001", text("LibraryPath", "%SystemRoot%\\System32\\mswsock.dll"));
    tree.set(services + "Winsock\\Parameters", {"Transports", 7, Bytes{'T', 0, 0, 0, 0, 0}});
    tree.set(services + "Winsock\\Setup Migration\\Providers\\Tcpip", {"WinSock 2.0 Provider ID", 3, Bytes(16, 7)});
}

inline void fill(simulated::Tree& tree) {
    fill_catalogs(tree);
    tree.set(services + "Tcpip", number("Start", 1));
    tree.set(services + "Tcpip", text("ImagePath", "system32\\DRIVERS\\tcpip.sys"));
    tree.create(services + "Tcpip\\Parameters", descriptor(0x19));
    tree.set(services + "Tcpip\\Parameters", text("Hostname", "m57-pat"));
    tree.set(services + "Tcpip\\Parameters", text("DhcpNameServer", "192.168.1.1")); // not ours
    tree.set(services + "Tcpip\\Parameters\\PersistentRoutes", text("10.0.0.0,255.0.0.0,192.168.1.9,1", ""));
    tree.set(services + "Tcpip\\Parameters\\Winsock", text("HelperDllName", "%SystemRoot%\\System32\\wshtcpip.dll"));
    tree.set(services + "Tcpip\\Parameters\\DNSRegisteredAdapters\\x", number("Flags", 1)); // not ours
    tree.set(interface, number("EnableDHCP", 0));
    tree.set(interface, {"IPAddress", 7, Bytes{'1', 0, 0, 0, 0, 0}});
    tree.set(interface, text("NameServer", "192.168.1.2,192.168.1.3"));
    tree.set(interface, text("DhcpIPAddress", "192.168.1.103")); // not ours
    tree.set(interface, number("T1", 77));                       // not ours
    tree.set(services + "NetBT\\Parameters\\Interfaces\\Tcpip_{58094C24}", number("NetbiosOptions", 2));
    tree.set(services + "AFD", number("Start", 1));
    tree.set(services + "Dhcp\\Parameters", {"{58094C24-B1BD-4961-8C68-7C13F7A6213C}", 3, Bytes(20, 9)}); // not ours
    tree.set(services + "lanmanserver\\Linkage", {"Bind", 7, Bytes{'B', 0, 0, 0, 0, 0}});
    tree.set(services + "lanmanserver\\Parameters", number("Size", 1)); // not ours
    tree.set(services + "Other", number("Start", 2));                   // not ours
}

} // namespace netmend::testing
