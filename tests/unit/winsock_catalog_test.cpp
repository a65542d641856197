// Reading the catalogs: what is there, what is odd, and what could not be looked at.
#include <gtest/gtest.h>

#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Preset;

TEST(Catalogs, AreReadInBothBitnesses) {
    Machine machine(Preset::Windows7);
    const Result<Catalogs> catalogs = machine.catalogs();
    ASSERT_TRUE(catalogs.has_value());
    ASSERT_EQ(catalogs->protocol.size(), 2u);
    EXPECT_EQ(catalogs->protocol[0].bits, 32);
    EXPECT_EQ(catalogs->protocol[1].bits, 64);
    EXPECT_EQ(catalogs->protocol[1].entries.size(), catalogs->protocol[1].count);
    EXPECT_EQ(catalogs->name_space[1].entries.size(), catalogs->name_space[1].count);
    EXPECT_TRUE(catalogs->winsock1_present);
}

TEST(Catalogs, ThatAreNotThereAreNoError) {
    simulated::Registry empty;
    const Result<Catalogs> catalogs = read_catalogs(empty, true);
    ASSERT_TRUE(catalogs.has_value());
    EXPECT_FALSE(catalogs->winsock2_present);
    EXPECT_FALSE(catalogs->protocol[0].present);
    EXPECT_FALSE(is_blank(*catalogs));
}

TEST(Catalogs, ThatCannotBeReadAreAnErrorThatNamesTheKey) {
    for (const char* denied :
         {"SYSTEM\\CurrentControlSet\\Services\\WinSock2",
          "SYSTEM\\CurrentControlSet\\Services\\WinSock2\\Parameters\\Protocol_Catalog9\\Catalog_Entries\\000000000003",
          "SYSTEM\\CurrentControlSet\\Services\\WinSock2\\Parameters\\NameSpace_Catalog5",
          "SYSTEM\\CurrentControlSet\\Services\\Winsock"}) {
        Machine machine(Preset::XpSp3);
        ASSERT_TRUE(machine.catalogs().has_value());
        machine.registry.troubles.push_back({denied, ErrorKind::AccessDenied});
        const Result<Catalogs> catalogs = machine.catalogs();
        ASSERT_FALSE(catalogs.has_value()) << denied;
        EXPECT_EQ(catalogs.error().kind, ErrorKind::AccessDenied);
        EXPECT_NE(catalogs.error().text.find(denied), std::string::npos) << catalogs.error().text;
    }
}

TEST(Catalogs, AreBlankOnlyWhenEveryListIs) {
    Machine machine(Preset::XpX64);
    machine.registry.now.erase_tree(simulated::winsock2_path);
    EXPECT_FALSE(is_blank(*machine.catalogs()));
    machine.registry.now.create(simulated::winsock2_path);
    EXPECT_FALSE(is_blank(*machine.catalogs())) << "an empty key is not what Windows writes";
    simulated::write_blank_keys(machine.registry.now, true);
    EXPECT_TRUE(is_blank(*machine.catalogs()));
    simulated::write_protocols(machine.registry.now, simulated::default_protocols(Preset::XpX64), 64, true);
    EXPECT_FALSE(is_blank(*machine.catalogs()));
}

TEST(Catalogs, FollowTheNamesInParameters) {
    Machine machine(Preset::XpSp3);
    machine.registry.now.set(simulated::parameters_path,
                             simulated::text("Current_Protocol_Catalog", "Protocol_Catalog10"));
    EXPECT_FALSE(machine.catalogs()->protocol[0].present);
    machine.registry.now.erase_value(simulated::parameters_path, "Current_Protocol_Catalog");
    EXPECT_TRUE(machine.catalogs()->protocol[0].present);
}

TEST(Catalogs, KeepWhatIsMalformedWithItsReason) {
    Machine machine(Preset::XpSp3);
    const std::string list = std::string(simulated::protocols_path) + "\\Catalog_Entries\\";
    auto& tree = machine.registry.now;
    tree.erase_value(list + simulated::twelve_digits(1), "PackedCatalogItem");
    tree.set(list + simulated::twelve_digits(2), simulated::binary("PackedCatalogItem", Bytes(887)));
    tree.set(list + simulated::twelve_digits(3), simulated::text("PackedCatalogItem", "text"));
    tree.set(list + simulated::twelve_digits(4), simulated::binary("PackedCatalogItem", Bytes(888, 'a')));
    tree.set(list + simulated::twelve_digits(5), simulated::binary("PackedCatalogItem", Bytes(888)));
    tree.create(list + "stray");
    const Result<Catalogs> catalogs = machine.catalogs();
    ASSERT_TRUE(catalogs.has_value());
    ASSERT_EQ(catalogs->protocol[0].malformed.size(), 6u);
    EXPECT_EQ(catalogs->protocol[0].malformed[5].number, 0u);
    for (const Malformed& entry : catalogs->protocol[0].malformed)
        EXPECT_FALSE(entry.text.empty());
}

} // namespace
} // namespace netmend::winsock
