// What a file is that is no registry export, by its first bytes: people mail pictures, archives, hives and logs. Says
// nothing where it cannot tell.
#pragma once

#include <span>
#include <string>

#include "statemachine/base/ports.hpp"

namespace netmend {

// "a picture (PNG)", "an archive (ZIP)", "a registry hive, not an export of it"; empty: unknown.
std::string form_of_file(std::span<const std::uint8_t> content);

} // namespace netmend
