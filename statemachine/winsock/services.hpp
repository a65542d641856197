// The services and drivers that no network lives without, on Vista and later: what their start type and dependencies
// are by build (windows-modern, 8: read out of hives of 7, 8.1, 1709, 1903 and 2004), what is wrong with them, and what
// would be put back. Everything that is switched off beside them is a note: it is somebody's wish more often than
// damage.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::winsock {

struct Finding;

inline constexpr std::uint32_t boot_start = 0, system_start = 1, automatic_start = 2, manual_start = 3, disabled = 4;

enum class Need {
    Always,         // no socket works without it
    ToGetAnAddress, // where a connected adapter asks for one and has none
    ToFindNames,    // where names are not found
    NeverByItself,  // a note; enabled by name only
};

inline constexpr std::size_t builds_known = 5; // 7, 8.1, 1709, 1903, 2004

struct ServiceRow {
    std::string_view name; // as the service control manager knows it
    Need need;
    std::uint32_t start[builds_known];
    std::string_view depends_on[builds_known]; // names apart by blanks
    std::string_view what;                     // it does, for people
};
std::span<const ServiceRow> service_rows(); // what others stand on comes first

// Which column of the rows this Windows takes; `exact`: that very one was read. Where it was not, only what is equal in
// all columns may be put back.
struct BuildColumn {
    std::size_t column = 0;
    bool exact = false;
};
BuildColumn build_column(const SystemIdentity& identity);

// Empty: unknown for this build.
std::optional<std::uint32_t> default_start(const ServiceRow& row, const SystemIdentity& identity);

struct ServiceFault {
    enum class Kind {
        Disabled,
        DependencyGone, // it names services that do not exist, so it can never start
        Stopped,        // it is to start by itself, and does not run
    };
    Kind kind = Kind::Disabled;
    const ServiceRow* row = nullptr;
    std::vector<std::string> gone; // DependencyGone: their names
    bool is_damage = false;
    std::string policy{}; // Disabled: the place of a policy that switches it off, which netmend does not fight
    bool operator==(const ServiceFault&) const = default;
};

// What the network needs just now, as it was seen beside the registry.
struct NetworkNeeds {
    bool sockets_fail = false, no_address = false, names_not_found = false;
};

bool is_needed(Need need, const NetworkNeeds& needs);

// Before Vista: none. An error where the registry could not be read. Asks for the state only of what is needed now.
Result<std::vector<ServiceFault>> service_faults(Windows& windows, const SystemIdentity& identity,
                                                 const NetworkNeeds& needs);

std::vector<Finding> service_findings(const std::vector<ServiceFault>& faults);

inline std::string service_key(std::string_view name) {
    return "SYSTEM\\CurrentControlSet\\Services\\" + std::string(name);
}

} // namespace netmend::winsock
