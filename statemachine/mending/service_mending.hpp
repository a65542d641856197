// The rung of the services: those that were switched off although no network lives without them get the start type of
// this build back, and dependencies that do not exist go out of their lists (windows-modern, 8). What Windows has in
// such a list, and it lacks, comes in with that, and where the service does not run: not otherwise. Looks only. The
// values are changed by the service control manager, since it reads the registry only when Windows starts. With them
// come the rights that services have lost on their keys.
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/mending/difference.hpp"
#include "statemachine/winsock/rights.hpp"
#include "statemachine/winsock/services.hpp"

namespace netmend::mending {

// Only what is damage, and services that a person `named`; what a policy switches off stays, and so does a start type
// that is not known for this build. Empty: nothing of it can be changed.
Result<Difference> mend_services(Registry& registry, const SystemIdentity& identity,
                                 const std::vector<winsock::ServiceFault>& faults,
                                 const std::vector<std::string>& named);

// Lost rights are added to `difference` again, each exactly as the table has it: on the key, and, where keys below
// inherit it, on those of them that are not protected. Nothing that is allowed now is taken or changed, and a key that
// could not be read stays as it is. TooLarge: more keys than limits.hpp allows.
Result<void> add_rights(Registry& registry, const std::vector<winsock::LostRight>& lost, Difference& difference);

// The part of a difference that the service control manager changes, one a service.
struct ServiceChange {
    std::string service;
    ServiceConfiguration configuration;
};
std::vector<ServiceChange> service_changes(const Difference& difference);

// Services to which a difference gave their start type back, and that are switched off again as it had found them.
Result<std::vector<std::string>> switched_off_again(Registry& registry, const Difference& difference);

} // namespace netmend::mending
