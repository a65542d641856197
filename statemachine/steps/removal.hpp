// What the removal of TCP/IP leaves beside the checkpoint: a copy of it, made before TCP/IP is taken out. Where every
// checkpoint is lost after that, the next repair learns from it whose settings and whose backup it has to rely on.
#pragma once

#include <optional>

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/ports.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend::steps {

// Something that the backup has is no longer there: a removal stopped in the middle, this time or before, may have
// taken a part. The backup of another repair is from before that one took TCP/IP out: there it is whether half of it is
// still out. This repair's own is, too, once it did.
Result<bool> a_part_is_gone(Registry& registry, const Backup& backup, const Checkpoint& facts);

Result<void> note_removal(StateFolder& folder, const Checkpoint& facts);

// Once TCP/IP is in again: whoever finds it gone later has lost no repair. That it could not be is a note.
void forget_removal(Windows& windows, const Checkpoint& facts);

// The repair that took TCP/IP out, or half of it. Empty: TCP/IP is there, or no repair took it out. Unsupported: a
// newer netmend did.
Result<std::optional<Checkpoint>> lost_repair(Windows& windows, const Checkpoint& facts);

} // namespace netmend::steps
