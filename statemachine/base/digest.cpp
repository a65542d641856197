#include "statemachine/base/digest.hpp"

#ifdef _WIN32
#include <boost/uuid/detail/sha1.hpp>
#else
#include <nettle/sha1.h>
#endif

namespace netmend {

namespace {

// Windows 2000 has no library that could be linked. Where there is one, it takes a twelfth of the time of Boost's,
// which is most of what a simulated repair takes.
#ifdef _WIN32
class Sha1 {
  public:
    void add(const void* data, std::size_t size) { state_.process_bytes(data, size); }
    std::string text() const {
        auto state = state_; // more may follow
        boost::uuids::detail::sha1::digest_type words{};
        state.get_digest(words);
        std::string text;
        for (const unsigned int word : words)
            for (int shift = 28; shift >= 0; shift -= 4)
                text += "0123456789abcdef"[(word >> shift) & 15u];
        return text;
    }

  private:
    boost::uuids::detail::sha1 state_;
};
#else
class Sha1 {
  public:
    Sha1() { sha1_init(&state_); }
    void add(const void* data, std::size_t size) { sha1_update(&state_, size, static_cast<const std::uint8_t*>(data)); }
    std::string text() const {
        sha1_ctx state = state_; // more may follow
        std::uint8_t bytes[SHA1_DIGEST_SIZE];
        sha1_digest(&state, sizeof bytes, bytes);
        std::string text;
        for (const std::uint8_t byte : bytes) {
            text += "0123456789abcdef"[byte >> 4];
            text += "0123456789abcdef"[byte & 15u];
        }
        return text;
    }

  private:
    sha1_ctx state_;
};
#endif

std::string digest_of(const void* data, std::size_t size) {
    Sha1 sha1;
    sha1.add(data, size);
    return sha1.text();
}

} // namespace

std::string digest_of(const Bytes& data) {
    return digest_of(data.data(), data.size());
}

std::string digest_of(const std::string& data) {
    return digest_of(static_cast<const void*>(data.data()), data.size());
}

TwoDigests digests_of(const Bytes& data, std::size_t beginning) {
    Sha1 sha1;
    sha1.add(data.data(), beginning);
    TwoDigests digests{sha1.text(), {}};
    sha1.add(data.data() + beginning, data.size() - beginning);
    digests.whole = sha1.text();
    return digests;
}

} // namespace netmend
