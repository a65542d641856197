// One PackedCatalogItem: the 888 bytes by which Windows describes one protocol provider in the registry (a DLL path and
// a WSAPROTOCOL_INFOW). Decoding keeps the original bytes, stale ones behind the path's NUL included, so that encoding
// an unchanged item gives the same bytes back. Nothing here judges; any 888 bytes decode.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "statemachine/base/ports.hpp"

namespace netmend::winsock {

using Guid = std::array<std::uint8_t, 16>; // as it lies in the registry: the first three fields little-endian

inline bool same_id(const Guid& a, const Guid& b) { // asked very often
    return std::memcmp(a.data(), b.data(), 8) == 0 && std::memcmp(a.data() + 8, b.data() + 8, 8) == 0;
}

std::string guid_text(const Guid& guid); // "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}"
Guid guid_from(std::string_view text);   // the reverse; all zero where the text is no GUID

inline constexpr std::size_t packed_item_bytes = 888;
inline constexpr std::size_t packed_path_bytes = 260; // ANSI, NUL-terminated
inline constexpr std::uint32_t chain_entries_max = 7; // MAX_PROTOCOL_CHAIN

struct PackedItem {
    std::string path;                             // ANSI bytes up to the first NUL; may hold %SystemRoot%
    bool path_ends = true;                        // false: 260 bytes without NUL
    std::array<std::uint32_t, 4> service_flags{}; // dwServiceFlags1 to 4
    std::uint32_t provider_flags = 0;
    Guid provider{};
    std::uint32_t entry_id = 0;
    std::uint32_t chain_length = 0;                       // 0 layered protocol's own entry, 1 base, 2 to 7 chain
    std::array<std::uint32_t, chain_entries_max> chain{}; // junk behind chain_length, and in base entries, is normal
    std::int32_t version = 0;
    std::int32_t family = 0;
    std::int32_t sockaddr_max = 0, sockaddr_min = 0;
    std::int32_t type = 0;
    std::int32_t protocol = 0;
    std::int32_t protocol_offset_max = 0;
    std::int32_t byte_order = 0;
    std::int32_t security_scheme = 0;
    std::uint32_t message_size = 0;
    std::uint32_t reserved = 0;
    std::string name; // szProtocol as UTF-8, up to its NUL; for people only
    Bytes original;   // the bytes this was decoded from; empty for an item made here
    bool operator==(const PackedItem&) const = default;
};

Result<PackedItem> decode_item(Bytes data); // Corrupt: not 888 bytes
Bytes encode_item(const PackedItem& item);  // always 888 bytes; too long a path or name is cut

} // namespace netmend::winsock
