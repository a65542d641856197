// What a service waits for (DependOnService), beside what Windows has it wait for (windows-modern, 8). That a list
// lacks a name is no damage: the service may well start without it. Only where a service fails is its list made whole.
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/services.hpp"

namespace netmend::winsock {

// Groups ("+NDIS") are another thing: one without members is no obstacle.
std::vector<std::string> dependencies_of(const RegistryKey& service);

// Empty: it waits for nothing, or what is usual is not known for this build.
std::vector<std::string> default_dependencies(const ServiceRow& row, const SystemIdentity& identity);

struct ListLook {
    // Of Windows, installed here and not switched off: one that is off would keep waiting whoever is told to wait for
    // it.
    std::vector<std::string> lacking;
    std::vector<std::string> others; // that no known Windows has in this list, and that stay
};
Result<ListLook> look_at_list(Registry& registry, const ServiceRow& row, const RegistryKey& service,
                              const SystemIdentity& identity);

} // namespace netmend::winsock
