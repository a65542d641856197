#include "statemachine/planning/roles.hpp"

#include "statemachine/backup/owned_set.hpp"

namespace netmend {
namespace {

struct Role {
    const char* service;
    const char* name;
};

// Service names of Windows 2000 and Server 2003 (M), for the roles that procedures, 3, lists.
constexpr Role roles[] = {
    {"ClusSvc", "the cluster service"}, {"RemoteAccess", "routing and remote access"},
    {"DNS", "the DNS server"},          {"DHCPServer", "the DHCP server"},
    {"WINS", "the WINS server"},        {"WLBS", "network load balancing"},
};

constexpr std::uint32_t dword = 4, automatic = 2;

bool starts_by_itself(const RegistryKey& service) {
    for (const RegistryValue& value : service.values)
        if (folded(value.name) == "start" && value.type == dword && value.data.size() == 4)
            return value.data[0] <= automatic;
    return false;
}

} // namespace

Result<std::vector<std::string>> roles_on_tcpip(Registry& registry, const SystemIdentity& identity) {
    std::vector<std::string> found;
    if (identity.product == Product::DomainController)
        found.push_back("the domain controller");
    if (identity.product == Product::Workstation)
        return found;
    for (const Role& role : roles) {
        const Result<RegistryKey> service =
            registry.read(std::string("SYSTEM\\CurrentControlSet\\Services\\") + role.service);
        if (!service && service.error().kind != ErrorKind::NotFound)
            return tl::unexpected(service.error());
        if (service && starts_by_itself(*service))
            found.push_back(role.name);
    }
    return found;
}

} // namespace netmend
