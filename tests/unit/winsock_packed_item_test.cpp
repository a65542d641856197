// The 888 bytes of one protocol entry: every field where windows-facts 1.2 has it, and nothing lost on the way back.
#include <gtest/gtest.h>

#include <random>

#include "statemachine/winsock/packed_item.hpp"
#include "tests/simulated/catalog.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::winsock {
namespace {

Bytes random_bytes(std::mt19937& random, std::size_t size) {
    Bytes out(size);
    for (std::uint8_t& byte : out)
        byte = static_cast<std::uint8_t>(random());
    return out;
}

TEST(PackedItem, ReadsEveryFieldThatAnIndependentWriterWrote) {
    simulated::Entry entry{"%SystemRoot%\\system32\\x.dll",
                           "E70F1AA0-AB8B-11CF-8CA3-00805F48A192",
                           1031,
                           {1031, 1006},
                           2,
                           23,
                           2,
                           17,
                           28,
                           0x20609,
                           0xC,
                           "X over [UDP/IP]"};
    const Result<PackedItem> item = decode_item(simulated::packed(entry));
    ASSERT_TRUE(item.has_value());
    EXPECT_EQ(item->path, entry.dll);
    EXPECT_TRUE(item->path_ends);
    EXPECT_EQ(guid_text(item->provider), "{" + entry.provider + "}");
    EXPECT_EQ(item->entry_id, 1031u);
    EXPECT_EQ(item->chain_length, 2u);
    EXPECT_EQ(item->chain[0], 1031u);
    EXPECT_EQ(item->chain[1], 1006u);
    EXPECT_EQ(item->family, 23);
    EXPECT_EQ(item->type, 2);
    EXPECT_EQ(item->protocol, 17);
    EXPECT_EQ(item->sockaddr_max, 28);
    EXPECT_EQ(item->service_flags[0], 0x20609u);
    EXPECT_EQ(item->provider_flags, 0xCu);
    EXPECT_EQ(item->name, "X over [UDP/IP]");
}

TEST(PackedItem, GivesTheSameBytesBackWhateverTheyAre) {
    const unsigned seed = 20261122;
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (int i = 0; i < 2000; ++i) {
        Bytes data = random_bytes(random, packed_item_bytes);
        if (i % 4 == 0)
            data[random() % packed_path_bytes] = 0;
        const Result<PackedItem> item = decode_item(data);
        ASSERT_TRUE(item.has_value());
        ASSERT_EQ(encode_item(*item), data);
    }
}

TEST(PackedItem, KeepsStaleBytesBehindAPathThatStays) {
    Bytes data(packed_item_bytes, 0xAB);
    data[5] = 0;
    Result<PackedItem> item = decode_item(data);
    item->entry_id = 7;
    const Bytes changed = encode_item(*item);
    EXPECT_EQ(changed[6], 0xAB);
    EXPECT_EQ(decode_item(changed)->entry_id, 7u);
}

TEST(PackedItem, KnowsAPathWithoutEnd) {
    const Result<PackedItem> item = decode_item(Bytes(packed_item_bytes, 'a'));
    ASSERT_TRUE(item.has_value());
    EXPECT_FALSE(item->path_ends);
    EXPECT_EQ(item->path.size(), packed_path_bytes);
}

TEST(PackedItem, CutsATooLongPathAndName) {
    PackedItem item;
    item.path.assign(500, 'p');
    item.name.assign(500, 'n');
    const Result<PackedItem> back = decode_item(encode_item(item));
    EXPECT_EQ(back->path.size(), packed_path_bytes - 1);
    EXPECT_TRUE(back->path_ends);
    EXPECT_EQ(back->name.size(), 255u);
}

TEST(PackedItem, RefusesAnyOtherSizeAndSaysSo) {
    for (std::size_t size : {0u, 1u, 887u, 889u, 4096u}) {
        const Result<PackedItem> item = decode_item(Bytes(size));
        ASSERT_FALSE(item.has_value());
        EXPECT_EQ(item.error().kind, ErrorKind::Corrupt);
        EXPECT_NE(item.error().text.find(std::to_string(size)), std::string::npos);
    }
}

TEST(Guid, IsItsOwnReverse) {
    const std::string text = "{3B2637EE-E580-11CF-A555-00C04FD8D4AC}";
    EXPECT_EQ(guid_text(guid_from(text)), text);
    const Bytes stored = simulated::guid("3B2637EE-E580-11CF-A555-00C04FD8D4AC");
    EXPECT_TRUE(std::equal(stored.begin(), stored.end(), guid_from(text).begin()));
    for (const char* bad : {"", "{3B2637EE}", "{3B2637EE-E580-11CF-A555-00C04FD8D4AG}", "no GUID"})
        EXPECT_EQ(guid_from(bad), Guid{}) << bad;
}

} // namespace
} // namespace netmend::winsock
