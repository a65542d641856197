// Name-space providers of a product out of the lists of names. Looks only, and gives what would have to change.
#pragma once

#include "statemachine/mending/difference.hpp"
#include "statemachine/mending/products.hpp"

namespace netmend::mending {

// Every other entry keeps each byte and its place, whether it can be read or not; no list is emptied. Adds to
// `difference`. Busy: the catalogs are no longer those that were read.
Result<void> remove_names(Registry& registry, const winsock::Catalogs& catalogs, const std::vector<Product>& products,
                          Difference& difference);

} // namespace netmend::mending
