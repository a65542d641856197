// The settings of this machine as the steps see them: those of now, and the one record of a repair, checked against the
// digest in the checkpoint.
#pragma once

#include "statemachine/base/ports.hpp"
#include "statemachine/saved/checkpoint.hpp"
#include "statemachine/settings/settings.hpp"

namespace netmend::steps {

// With the bindings of TCP/IP where the procedure takes it out; elsewhere they stay.
Result<Settings> settings_now(Windows& windows, const Checkpoint& facts);
Result<Settings> settings_of(StateFolder& folder, const Checkpoint& facts);

// TCP/IP bound and cut off as in the record; that it could not be is a note.
void restore_bindings(Windows& windows, const Settings& settings);

} // namespace netmend::steps
