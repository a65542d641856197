// What the removal of TCP/IP leaves beside the checkpoint: a copy of it, made before TCP/IP is taken out. Where every
// checkpoint is lost after that, the next repair learns from it whose settings and whose backup it has to rely on.
#pragma once

#include <optional>

#include "statemachine/checkpoint.hpp"
#include "statemachine/ports.hpp"

namespace netmend::steps {

// This repair has seen it to be out.
bool has_been_out(const Checkpoint& facts);

Result<void> note_removal(StateFolder& folder, const Checkpoint& facts);        // before
Result<void> note_that_it_is_out(StateFolder& folder, const Checkpoint& facts); // before it can come in again

// The repair that took TCP/IP out and never settled: TCP/IP is still out, or it is in again and nobody has given its
// settings back. Empty: there is none. Unsupported: a newer netmend took it out.
Result<std::optional<Checkpoint>> lost_repair(Windows& windows, const Checkpoint& facts);

// The first difference from what that repair had recorded; empty: there is none, or the record is lost.
Result<std::string> settings_not_given_back(Windows& windows, const Checkpoint& facts);

// Once TCP/IP is in again with its settings, which a finished repair has looked at: whoever finds it gone later has
// lost no repair. That it could not be is a note.
void forget_removal(Windows& windows, const Checkpoint& facts);

} // namespace netmend::steps
