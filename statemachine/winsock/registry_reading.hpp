// How the catalog model reads a key: one that is not there is an answer, one that cannot be read is an error that
// names it. Descriptors are not read.
#pragma once

#include <optional>
#include <string>

#include "statemachine/base/ports.hpp"

namespace netmend::winsock {

Result<std::optional<RegistryKey>> read_if_there(Registry& registry, const std::string& path);

} // namespace netmend::winsock
