// Sends data to ourselves over loopback through one provider: the proof that a socket is worth something. It looks at
// one provider or at one default, and remembers the first call that failed with its Winsock code.
#pragma once

#include <winsock2.h>

#include <cstdint>
#include <string>

namespace netmend::probe {

struct Outcome {
    std::string call; // empty: everything worked
    std::uint32_t code = 0;
};

// How a socket is opened: by family and type as most programs do, or through one entry of the catalog.
struct Door {
    int family = 0, type = 0, protocol = 0;
    WSAPROTOCOL_INFOW* entry = nullptr; // null: Winsock chooses
};

Outcome only_open(const Door& door);
Outcome stream_over_loopback(const Door& door);   // bind, listen, connect, accept, send, recv
Outcome datagram_over_loopback(const Door& door); // bind, connect, send, recv

} // namespace netmend::probe
