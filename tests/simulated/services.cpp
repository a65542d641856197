// The service control manager of the simulated Windows, on Vista and later: its own copy of what the registry says,
// read when Windows starts, and which services run. Written from windows-modern 8 and the pages of ChangeServiceConfig
// and StartService.
#include <algorithm>

#include "tests/simulated/access.hpp"
#include "tests/simulated/catalog_data.hpp"
#include "tests/simulated/port_set.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::uint32_t system_start = 1, automatic = 2, disabled = 4, none = 0xFFFFFFFF;
constexpr std::uint32_t access_denied = 5, service_disabled = 1058, no_such_service = 1060, ended_unexpectedly = 1067,
                        dependency_failed = 1068, dependency_deleted = 1075;

std::string key_of(const std::string& service) {
    return std::string(services_path) + "\\" + service;
}

std::vector<std::string> services_only(std::vector<std::string> names) {
    std::erase_if(names, [](const std::string& name) { return name.empty() || name.front() == '+'; });
    return names;
}

// What Windows has it wait for, and its list does not: a service that comes before that ends.
std::vector<std::string> unlisted(Preset preset, const std::string& service, const std::vector<std::string>& list) {
    std::vector<std::string> names;
    for (const Service& row : services_of(preset))
        if (folded(row.name) == folded(service))
            names = services_only(row.depends_on);
    std::erase_if(names, [&](const std::string& name) {
        return std::any_of(list.begin(), list.end(),
                           [&](const std::string& each) { return folded(each) == folded(name); });
    });
    return names;
}

} // namespace

bool Windows::has_service_database() const {
    return identity.major >= 6;
}

void Windows::start_services_of_boot() {
    running_.clear();
    configured_.clear();
    if (!has_service_database())
        return;
    const auto rests = [this](const std::string& other) {
        return configured_.contains(folded(other)) && !is_running(other);
    };
    switch_off_again();
    for (const Service& service : services_of(preset)) {
        if (!registry.now.has(key_of(service.name)))
            continue;
        configured_[folded(service.name)] = {
            number_at(registry.now, key_of(service.name), "Start", none),
            services_only(list_at(registry.now, key_of(service.name), "DependOnService"))};
    }
    std::set<std::string> ended;    // nobody starts them again
    for (bool more = true; more;) { // whatever stands on others comes after them
        more = false;
        for (const auto& [name, configured] : configured_)
            if (configured.start <= automatic && !is_running(name) && !ended.contains(name) && has_its_rights(name) &&
                std::all_of(configured.depends_on.begin(), configured.depends_on.end(),
                            [&](const std::string& other) { return can_run(other); })) {
                const bool early = std::ranges::any_of(unlisted(preset, name, configured.depends_on), rests);
                (early ? ended : running_).insert(name);
                more = true;
            }
    }
}

void Windows::switch_off_again() {
    for (const std::string& service : behaviour.switched_off_at_boot)
        registry.now.set(key_of(service), number("Start", disabled));
    if (!behaviour.switched_off_at_boot.empty())
        registry.remember();
}

// "5: rights on keys are missing" (Microsoft's page on a DHCP client that does not start); it runs with the account
// LOCAL SERVICE and its own SID.
bool Windows::has_its_rights(const std::string& service) const {
    if (preset != Preset::Windows11 || folded(service) != "dhcp")
        return true;
    constexpr std::uint32_t needed = 0x2001d;
    const access::Token token{"Dhcp", {"LS", "SU", "AU", "WD", service_sid_of_dhcp}, {}};
    for (const char* below : {"", "\\Parameters"}) {
        const auto key = registry.now.read(key_of("Dhcp") + below);
        if (key && (access::granted(access::parse_bytes(key->descriptor), token) & needed) != needed)
            return false;
    }
    return true;
}

bool Windows::is_running(const std::string& service) const {
    return running_.contains(folded(service));
}

// A dependency that is started by need comes up with whoever needs it.
bool Windows::can_run(const std::string& service) const {
    const auto at = configured_.find(folded(service));
    return is_running(service) ||
           (at != configured_.end() && at->second.start > automatic && at->second.start < disabled &&
            std::all_of(at->second.depends_on.begin(), at->second.depends_on.end(),
                        [&](const std::string& other) { return can_run(other); }));
}

bool Windows::services_carry_sockets() const {
    if (!has_service_database())
        return true;
    const auto runs = [this](const char* name) { return is_running(name); };
    return runs("Tcpip") && runs("AFD") && runs("nsiproxy") && runs("nsi");
}

DriverState Windows::state_of(const std::string& service) const {
    const auto at = configured_.find(folded(service));
    if (at == configured_.end())
        return DriverState::Missing;
    if (is_running(service))
        return DriverState::Running;
    return at->second.start == disabled ? DriverState::Disabled : DriverState::Stopped;
}

Result<void> Windows::ServiceManager::configure(const std::string& service, const ServiceConfiguration& configuration) {
    w_.effects.before({"services", "configure", key_of(service)});
    const auto at = w_.configured_.find(folded(service));
    const bool denied = w_.behaviour.services_that_deny.contains(folded(service));
    if (at != w_.configured_.end() && !denied) {
        if (configuration.start) {
            at->second.start = *configuration.start;
            w_.registry.now.set(key_of(service), number("Start", *configuration.start));
        }
        if (configuration.depends_on) {
            at->second.depends_on = services_only(*configuration.depends_on);
            w_.registry.now.set(key_of(service), list("DependOnService", *configuration.depends_on));
        }
        w_.registry.remember();
    }
    w_.effects.after({"services", "configure", key_of(service)});
    if (at == w_.configured_.end())
        return fail(ErrorKind::NotFound, "There is no service " + service, no_such_service);
    if (denied)
        return fail(ErrorKind::AccessDenied, "The service " + service + " cannot be changed", access_denied);
    return {};
}

std::uint32_t Windows::started(const std::string& service) {
    const auto at = configured_.find(folded(service));
    if (at == configured_.end())
        return no_such_service;
    if (is_running(service))
        return 0;
    if (at->second.start == disabled)
        return service_disabled;
    for (const std::string& other : at->second.depends_on) {
        if (!configured_.contains(folded(other)))
            return dependency_deleted;
        if (started(other) != 0)
            return dependency_failed;
    }
    const bool a_driver = at->second.start <= system_start;
    if ((a_driver && behaviour.drivers_start_with_windows_only) ||
        behaviour.services_after_restart.contains(folded(service)))
        return dependency_failed;
    if (!has_its_rights(service))
        return access_denied;
    for (const std::string& other : unlisted(preset, service, at->second.depends_on))
        if (configured_.contains(folded(other)) && !is_running(other))
            return ended_unexpectedly;
    running_.insert(folded(service));
    return 0;
}

Result<void> Windows::ServiceManager::start(const std::string& service) {
    w_.effects.before({"services", "start", service});
    const std::uint32_t code = w_.started(service);
    w_.effects.after({"services", "start", service});
    if (code != 0)
        return fail(ErrorKind::Failed, "The service " + service + " could not be started", code);
    return {};
}

} // namespace netmend::simulated
