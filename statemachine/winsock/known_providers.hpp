// What we know of providers, as data: those that Windows brings itself, by id, DLL and the Windows versions that have
// them, and products of third parties that people meet. Add one line to a table in the .cpp file; no code changes.
// Display names are never compared: they are localised.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "statemachine/ports.hpp"
#include "statemachine/winsock/catalog.hpp"

namespace netmend::winsock {

// A Windows version as one number, so that tables can say "from … to": 500 is 2000, 501 XP, 502 Server 2003 and XP x64,
// 600 Vista, 601 7, 602 8, 603 8.1, 1000 10 and 11.
using Generation = int;
inline Generation generation_of(const SystemIdentity& identity) {
    return identity.major * 100 + identity.minor;
}
inline constexpr Generation vista = 600;

enum class Presence {
    Required, // without it the stack is damaged
    Expected, // Windows installs it; its absence alone breaks little
    Optional, // comes and goes with hardware and components
};

enum class Family { Tcpip, Rsvp, Ipx, OtherInbox };

struct InboxProtocol { // one provider id
    Guid provider{};
    const char* name = "";
    Family family = Family::OtherInbox;
    std::vector<std::string> dlls; // any of them, file names in lower case, in the system folder
};

struct InboxEntry { // one entry that a Windows has by default
    Guid provider{};
    int family = 0, type = 0, protocol = 0;
    const char* name = ""; // as in "No provider for TCP over IPv4"
    Presence presence = Presence::Optional;
    Generation from = 0, to = 9999;
};

struct InboxNamespace {
    Guid provider{};
    std::uint32_t name_space = 0;
    const char* name = "";
    std::vector<std::string> dlls;
    Presence presence = Presence::Optional;
    Generation from = 0, to = 9999;
};

const std::vector<InboxProtocol>& inbox_protocols();
const std::vector<InboxEntry>& inbox_entries();
const std::vector<InboxNamespace>& inbox_namespaces();

const InboxProtocol* inbox_protocol(const Guid& provider);   // null: not one of Windows' own ids
const InboxNamespace* inbox_namespace(const Guid& provider); // the same

// Product of a third party, by the DLL's file name or the provider id; empty where we do not know it.
std::string product_of(std::string_view dll_path, const Guid& provider);

// Base entries of a new installation of that Windows, in its order, with ids from 1001.
std::vector<PackedItem> default_entries(Generation generation);

} // namespace netmend::winsock
