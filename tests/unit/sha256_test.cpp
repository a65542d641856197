// The examples that NIST publishes with FIPS 180-4, and every length around the ends of a block.
#include <gtest/gtest.h>

#include "service/decisions/sha256.hpp"

namespace netmend {
namespace {

std::string sha256(const std::string& text) {
    Sha256 sum;
    sum.add(text.data(), text.size());
    return sum.hex();
}

TEST(Sha256, AnswersAsItsStandardSays) {
    EXPECT_EQ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", sha256(""));
    EXPECT_EQ("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", sha256("abc"));
    EXPECT_EQ("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
              sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
    EXPECT_EQ("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", sha256(std::string(1000000, 'a')));
}

TEST(Sha256, IsTheSameHoweverTheBytesCome) {
    const std::string text(300, 'n');
    for (std::size_t size = 0; size <= text.size(); ++size) {
        Sha256 pieces;
        for (std::size_t at = 0; at < size; at += 7)
            pieces.add(text.data() + at, std::min<std::size_t>(7, size - at));
        EXPECT_EQ(sha256(text.substr(0, size)), pieces.hex()) << size;
    }
}

} // namespace
} // namespace netmend
