// What several steps share: a look as the machine writes it down, and the question whether the catalog would do.
#pragma once

#include <optional>

#include "statemachine/base/ports.hpp"
#include "statemachine/machine/event.hpp"
#include "statemachine/saved/checkpoint.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::steps {

event::Look look_from(const winsock::Diagnosis& diagnosis);

// A look at boot can come too early (procedures, 9): damage counts only when automatic services have been started, and
// an adapter without an address only when it has none 90 seconds later. Waits for both, bounded. Empty: interrupted by
// a request.
std::optional<winsock::Diagnosis> look_when_ready(Windows& windows, const SystemIdentity& identity);

// As that, and "damaged" only when some minutes have passed since the start of Windows and every look of a whole minute
// agrees. Empty: interrupted by a request.
std::optional<winsock::Diagnosis> look_until_sure(Windows& windows, const SystemIdentity& identity);

// What was seen is on the disk as well, so that "repaired" may be said for good; else it could not be looked at.
std::optional<Event> seen_mended(Windows& windows, const event::Look& look);
Event unseen(const event::Look& look);

// What a person named was no damage, so that its being there is none either: a sound network is no proof that it was
// done. A sentence; empty: they are out of the catalogs, as far as those could be seen.
std::string still_in_catalogs(Windows& windows, const Checkpoint& facts, const winsock::Diagnosis& look);

// Structure only: no child is started. Could-not-look is told apart from damage.
enum class Catalog { Sound, Blank, Missing, Damaged, NotSeen };
bool is_damaged(Catalog catalog); // in any of the three ways
struct CatalogLook {
    Catalog catalog = Catalog::NotSeen;
    std::string text;        // the weightiest finding, for the report
    bool damaged_32 = false; // damage that was seen is, for a part at least, in the list of 32-bit programs
};
CatalogLook look_at_catalog(Windows& windows, const SystemIdentity& identity);

} // namespace netmend::steps
