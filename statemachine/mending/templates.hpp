// What this machine's own transports say of the base entries that belong into its protocol catalogs. Since Windows 10
// each transport that the old Winsock key names holds one numbered key an entry, Parameters\Winsock\0, 1, …
// (windows-modern 2.2). Earlier Windows have none: then there is nothing here.
#pragma once

#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/packed_item.hpp"

namespace netmend::mending {

// In the order in which Windows lists them; ids as it would give them to a new installation. A template that lacks a
// field, or a transport that cannot be read, gives nothing.
std::vector<winsock::PackedItem> entries_from_templates(Registry& registry, const std::vector<std::string>& transports);

// Same provider, family, type and protocol.
bool same_call(const winsock::PackedItem& a, const winsock::PackedItem& b);

// What Windows itself has in its lists, in its order: by the machine's templates, and by our data what they lack.
std::vector<winsock::PackedItem> windows_own(Registry& registry, const std::vector<std::string>& transports,
                                             const SystemIdentity& identity);

} // namespace netmend::mending
