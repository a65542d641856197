// The values Bind in the keys Linkage of server and workstation: which transports the two use. The guide deletes them
// with TCP/IP (procedures, 6.5), and Windows writes them again when it installs it.
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend::steps {

inline constexpr const char* linkage_keys[] = {"SYSTEM\\CurrentControlSet\\Services\\lanmanserver\\Linkage",
                                               "SYSTEM\\CurrentControlSet\\Services\\lanmanworkstation\\Linkage"};

struct BindValue {
    std::string key;
    RegistryValue value;
};

// Those of the backup whose key is there now, without them.
Result<std::vector<BindValue>> missing_bind_values(Windows& windows, const Checkpoint& facts);

} // namespace netmend::steps
