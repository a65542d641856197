// The envelope around everything netmend saves: magic, content, format version, length, payload, checksum. It tells a
// whole file from a torn, damaged or foreign one before anybody looks at the payload, and which version wrote it.
// It does not know what the payload means, and has no opinion about versions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "statemachine/base/ports.hpp"

namespace netmend {

// Saved numbers: never renumber.
enum class Content : std::uint32_t { Checkpoint = 1, Backup = 2, Difference = 3 };

Bytes wrap(Content content, std::uint32_t format_version, const std::string& payload);

struct Unwrapped {
    std::uint32_t version = 0;
    std::string payload;
    std::string digest; // of the whole file, which its checksum costs anyway
};

// Corrupt (empty, truncated, damaged, not ours, other content, bytes after the end) or TooLarge; the text says which.
Result<Unwrapped> unwrap(Content content, const Bytes& data, std::size_t bytes_max);

// Is the file the one with this digest? What could not be unwrapped may be.
bool has_digest(const Result<Unwrapped>& unwrapped, const Bytes& data, const std::string& digest);

} // namespace netmend
