// The backup that a repair relies on, read and checked against the digest in the checkpoint.
#pragma once

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/ports.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend::steps {

Result<Backup> backup_of(Windows& windows, const Checkpoint& facts);

// The file is gone, or is not the one that was made: waiting brings nothing back.
inline bool is_lost(const Error& error) {
    return error.kind == ErrorKind::Corrupt || error.kind == ErrorKind::NotFound || error.kind == ErrorKind::TooLarge;
}

} // namespace netmend::steps
