// What the third way of installing TCP/IP has to give back beside the protocol entries, because there nothing else
// writes it: the old Winsock key (transports and setup migration) and Windows' own name-space providers, both from the
// backup. Only what is missing is written; what Windows has put there stays, and third parties are not put back.
#pragma once

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/ports.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend::steps {

Result<void> give_back_old_key(Registry& registry, const Backup& backup);
Result<void> give_back_name_spaces(Registry& registry, const Backup& backup, bool x64);

} // namespace netmend::steps
