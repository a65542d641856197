#include "statemachine/base/descriptor.hpp"

#include <algorithm>
#include <charconv>

namespace netmend {

namespace {

// SECURITY_DESCRIPTOR_RELATIVE, SID, ACL and ACE_HEADER as the Windows SDK documents them; all numbers little-endian.
constexpr std::size_t header_size = 20;
constexpr std::size_t acl_header_size = 8;
constexpr std::size_t entry_header_size = 8; // ACE_HEADER and the access mask
constexpr std::uint8_t access_allowed = 0;
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

void put(Bytes& data, std::uint32_t number, std::size_t bytes) {
    for (std::size_t byte = 0; byte < bytes; ++byte)
        data.push_back(static_cast<std::uint8_t>(number >> (8 * byte)));
}

bool begins_with(const Bytes& data, const Bytes& start) {
    return !start.empty() && data.size() >= start.size() && std::equal(start.begin(), start.end(), data.begin());
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

Bytes sid_from(std::string_view text) {
    std::vector<std::uint64_t> numbers;
    if (!text.starts_with("S-1-"))
        return {};
    for (std::string_view left = text.substr(4); !left.empty();) {
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(left.data(), left.data() + left.size(), number);
        if (error != std::errc() || number > 0xffffffff)
            return {};
        numbers.push_back(number);
        left.remove_prefix(static_cast<std::size_t>(end - left.data()));
        if (!left.empty() && (left.front() != '-' || left.size() == 1))
            return {};
        left.remove_prefix(left.empty() ? 0 : 1);
    }
    constexpr std::size_t authorities_max = 15;
    if (numbers.empty() || numbers.size() > authorities_max + 1)
        return {};
    Bytes sid{1, static_cast<std::uint8_t>(numbers.size() - 1), 0, 0};
    for (int shift = 24; shift >= 0; shift -= 8) // the first number stands the other way round
        sid.push_back(static_cast<std::uint8_t>(numbers.front() >> shift));
    for (std::size_t i = 1; i < numbers.size(); ++i)
        put(sid, static_cast<std::uint32_t>(numbers[i]), 4);
    return sid;
}

std::optional<std::uint32_t> allowed_to(const Bytes& descriptor, const std::vector<Bytes>& sids) {
    const std::optional<Meaning> meaning = meaning_of(descriptor);
    if (!meaning || (meaning->control & dacl_present) == 0)
        return std::nullopt;
    if (meaning->everybody)
        return 0xffffffffu;
    std::uint32_t access = 0;
    for (const Bytes& entry : meaning->entries) {
        if (entry[0] != access_allowed || (entry[1] & inherit_only) != 0 || entry.size() < entry_header_size)
            continue;
        const Bytes who = part(entry, entry_header_size, entry.size() - entry_header_size);
        if (std::any_of(sids.begin(), sids.end(), [&](const Bytes& sid) { return begins_with(who, sid); }))
            access |= static_cast<std::uint32_t>(u32(entry, 4));
    }
    return access;
}

std::optional<Bytes> with_allowed(const Bytes& descriptor, const Bytes& sid, std::uint32_t access, std::uint8_t flags) {
    const std::optional<Meaning> meaning = meaning_of(descriptor);
    if (!meaning || (meaning->control & dacl_present) == 0 || meaning->everybody)
        return std::nullopt;
    Bytes entry{access_allowed, flags};
    put(entry, static_cast<std::uint32_t>(entry_header_size + sid.size()), 2);
    put(entry, access, 4);
    entry.insert(entry.end(), sid.begin(), sid.end());

    std::vector<Bytes> entries = meaning->entries;
    const auto first_inherited =
        (flags & inherited) != 0 ? entries.end() : std::find_if(entries.begin(), entries.end(), [](const Bytes& each) {
            return (each[1] & inherited) != 0;
        });
    entries.insert(first_inherited, entry);
    std::size_t size = acl_header_size;
    for (const Bytes& each : entries)
        size += each.size();
    if (size > 0xffff)
        return std::nullopt;
    const std::size_t dacl = u32(descriptor, 16), sacl = u32(descriptor, 12);
    Bytes list = part(descriptor, dacl, 2); // its revision
    put(list, static_cast<std::uint32_t>(size), 2);
    put(list, static_cast<std::uint32_t>(entries.size()), 2);
    put(list, 0, 2);
    for (const Bytes& each : entries)
        list.insert(list.end(), each.begin(), each.end());

    Bytes audit;
    if (sacl != 0) {
        if (!has(descriptor, sacl, acl_header_size) || !has(descriptor, sacl, u16(descriptor, sacl + 2)))
            return std::nullopt;
        audit = part(descriptor, sacl, u16(descriptor, sacl + 2));
    }
    Bytes made = part(descriptor, 0, 4), rest;
    for (const Bytes* each :
         {&meaning->owner, &meaning->group, static_cast<const Bytes*>(&audit), static_cast<const Bytes*>(&list)}) {
        put(made, each->empty() ? 0 : static_cast<std::uint32_t>(header_size + rest.size()), 4);
        rest.insert(rest.end(), each->begin(), each->end());
        rest.resize((rest.size() + 3) / 4 * 4);
    }
    made.insert(made.end(), rest.begin(), rest.end());
    return made;
}

bool takes_inherited(const Bytes& descriptor) {
    const std::optional<Meaning> meaning = meaning_of(descriptor);
    return meaning && meaning->control == dacl_present && !meaning->everybody;
}

} // namespace netmend
