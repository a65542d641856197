// A difference as bytes: a text archive of Boost.Serialization in the envelope, like a backup.
#pragma once

#include "statemachine/mending/difference.hpp"

namespace netmend::mending {

Bytes encode_difference(const Difference& difference);
// Corrupt, TooLarge, or Unsupported: written by a newer netmend.
Result<Difference> decode_difference(const Bytes& data);

} // namespace netmend::mending
