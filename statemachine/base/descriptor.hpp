// Compares two self-relative security descriptors by what they say: owner, group, and the entries of the DACL in order.
// Their bytes may differ although nothing changed: Windows lays the parts out anew, pads lists, and drops the flags
// that only tell how a list came to be. Beside that it tells what a list allows, and adds an entry that allows; all
// else of a descriptor stays byte for byte.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend {

// Two descriptors of which one is malformed are the same only when their bytes are.
bool same_descriptor(const Bytes& one, const Bytes& other);

// "S-1-5-20" as Windows keeps it; empty: not one.
Bytes sid_from(std::string_view text);

// What the entries that allow give to any of these SIDs on the object itself, entries that deny left out of account.
// Empty: the descriptor is malformed, or none.
std::optional<std::uint32_t> allowed_to(const Bytes& descriptor, const std::vector<Bytes>& sids);

inline constexpr std::uint8_t container_inherit = 0x02, inherit_only = 0x08, inherited = 0x10; // AceFlags

// With one entry more: an explicit one stands behind the other explicit ones, an inherited one last, so that the order
// of the rest stays, and so does what they decide. Empty: malformed, without a list, or with no room for it.
std::optional<Bytes> with_allowed(const Bytes& descriptor, const Bytes& sid, std::uint32_t access, std::uint8_t flags);

bool takes_inherited(const Bytes& descriptor); // well-formed, with a list, and not protected against the key above

} // namespace netmend
