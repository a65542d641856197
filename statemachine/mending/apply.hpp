// Carries out a difference, and by reversed() undoes one. First everything is compared: what is already as it shall be
// is left, and where something is neither as it was nor as it shall be, somebody else changed it and nothing is
// written. Lists of a Winsock catalog are written as Windows' own writers do it: a volatile marker, which readers wait
// for, whole lists, flush, comparison, the next serial number, and the marker goes. It may be cut off anywhere and
// repeated. Outside the difference it touches nothing but that number and the marker.
#pragma once

#include "statemachine/base/ports.hpp"
#include "statemachine/mending/difference.hpp"

namespace netmend::mending {

struct Applied {
    bool interrupted =
        false;       // while another program was writing a catalog: call again, nothing of that one was changed
    int changes = 0; // keys and values that were not yet as they shall be
};

// Errors: Busy, changed by somebody else (named; nothing was written); TimedOut, another program holds the catalog for
// longer than readers wait; any other is that of the registry. What was written of a catalog before an error is taken
// back where that is possible; where it is not, the marker stays until the next call or the next start of Windows.
Result<Applied> apply(Registry& registry, Clock& clock, const Difference& difference);

} // namespace netmend::mending
