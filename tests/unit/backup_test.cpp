#include "statemachine/backup/backup.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "statemachine/backup/owned_set.hpp"
#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "tests/unit/owned_machine.hpp"

namespace netmend {
namespace {

using namespace testing;
using Kind = Difference::Kind;

Backup read_all(simulated::Registry& registry) {
    Result<Backup> backup = read_owned_set(registry);
    EXPECT_TRUE(backup) << (backup ? "" : backup.error().text);
    return backup ? *backup : Backup{};
}

const BackupKey* key_of(const Backup& backup, const std::string& path) {
    for (const BackupKey& key : backup.keys)
        if (folded(key.path) == folded(path))
            return &key;
    return nullptr;
}

bool holds(const Backup& backup, const std::string& path, const std::string& name) {
    const BackupKey* key = key_of(backup, path);
    return key != nullptr && std::any_of(key->values.begin(), key->values.end(),
                                         [&](const RegistryValue& value) { return value.name == name; });
}

Bytes with_bit_flipped(Bytes data, std::size_t bit) {
    data[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    return data;
}

// -- reading -------------------------------------------------------------------------------------
TEST(Backup, HoldsTheOwnedSetAndNothingElse) {
    simulated::Registry registry;
    fill(registry.now);
    registry.now.create(marker);
    const Backup backup = read_all(registry);
    EXPECT_TRUE(holds(backup, protocols + "\\Catalog_Entries\\000000000003", "PackedCatalogItem"));
    EXPECT_TRUE(holds(backup, interface, "IPAddress"));
    EXPECT_FALSE(holds(backup, interface, "DhcpIPAddress"));
    EXPECT_EQ(key_of(backup, services + "Tcpip\\Parameters")->descriptor, descriptor(0x19));
    EXPECT_EQ(key_of(backup, marker), nullptr);
    EXPECT_EQ(key_of(backup, services + "lanmanserver"), nullptr);
    EXPECT_EQ(key_of(backup, services + "Other"), nullptr);
    EXPECT_EQ(backup.absent_roots,
              (std::vector<std::string>{services + "Tcpip6", services + "tdx", services + "nsiproxy", services + "nsi",
                                        services + "BFE", services + "Dnscache", services + "NlaSvc",
                                        services + "netprofm", services + "WinHttpAutoProxySvc", services + "iphlpsvc",
                                        services + "mpssvc", services + "lmhosts", services + "WlanSvc",
                                        services + "lanmanworkstation\\Linkage"}));
    EXPECT_EQ(registry.writes, 0);
}

TEST(Backup, FailsWhenAnyKeyCannotBeRead) {
    simulated::Registry registry;
    fill(registry.now);
    for (const BackupKey& key : read_all(registry).keys) {
        registry.troubles = {{key.path, ErrorKind::AccessDenied}};
        const Result<Backup> backup = read_owned_set(registry);
        ASSERT_FALSE(backup) << key.path;
        EXPECT_EQ(backup.error().kind, ErrorKind::AccessDenied);
    }
    registry.troubles = {{interface, ErrorKind::NotFound}};
    EXPECT_EQ(read_owned_set(registry).error().kind, ErrorKind::Busy) << "it was listed, and then gone";
}

TEST(Backup, IsBounded) {
    simulated::Registry deep, large;
    std::string path = services + "WinSock2";
    for (int i = 0; i <= limits::registry_depth_max; ++i)
        path += "\\d";
    deep.now.create(path);
    EXPECT_EQ(read_owned_set(deep).error().kind, ErrorKind::TooLarge);
    large.now.set(services + "Tcpip", {"NotOurs", 3, Bytes(limits::registry_value_bytes_max + 1)});
    EXPECT_TRUE(read_owned_set(large)) << "what is not ours may be of any size";
    large.now.set(services + "WinSock2", {"x", 3, Bytes(limits::registry_value_bytes_max + 1)});
    EXPECT_EQ(read_owned_set(large).error().kind, ErrorKind::TooLarge);
}

TEST(BackupRegistry, ShowsAKeyWithoutAParent) {
    Backup backup;
    backup.keys = {{"SYSTEM", {}, {number("x", 1)}}};
    BackupRegistry view(backup);
    const Result<RegistryKey> key = view.read("SYSTEM");
    ASSERT_TRUE(key);
    EXPECT_EQ(1u, key->values.size());
}

TEST(BackupRegistry, ShowsTheBackupAsARegistry) {
    simulated::Registry registry;
    fill(registry.now);
    const Backup backup = read_all(registry);
    BackupRegistry view(backup);
    for (const BackupKey& key : backup.keys) {
        if (ownership_of(key.path) != Ownership::Whole)
            continue;
        const Result<RegistryKey> seen = view.read(folded(key.path)), real = registry.read(key.path);
        ASSERT_TRUE(seen && real) << key.path;
        EXPECT_EQ(seen->subkeys, real->subkeys) << key.path;
        EXPECT_EQ(seen->values, real->values) << key.path;
    }
    EXPECT_EQ(view.read(services + "Other").error().kind, ErrorKind::NotFound);
    EXPECT_EQ(view.set(interface, number("T3", 1)).error().kind, ErrorKind::Unsupported);
    EXPECT_FALSE(view.create(interface, {}));
    EXPECT_FALSE(view.erase_tree(interface));
}

// -- saving --------------------------------------------------------------------------------------
Backup small_backup() {
    return {{{"A", descriptor(1), {{"", 1, {}}, {"v\xff", 0xffffffff, {0, 255, 10, 13, 26}}}}, {"A\\b", {}, {}}},
            {"gone"},
            "list"};
}

TEST(Backup, IsTheSameAfterSaving) {
    simulated::Registry registry;
    fill(registry.now);
    for (const Backup& backup : {Backup{}, small_backup(), read_all(registry)}) {
        const Result<Backup> decoded = decode_backup(encode_backup(backup));
        ASSERT_TRUE(decoded) << decoded.error().text;
        EXPECT_EQ(*decoded, backup);
    }
}

// Boost writes base64 in groups and in lines; we read it.
TEST(Backup, KeepsValuesOfEveryLength) {
    Backup backup = small_backup();
    for (std::size_t size = 0; size < 300; ++size) {
        Bytes data(size);
        for (std::size_t i = 0; i < size; ++i)
            data[i] = static_cast<std::uint8_t>(i * 7 + size);
        backup.keys[0].values.push_back({"of " + std::to_string(size), 3, data});
    }
    const Result<Backup> decoded = decode_backup(encode_backup(backup));
    ASSERT_TRUE(decoded) << decoded.error().text;
    EXPECT_EQ(*decoded, backup);
}

TEST(Backup, IsRefusedWhenCutOrFlippedAnywhere) {
    const Bytes whole = encode_backup(small_backup());
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(decode_backup(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)))) << size;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit)
        EXPECT_FALSE(decode_backup(with_bit_flipped(whole, bit))) << bit;
}

// The checksum keeps accidents out; this is what would happen without it.
TEST(Backup, ReadsSenselessBytesInAGoodEnvelopeWithoutHarm) {
    const std::string payload = unwrap(Content::Backup, encode_backup(small_backup()), 1u << 20)->payload;
    for (std::size_t at = 0; at < payload.size(); ++at) {
        const Result<Backup> cut = decode_backup(wrap(Content::Backup, 1, payload.substr(0, at)));
        if (!cut) {
            EXPECT_EQ(cut.error().kind, ErrorKind::Corrupt);
        }
        for (const char c : {'9', ' ', '\0', '-', 'z'}) {
            std::string changed = payload;
            changed[at] = c;
            (void)decode_backup(wrap(Content::Backup, 1, changed));
        }
    }
    EXPECT_FALSE(decode_backup(wrap(Content::Backup, 1, "18446744073709551615 ")));
    EXPECT_FALSE(decode_backup(wrap(Content::Backup, 1, "0 0 18446744073709551615 ")));
}

TEST(Backup, WithAKeyOrValueTwiceIsRefused) {
    Backup keys = small_backup(), values = small_backup();
    keys.keys[1].path = "a";
    values.keys[0].values[1].name = "";
    for (const Backup& backup : {keys, values})
        EXPECT_EQ(decode_backup(encode_backup(backup)).error().kind, ErrorKind::Corrupt);
}

TEST(Backup, OfANewerNetmendIsNotGuessedAt) {
    EXPECT_EQ(decode_backup(wrap(Content::Backup, 2, "")).error().kind, ErrorKind::Unsupported);
}

// -- comparing -----------------------------------------------------------------------------------
TEST(Differences, AreNoneWhateverTheOrderAndCase) {
    simulated::Registry registry;
    fill(registry.now);
    const Backup was = read_all(registry);
    Backup is = was;
    std::reverse(is.keys.begin(), is.keys.end());
    for (BackupKey& key : is.keys) {
        key.path = folded(key.path);
        std::reverse(key.values.begin(), key.values.end());
        for (RegistryValue& value : key.values)
            value.name = folded(value.name);
    }
    EXPECT_TRUE(differences(was, is).empty());
}

struct Change {
    const char* name;
    void (*act)(simulated::Tree&);
    std::vector<std::pair<Kind, std::string>> expected; // kind and path
};

TEST(Differences, NameEachChange) {
    const std::string parameters = services + "Tcpip\\Parameters", linkage = services + "Tcpip\\Linkage";
    // clang-format off
    const std::vector<Change> changes{
        {"key deleted", [](auto& tree) { tree.erase_tree(interface); }, {{Kind::KeyMissing, interface}}},
        {"key added in a whole tree", [](auto& tree) { tree.create(protocols + "\\New\\Below"); }, {{Kind::KeyAdded, protocols + "\\New"}}},
        {"value deleted", [](auto& tree) { tree.erase_value(interface, "IPAddress"); }, {{Kind::ValueMissing, interface}}},
        {"value added", [](auto& tree) { tree.set(interface, number("MTU", 1)); }, {{Kind::ValueAdded, interface}}},
        {"default value added", [](auto& tree) { tree.set(interface, text("", "x")); }, {{Kind::ValueAdded, interface}}},
        {"data changed", [](auto& tree) { tree.set(interface, number("EnableDHCP", 1)); }, {{Kind::ValueChanged, interface}}},
        {"type changed", [](auto& tree) { tree.set(interface, {"EnableDHCP", 3, {0, 0, 0, 0}}); }, {{Kind::ValueChanged, interface}}},
        {"permissions", [](auto& tree) { tree.create(services + "Tcpip\\Parameters", descriptor(0x1f)); }, {{Kind::DescriptorChanged, parameters}}},
        {"value in a key that was not there", [](auto& tree) { tree.set(services + "Tcpip\\Linkage", text("Bind", "x")); }, {{Kind::ValueAdded, linkage}}},
        {"lease", [](auto& tree) { tree.set(interface, text("DhcpServer", "x")); }, {}},
        {"marker of a writer", [](auto& tree) { tree.create(marker); }, {}},
        {"connection that came later", [](auto& tree) { tree.set(services + "Tcpip\\Parameters\\Interfaces\\{2}", number("EnableDHCP", 1)); }, {}},
        {"protocol that came later", [](auto& tree) { tree.set(services + "Tcpip6", number("Start", 1)); }, {}},
    };
    // clang-format on
    for (const Change& change : changes) {
        simulated::Registry registry;
        fill(registry.now);
        const Backup was = read_all(registry);
        change.act(registry.now);
        std::vector<std::pair<Kind, std::string>> found;
        for (const Difference& difference : differences(was, read_all(registry))) {
            found.emplace_back(difference.kind, difference.path);
            EXPECT_NE(difference.text.find(difference.path), std::string::npos);
        }
        EXPECT_EQ(found, change.expected) << change.name;
    }
}

TEST(Differences, DoNotCompareADescriptorThatCouldNotBeRead) {
    simulated::Registry registry;
    fill(registry.now);
    const Backup was = read_all(registry);
    Backup unread = was;
    for (BackupKey& key : unread.keys)
        key.descriptor.clear();
    EXPECT_TRUE(differences(was, unread).empty());
    EXPECT_TRUE(differences(unread, was).empty());
}

// netmend was replaced in the middle of a repair, and the new one has another list.
TEST(Differences, SayNothingAboutWhatAnotherListDidNotHold) {
    simulated::Registry registry;
    fill(registry.now);
    Backup was = read_all(registry);
    was.owned_set = "another";
    was.absent_roots.clear();
    was.keys.push_back({services + "Retired", {}, {number("x", 1)}});
    std::erase_if(was.keys, [](const BackupKey& key) { return key.path.starts_with(services + "Winsock"); });
    registry.now.set(interface, number("MTU", 1));
    EXPECT_TRUE(differences(was, read_all(registry)).empty());
}

} // namespace
} // namespace netmend
