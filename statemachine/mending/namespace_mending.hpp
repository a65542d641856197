// The rung of the name spaces: entries of other makers whose DLL is gone out; the provider for DNS, missing or switched
// off, and what else Windows brings itself back where its DLL is in place. Looks only, and gives what would have to
// change (empty: nothing). The order of the list, and any other provider that is switched off, are nobody's fault.
#pragma once

#include <vector>

#include "statemachine/mending/difference.hpp"
#include "statemachine/mending/dll_look.hpp"
#include "statemachine/mending/products.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace netmend::mending {

// `backup`: a view of one, or null. `missing`: what a comparison found missing of what comes and goes by itself
// (winsock::missing_inbox); it is put back as well. Busy: the catalogs are no longer those that were read.
Result<Difference> mend_name_spaces(Registry& registry, const winsock::Catalogs& catalogs,
                                    const SystemIdentity& identity, const LookForDll& look, Registry* backup = nullptr,
                                    const std::vector<winsock::InboxProvider>& missing = {});

// For the rung of the providers: a product that left its layers behind left its names there, too. Entries of other
// makers whose DLL is gone, and lay in the folder of one of these products, are taken out of a list that is sound
// otherwise. Names that cannot be read stay, and are no obstacle to the layers.
void remove_names_of(Registry& registry, const winsock::Catalogs& catalogs, const SystemIdentity& identity,
                     const LookForDll& look, const std::vector<Product>& products, Difference& difference);

// For the rung of Windows' own entries: lists whose numbers or counts are wrong or that hold what cannot be read are
// written whole again, with the provider for DNS. What it takes is added to `difference`.
Result<void> mend_torn_name_spaces(Registry& registry, const winsock::Catalogs& catalogs,
                                   const SystemIdentity& identity, const LookForDll& look, Registry* backup,
                                   Difference& difference);

} // namespace netmend::mending
