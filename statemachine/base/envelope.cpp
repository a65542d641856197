#include "statemachine/base/envelope.hpp"

#include <array>
#include <utility>

#include "statemachine/base/digest.hpp"

namespace netmend {

namespace {

// This layout never changes: a netmend that cannot open the envelope of a newer one would take its files for damaged.
// magic (8), content (4), version (4), length (8), all little-endian; payload; checksum (40) over everything before it.
constexpr std::array<std::uint8_t, 8> magic{'n', 'e', 't', 'm', 'e', 'n', 'd', 0x1a};
constexpr std::size_t header_size = 24;
constexpr std::size_t checksum_size = 40;

template<class Number> void append(Bytes& data, Number number) {
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        data.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
}

template<class Number> Number number_at(const Bytes& data, std::size_t offset) {
    Number number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        number |= static_cast<Number>(static_cast<Number>(data[offset + i]) << (8 * i));
    return number;
}

const std::uint8_t* bytes_of(const std::string& text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string text_of(const Bytes& data, std::size_t begin, std::size_t size) {
    return std::string(reinterpret_cast<const char*>(data.data()) + begin, size);
}

std::string word_for(Content content) {
    switch (content) {
    case Content::Checkpoint:
        return "checkpoint";
    case Content::Backup:
        return "backup";
    case Content::Difference:
        return "record of what a rung changes";
    }
    return "file";
}

tl::unexpected<Error> corrupt(Content content, const std::string& what) {
    return fail(ErrorKind::Corrupt, "The " + word_for(content) + " " + what + ".");
}

} // namespace

Bytes wrap(Content content, std::uint32_t format_version, const std::string& payload) {
    Bytes data(magic.begin(), magic.end());
    data.reserve(header_size + payload.size() + checksum_size);
    append(data, static_cast<std::uint32_t>(content));
    append(data, format_version);
    append(data, static_cast<std::uint64_t>(payload.size()));
    data.insert(data.end(), bytes_of(payload), bytes_of(payload) + payload.size());
    const std::string checksum = digest_of(data);
    data.insert(data.end(), bytes_of(checksum), bytes_of(checksum) + checksum.size());
    return data;
}

Result<Unwrapped> unwrap(Content content, const Bytes& data, std::size_t bytes_max) {
    if (data.size() > bytes_max)
        return fail(ErrorKind::TooLarge, "The " + word_for(content) + " has " + std::to_string(data.size()) +
                                             " bytes, more than netmend ever writes.");
    if (data.empty())
        return corrupt(content, "is empty");
    for (std::size_t i = 0; i < magic.size() && i < data.size(); ++i)
        if (data[i] != magic[i])
            return corrupt(content, "was not written by netmend, or its beginning is damaged");
    if (data.size() < header_size + checksum_size)
        return corrupt(content, "is truncated");
    const auto length = number_at<std::uint64_t>(data, 16);
    const std::size_t room = data.size() - header_size - checksum_size;
    if (length > room)
        return corrupt(content, "is truncated or its length is damaged");
    if (length < room)
        return corrupt(content, "has bytes after its end or its length is damaged");
    TwoDigests digests = digests_of(data, header_size + room);
    if (digests.beginning != text_of(data, header_size + room, checksum_size))
        return corrupt(content, "is damaged: its checksum does not match");
    // After the checksum, so that a damaged number is not taken for a file of another kind.
    if (number_at<std::uint32_t>(data, 8) != static_cast<std::uint32_t>(content))
        return corrupt(content, "is a file of netmend with another content");
    return Unwrapped{number_at<std::uint32_t>(data, 12), text_of(data, header_size, room), std::move(digests.whole)};
}

bool has_digest(const Result<Unwrapped>& unwrapped, const Bytes& data, const std::string& digest) {
    return (unwrapped ? unwrapped->digest : digest_of(data)) == digest;
}

} // namespace netmend
