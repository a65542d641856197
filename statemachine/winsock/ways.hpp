// Which entry of a protocol catalog serves a call: what a socket() of a program gets. Findings and the table of the way
// of a call both ask here, so that they never contradict each other.
#pragma once

#include <array>
#include <cstdint>

#include "statemachine/winsock/catalog.hpp"

namespace netmend::winsock {

struct SocketCall { // socket(family, type, protocol)
    std::int32_t family = 0, type = 0, protocol = 0;
    const char* name = "";
};

// What programs ask for all day. Each also with protocol zero, which means "any that matches".
inline constexpr std::array plain_calls{
    SocketCall{2, 1, 6, "TCP over IPv4"},
    SocketCall{2, 2, 17, "UDP over IPv4"},
    SocketCall{23, 1, 6, "TCP over IPv6"},
    SocketCall{23, 2, 17, "UDP over IPv6"},
};

inline constexpr std::uint32_t matches_protocol_zero = 8; // PFL_MATCHES_PROTOCOL_ZERO of dwProviderFlags

// Family and type are the same, and the protocol is the entry's or within iProtocolMaxOffset behind it. A layered
// protocol's own entry (chain length 0) serves no call.
bool serves(const PackedItem& item, const SocketCall& call);
bool serves_protocol_zero(const PackedItem& item, const SocketCall& call);

struct Served { // by the first entry of the list that fits; null: by none
    const ProtocolEntry* named = nullptr;
    const ProtocolEntry* zero = nullptr;
};
Served served_by(const ProtocolCatalog& catalog, const SocketCall& call);

} // namespace netmend::winsock
