// The old key Services\Winsock, by which mswsock.dll finds the helper DLL of each transport (windows-facts 1.8), and
// the part of each transport's own key that belongs to it. What cannot be read of a transport stays unknown: it is a
// detail, and no reason to know nothing at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/packed_item.hpp"

namespace netmend::winsock {

inline constexpr const char* winsock1_key = "SYSTEM\\CurrentControlSet\\Services\\Winsock";

struct Triple { // one row of a transport's Mapping
    std::uint32_t family = 0, type = 0, protocol = 0;
    bool operator==(const Triple&) const = default;
};

struct TransportHelper { // Services\<transport>\Parameters\Winsock
    std::string transport;
    bool looked = false;                        // the key could be read, or was seen not to be there
    std::string dll;                            // HelperDllName; empty: none
    std::optional<std::vector<Triple>> mapping; // empty: missing, or not rows of three columns
    std::optional<std::uint32_t> sockaddr_min, sockaddr_max;
    std::optional<bool> delayed_acceptance;
};

struct MigratedProvider { // Setup Migration\Providers\<transport>
    std::string transport;
    std::optional<Guid> provider; // WinSock 2.0 Provider ID
};

struct OldKey {
    bool present = false;
    std::vector<std::string> transports;    // Parameters, Transports
    std::vector<TransportHelper> helpers;   // one for each transport, in its order
    std::optional<bool> migration_present;  // Setup Migration\Providers is there; empty: could not look
    std::vector<std::string> provider_list; // Setup Migration, Provider List
    std::optional<std::uint32_t> setup_version;
    std::vector<MigratedProvider> migrated;
};

// An error where the key itself or its Parameters could not be read.
Result<OldKey> read_old_key(Registry& registry);

// Rows, columns (3) and then triples, all 32 bits; empty where the bytes are not that.
std::optional<std::vector<Triple>> mapping_from(const Bytes& data);

} // namespace netmend::winsock
