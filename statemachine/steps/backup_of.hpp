// The one backup of a repair, read and checked against the digest in the checkpoint.
#pragma once

#include "statemachine/backup.hpp"
#include "statemachine/checkpoint.hpp"
#include "statemachine/ports.hpp"

namespace netmend::steps {

Result<Backup> backup_of(Windows& windows, const Checkpoint& facts);

} // namespace netmend::steps
