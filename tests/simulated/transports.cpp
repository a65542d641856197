#include "tests/simulated/transports.hpp"

#include <algorithm>
#include <map>

#include "tests/simulated/baselines.hpp"
#include "tests/simulated/catalog_data.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

const std::map<std::string, std::string>& providers() { // of transports
    static const std::map<std::string, std::string> all{
        {"Tcpip", "E70F1AA0-AB8B-11CF-8CA3-00805F48A192"},  {"Tcpip6", "F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4"},
        {"Psched", "9D60A9E0-337A-11D0-BD88-0000C082E69A"}, {"vmbus", "1234191B-4BF7-4CA7-86E0-DFD7C32B5445"},
        {"afunix", "A00943D9-9C2E-4633-9B59-0057A3160994"}, {"RFCOMM", "9FC48064-7298-43E4-B7BD-181F2089792A"},
        {"irda", "3972523D-2AF1-11D1-B655-00805F3642CC"}};
    return all;
}

// "T4" to "RF" as windows-modern 7 abbreviates them.
Entry entry_of(const std::string& short_name, std::uint32_t id) {
    static const std::string dll = "%SystemRoot%\\system32\\mswsock.dll",
                             mine = "@%SystemRoot%\\System32\\mswsock.dll,-",
                             qos = "@%SystemRoot%\\System32\\wshqos.dll,-10";
    const auto of = [&](const char* transport, int family, int type, int protocol, int address, std::uint32_t flags,
                        std::uint32_t own, std::uint32_t message, const std::string& name) {
        Entry entry;
        entry.dll = dll, entry.provider = providers().at(transport), entry.id = id;
        entry.family = family, entry.type = type, entry.protocol = protocol, entry.sockaddr_size = address;
        entry.flags = flags, entry.provider_flags = own, entry.message_size = message, entry.name = name;
        return entry;
    };
    const std::map<std::string, Entry> all{
        {"T4", of("Tcpip", 2, 1, 6, 16, 0x20066, 8, 0, mine + "60100")},
        {"U4", of("Tcpip", 2, 2, 17, 16, 0x20609, 8, 65527, mine + "60101")},
        {"R4", of("Tcpip", 2, 3, 0, 16, 0x20609, 12, 32768, mine + "60102")},
        {"T6", of("Tcpip6", 23, 1, 6, 28, 0x20066, 8, 0, mine + "60200")},
        {"U6", of("Tcpip6", 23, 2, 17, 28, 0x20609, 8, 65527, mine + "60201")},
        {"R6", of("Tcpip6", 23, 3, 0, 28, 0x20609, 12, 32768, mine + "60202")},
        {"QT6", of("Psched", 23, 1, 6, 28, 0x22066, 8, 0, qos + "0")},
        {"QT4", of("Psched", 2, 1, 6, 16, 0x22066, 8, 0, qos + "1")},
        {"QU6", of("Psched", 23, 2, 17, 28, 0x22609, 8, 65527, qos + "2")},
        {"QU4", of("Psched", 2, 2, 17, 16, 0x22609, 8, 65527, qos + "3")},
        {"HV", of("vmbus", 34, 1, 1, 36, 0x20026, 8, 0, "Hyper-V RAW")},
        {"UX", of("afunix", 1, 1, 0, 110, 0x20026, 8, 0, "AF_UNIX")},
        {"IR", of("irda", 26, 1, 1, 32, 0x20006, 8, 0, "MSAFD Irda [IrDA]")},
        {"L2", of("RFCOMM", 32, 1, 256, 30, 0x20006, 8, 0, "MSAFD L2CAP [Bluetooth]")},
        {"RF", of("RFCOMM", 32, 1, 3, 30, 0x20026, 8, 0, "MSAFD RfComm [Bluetooth]")}};
    return all.at(short_name);
}

std::vector<Entry> entries_of(const std::vector<std::pair<std::string, std::uint32_t>>& list) {
    std::vector<Entry> out;
    for (const auto& [name, id] : list)
        out.push_back(entry_of(name, id));
    return out;
}

void write_template(Tree& tree, const std::string& path, const Entry& entry) {
    const auto size = static_cast<std::uint32_t>(entry.sockaddr_size);
    tree.set(path, number("Version", entry.version));
    tree.set(path, number("AddressFamily", static_cast<std::uint32_t>(entry.family)));
    tree.set(path, number("MaxSockAddrLength", size));
    tree.set(path, number("MinSockAddrLength", size));
    tree.set(path, number("SocketType", static_cast<std::uint32_t>(entry.type)));
    tree.set(path, number("Protocol", static_cast<std::uint32_t>(entry.protocol)));
    tree.set(path, number("ProtocolMaxOffset", entry.type == 3 ? 255 : 0));
    tree.set(path, number("ByteOrder", 0));
    tree.set(path, number("MessageSize", entry.message_size.value_or(0)));
    tree.set(path, expandable("szProtocol", entry.name));
    tree.set(path, number("ProviderFlags", entry.provider_flags));
    tree.set(path, number("ServiceFlags", entry.flags));
}

} // namespace

const std::vector<TransportMachine>& transport_machines() {
    static const std::vector<TransportMachine> all{{"1709",
                                                    16299,
                                                    {"vmbus", "Psched", "Tcpip", "Tcpip6", "irda"},
                                                    entries_of({{"HV", 1001},
                                                                {"T4", 1006},
                                                                {"U4", 1007},
                                                                {"R4", 1008},
                                                                {"T6", 1009},
                                                                {"U6", 1010},
                                                                {"R6", 1011},
                                                                {"QT6", 1002},
                                                                {"QT4", 1003},
                                                                {"QU6", 1004},
                                                                {"QU4", 1005},
                                                                {"IR", 1012}})},
                                                   {"1903",
                                                    18362,
                                                    {"vmbus", "Psched", "afunix", "Tcpip", "Tcpip6", "RFCOMM"},
                                                    entries_of({{"HV", 1001},
                                                                {"UX", 1006},
                                                                {"T4", 1007},
                                                                {"U4", 1008},
                                                                {"R4", 1009},
                                                                {"T6", 1010},
                                                                {"U6", 1011},
                                                                {"R6", 1012},
                                                                {"QT6", 1002},
                                                                {"QT4", 1003},
                                                                {"QU6", 1004},
                                                                {"QU4", 1005},
                                                                {"L2", 1013},
                                                                {"RF", 1014}})},
                                                   {"2004",
                                                    19041,
                                                    {"Tcpip", "Tcpip6", "afunix", "Psched", "vmbus", "RFCOMM"},
                                                    entries_of({{"T4", 1001},
                                                                {"U4", 1002},
                                                                {"R4", 1003},
                                                                {"T6", 1004},
                                                                {"U6", 1005},
                                                                {"R6", 1006},
                                                                {"UX", 1007},
                                                                {"QT6", 1008},
                                                                {"QT4", 1009},
                                                                {"QU6", 1010},
                                                                {"QU4", 1011},
                                                                {"HV", 1012},
                                                                {"L2", 1013},
                                                                {"RF", 1014}})}};
    return all;
}

void write_transports(Tree& tree, const std::vector<std::string>& transports, const std::vector<Entry>& protocols,
                      const std::vector<std::string>& bare) {
    const std::string old = winsock_path;
    tree.erase_tree(old);
    tree.set(old + "\\Parameters", list("Transports", transports));
    tree.set(old + "\\Setup Migration", list("Provider List", transports));
    tree.set(old + "\\Setup Migration", number("Setup Version", 0x1009));
    for (const std::string& transport : transports) {
        const Bytes id = guid(providers().at(transport));
        tree.set(old + "\\Setup Migration\\Providers\\" + transport, binary("WinSock 2.0 Provider ID", id));
        const std::string own = std::string(services_path) + "\\" + transport + "\\Parameters\\Winsock";
        tree.set(own, expandable("HelperDllName", "%SystemRoot%\\System32\\wsh" + folded(transport) + ".dll"));
        tree.set(own, binary("ProviderGUID", id));
        tree.set(own, number("OfflineCapable", 1));
        std::vector<Entry> own_entries;
        for (const Entry& entry : protocols)
            if (entry.provider == providers().at(transport))
                own_entries.push_back(entry);
        std::sort(own_entries.begin(), own_entries.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
        for (std::size_t i = 0; i < own_entries.size(); ++i)
            if (std::find(bare.begin(), bare.end(), transport) == bare.end())
                write_template(tree, own + "\\" + std::to_string(i), own_entries[i]);
    }
}

SystemIdentity identity_of(const TransportMachine& machine) {
    SystemIdentity identity;
    identity.major = 10;
    identity.build = machine.build;
    identity.x64 = true;
    return identity;
}

Tree registry_of(const TransportMachine& machine) {
    Tree tree = healthy_registry(Preset::Windows7);
    for (const int bits : {32, 64}) {
        write_protocols(tree, machine.protocols, bits, true);
        write_namespaces(tree, catalog_data().name_spaces.at("nt10"), bits, true);
        for (std::size_t i = 1; i <= machine.protocols.size(); ++i)
            tree.set(std::string(protocols_path) + "\\" + entries_name(bits, true) + "\\" + twelve_digits(i),
                     text("ProtocolName", machine.protocols[i - 1].name));
    }
    write_transports(tree, machine.transports, machine.protocols);
    return tree;
}

} // namespace netmend::simulated
