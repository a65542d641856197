// Lasting filters of the Windows Filtering Platform that block connections and are no part of Windows: the kill switch
// of a VPN that is gone blocks on. Read only, and by the platform's own calls: how the registry keeps them is nowhere
// documented.
#pragma once

#include <nlohmann/json.hpp>

namespace netmend::probe {

// Adds "blocking": [{"name", "service", "there", "filters"}], or "blocking-code" where it could not look. Before Vista
// neither: there are no such filters.
void add_blocking(nlohmann::json& answer);

} // namespace netmend::probe
