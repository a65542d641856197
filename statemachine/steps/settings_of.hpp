// The settings of this machine as the steps see them: those of now, and the one record of a repair, checked against the
// digest in the checkpoint.
#pragma once

#include "statemachine/checkpoint.hpp"
#include "statemachine/ports.hpp"
#include "statemachine/settings/settings.hpp"

namespace netmend::steps {

Result<Settings> settings_now(Windows& windows);
Result<Settings> settings_of(Windows& windows, const Checkpoint& facts);

} // namespace netmend::steps
