#include "statemachine/base/envelope.hpp"

#include <cstdio>

#include <boost/uuid/detail/sha1.hpp>
#include <gtest/gtest.h>

#include "statemachine/base/digest.hpp"

namespace netmend {
namespace {

constexpr std::size_t bytes_max = 4096;

const std::string payload("what the machine decided\n\0with a nul and a \xff", 45);

TEST(Digest, IsSha1) {
    EXPECT_EQ(digest_of(std::string("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

// Two libraries have it, one for each kind of system; what one wrote the other has to know again.
TEST(Digest, IsThatOfBoostWhateverTheLength) {
    for (std::size_t size = 0; size < 300; ++size) {
        Bytes data(size);
        for (std::size_t i = 0; i < size; ++i)
            data[i] = static_cast<std::uint8_t>(i * 7 + size);
        boost::uuids::detail::sha1 sha1;
        sha1.process_bytes(data.data(), data.size());
        boost::uuids::detail::sha1::digest_type words{};
        sha1.get_digest(words);
        char text[41];
        std::snprintf(text, sizeof text, "%08x%08x%08x%08x%08x", words[0], words[1], words[2], words[3], words[4]);
        EXPECT_EQ(digest_of(data), text) << size;
    }
}

TEST(Envelope, GivesBackWhatWasPutIn) {
    for (const std::string& text : {payload, std::string(), std::string(1000, '\0')}) {
        const Bytes whole = wrap(Content::Checkpoint, 7, text);
        const Result<Unwrapped> unwrapped = unwrap(Content::Checkpoint, whole, bytes_max);
        ASSERT_TRUE(unwrapped) << unwrapped.error().text;
        EXPECT_EQ(unwrapped->version, 7u);
        EXPECT_EQ(unwrapped->payload, text);
        EXPECT_EQ(unwrapped->digest, digest_of(whole));
    }
}

TEST(Envelope, LayoutNeverChanges) {
    const Bytes data = wrap(Content::Backup, 3, "ab");
    const Bytes header{'n', 'e', 't', 'm', 'e', 'n', 'd', 0x1a, 2, 0, 0, 0,   3,
                       0,   0,   0,   2,   0,   0,   0,   0,    0, 0, 0, 'a', 'b'};
    ASSERT_EQ(data.size(), header.size() + 40);
    EXPECT_EQ(Bytes(data.begin(), data.begin() + 26), header);
    EXPECT_EQ(std::string(data.begin() + 26, data.end()), digest_of(header));
}

TEST(Envelope, IsRefusedWhenCutAtAnyByte) {
    const Bytes whole = wrap(Content::Checkpoint, 1, payload);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const Result<Unwrapped> unwrapped = unwrap(Content::Checkpoint, cut, bytes_max);
        ASSERT_FALSE(unwrapped) << size;
        EXPECT_EQ(unwrapped.error().kind, ErrorKind::Corrupt);
        EXPECT_NE(unwrapped.error().text.find(size == 0 ? "empty" : "truncated"), std::string::npos) << size;
    }
}

TEST(Envelope, IsRefusedWhenAnyBitIsFlipped) {
    const Bytes whole = wrap(Content::Checkpoint, 1, payload);
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        Bytes flipped = whole;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        const Result<Unwrapped> unwrapped = unwrap(Content::Checkpoint, flipped, bytes_max);
        ASSERT_FALSE(unwrapped) << bit;
        EXPECT_EQ(unwrapped.error().kind, ErrorKind::Corrupt);
    }
}

struct Wrong {
    const char* name;
    Bytes data;
    ErrorKind kind;
    const char* says;
};

TEST(Envelope, SaysWhatIsWrong) {
    Bytes longer = wrap(Content::Checkpoint, 1, payload);
    longer.push_back('x');
    const std::vector<Wrong> wrongs{
        {"other program", Bytes(200, 'M'), ErrorKind::Corrupt, "not written by netmend"},
        {"backup", wrap(Content::Backup, 1, payload), ErrorKind::Corrupt, "another content"},
        {"bytes after the end", longer, ErrorKind::Corrupt, "after its end"},
        {"all zero, as after a power cut", Bytes(200, 0), ErrorKind::Corrupt, "damaged"},
        {"too large", Bytes(bytes_max + 1, 0), ErrorKind::TooLarge, "more than"},
    };
    for (const Wrong& wrong : wrongs) {
        const Result<Unwrapped> unwrapped = unwrap(Content::Checkpoint, wrong.data, bytes_max);
        ASSERT_FALSE(unwrapped) << wrong.name;
        EXPECT_EQ(unwrapped.error().kind, wrong.kind) << wrong.name;
        EXPECT_NE(unwrapped.error().text.find(wrong.says), std::string::npos) << unwrapped.error().text;
    }
}

} // namespace
} // namespace netmend
