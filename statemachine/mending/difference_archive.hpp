// A difference as bytes: a text archive of Boost.Serialization in the envelope, like a backup.
#pragma once

#include "statemachine/base/envelope.hpp"
#include "statemachine/mending/difference.hpp"

namespace netmend::mending {

Bytes encode_difference(const Difference& difference);
Result<Unwrapped> unwrap_difference(const Bytes& data);
// Corrupt, TooLarge, or Unsupported: written by a newer netmend.
Result<Difference> decode_difference(const Unwrapped& unwrapped);
Result<Difference> decode_difference(const Bytes& data);

} // namespace netmend::mending
