// The rung of Windows' own entries: those that sockets need and that are missing or redirected are written again, as
// this machine's own templates have them (templates.hpp), else as our data has them; the old Winsock key first, where
// it lacks their transports. Wrong counts, gaps in the numbering, ids that are there twice and entries that cannot be
// read are mended as well, in every list. Looks only, and gives what would have to change (empty: nothing); what is
// sound keeps every byte.
#pragma once

#include <vector>

#include "statemachine/mending/difference.hpp"
#include "statemachine/mending/dll_look.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace netmend::mending {

// `backup` and `missing` as in namespace_mending.hpp. Unsupported: a catalog is missing or blank, which takes more than
// this rung. Busy: the catalogs are no longer those that were read.
Result<Difference> mend_inbox(Registry& registry, const winsock::Catalogs& catalogs, const SystemIdentity& identity,
                              const LookForDll& look, Registry* backup = nullptr,
                              const std::vector<winsock::InboxProvider>& missing = {});

} // namespace netmend::mending
