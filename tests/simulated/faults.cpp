#include "tests/simulated/faults.hpp"

#include <algorithm>
#include <cstdio>

#include "tests/simulated/access.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr const char* layered_provider = "5A1E0F6C-11AA-4C55-9D42-3B6C2F3AE001";
constexpr const char* layered_chain = "5A1E0F6C-11AA-4C55-9D42-3B6C2F3AE002";

std::uint32_t base_id(const std::vector<Entry>& entries, int type) {
    for (const auto& entry : entries)
        if (entry.is_base() && entry.family == 2 && entry.type == type)
            return entry.id;
    return 0;
}

void remove_if(Tree& tree, const SystemIdentity& identity, bool (*unwanted)(const Entry&)) {
    for (const int bits : bitnesses(identity)) {
        auto entries = protocols(tree, bits, identity.x64);
        entries.erase(std::remove_if(entries.begin(), entries.end(), unwanted), entries.end());
        write_protocols(tree, entries, bits, identity.x64);
    }
}

void switch_off_dns_names(Tree& tree, const SystemIdentity& identity) {
    const std::string tcpip = "22059D40-7E9E-11CF-AE5A-00AA00A7112B";
    for (const int bits : bitnesses(identity)) {
        auto entries = namespaces(tree, bits, identity.x64);
        for (NameSpace& entry : entries)
            if (entry.provider == tcpip)
                entry.enabled = 0;
        write_namespaces(tree, entries, bits, identity.x64);
    }
}

void take_rights(Tree& tree, const std::string& path) {
    const auto key = tree.read(path);
    if (!key)
        return; // nothing is known of the rights of that Windows
    Bytes descriptor = key->descriptor;
    for (const char* sid : {service_sid_of_dhcp, service_sid_of_bfe, "NS"})
        descriptor = access::without(descriptor, sid);
    tree.create(path, descriptor);
    for (const std::string& name : key->subkeys)
        take_rights(tree, path + "\\" + name);
}

} // namespace

std::vector<int> bitnesses(const SystemIdentity& identity) {
    return identity.x64 ? std::vector<int>{32, 64} : std::vector<int>{32};
}

const char* name_of(Fault fault) {
    switch (fault) {
    case Fault::None:
        return "none";
    case Fault::ProviderDllMissing:
        return "provider-dll-missing";
    case Fault::ChainNamesGoneEntry:
        return "chain-names-gone-entry";
    case Fault::NumberingGap:
        return "numbering-gap";
    case Fault::BaseTcpGone:
        return "base-tcp-gone";
    case Fault::BothKeysDeleted:
        return "both-keys-deleted";
    case Fault::HalfWritten:
        return "half-written";
    case Fault::ServiceOff:
        return "service-off";
    case Fault::AddressesOff:
        return "addresses-off";
    case Fault::DependencyGone:
        return "dependency-gone";
    case Fault::DnsNamesOff:
        return "dns-names-off";
    case Fault::ProtocolsBlank:
        return "protocols-blank";
    case Fault::RightsLost:
        return "rights-lost";
    }
    return "";
}

std::string add_layered_provider(Tree& tree, std::set<std::string>& files, const SystemIdentity& identity) {
    const std::string dll = std::string("C:\\Program Files\\Shield\\") + layered_dll;
    for (const int bits : bitnesses(identity)) {
        const auto base = protocols(tree, bits, identity.x64);
        std::uint32_t id = number_at(tree, protocols_path, "Next_Catalog_Entry_ID");
        Entry own{dll, layered_provider, id++, {}, 0, 2, 1, 6, 16, 0x66, 4 /*hidden*/, "Shield layer"};
        std::vector<Entry> entries;
        for (const int type : {1, 2}) {
            Entry chain = own;
            chain.provider = layered_chain;
            chain.id = id++;
            chain.chain = {own.id, base_id(base, type)};
            chain.chain_length = 2;
            chain.type = type;
            chain.protocol = type == 1 ? 6 : 17;
            chain.flags = type == 1 ? 0x66 : 0x609;
            chain.provider_flags = 8;
            chain.name = type == 1 ? "Shield over [TCP/IP]" : "Shield over [UDP/IP]";
            entries.push_back(chain);
        }
        entries.insert(entries.end(), base.begin(), base.end());
        entries.push_back(own);
        write_protocols(tree, entries, bits, identity.x64);
    }
    files.insert(layered_dll);
    return layered_dll;
}

std::string add_base_provider(Tree& tree, std::set<std::string>& files, const SystemIdentity& identity) {
    for (const int bits : bitnesses(identity)) {
        auto entries = protocols(tree, bits, identity.x64);
        Entry entry{std::string("%windir%\\system32\\") + base_dll,
                    "570ADC4B-67B2-42CE-92B2-ACD33D88D842",
                    number_at(tree, protocols_path, "Next_Catalog_Entry_ID"),
                    {},
                    1,
                    28,
                    1,
                    0,
                    16,
                    0x20026,
                    8,
                    "VMCI sockets STREAM"};
        entries.push_back(entry);
        write_protocols(tree, entries, bits, identity.x64);
    }
    files.insert(base_dll);
    return base_dll;
}

std::string add_name_provider(Tree& tree, std::set<std::string>& files, const SystemIdentity& identity,
                              bool of_layered) {
    const std::string dll = of_layered ? layered_name_dll : name_dll;
    NameSpace names{"C:\\Program Files\\" + std::string(of_layered ? "Shield\\" : "Bonjour\\") + dll,
                    of_layered ? "Shield names" : "mdnsNSP",
                    of_layered ? "5A1E0F6C-11AA-4C55-9D42-3B6C2F3AE003" : "B600E6E9-553B-4A19-8696-335E5C896153"};
    for (const int bits : bitnesses(identity)) {
        auto all = namespaces(tree, bits, identity.x64);
        all.insert(all.begin() + 1, names);
        write_namespaces(tree, all, bits, identity.x64);
    }
    files.insert(dll);
    return dll;
}

void tear(Tree& tree, const SystemIdentity& identity) {
    for (const int bits : bitnesses(identity)) {
        const auto list = std::string(protocols_path) + "\\" + entries_name(bits, identity.x64);
        tree.erase_tree(list + "\\" + twelve_digits(2));
        tree.set(list + "\\" + twelve_digits(3), binary("PackedCatalogItem", Bytes(100, 0)));
    }
    char marker[9];
    std::snprintf(marker, sizeof marker, "%08X", number_at(tree, protocols_path, "Serial_Access_Num"));
    tree.create(std::string(protocols_path) + "\\" + marker);
}

void break_it(Fault fault, Tree& tree, std::set<std::string>& files, const SystemIdentity& identity) {
    switch (fault) {
    case Fault::None:
        break;
    case Fault::ProviderDllMissing:
        add_layered_provider(tree, files, identity);
        files.erase(layered_dll);
        break;
    case Fault::ChainNamesGoneEntry:
        add_layered_provider(tree, files, identity);
        remove_if(tree, identity, [](const Entry& entry) { return entry.chain_length == 0; });
        break;
    case Fault::NumberingGap:
        for (const int bits : bitnesses(identity))
            tree.erase_tree(std::string(protocols_path) + "\\" + entries_name(bits, identity.x64) + "\\" +
                            twelve_digits(4));
        break;
    case Fault::BaseTcpGone:
        remove_if(tree, identity,
                  [](const Entry& entry) { return entry.is_base() && entry.type == 1 && entry.family == 2; });
        break;
    case Fault::BothKeysDeleted:
        tree.erase_tree(winsock_path);
        tree.erase_tree(winsock2_path);
        break;
    case Fault::HalfWritten:
        tear(tree, identity);
        break;
    case Fault::ServiceOff:
        tree.set(std::string(services_path) + "\\nsi", number("Start", 4));
        break;
    case Fault::AddressesOff:
        tree.set(std::string(services_path) + "\\Dhcp", number("Start", 4));
        break;
    case Fault::DependencyGone: {
        const std::string key = std::string(services_path) + "\\Dhcp";
        std::vector<std::string> names = list_at(tree, key, "DependOnService");
        names.push_back("ShieldFilter");
        tree.set(key, list("DependOnService", names));
        break;
    }
    case Fault::DnsNamesOff:
        switch_off_dns_names(tree, identity);
        break;
    case Fault::ProtocolsBlank:
        remove_if(tree, identity, [](const Entry&) { return true; });
        break;
    case Fault::RightsLost:
        for (const char* key : {"Dhcp", "Tcpip\\Parameters", "BFE\\Parameters\\Policy"})
            take_rights(tree, std::string(services_path) + "\\" + key);
        break;
    }
}

} // namespace netmend::simulated
