// What a Windows brings itself, as data: one file a generation in the folder known_good, compiled in. A catalog is
// compared with what is required of it, never with counts, orders or display names.
//
// To add a build of a generation that is there: one line in its file, with the build in the column "from". To add a
// generation: one file, whose first line is GENERATION(name, version, first build), and one line in index.inc.
// Columns: id (of ids.inc), family, type and protocol as in WSAPROTOCOL_INFO, DLL in the system folder, presence,
// on (any machine, or only x86 or x64 Windows), from (first build that has it; 0: all), a name for people, and
// behind the line its source. A second line for an id, Optional, is how another DLL of it is allowed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/packed_item.hpp"

namespace netmend::winsock {

// A Windows version as one number: 500 is 2000, 501 XP, 502 Server 2003 and XP x64, 600 Vista, 601 7, 602 8, 603 8.1,
// 1000 10 and 11.
using Generation = int;
inline Generation generation_of(const SystemIdentity& identity) {
    return identity.major * 100 + identity.minor;
}
inline constexpr Generation vista = 600, windows_8 = 602, windows_8_1 = 603, windows_10 = 1000;

enum class Presence {
    Required, // without it the stack is damaged
    Expected, // Windows installs it; its absence alone breaks little
    Optional, // comes and goes with hardware and components
};

enum class MadeFor { any, x86, x64 }; // the Windows, not the catalog: an x64 Windows has each entry in both catalogs

struct KnownRow { // what entries of either kind have in common
    Guid provider{};
    std::string_view dll; // file name, in the system folder
    Presence presence = Presence::Optional;
    MadeFor made_for = MadeFor::any;
    int from_build = 0;
    bool is_on(const SystemIdentity& identity) const;
};

struct KnownProtocol : KnownRow {
    int family = 0, type = 0, protocol = 0;
    const char* name = ""; // as in "no base provider for TCP over IPv4"
    bool is_rsvp = false;
};

struct KnownNamespace : KnownRow {
    const char* name = "";
};

struct KnownGood {
    const char* windows = "";
    Generation generation = 0;
    int first_build = 0;
    std::vector<KnownProtocol> protocols;
    std::vector<KnownNamespace> name_spaces;
};

const std::vector<KnownGood>& known_generations(); // oldest first

// That of this Windows; of the next older one that we know where it is newer than all, or between two.
const KnownGood& known_good(const SystemIdentity& identity);

// The DLL of that provider on this Windows, a file name; empty: this Windows does not have it.
std::string_view dll_on(const SystemIdentity& identity, const Guid& provider);

// Base entries of a new installation of that Windows, in its order, with ids from 1001.
std::vector<PackedItem> default_entries(const SystemIdentity& identity);

} // namespace netmend::winsock
