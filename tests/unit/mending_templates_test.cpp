// What templates of transports say, against real machines and published lists.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include <nlohmann/json.hpp>

#include "tests/simulated/reg_file.hpp"
#include "tests/simulated/source_folder.hpp"
#include "tests/simulated/surgery.hpp"
#include "tests/unit/mending_inbox.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using namespace inbox;

using winsock::PackedItem;

TEST(Templates, GiveTheListsOfRealMachinesInTheirOrder) {
    int compared = 0;
    for (const TransportMachine& machine : transport_machines()) {
        simulated::Registry registry;
        registry.now = registry_of(machine);
        const auto computed = entries_from_templates(registry, machine.transports);
        ASSERT_EQ(computed.size(), machine.protocols.size()) << machine.name;
        for (std::size_t i = 0; i < computed.size(); ++i, ++compared) {
            Bytes item = packed(machine.protocols[i]);
            std::fill(item.begin() + static_cast<std::ptrdiff_t>(machine.protocols[i].dll.size()), item.begin() + 260,
                      0);
            EXPECT_EQ(winsock::encode_item(computed[i]), item) << machine.name << ", entry " << i;
        }
    }
    std::printf("%d entries computed from templates equal those of %zu machines in every byte\n", compared,
                transport_machines().size());
}

TEST(Templates, ThatLackAFieldOrCannotBeReadGiveNothing) {
    const TransportMachine& machine = transport_machines()[2];
    const std::string tcpip = services + "Tcpip\\Parameters\\Winsock";
    const RegistryKey one = *registry_of(machine).read(tcpip + "\\1");
    for (const RegistryValue& value : one.values) {
        simulated::Registry registry;
        registry.now = registry_of(machine);
        registry.now.erase_value(tcpip + "\\1", value.name);
        EXPECT_EQ(entries_from_templates(registry, {"Tcpip"}).size(), 2u) << value.name;
    }
    simulated::Registry registry;
    registry.now = registry_of(machine);
    registry.now.erase_value(tcpip, "ProviderGUID");
    EXPECT_EQ(entries_from_templates(registry, {"Tcpip"}).size(), 3u) << "Setup Migration has it, too";
    registry.now.erase_tree(services + "Winsock\\Setup Migration");
    EXPECT_TRUE(entries_from_templates(registry, {"Tcpip"}).empty());
    EXPECT_TRUE(entries_from_templates(registry, {"", "a\\b", "nobody"}).empty());
    registry.troubles = {{services + "Tcpip6"}};
    EXPECT_TRUE(entries_from_templates(registry, {"Tcpip6"}).empty());
}

std::filesystem::path shared() {
    return std::filesystem::path(source_folder()) / "../shared";
}

PackedItem item_from(const nlohmann::json& row) {
    PackedItem item;
    item.entry_id = row[0], item.family = row[1], item.type = row[2], item.protocol = row[3];
    item.provider = winsock::guid_from(row[4].get<std::string>());
    item.service_flags[0] = row[5], item.provider_flags = row[6];
    item.sockaddr_max = row[7], item.sockaddr_min = row[8], item.protocol_offset_max = row[9];
    item.message_size = row[10];
    item.path = "%SystemRoot%\\system32\\" + row[11].get<std::string>();
    item.name = row[12];
    item.chain_length = 1, item.version = 2;
    return item;
}

void write_template(Tree& tree, const std::string& path, const PackedItem& item) {
    const auto set = [&](const char* name, auto value) {
        tree.set(path, number(name, static_cast<std::uint32_t>(value)));
    };
    set("Version", item.version), set("AddressFamily", item.family), set("MaxSockAddrLength", item.sockaddr_max);
    set("MinSockAddrLength", item.sockaddr_min), set("SocketType", item.type), set("Protocol", item.protocol);
    set("ProtocolMaxOffset", item.protocol_offset_max), set("ByteOrder", 0), set("MessageSize", item.message_size);
    set("ProviderFlags", item.provider_flags), set("ServiceFlags", item.service_flags[0]);
    tree.set(path, expandable("szProtocol", item.name));
}

// By its published list: order, ids and every field.
TEST(Templates, GiveEveryFieldOfThePublishedCatalogs) {
    std::ifstream file(shared() / "windows-modern-catalogs.json");
    if (!file)
        GTEST_SKIP() << "no windows-modern-catalogs.json beside the source tree";
    const std::map<std::string, std::string> transport_of{{"1234191B", "vmbus"},  {"A00943D9", "afunix"},
                                                          {"E70F1AA0", "Tcpip"},  {"F9EAB0C0", "Tcpip6"},
                                                          {"9D60A9E0", "Psched"}, {"9FC48064", "RFCOMM"}};
    int compared = 0;
    const nlohmann::json all = nlohmann::json::parse(file);
    for (const auto& machine : all["machines"]) {
        simulated::Registry registry;
        std::vector<PackedItem> real;
        std::map<std::string, std::map<std::uint32_t, PackedItem>> transports;
        for (const auto& row : machine["protocols_32"]) {
            real.push_back(item_from(row));
            transports[transport_of.at(row[4].get<std::string>().substr(0, 8))][real.back().entry_id] = real.back();
        }
        for (const auto& [name, items] : transports) {
            const std::string own = services + name + "\\Parameters\\Winsock";
            const auto& guid = items.begin()->second.provider;
            registry.now.set(own, binary("ProviderGUID", Bytes(guid.begin(), guid.end())));
            int template_number = 0;
            for (const auto& [id, item] : items)
                write_template(registry.now, own + "\\" + std::to_string(template_number++), item);
        }
        auto computed = entries_from_templates(registry, machine["transports"].get<std::vector<std::string>>());
        ASSERT_EQ(computed.size(), real.size());
        for (std::size_t i = 0; i < real.size(); ++i, ++compared)
            EXPECT_EQ(computed[i], real[i]) << real[i].name;
    }
    std::printf("%d entries of windows-modern-catalogs.json equal in every field\n", compared);
}

// The templates themselves are a real machine's here.
TEST(Templates, OfARealMachineGiveItsOwnEntries) {
    const auto tree = read_reg_file((shared() / "corpus/win10-1903-x64.reg").string());
    if (!tree)
        GTEST_SKIP() << "no win10-1903-x64.reg beside the source tree";
    simulated::Registry registry;
    registry.now = *tree;
    const auto computed =
        entries_from_templates(registry, list_at(*tree, services + "Winsock\\Parameters", "Transports"));
    ASSERT_EQ(computed.size(), 6u) << "the export holds the templates of Tcpip and Tcpip6";
    int compared = 0;
    for (const int bits : {32, 64})
        for (const PackedItem& item : computed)
            for (const Bytes& real : items_of(*tree, bits, true)) {
                PackedItem other = *winsock::decode_item(real);
                if (!winsock::same_id(other.provider, item.provider) || other.type != item.type)
                    continue;
                ++compared;
                other.original.clear();
                PackedItem ours = item;
                ours.entry_id = other.entry_id; // the export lacks the templates of the transports before
                EXPECT_EQ(ours, other) << other.name;
            }
    EXPECT_EQ(compared, 12);
}

// TCP and UDP of that list, and everything else keeps its bytes.
void take_out(Tree& tree, int bits, bool x64) {
    const std::string list = std::string(protocols_path) + "\\" + entries_name(bits, x64);
    const Tree before = tree;
    tree.erase_tree(list);
    std::uint32_t left = 0;
    const RegistryKey all = *before.read(list);
    for (const std::string& name : all.subkeys) {
        const auto item = unpacked(before.value(list + "\\" + name, "PackedCatalogItem")->data);
        if (item->provider == ipv4 && item->type < 3)
            continue;
        ++left;
        const RegistryKey key = *before.read(list + "\\" + name);
        for (const RegistryValue& value : key.values)
            tree.set(list + "\\" + twelve_digits(left), value);
    }
    tree.set(protocols_path, number(bits == 64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries", left));
}

TEST(RealMachines, NeedNoMendingAndAreMendedAsTheyWere) {
    for (const auto& [file, major, minor, build] : {std::tuple{"xp-sp3.reg", 5, 1, 2600},
                                                    {"win7-sp1-x64.reg", 6, 1, 7601},
                                                    {"win10-1903-x64.reg", 10, 0, 18362}}) {
        const auto tree = read_reg_file((shared() / "corpus" / file).string());
        if (!tree)
            GTEST_SKIP() << "no " << file << " beside the source tree";
        SystemIdentity identity;
        identity.major = major, identity.minor = minor, identity.build = build, identity.x64 = major > 5;
        MendingMachine machine(identity, *tree);
        EXPECT_TRUE(plan_for(machine).empty()) << file;
        const int bits = identity.x64 ? 64 : 32;
        take_out(machine.registry.now, bits, identity.x64);
        ASSERT_TRUE(machine.apply(plan_for(machine))) << file;
        EXPECT_EQ(damage_in(machine), std::vector<std::string>()) << file;
        const RawItems now = items_of(machine.registry.now, bits, identity.x64),
                       was = items_of(*tree, bits, identity.x64);
        ASSERT_EQ(now.size(), was.size()) << file;
        for (std::size_t i = 0; i < now.size(); ++i) {
            PackedItem ours = *winsock::decode_item(now[i]), real = *winsock::decode_item(was[i]);
            ours.original = real.original = {};
            if (!identity.x64)
                ours.entry_id = real.entry_id;
            EXPECT_EQ(ours, real) << file << ", entry " << i;
        }
    }
}

} // namespace
} // namespace netmend::mending
