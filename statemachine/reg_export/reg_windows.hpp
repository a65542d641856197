// Which Windows a registry export comes from: its own version key says it, or who looks does, or else the catalogs give
// it away. A guess takes the oldest Windows that fits, so that nothing is called missing only because of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend {

struct ExportedWindows {
    SystemIdentity identity;
    std::string name;     // "Windows XP Service Pack 3", "taken to be Windows Vista or later (its DLL nlaapi.dll)"
    bool guessed = false; // from the catalogs
};

// `told` comes from windows_named(); the bitness of the export's own catalogs counts more than that of the name.
ExportedWindows exported_windows(Registry& registry, const std::optional<SystemIdentity>& told);

std::optional<SystemIdentity> windows_named(std::string_view name); // "xp-sp3", "win7"; empty: no such name
std::vector<std::string> windows_names();

} // namespace netmend
