// Roles of a machine that sit on TCP/IP: where it is taken out and put in again, or the Winsock keys are deleted, such
// a machine loses its service to others, and some of them for good (procedures, 3). Seen by the services that Windows
// starts by itself, in the registry, so that nothing has to run for it.
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend {

// Names for people, "the DNS server"; empty: none. A service that is installed and not started at boot is no role.
// An error means that it could not be seen.
Result<std::vector<std::string>> roles_on_tcpip(Registry& registry, const SystemIdentity& identity);

} // namespace netmend
