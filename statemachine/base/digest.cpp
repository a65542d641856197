#include "statemachine/base/digest.hpp"

#include <boost/uuid/detail/sha1.hpp>

namespace netmend {

namespace {

std::string digest_of(const void* data, std::size_t size) {
    boost::uuids::detail::sha1 sha1;
    sha1.process_bytes(data, size);
    boost::uuids::detail::sha1::digest_type words{};
    sha1.get_digest(words);
    std::string text;
    for (const unsigned int word : words)
        for (int shift = 28; shift >= 0; shift -= 4)
            text += "0123456789abcdef"[(word >> shift) & 15u];
    return text;
}

} // namespace

std::string digest_of(const Bytes& data) {
    return digest_of(data.data(), data.size());
}

std::string digest_of(const std::string& data) {
    return digest_of(static_cast<const void*>(data.data()), data.size());
}

} // namespace netmend
