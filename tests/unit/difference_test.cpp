#include <random>

#include <gtest/gtest.h>

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/mending/difference_archive.hpp"

namespace netmend::mending {
namespace {

Difference sample() {
    Difference difference;
    difference.keys.push_back({"SYSTEM\\a", {}, KeyContent{{{"new", 4, {1, 2, 3, 4}}, {"", 1, {}}}, {1, 2}}});
    difference.keys.push_back({"SYSTEM\\a\\b\xED\xA0\x80", KeyContent{{{"old\n", 0xABCD, Bytes(300, 7)}}, {}}, {}});
    difference.keys.push_back({"SYSTEM\\c", KeyContent{}, KeyContent{{{"x", 3, {0}}}, {}}});
    difference.values.push_back(
        {"SYSTEM\\d", "Start", RegistryValue{"Start", 4, {4, 0, 0, 0}}, RegistryValue{"Start", 4, {2, 0, 0, 0}}});
    difference.values.push_back({"SYSTEM\\d", "", {}, RegistryValue{"", 1, {}}});
    difference.rights = {{"SYSTEM\\d", {1, 2}, {1, 2, 3}}, {"SYSTEM\\e", {}, {0}}};
    difference.seen = {{"SYSTEM\\catalog", 42}};
    difference.said = {"A layer is taken out.", ""};
    return difference;
}

TEST(DifferenceRecord, ComesBackAsItWasSaved) {
    for (const Difference& difference : {sample(), Difference{}}) {
        const auto again = decode_difference(encode_difference(difference));
        ASSERT_TRUE(again) << again.error().text;
        EXPECT_EQ(*again, difference);
    }
}

TEST(DifferenceRecord, ReversedTwiceIsTheSame) {
    const Difference difference = sample(), back = difference.reversed();
    EXPECT_NE(back, difference);
    EXPECT_EQ(back.reversed(), difference);
    EXPECT_EQ(back.keys.front().path, difference.keys.back().path) << "what was made first goes last";
    EXPECT_EQ(back.keys.back().before, difference.keys.front().after);
    EXPECT_EQ(back.values.back().after, difference.values.front().before);
    EXPECT_TRUE(back.undoes && back.seen == difference.seen);
    EXPECT_EQ(back.said, difference.said);
    EXPECT_FALSE(difference.empty());
    EXPECT_TRUE(Difference{}.empty());
    Difference only_said;
    only_said.said = {"nothing"};
    EXPECT_TRUE(only_said.empty());
}

TEST(DifferenceRecord, IsRefusedWhereverItIsCutOrFlipped) {
    const Bytes whole = encode_difference(sample());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto cut = decode_difference(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
        ASSERT_FALSE(cut) << size;
        EXPECT_EQ(cut.error().kind, ErrorKind::Corrupt);
    }
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        Bytes flipped = whole;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        ASSERT_FALSE(decode_difference(flipped)) << bit;
    }
}

std::string payload_of(const Difference& difference) {
    return unwrap(Content::Difference, encode_difference(difference), limits::difference_bytes_max)->payload;
}

// A good envelope around other content: nothing is believed because the checksum is right.
TEST(DifferenceRecord, IsReadOrRefusedWhateverItsContent) {
    const std::string payload = payload_of(sample());
    const unsigned seed = 20261130;
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    int refused = 0;
    for (int run = 0; run < 3000; ++run) {
        std::string other = payload;
        for (unsigned changes = 1 + random() % 3; changes > 0; --changes)
            other[random() % other.size()] = static_cast<char>("0123456789 \nAz/+"[random() % 16]);
        if (random() % 4 == 0)
            other.resize(random() % other.size());
        const auto read = decode_difference(wrap(Content::Difference, 2, other));
        refused += !read;
        if (read) {
            EXPECT_EQ(decode_difference(encode_difference(*read)).value_or(Difference{}), *read);
        } else {
            EXPECT_FALSE(read.error().text.empty());
        }
    }
    EXPECT_GT(refused, 1000);
}

TEST(DifferenceRecord, IsNotReadByAnEarlierNetmendNorFromAnotherFile) {
    const std::string payload = payload_of(sample());
    const auto newer = decode_difference(wrap(Content::Difference, 3, payload));
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().kind, ErrorKind::Unsupported);
    EXPECT_FALSE(decode_difference(wrap(Content::Backup, 1, payload)));
    EXPECT_FALSE(decode_difference(wrap(Content::Difference, 1, "99999999999999999999")));
}

// Format 1 ended before the rights.
TEST(DifferenceRecord, IsReadAsAnEarlierNetmendWroteIt) {
    Difference difference = sample();
    difference.rights.clear();
    std::string payload = payload_of(difference);
    payload.resize(payload.find_last_of("0123456789", payload.find_last_not_of(" \n") - 1) + 1);
    const auto read = decode_difference(wrap(Content::Difference, 1, payload));
    ASSERT_TRUE(read) << read.error().text;
    EXPECT_EQ(difference, *read);
    EXPECT_FALSE(decode_difference(wrap(Content::Difference, 2, payload))) << "it is cut off";
}

TEST(DifferenceRecord, NamesNothingTwice) {
    Difference twice = sample();
    twice.keys.push_back(twice.keys.front());
    twice.keys.back().path = "system\\A";
    EXPECT_FALSE(decode_difference(encode_difference(twice)));
    twice = sample();
    twice.rights.push_back(twice.rights.front());
    EXPECT_FALSE(decode_difference(encode_difference(twice)));
    twice = sample();
    twice.values.push_back(twice.values.front());
    EXPECT_FALSE(decode_difference(encode_difference(twice)));
}

} // namespace
} // namespace netmend::mending
