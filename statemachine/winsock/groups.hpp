// Entries of a protocol catalog that stand or fall together: one DLL, and base entries apart from layered ones.
#pragma once

#include <vector>

#include "statemachine/winsock/look.hpp"

namespace netmend::winsock {

struct Group {
    Owner owner = Owner::ThirdParty;
    std::vector<const ProtocolEntry*> entries; // at least one
    const PackedItem& item() const { return entries.front()->item; }
};

std::vector<Group> groups_of(const ProtocolCatalog& catalog); // in the order of their first entries
std::vector<std::uint32_t> ids_of(const Group& group);

// The finding, with the group's entries, provider and DLL.
Finding& add_for(Look& look, const ProtocolCatalog& catalog, const Group& group, Severity severity, Code code,
                 std::string text);

void judge_protocols(Look& look, const ProtocolCatalog& catalog, const std::vector<Group>& groups);
void judge_third_parties(Look& look, const ProtocolCatalog& catalog, const std::vector<Group>& groups);

// "11 sections, 11 MSAFD or RSVP, 0 others", from the groups of each protocol catalog.
std::string article_reading(const Catalogs& catalogs, const std::vector<std::vector<Group>>& groups);

} // namespace netmend::winsock
