#include "statemachine/backup/owned_set.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/bind_values.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/catalog.hpp"

namespace netmend::steps {
namespace {

constexpr char services[] = "SYSTEM\\CurrentControlSet\\Services\\";

Result<void> erase(Registry& registry) {
    for (const char* linkage : linkage_keys) // the guide writes "Linkage\Bind" as if it were a key; it is a value
        if (const Result<void> erased = registry.erase_value(linkage, "Bind"); !erased)
            return erased;
    for (const char* key : {"Tcpip", "Winsock", "WinSock2"})
        if (const Result<void> erased = registry.erase_tree(std::string(services) + key); !erased)
            return erased;
    return registry.flush();
}

// Empty: nothing is left of what had to go.
Result<std::string> left_over(Registry& registry, bool x64) {
    for (const char* linkage : linkage_keys) {
        const Result<RegistryKey> key = registry.read(linkage);
        if (!key && key.error().kind != ErrorKind::NotFound)
            return tl::unexpected(key.error());
        if (key)
            for (const RegistryValue& value : key->values)
                if (folded(value.name) == "bind")
                    return std::string("The value Bind is still in ") + linkage + ".";
    }
    const Result<RegistryKey> tcpip = registry.read(std::string(services) + "Tcpip");
    if (tcpip)
        return std::string("The key Tcpip is still there.");
    if (tcpip.error().kind != ErrorKind::NotFound)
        return tl::unexpected(tcpip.error());
    const Result<winsock::Catalogs> catalogs = winsock::read_catalogs(registry, x64);
    if (!catalogs)
        return tl::unexpected(catalogs.error());
    if (catalogs->winsock2_present && !winsock::is_blank(*catalogs)) // a blank one may be written at once
        return std::string("The key WinSock2 still holds entries.");
    return std::string();
}

} // namespace

// Procedures, 6.5 and 6.6: two values, whose siblings stay, and three keys.
Answer delete_tcpip_keys(Windows& windows, const Checkpoint& facts) {
    if (const Result<Backup> backup = backup_of(windows, facts); !backup)
        return event::StepFailed{"Nothing is deleted without the backup: " + backup.error().text};
    // A flushed change can be lost with the disk's cache all the same. Without its keys an installed TCP/IP could never
    // be installed again: Windows would only count one reference more.
    const Result<ComponentState> component = windows.stack.tcpip_component();
    if (component && *component == ComponentState::Installed)
        return event::CameBack{"TCP/IP was removed, and after the restart it is there again."};
    if (const Result<void> erased = erase(windows.registry); !erased)
        return event::StepFailed{erased.error().text};
    const Result<std::string> left = left_over(windows.registry, facts.identity.x64);
    if (!left)
        return event::StepFailed{"netmend could not see whether the keys are gone: " + left.error().text};
    if (!left->empty())
        return event::StepFailed{*left};
    return event::StepDone{};
}

} // namespace netmend::steps
