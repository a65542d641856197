// Lists whose numbers, counts, ids or entries are wrong, and an old Winsock key that lacks TCP/IP, are whole again.
#include <gtest/gtest.h>

#include "tests/unit/mending_inbox.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using namespace inbox;

struct Torn {
    const char* name;
    std::function<void(Tree&)> act;
    bool as_before; // mending gives just what was
};

// Numbers, counts, ids and entries of either catalog; what is sound keeps every byte.
TEST_F(Modern, TornListsAreWholeAgain) {
    const std::string list = std::string(protocols_path) + "\\Catalog_Entries64\\",
                      names = std::string(namespaces_path) + "\\Catalog_Entries\\";
    const Tree healthy = machine.registry.now;
    const std::vector<Torn> torn{
        {"count", [&](Tree& tree) { tree.set(protocols_path, number("Num_Catalog_Entries64", 3)); }, true},
        {"count gone", [&](Tree& tree) { tree.erase_value(protocols_path, "Num_Catalog_Entries"); }, true},
        {"next id gone", [&](Tree& tree) { tree.erase_value(protocols_path, "Next_Catalog_Entry_ID"); }, true},
        {"next id low", [&](Tree& tree) { tree.set(protocols_path, number("Next_Catalog_Entry_ID", 5)); }, true},
        {"gap",
         [&](Tree& tree) {
             tree.set(list + "000000000099", *tree.value(list + "000000000014", "PackedCatalogItem"));
             tree.set(list + "000000000099", *tree.value(list + "000000000014", "ProtocolName"));
             tree.erase_tree(list + "000000000014");
         },
         true},
        {"entry twice",
         [&](Tree& tree) {
             tree.set(list + "000000000015", *tree.value(list + "000000000003", "PackedCatalogItem"));
             tree.set(protocols_path, number("Num_Catalog_Entries64", 15));
         },
         true},
        {"wrong type",
         [&](Tree& tree) {
             RegistryValue item = *tree.value(list + "000000000003", "PackedCatalogItem");
             item.type = 1;
             tree.set(list + "000000000003", item);
         },
         true},
        {"rubbish behind",
         [&](Tree& tree) {
             tree.set(list + "000000000015", binary("PackedCatalogItem", Bytes(7, 7)));
             tree.set(protocols_path, number("Num_Catalog_Entries64", 15));
         },
         true},
        {"an entry cut",
         [&](Tree& tree) {
             RegistryValue item = *tree.value(list + "000000000003", "PackedCatalogItem");
             item.data.resize(700);
             tree.set(list + "000000000003", item);
         },
         false},
        {"ids twice",
         [&](Tree& tree) {
             RegistryValue item = *tree.value(list + "000000000001", "PackedCatalogItem");
             put_u32(item.data, 296, 1007);
             tree.set(list + "000000000001", item);
         },
         false},
        {"names: count", [&](Tree& tree) { tree.set(namespaces_path, number("Num_Catalog_Entries", 1)); }, true},
        {"names: gap",
         [&](Tree& tree) {
             const RegistryKey last = *tree.read(names + "000000000007");
             for (const RegistryValue& value : last.values)
                 tree.set(names + "000000000008", value);
             tree.erase_tree(names + "000000000007");
         },
         true},
        {"names: DNS cut",
         [&](Tree& tree) {
             const RegistryKey all = *tree.read(std::string(namespaces_path) + "\\Catalog_Entries");
             for (const std::string& name : all.subkeys)
                 if (number_at(tree, names + name, "SupportedNameSpace") == 12)
                     tree.erase_value(names + name, "ProviderId");
         },
         false},
    };
    for (const Torn& one : torn) {
        machine.registry.now = healthy;
        one.act(machine.registry.now);
        const Tree before = machine.registry.now;
        EXPECT_NE(damage_in(machine), std::vector<std::string>()) << one.name;
        const Difference difference = plan_for(machine);
        EXPECT_FALSE(difference.said.empty() && !difference.keys.empty()) << one.name;
        const auto done = machine.apply(difference);
        ASSERT_TRUE(done) << one.name << ": " << done.error().text;
        EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy) << one.name << "\n"
                                                                          << winsock::told(machine.diagnosed());
        if (one.as_before) {
            EXPECT_EQ(differing(machine.registry.now, healthy), std::vector<std::string>()) << one.name;
        }
        EXPECT_TRUE(plan_for(machine).empty()) << one.name;
        ASSERT_TRUE(machine.apply(difference.reversed())) << one.name;
        EXPECT_EQ(differing(machine.registry.now, before), std::vector<std::string>()) << one.name;
    }
}

// Chains go on naming what they meant when two entries had one id.
TEST_F(Modern, ChainsFollowAnIdThatWasGivenTwice) {
    std::set<std::string> files;
    add_layered_provider(machine.registry.now, files, machine.identity);
    ASSERT_EQ(damage_in(machine), std::vector<std::string>());
    std::uint32_t layer = 0;
    change(machine, 64, [&](auto& list) {
        for (const Entry& entry : list)
            if (entry.chain_length == 0)
                layer = entry.id;
        for (Entry& entry : list) {
            if (entry.id == layer)
                entry.id = 1007;
            for (std::uint32_t& id : entry.chain)
                id = id == layer ? 1007 : id;
        }
    });
    EXPECT_NE(damage_in(machine), std::vector<std::string>());
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(damage_in(machine), std::vector<std::string>()) << winsock::told(machine.diagnosed());
    EXPECT_EQ(tcp(64)->id, 1007u) << "as the other list has it";
}

TEST_F(Modern, BlankOrMissingListsTakeMoreThanThis) {
    const Tree healthy = machine.registry.now;
    machine.registry.now.erase_tree(protocols_path);
    EXPECT_TRUE(plan_for(machine).empty());
    machine.registry.now = healthy;
    write_protocols(machine.registry.now, {}, 64, true);
    for (const KeyChange& change : plan_for(machine).keys)
        EXPECT_EQ(change.path.find("Catalog_Entries64"), std::string::npos);
    machine.registry.now.erase_tree("SYSTEM\\CurrentControlSet\\Services\\WinSock2");
    EXPECT_TRUE(plan_for(machine).empty());
}

class OldKeyMending : public Modern {
  protected:
    OldKeyMending() {
        machine.registry.now.create(services + "Tcpip6");
        healthy = machine.registry.now;
        backup.now = healthy;
    }
    std::vector<std::string> transports() {
        return list_at(machine.registry.now, services + "Winsock\\Parameters", "Transports");
    }
    Tree healthy;
    simulated::Registry backup;
};

TEST_F(OldKeyMending, GetsBackWhatItLacksOfTcpip) {
    const std::vector<std::pair<const char*, std::function<void(Tree&)>>> faults{
        {"the whole key", [](Tree& tree) { tree.erase_tree(services + "Winsock"); }},
        {"its parameters", [](Tree& tree) { tree.erase_tree(services + "Winsock\\Parameters"); }},
        {"Tcpip",
         [](Tree& tree) {
             tree.set(services + "Winsock\\Parameters", list("Transports", {"vmbus", "Psched", "afunix", "Tcpip6"}));
         }},
        {"Tcpip6", [](Tree& tree) { tree.set(services + "Winsock\\Parameters", list("Transports", {"Tcpip"})); }},
        {"its migration", [](Tree& tree) { tree.erase_tree(services + "Winsock\\Setup Migration"); }},
        {"a helper", [](Tree& tree) { tree.erase_tree(services + "Tcpip\\Parameters\\Winsock"); }},
    };
    for (netmend::Registry* with : {static_cast<netmend::Registry*>(nullptr), static_cast<netmend::Registry*>(&backup)})
        for (const auto& [name, fault] : faults) {
            machine.registry.now = healthy;
            fault(machine.registry.now);
            const Tree before = machine.registry.now;
            const Difference difference = plan_for(machine, with);
            ASSERT_FALSE(difference.empty()) << name;
            const auto done = machine.apply(difference);
            ASSERT_TRUE(done) << name << ": " << done.error().text;
            EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy) << name << "\n"
                                                                              << winsock::told(machine.diagnosed());
            for (const char* transport : {"Tcpip", "Tcpip6"}) {
                const auto now = transports();
                EXPECT_NE(std::find(now.begin(), now.end(), transport), now.end()) << name;
                EXPECT_EQ(machine.registry.now.value(services + "Winsock\\Setup Migration\\Providers\\" + transport,
                                                     "WinSock 2.0 Provider ID"),
                          healthy.value(services + "Winsock\\Setup Migration\\Providers\\" + transport,
                                        "WinSock 2.0 Provider ID"))
                    << name;
            }
            EXPECT_TRUE(plan_for(machine, with).empty()) << name;
            ASSERT_TRUE(machine.apply(difference.reversed())) << name;
            EXPECT_EQ(differing(machine.registry.now, before), std::vector<std::string>()) << name;
        }
}

TEST_F(OldKeyMending, IsAsTheBackupHasIt) {
    machine.registry.now.erase_tree(services + "Winsock");
    ASSERT_TRUE(machine.apply(plan_for(machine, &backup)));
    EXPECT_EQ(differing(machine.registry.now, healthy), std::vector<std::string>());
}

TEST_F(OldKeyMending, ComesBeforeTheEntriesThatItsTransportsTellOf) {
    machine.registry.now.set(services + "Winsock\\Parameters", list("Transports", {"vmbus"}));
    machine.registry.now.set(services + "Tcpip\\Parameters\\Winsock\\0",
                             expandable("szProtocol", "as its template says"));
    take_tcp_out({32, 64});
    ASSERT_TRUE(machine.apply(plan_for(machine)));
    EXPECT_EQ(tcp(64)->name, "as its template says");
    EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy);
}

} // namespace
} // namespace netmend::mending
