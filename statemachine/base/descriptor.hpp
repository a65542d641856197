// Compares two self-relative security descriptors by what they say: owner, group, and the entries of the DACL in order.
// Their bytes may differ although nothing changed: Windows lays the parts out anew, pads lists, and drops the flags
// that only tell how a list came to be. Takes nothing else out of a descriptor and changes none.
#pragma once

#include "statemachine/base/ports.hpp"

namespace netmend {

// Two descriptors of which one is malformed are the same only when their bytes are.
bool same_descriptor(const Bytes& one, const Bytes& other);

} // namespace netmend
