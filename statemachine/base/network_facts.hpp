// What lies around the stack, as a child that runs beside it answers: adapters, names, proxies, filters. Nothing of it
// is the stack's fault; findings say whose it is. Texts are UTF-8 and come from Windows: they are shown, never parsed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace netmend {

// Only a connected adapter without any address says something of the stack (procedures, 9).
struct AdapterFacts {
    std::string name;               // for people
    bool connected = false;         // its link is up
    bool has_address = false;       // any address of its own, a private automatic one too; IPv6 link-local is none
    bool private_automatic = false; // 169.254.x.x is all it has of IPv4: no DHCP server has answered
    bool dhcp = false;              // asks for its address
    bool self_addressing = true;    // would take a private automatic one when nobody answers; can be switched off
    bool has_gateway = false, has_name_server = false;
    std::string name_server_here{};     // one of its name servers is this machine, "127.0.0.1"; empty: none is
    bool name_server_elsewhere = false; // another one is not
};

struct ProxyFacts {       // a web proxy that is set
    std::string whose;    // "ANNA-PC\\anna", "WinHTTP", "a policy"; empty: of the person who asks
    std::string text;     // "127.0.0.1:8888", or where its script is; empty: could not look
    bool script = false;  // programs ask that script, which proxy to take
    bool refused = false; // it is on this machine, and nobody answers there
    bool operator==(const ProxyFacts&) const = default;
};

// Of the Windows Filtering Platform: the lasting filters of one provider that block (FWP_ACTION_BLOCK) and are in
// force.
struct BlockingProvider {
    std::string name;      // as it calls itself; its GUID where it has none
    std::string service;   // that its filters belong to; empty: it names none
    bool is_there = false; // that service is installed
    std::uint32_t filters = 0;
    bool operator==(const BlockingProvider&) const = default;
};

struct NetworkFacts {
    std::uint32_t code = 0;              // Windows error of listing the adapters; 0: they are all here
    std::vector<AdapterFacts> adapters;  // without loopback and tunnels
    std::optional<std::uint32_t> lookup; // Winsock code of looking up a public name, 0: found; or the crash there
    std::vector<ProxyFacts> proxies;
    std::optional<bool> names_served_here; // UDP port 53 of this machine is open; empty: could not look
    std::vector<std::string> hosts;        // "name address", the first of those that the file hosts sends elsewhere
    std::uint32_t hosts_count = 0;         // how many there are
    std::optional<std::vector<BlockingProvider>> blocking; // not Windows' own; empty: could not look
    std::uint32_t blocking_code = 0;                       // why not; 0: this Windows has no such filters
};

} // namespace netmend
