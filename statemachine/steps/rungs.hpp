// What each rung of the ladder of Vista and later would change, and what a rung that is being carried out relies on.
#pragma once

#include "statemachine/base/ports.hpp"
#include "statemachine/mending/difference.hpp"
#include "statemachine/planning/procedure.hpp"
#include "statemachine/saved/checkpoint.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::steps {

// Looks only. Empty: this rung can change nothing of what was found.
Result<mending::Difference> difference_for(Procedure rung, Windows& windows, const Checkpoint& facts,
                                           const winsock::Diagnosis& diagnosis);

// As it was written down for the present rung, checked against the digest in the checkpoint.
Result<mending::Difference> difference_of(Windows& windows, const Checkpoint& facts);

// Those of all rungs backwards, newest first, as far as they stand: what the whole backup then still differs in is put
// back from that.
void undo_rungs(Windows& windows, const Checkpoint& facts);

// Services that the repair switched on and that somebody has switched off since. What could not be looked at is none.
std::vector<std::string> switched_off_since(Windows& windows, const Checkpoint& facts);

// Those, and services that a person named and that are off because their rung could not even be written down.
std::vector<std::string> still_or_again_off(Windows& windows, const Checkpoint& facts);

} // namespace netmend::steps
