// The names of the files that belong to a repair, and whose files a repair relies on: its own, or those of the repair
// that took TCP/IP out and whose checkpoint was lost (steps/removal.hpp).
#pragma once

#include <string>

#include "statemachine/saved/checkpoint.hpp"

namespace netmend {

std::string backup_name_for(const std::string& repair_id);
std::string settings_name_for(const std::string& repair_id);
std::string rung_name_for(const Checkpoint& facts);        // what its present rung changes
std::string hive_prefix_for(const std::string& repair_id); // how the registry files beside its backup begin

// The repair that a file of such a name was made by; whether that is this one; and which it was, for texts: when this
// one was started, or the id of the lost one.
std::string maker_of(const std::string& name);
bool is_own(const Checkpoint& facts, const std::string& name);
std::string repair_that_made(const Checkpoint& facts, const std::string& name);

// TCP/IP had been taken out before this repair began, and of the repair that took it out only the settings are left:
// what is in the backup is a Windows without TCP/IP, and putting it back would take TCP/IP away.
bool backup_lacks_tcpip(const Checkpoint& facts);

} // namespace netmend
