// Entries in every field: as they are written from what is known of a Windows, as they come back from their bytes, and
// as the registry gives them in odd orders and with odd names.
#include <gtest/gtest.h>

#include "statemachine/base/read_only_registry.hpp"
#include "statemachine/winsock/inbox.hpp"
#include "statemachine/winsock/known_good.hpp"
#include "tests/unit/golden_text.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using simulated::Preset;

std::string line_of(const PackedItem& item) {
    std::string line = std::to_string(item.entry_id) + " \"" + item.name + "\" " + item.path + " " +
                       guid_text(item.provider) + "\n     flags";
    for (const std::uint32_t flags : item.service_flags)
        line += " " + std::to_string(flags);
    line += ", " + std::to_string(item.provider_flags) + "; chain " + std::to_string(item.chain_length) + ":";
    for (const std::uint32_t id : item.chain)
        line += " " + std::to_string(id);
    line += "; version " + std::to_string(item.version) + ", family " + std::to_string(item.family) + ", addresses " +
            std::to_string(item.sockaddr_min) + " to " + std::to_string(item.sockaddr_max) + ", type " +
            std::to_string(item.type) + ", protocol " + std::to_string(item.protocol) + " to " +
            std::to_string(item.protocol_offset_max) + ", order " + std::to_string(item.byte_order) + ", security " +
            std::to_string(item.security_scheme) + ", message " + std::to_string(item.message_size) + ", reserved " +
            std::to_string(item.reserved) + "\n";
    return line;
}

TEST(KnownGoodEntries, OfEveryWindowsAreGolden) {
    std::string all;
    for (const KnownGood& known : known_generations())
        for (const bool x64 : {false, true}) {
            SystemIdentity identity;
            identity.major = known.generation / 100;
            identity.minor = known.generation % 100;
            identity.build = known.first_build;
            identity.x64 = x64;
            all += std::string(known.windows) + (x64 ? ", 64 bits" : "") + "\n";
            for (const Bytes& entry : known_good_entries(identity)) {
                const Result<PackedItem> item = decode_item(entry);
                ASSERT_TRUE(item);
                all += "  " + line_of(*item);
            }
        }
    expect_golden("known_good_entries.txt", all);
}

// Every field another number, so that none can be left out or take the place of another.
PackedItem distinct() {
    PackedItem item;
    item.path = "C:\\a\\b.dll";
    item.service_flags = {101, 102, 103, 104};
    item.provider_flags = 105;
    for (std::uint8_t i = 0; i < 16; ++i)
        item.provider[i] = static_cast<std::uint8_t>(0xA0 + i);
    item.entry_id = 106;
    item.chain_length = 107;
    item.chain = {201, 202, 203, 204, 205, 206, 0x12345678};
    item.version = 108;
    item.family = -109;
    item.sockaddr_max = 110;
    item.sockaddr_min = 111;
    item.type = 112;
    item.protocol = 113;
    item.protocol_offset_max = 114;
    item.byte_order = 115;
    item.security_scheme = 116;
    item.message_size = 117;
    item.reserved = 118;
    item.name = "N\xC3\xA4me";
    return item;
}

TEST(PackedItem, ThatWasMadeHereComesBackInEveryField) {
    const PackedItem made = distinct();
    const Bytes bytes = encode_item(made);
    Result<PackedItem> back = decode_item(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->original, bytes);
    EXPECT_EQ(line_of(*back), line_of(made));
    back->original.clear();
    EXPECT_EQ(*back, made);
}

TEST(PackedItem, ThatWasChangedComesBackInEveryField) {
    PackedItem changed = *decode_item(Bytes(packed_item_bytes, 0x55));
    const Bytes original = changed.original;
    changed = distinct();
    changed.original = original;
    PackedItem back = *decode_item(encode_item(changed));
    EXPECT_EQ(line_of(back), line_of(changed));
    const Bytes bytes = back.original;
    EXPECT_EQ(bytes[11], 0x55) << "what stands behind the path's end stays";
    EXPECT_EQ(bytes[10], 0);
    EXPECT_EQ(bytes[376 + 8], 0);
    EXPECT_EQ(bytes[376 + 9], 0);
    EXPECT_EQ(bytes[376 + 10], 0x55);
}

TEST(Guid, IsNothingElseThanThirtyTwoDigits) {
    const Guid wanted = guid_from("{00112233-4455-6677-8899-AABBCCDDEEFF}");
    EXPECT_EQ(wanted,
              (Guid{0x33, 0x22, 0x11, 0, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF}));
    EXPECT_EQ(guid_from("00112233445566778899aabbccddeeff"), wanted);
    EXPECT_EQ(guid_text(wanted), "{00112233-4455-6677-8899-AABBCCDDEEFF}");
    for (const char* bad : {"{00112233-4455-6677-8899-AABBCCDDEEF}", "{00112233-4455-6677-8899-AABBCCDDEEFF0}",
                            "{00112233-4455-6677-8899-AABBCCDDEEF }", "-"})
        EXPECT_EQ(guid_from(bad), Guid{}) << bad;
    Guid other = wanted;
    EXPECT_TRUE(same_id(wanted, other));
    for (const std::size_t at : {0u, 7u, 8u, 15u}) {
        other = wanted;
        other[at] ^= 1;
        EXPECT_FALSE(same_id(wanted, other)) << at;
    }
}

// The registry of another maker may enumerate in any order, and a key may go while somebody looks.
class Shuffled final : public ReadOnlyRegistry {
  public:
    explicit Shuffled(Registry& good) : good_(good) {}
    Result<RegistryKey> read(const std::string& path) override {
        if (!denied.empty() && path == denied)
            return fail(ErrorKind::AccessDenied, "denied", 5);
        Result<RegistryKey> key = good_.read(path);
        if (key)
            std::reverse(key->subkeys.begin(), key->subkeys.end());
        if (key && path.ends_with("\\Catalog_Entries"))
            key->subkeys.push_back("000000000099");
        return key;
    }
    std::string denied;

  private:
    Registry& good_;
};

TEST(Catalogs, AreInTheOrderOfTheirNumbers) {
    Machine machine(Preset::XpSp3);
    Shuffled shuffled(machine.registry);
    const Result<Catalogs> catalogs = read_catalogs(shuffled, false), straight = machine.catalogs();
    ASSERT_TRUE(catalogs && straight);
    const auto numbers = [](const auto& list) {
        std::vector<std::uint64_t> out;
        for (const auto& entry : list.entries)
            out.push_back(entry.number);
        return out;
    };
    EXPECT_EQ(numbers(catalogs->protocol[0]), numbers(straight->protocol[0]));
    EXPECT_EQ(numbers(catalogs->name_space[0]), numbers(straight->name_space[0]));
    EXPECT_EQ(numbers(straight->protocol[0]).front(), 1u);
    EXPECT_TRUE(catalogs->protocol[0].malformed.empty()) << "a key that went while we looked is none";
}

TEST(Catalogs, WithoutParametersAreAskedForByTheirRoot) {
    Machine machine(Preset::XpSp3);
    machine.registry.now.erase_tree(simulated::parameters_path);
    EXPECT_TRUE(machine.catalogs()->winsock2_present);
    EXPECT_FALSE(machine.catalogs()->protocol[0].present);
    Shuffled shuffled(machine.registry);
    shuffled.denied = simulated::winsock2_path;
    const Result<Catalogs> catalogs = read_catalogs(shuffled, false);
    ASSERT_FALSE(catalogs);
    EXPECT_EQ(catalogs.error().text, "The registry key " + shuffled.denied + " could not be read: denied");
    EXPECT_EQ(catalogs.error().os_code, 5u);
    machine.registry.now.erase_tree(simulated::winsock2_path);
    EXPECT_FALSE(machine.catalogs()->winsock2_present);
}

TEST(Catalogs, HaveTheirNamesFromParametersUnlessThoseLeadElsewhere) {
    for (const auto& [value, list] :
         {std::pair{"Current_Protocol_Catalog", 0}, std::pair{"Current_NameSpace_Catalog", 1}}) {
        for (const char* name : {"", "a\\b", "\\"}) {
            Machine machine(Preset::XpSp3);
            machine.registry.now.set(simulated::parameters_path, simulated::text(value, name));
            EXPECT_TRUE(machine.catalogs()->protocol[0].present) << name;
            EXPECT_TRUE(machine.catalogs()->name_space[0].present) << name;
        }
        Machine machine(Preset::XpSp3);
        machine.registry.now.set(simulated::parameters_path, simulated::text(value, "Other"));
        EXPECT_EQ(machine.catalogs()->protocol[0].present, list == 1);
        EXPECT_EQ(machine.catalogs()->name_space[0].present, list == 0);
        const std::string path = std::string(simulated::parameters_path) + "\\Other\\Catalog_Entries";
        EXPECT_EQ(list == 0 ? machine.catalogs()->protocol[0].path : machine.catalogs()->name_space[0].path, path);
    }
}

TEST(Catalogs, KeepEveryFieldOfAnEntry) {
    Machine machine(Preset::Windows7);
    auto& tree = machine.registry.now;
    const std::string protocol = std::string(simulated::protocols_path) + "\\Catalog_Entries64\\000000000002",
                      name = std::string(simulated::namespaces_path) + "\\Catalog_Entries64\\000000000002";
    tree.set(protocol, simulated::text("ProtocolName", "A name for people"));
    tree.set(name, simulated::number("Enabled", 0));
    tree.set(simulated::protocols_path, simulated::number("Serial_Access_Num", 0xABCDEF01));
    tree.set(simulated::namespaces_path, simulated::number("Serial_Access_Num", 0x12));
    tree.create(std::string(simulated::protocols_path) + "\\abcdef01");
    const Catalogs catalogs = *machine.catalogs();
    const ProtocolCatalog& wide = catalogs.protocol[1];
    EXPECT_EQ(wide.entries[1].name, "A name for people");
    EXPECT_EQ(wide.entries[0].name, wide.entries[0].item.name);
    EXPECT_EQ(wide.entries[1].key_name, "000000000002");
    EXPECT_EQ(wide.serial, 0xABCDEF01u);
    EXPECT_TRUE(wide.writer_marker);
    EXPECT_EQ(wide.next_id, simulated::number_at(tree, simulated::protocols_path, "Next_Catalog_Entry_ID"));
    const NamespaceCatalog& names = catalogs.name_space[1];
    EXPECT_FALSE(names.writer_marker);
    EXPECT_EQ(names.serial, 0x12u);
    EXPECT_FALSE(names.entries[1].enabled);
    EXPECT_TRUE(names.entries[0].enabled);
    EXPECT_EQ(names.entries[1].key_name, "000000000002");
    EXPECT_EQ(names.entries[1].number, 2u);
    EXPECT_EQ(names.entries[1].name, simulated::text_at(tree, name, "DisplayString"));
    EXPECT_EQ(names.entries[1].path, simulated::text_at(tree, name, "LibraryPath"));
    EXPECT_EQ(names.entries[1].name_space, simulated::number_at(tree, name, "SupportedNameSpace"));
    tree.set(protocol, simulated::text("ProtocolName", "@%SystemRoot%\\x.dll,-1"));
    tree.erase_value(name, "Enabled");
    tree.erase_value(name, "DisplayString");
    const Catalogs again = *machine.catalogs();
    EXPECT_EQ(again.protocol[1].entries[1].name, wide.entries[1].item.name)
        << "a name of a resource is none for people";
    EXPECT_TRUE(again.name_space[1].entries[1].enabled);
    EXPECT_EQ(again.name_space[1].entries[1].name, "");
}

TEST(Catalogs, TakeOnlyTwelveDigitsForAnEntry) {
    Machine machine(Preset::XpSp3);
    const std::string list = std::string(simulated::protocols_path) + "\\Catalog_Entries\\";
    const char* strays[] = {"00000000001",  "0000000000001", "00000000000a",
                            "/00000000001", "00000000000:",  "000000000000"};
    for (const char* stray : strays)
        machine.registry.now.create(list + stray);
    machine.registry.now.create(list + "900000000123");
    const Catalogs catalogs = *machine.catalogs();
    std::size_t numbered = 0;
    for (const Malformed& malformed : catalogs.protocol[0].malformed)
        numbered += malformed.number != 0;
    EXPECT_EQ(catalogs.protocol[0].malformed.size(), std::size(strays) + 1);
    EXPECT_EQ(numbered, 1u);
}

} // namespace
} // namespace netmend::winsock
