// Entries of a protocol catalog that stand or fall together: one DLL, and base entries apart from layered ones.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "statemachine/winsock/look.hpp"

namespace netmend::winsock {

struct Group {
    Owner owner = Owner::ThirdParty;
    std::vector<const ProtocolEntry*> entries; // at least one
    const PackedItem& item() const { return entries.front()->item; }
};

// In the order of their first entries.
std::vector<Group> groups_of(const ProtocolCatalog& catalog, const SystemFolder& system);
std::vector<std::uint32_t> ids_of(const Group& group);

// The finding, with the group's entries, provider and DLL.
Finding& add_for(Look& look, const ProtocolCatalog& catalog, const Group& group, Severity severity, Code code,
                 std::string text);

// DLLs, in lower case, of other makers' base providers that the first entry for a plain call names, and which calls
// those are.
using FirstOnes = std::map<std::string, std::vector<std::string>>;
FirstOnes foreign_first(const ProtocolCatalog& catalog, const SystemFolder& system);
void add_foreign_first(Look& look, const ProtocolCatalog& catalog, const Group& group,
                       const std::vector<std::string>& calls);

void judge_protocols(Look& look, const ProtocolCatalog& catalog, const std::vector<Group>& groups);
void judge_third_parties(Look& look, const ProtocolCatalog& catalog, const std::vector<Group>& groups);

// "11 sections, 11 MSAFD or RSVP, 0 others", from the groups of each protocol catalog.
std::string article_reading(const Catalogs& catalogs, const std::vector<std::vector<Group>>& groups);

} // namespace netmend::winsock
