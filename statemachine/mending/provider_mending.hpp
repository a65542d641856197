// The rung of the providers: broken layered products out of the protocol catalogs, and chains that were cut closed up.
// Both look only, and give what would have to change (empty: nothing). Entries that stay keep every byte but the length
// and the ids of chains that stood on what goes. Name-space entries are not touched.
#pragma once

#include <vector>

#include "statemachine/mending/difference.hpp"
#include "statemachine/mending/products.hpp"

namespace netmend::mending {

// The hidden entries and chains of these products leave both lists, their ids every chain that stood on them, and the
// lists are numbered without gaps. Busy: the catalogs are no longer those that were read.
Result<Difference> remove_products(Registry& registry, const winsock::Catalogs& catalogs,
                                   const std::vector<Product>& products);

// Ids that are in no list leave the chains of layers whose DLL is there, where what is left is a chain: it begins with
// what it began with, and ends at a base provider. Other cut chains stay as they are.
Result<Difference> close_cut_chains(Registry& registry, const winsock::Catalogs& catalogs, const LookForDll& look);

// What the rung does: the broken products out; where there are none, cut chains closed up.
Result<Difference> mend_providers(Registry& registry, const winsock::Catalogs& catalogs, const LookForDll& look);

} // namespace netmend::mending
