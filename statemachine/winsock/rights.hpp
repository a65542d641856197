// The rights that services of the network need on their own keys, on Windows 8.1 and later (windows-modern, 8: read out
// of hives of 8.1 and 2004), and which of them are gone. Only an *allow* that is lost counts: who may do more than the
// table says, or is denied something, is as somebody wants it. A descriptor that was written anew altogether, so that
// not even LocalSystem may do everything, is nobody's loss, and neither is one that could not be read.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/winsock/services.hpp"

namespace netmend::winsock {

struct RightRow {
    std::string_view key;               // below HKEY_LOCAL_MACHINE
    std::string_view who;               // for people
    std::string_view sid;               // "S-1-5-20"
    Need need;                          // of the service that lives by it
    std::uint32_t access[builds_known]; // as in ServiceRow; 0: nothing is known, or nothing is needed
    std::uint8_t flags;                 // of the entry: CONTAINER_INHERIT_ACE where keys below get it too
    bool inherited;                     // the key has it from the one above it
};
std::span<const RightRow> right_rows();

struct LostRight {
    const RightRow* row = nullptr;
    std::uint32_t access = 0; // what is to be allowed again; 0: not known for this build, so that it is only named
    bool is_damage = false;
    bool operator==(const LostRight&) const = default;
};

struct RightsLook {
    std::vector<LostRight> lost;
    std::string unseen; // why some could not be looked at, a sentence; empty: all could
};
RightsLook lost_rights(Registry& registry, const SystemIdentity& identity, const NetworkNeeds& needs);

// False: all is allowed there, or nothing can be said of this descriptor.
bool is_lost(const Bytes& descriptor, const RightRow& row, std::uint32_t access);

std::vector<Finding> rights_findings(const RightsLook& look);

} // namespace netmend::winsock
