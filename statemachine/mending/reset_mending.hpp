// The last rung for the protocol catalog on Vista and later: what `netsh winsock reset` leaves is computed before it is
// run, from the transports that the old Winsock key names (windows-modern 2.2), and compared after it, in both
// bitnesses. What it must not touch (name spaces, the categories of programs, the old key) is recorded whole before and
// given back after. Looks only; the order's step runs the tool and applies what is given here.
#pragma once

#include <string>
#include <vector>

#include "statemachine/mending/difference.hpp"
#include "statemachine/mending/dll_look.hpp"
#include "statemachine/winsock/catalog.hpp"

namespace netmend::mending {

// The record of the rung: what the old key lacks, so that the reset finds its transports; the protocol lists as they
// are and as they will be; and as they are, before and after alike, what must be the same after it. Unsupported: it
// would leave less than there is. Failed: whether it would could not be seen. Busy: the catalogs are no longer those
// that were read.
Result<Difference> plan_reset(Registry& registry, const winsock::Catalogs& catalogs, const SystemIdentity& identity,
                              const LookForDll& look, Registry* backup);

// Of the record: what is made before the tool is run, and what must be the same before and after.
Difference before_reset(const Difference& record);
Difference kept_by_reset(const Difference& record);

// Whether a list is still one that no reset leaves: blank, unreadable, or with more than Windows' own base entries.
bool holds_more_than_own(const winsock::ProtocolCatalog& list, const winsock::Catalogs& catalogs);
bool holds_more_than_own(const winsock::Catalogs& catalogs); // some list

// What beside the protocol lists is not as the record wants it; a provider of names that came since stays.
Result<Difference> give_back_kept(Registry& registry, const winsock::Catalogs& catalogs, const Difference& record);
// What of Windows' own entries the lists lack: of those that sockets need, and of those that `backup` holds in good
// order. What was computed and was not there before is not written: Windows may have its reasons.
Result<Difference> give_back_own(Registry& registry, const winsock::Catalogs& catalogs, const SystemIdentity& identity,
                                 const LookForDll& look, Registry* backup);

// Of the computed entries those that are in no list, for the record.
std::vector<std::string> less_than_computed(Registry& registry, const winsock::Catalogs& catalogs,
                                            const SystemIdentity& identity);

// All lists of both catalogs, as `backup` has them.
Result<Difference> lists_as_in(Registry& registry, Registry& backup, bool x64);

} // namespace netmend::mending
