// What several steps share: a look as the machine writes it down, and the question whether the catalog would do.
#pragma once

#include <optional>

#include "statemachine/base/ports.hpp"
#include "statemachine/machine/event.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::steps {

event::Look look_from(const winsock::Diagnosis& diagnosis);

// A look at boot can come too early (procedures, 9): damage counts only when automatic services have been started, and
// an adapter without an address only when it has none 90 seconds later. Waits for both, bounded. Empty: interrupted by
// a request.
std::optional<winsock::Diagnosis> look_when_ready(Windows& windows, const SystemIdentity& identity);

// Structure only: no child is started. Could-not-look is told apart from damage.
enum class Catalog { Sound, Blank, Missing, Damaged, NotSeen };
bool is_damaged(Catalog catalog); // in any of the three ways
struct CatalogLook {
    Catalog catalog = Catalog::NotSeen;
    std::string text; // the weightiest finding, for the report
};
CatalogLook look_at_catalog(Windows& windows, const SystemIdentity& identity);

} // namespace netmend::steps
