#include "statemachine/base/descriptor.hpp"

#include <optional>

namespace netmend {

namespace {

// SECURITY_DESCRIPTOR_RELATIVE, SID, ACL and ACE_HEADER as the Windows SDK documents them; all numbers little-endian.
constexpr std::size_t header_size = 20;
constexpr std::size_t acl_header_size = 8;
constexpr unsigned dacl_present = 0x0004;
constexpr unsigned dacl_protected = 0x1000;
constexpr unsigned self_relative = 0x8000;

struct Meaning {
    Bytes owner, group;
    unsigned control = 0;       // the flags that decide something
    std::vector<Bytes> entries; // of the DACL, in order
    bool everybody = false;     // a DACL that is present and null
    bool operator==(const Meaning&) const = default;
};

unsigned u16(const Bytes& data, std::size_t at) {
    return data[at] | static_cast<unsigned>(data[at + 1] << 8);
}

std::size_t u32(const Bytes& data, std::size_t at) {
    return u16(data, at) | (std::size_t{u16(data, at + 2)} << 16);
}

bool has(const Bytes& data, std::size_t at, std::size_t size) {
    return at <= data.size() && size <= data.size() - at;
}

Bytes part(const Bytes& data, std::size_t at, std::size_t size) {
    const auto begin = data.begin() + static_cast<std::ptrdiff_t>(at);
    return Bytes(begin, begin + static_cast<std::ptrdiff_t>(size));
}

std::optional<Bytes> sid_at(const Bytes& data, std::size_t offset) {
    if (offset == 0)
        return Bytes{};
    if (!has(data, offset, 8))
        return std::nullopt;
    const std::size_t size = 8u + 4u * data[offset + 1];
    if (!has(data, offset, size))
        return std::nullopt;
    return part(data, offset, size);
}

std::optional<std::vector<Bytes>> entries_at(const Bytes& data, std::size_t offset) {
    if (!has(data, offset, acl_header_size))
        return std::nullopt;
    std::vector<Bytes> entries;
    std::size_t at = offset + acl_header_size;
    for (unsigned left = u16(data, offset + 4); left > 0; --left) {
        if (!has(data, at, 4))
            return std::nullopt;
        const std::size_t size = u16(data, at + 2);
        if (size < 4 || !has(data, at, size))
            return std::nullopt;
        entries.push_back(part(data, at, size));
        at += size;
    }
    return entries;
}

std::optional<Meaning> meaning_of(const Bytes& data) {
    if (!has(data, 0, header_size) || (u16(data, 2) & self_relative) == 0)
        return std::nullopt;
    Meaning meaning;
    meaning.control = u16(data, 2) & (dacl_present | dacl_protected);
    const std::optional<Bytes> owner = sid_at(data, u32(data, 4));
    const std::optional<Bytes> group = sid_at(data, u32(data, 8));
    if (!owner || !group)
        return std::nullopt;
    meaning.owner = *owner;
    meaning.group = *group;
    const std::size_t dacl = u32(data, 16);
    meaning.everybody = (meaning.control & dacl_present) != 0 && dacl == 0;
    if ((meaning.control & dacl_present) != 0 && dacl != 0) {
        std::optional<std::vector<Bytes>> entries = entries_at(data, dacl);
        if (!entries)
            return std::nullopt;
        meaning.entries = std::move(*entries);
    }
    return meaning;
}

} // namespace

bool same_descriptor(const Bytes& one, const Bytes& other) {
    if (one == other)
        return true;
    const std::optional<Meaning> first = meaning_of(one);
    return first && first == meaning_of(other);
}

} // namespace netmend
