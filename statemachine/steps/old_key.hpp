// The old Winsock key (transports and setup migration) from the backup, for the third way of installing TCP/IP: there
// nothing else writes it. Only what is missing is written; what Windows has put there stays.
#pragma once

#include "statemachine/backup.hpp"
#include "statemachine/ports.hpp"

namespace netmend::steps {

Result<void> give_back_old_key(Registry& registry, const Backup& backup);

} // namespace netmend::steps
