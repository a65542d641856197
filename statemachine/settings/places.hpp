// Where Windows keeps what a person or a program has set of TCP/IP (windows-facts, chapter 4), and which values there
// are settings. What the DHCP client writes is none; owned_set.def has that list. The Linkage keys and those of the
// adapters are the component installer's and are no places here.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace netmend {

enum class Place {
    Tcpip,           // Tcpip\Parameters: host name, domain, search list, filtering on or off ...
    Routes,          // Tcpip\Parameters\PersistentRoutes: the names of its values are the routes
    NameOrder,       // Tcpip\ServiceProvider: in which order names are looked up
    Tcpip6,          // Tcpip6\Parameters
    Netbios,         // NetBT\Parameters: LMHOSTS, node type, scope id, proxy
    Sockets,         // AFD\Parameters
    Folder,          // a key that only holds those of the connections: its permissions alone are recorded
    IpSecurity,      // the IP security policy of the Options tab: recorded and compared, never written
    Interface,       // Tcpip\Parameters\Interfaces\{GUID}
    Interface6,      // Tcpip6\Parameters\Interfaces\{GUID}
    NetbiosOfOne,    // NetBT\Parameters\Interfaces\Tcpip_{GUID}
    AlternateConfig, // Dhcp\Configurations\Alternate_{GUID}
};

struct PlaceFacts {
    Place place;
    std::string service; // the key of the service; without it there is nowhere to give settings back to
    std::string path;    // of the key, or for those of one connection of their parent
    bool per_connection = false;
};

const std::vector<PlaceFacts>& settings_places(); // those of the machine first

struct Placed {
    const PlaceFacts* facts = nullptr;
    std::string connection; // "{58094C24-...}"; empty for the machine's
};

std::optional<Placed> place_of(const std::string& path); // of exactly this key; empty: it holds no settings
bool is_setting(const std::string& path, const std::string& name);
bool is_given_back(const std::string& path); // anything but the places that are only recorded

// "Tcpip_{58094C24-...}" and "Alternate_{58094C24-...}" belong to "{58094C24-...}". A name without braces is an id
// itself.
std::string connection_of(const std::string& leaf);

inline const std::string connections_key =
    "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}";
inline const std::string adapters_key = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Adapters";

} // namespace netmend
