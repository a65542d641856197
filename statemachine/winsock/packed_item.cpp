#include "statemachine/winsock/packed_item.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"

namespace netmend::winsock {
namespace {

// Offsets of windows-facts 1.2, the same on 32 and 64 bit.
constexpr std::size_t at_service_flags = 260, at_provider_flags = 276, at_provider = 280, at_entry_id = 296;
constexpr std::size_t at_chain_length = 300, at_chain = 304, at_version = 332, at_family = 336, at_sockaddr_max = 340;
constexpr std::size_t at_sockaddr_min = 344, at_type = 348, at_protocol = 352, at_protocol_offset_max = 356;
constexpr std::size_t at_byte_order = 360, at_security_scheme = 364, at_message_size = 368, at_reserved = 372;
constexpr std::size_t at_name = 376, name_bytes = 512;

std::uint32_t get(const Bytes& data, std::size_t at) {
    return static_cast<std::uint32_t>(data[at]) | static_cast<std::uint32_t>(data[at + 1]) << 8 |
           static_cast<std::uint32_t>(data[at + 2]) << 16 | static_cast<std::uint32_t>(data[at + 3]) << 24;
}

std::int32_t get_signed(const Bytes& data, std::size_t at) {
    return static_cast<std::int32_t>(get(data, at));
}

void put(Bytes& data, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i)
        data[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

void put(Bytes& data, std::size_t at, std::int32_t value) {
    put(data, at, static_cast<std::uint32_t>(value));
}

std::string path_of(const Bytes& data) {
    const auto end = data.begin() + static_cast<std::ptrdiff_t>(packed_path_bytes);
    return std::string(data.begin(), std::find(data.begin(), end, std::uint8_t{0}));
}

std::string name_in(const Bytes& data) {
    return utf8_from_utf16(data.data() + at_name, name_bytes);
}

// Both texts keep what stands behind their NUL, and are written only where they differ, so that nothing stale is lost.
void put_path(Bytes& data, const std::string& path) {
    if (path_of(data) == path)
        return;
    const std::size_t length = std::min(path.size(), packed_path_bytes - 1);
    std::copy_n(path.begin(), length, data.begin());
    data[length] = 0;
}

void put_name(Bytes& data, const std::string& name) {
    if (name_in(data) == name)
        return;
    Bytes wide = utf16_from_utf8(name);
    wide.resize(std::min(wide.size(), name_bytes - 2));
    std::copy(wide.begin(), wide.end(), data.begin() + at_name);
    data[at_name + wide.size()] = data[at_name + wide.size() + 1] = 0;
}

// In which order the bytes of a GUID stand in its text.
constexpr std::array<std::size_t, 16> text_order{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

} // namespace

std::string guid_text(const Guid& guid) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string text = "{";
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += digits[guid[text_order[i]] >> 4];
        text += digits[guid[text_order[i]] & 15];
    }
    return text + "}";
}

Guid guid_from(std::string_view text) {
    Guid guid{};
    std::size_t nibbles = 0;
    for (char c : text) {
        if (c == '{' || c == '}' || c == '-')
            continue;
        const int digit = hex_digit(c);
        if (digit < 0 || nibbles >= 32)
            return Guid{};
        std::uint8_t& byte = guid[text_order[nibbles / 2]];
        byte = static_cast<std::uint8_t>(byte << 4 | digit);
        ++nibbles;
    }
    return nibbles == 32 ? guid : Guid{};
}

Result<PackedItem> decode_item(Bytes data) {
    if (data.size() != packed_item_bytes)
        return fail(ErrorKind::Corrupt,
                    "PackedCatalogItem has " + std::to_string(data.size()) + " bytes instead of 888.");
    PackedItem item;
    item.path = path_of(data);
    item.path_ends = item.path.size() < packed_path_bytes;
    for (std::size_t i = 0; i < item.service_flags.size(); ++i)
        item.service_flags[i] = get(data, at_service_flags + 4 * i);
    item.provider_flags = get(data, at_provider_flags);
    std::copy_n(data.begin() + at_provider, item.provider.size(), item.provider.begin());
    item.entry_id = get(data, at_entry_id);
    item.chain_length = get(data, at_chain_length);
    for (std::size_t i = 0; i < item.chain.size(); ++i)
        item.chain[i] = get(data, at_chain + 4 * i);
    item.version = get_signed(data, at_version);
    item.family = get_signed(data, at_family);
    item.sockaddr_max = get_signed(data, at_sockaddr_max);
    item.sockaddr_min = get_signed(data, at_sockaddr_min);
    item.type = get_signed(data, at_type);
    item.protocol = get_signed(data, at_protocol);
    item.protocol_offset_max = get_signed(data, at_protocol_offset_max);
    item.byte_order = get_signed(data, at_byte_order);
    item.security_scheme = get_signed(data, at_security_scheme);
    item.message_size = get(data, at_message_size);
    item.reserved = get(data, at_reserved);
    item.name = name_in(data);
    item.original = std::move(data);
    return item;
}

Bytes encode_item(const PackedItem& item) {
    Bytes data = item.original;
    data.resize(packed_item_bytes);
    put_path(data, item.path);
    for (std::size_t i = 0; i < item.service_flags.size(); ++i)
        put(data, at_service_flags + 4 * i, item.service_flags[i]);
    put(data, at_provider_flags, item.provider_flags);
    std::copy(item.provider.begin(), item.provider.end(), data.begin() + at_provider);
    put(data, at_entry_id, item.entry_id);
    put(data, at_chain_length, item.chain_length);
    for (std::size_t i = 0; i < item.chain.size(); ++i)
        put(data, at_chain + 4 * i, item.chain[i]);
    put(data, at_version, item.version);
    put(data, at_family, item.family);
    put(data, at_sockaddr_max, item.sockaddr_max);
    put(data, at_sockaddr_min, item.sockaddr_min);
    put(data, at_type, item.type);
    put(data, at_protocol, item.protocol);
    put(data, at_protocol_offset_max, item.protocol_offset_max);
    put(data, at_byte_order, item.byte_order);
    put(data, at_security_scheme, item.security_scheme);
    put(data, at_message_size, item.message_size);
    put(data, at_reserved, item.reserved);
    put_name(data, item.name);
    return data;
}

} // namespace netmend::winsock
