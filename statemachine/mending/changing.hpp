// Bringing keys and values from what they were to what they shall be, without a thought for who reads them meanwhile.
#pragma once

#include "statemachine/mending/difference.hpp"

namespace netmend::mending {

// How many of its changes are not made yet, in whole or in part. Busy: one is neither as it was nor as it shall be, nor
// on the way from the one to the other.
Result<int> count_open(Registry& registry, const Difference& difference);

// Makes those; what is already as it shall be is not written.
Result<void> make_so(Registry& registry, const Difference& difference);

} // namespace netmend::mending
