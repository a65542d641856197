#include "statemachine/winsock/ways.hpp"

namespace netmend::winsock {

bool serves(const PackedItem& item, const SocketCall& call) {
    const std::int64_t first = item.protocol, last = first + item.protocol_offset_max;
    return item.chain_length != 0 && item.family == call.family && item.type == call.type &&
           (call.protocol == first || (call.protocol > first && call.protocol <= last));
}

bool serves_protocol_zero(const PackedItem& item, const SocketCall& call) {
    return item.chain_length != 0 && item.family == call.family && item.type == call.type &&
           (item.provider_flags & matches_protocol_zero) != 0;
}

Served served_by(const ProtocolCatalog& catalog, const SocketCall& call) {
    Served served;
    for (const ProtocolEntry& entry : catalog.entries) {
        if (!served.named && serves(entry.item, call))
            served.named = &entry;
        if (!served.zero && serves_protocol_zero(entry.item, call))
            served.zero = &entry;
        if (served.named && served.zero)
            break;
    }
    return served;
}

} // namespace netmend::winsock
