// What the steps of the reset of Vista and later share: how the catalogs stand against what the reset leaves, and which
// healthy providers it would take that nobody has accepted.
#pragma once

#include <string>
#include <vector>

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/ports.hpp"
#include "statemachine/mending/difference.hpp"
#include "statemachine/saved/checkpoint.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::steps {

// By the DLL: what a product calls itself may be unreadable at one look and not at the other.
bool is_accepted(const std::string& name, const Checkpoint& facts);

// Names as a plan lists them. Empty: the reset may be done.
std::vector<std::string> healthy_not_accepted(System& system, const winsock::Catalogs& catalogs,
                                              const Checkpoint& facts);

// Whether the tool was ever asked to do it, as far as the checkpoint tells.
bool reset_has_begun(const Checkpoint& facts);

// Sentences of what the reset takes out, for people.
std::vector<std::string> what_goes(System& system, const winsock::Catalogs& catalogs);

Answer look_after_reset(Windows& windows, const Checkpoint& facts, const winsock::Diagnosis& diagnosis);
Answer undo_reset(Windows& windows, const Checkpoint& facts);

// The lists of both catalogs under the writer's mark, before the rest is put back.
void put_lists_back(Windows& windows, const Backup& backup, const Checkpoint& facts);

} // namespace netmend::steps
