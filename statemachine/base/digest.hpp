// A short fingerprint of bytes: the hexadecimal SHA-1, by the library that the system has for it, or the one that Boost
// brings along. It guards against accidents (torn writes, bad sectors, a file from another machine), not against
// forgers; against those stands the state folder's descriptor.
#pragma once

#include <cstddef>
#include <string>

#include "statemachine/base/ports.hpp"

namespace netmend {

std::string digest_of(const Bytes& data);
std::string digest_of(const std::string& data);

struct TwoDigests {
    std::string beginning, whole;
};

// Of the first so many bytes, and of all of them: they are gone through once.
TwoDigests digests_of(const Bytes& data, std::size_t beginning);

} // namespace netmend
