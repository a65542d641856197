// TCP/IP as a component of the simulated Windows 2000 (removed, installed, bound), and System Restore. The component's
// own state is in the registry, as on Windows, so that a power cut can lose it like everything else.

#include <algorithm>

#include "tests/simulated/port_set.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::uint32_t in_use = 0x8004A022, still_referenced = 0x0004A023, not_there = 1; // S_FALSE
const std::string bindings_path = std::string(component_path) + "\\Bindings";

const std::string& object() {
    static const std::string name = "ms_tcpip";
    return name;
}

} // namespace

bool Windows::tcpip_is_installed() const {
    return preset != Preset::Windows2000 || registry.now.has(component_path);
}

// What the uninstallation takes with it (K: the settings have to be written down before).
void Windows::take_tcpip_out() {
    Tree& tree = registry.now;
    const std::string services = services_path;
    tree.erase_tree(component_path);
    if (behaviour.uninstall_clears_settings)
        for (const char* key : {"\\Tcpip", "\\NetBT\\Parameters\\Interfaces"})
            tree.erase_tree(services + key);
    for (const int bits : bitnesses(identity))
        write_protocols(tree, {}, bits, identity.x64);
    registry.remember();
}

// Installed anew it is bound to every network card, and every connection asks for its address.
void Windows::put_tcpip_in() {
    if (tcpip_is_installed())
        return;
    write_installed_tcpip(registry.now);
}

Result<ComponentState> Windows::Stack::tcpip_component() {
    w_.must_be_alive();
    if (w_.behaviour.component_cannot_be_seen)
        return ComponentState::Unknown;
    return w_.tcpip_is_installed() ? ComponentState::Installed : ComponentState::Absent;
}

Result<InstallChecks> Windows::Stack::check_reinstall() {
    w_.must_be_alive();
    return InstallChecks{false, w_.behaviour.install_obstacles};
}

Result<RemoveRun> Windows::Stack::uninstall_tcpip() {
    w_.effects.before({"stack", "uninstall_tcpip", object()});
    RemoveRun run;
    run.call = "DeInstall";
    const Remover answer = w_.behaviour.uninstall.next();
    const bool takes_out =
        answer == Remover::Works || answer == Remover::FailsAfterEffect || answer == Remover::TornByTheKill;
    if (takes_out && w_.tcpip_is_installed())
        w_.take_tcpip_out();
    if (answer == Remover::StillHeld) {
        run.still_held = true;
        run.code = still_referenced;
        run.holders = "DHCP Server";
    }
    if (answer == Remover::Fails || answer == Remover::FailsAfterEffect)
        run.code = in_use;
    run.killed = answer == Remover::Hangs || answer == Remover::TornByTheKill;
    w_.effects.after({"stack", "uninstall_tcpip", object()});
    if (answer == Remover::CannotRun)
        return fail(ErrorKind::Failed, "netmend-probe.exe could not be started", 2);
    return run;
}

Result<std::vector<BindingPath>> Windows::Stack::bindings() {
    w_.must_be_alive();
    std::vector<BindingPath> found;
    const auto key = w_.registry.now.read(bindings_path);
    if (key)
        for (const RegistryValue& value : key->values)
            found.push_back({value.name, !value.data.empty() && value.data.front() != 0});
    return found;
}

Result<InstallRun> Windows::Stack::restore_bindings(const std::vector<BindingPath>& bindings) {
    w_.effects.before({"stack", "restore_bindings", object()});
    if (!w_.tcpip_is_installed())
        return InstallRun{false, false, false, not_there, "FindComponent"};
    for (const BindingPath& path : bindings)
        w_.registry.now.set(bindings_path, number(path.token.c_str(), path.enabled));
    w_.registry.remember();
    w_.effects.after({"stack", "restore_bindings", object()});
    return InstallRun{false, false, false, 0, "Enable"};
}

Result<RestorePointRun> Windows::SystemRestore::make(const std::string& description, bool turn_on) {
    w_.effects.before({"restore_points", "make", description});
    using State = RestorePointRun::State;
    RestorePointRun run;
    const SystemRestoreIs is = w_.preset == Preset::Windows2000 || w_.identity.product != Product::Workstation
                                   ? SystemRestoreIs::Missing
                                   : w_.behaviour.system_restore;
    if (is == SystemRestoreIs::On || is == SystemRestoreIs::CannotBeClosed ||
        (is == SystemRestoreIs::SwitchedOff && turn_on)) {
        run = {State::Made, false, is == SystemRestoreIs::SwitchedOff, 40 + ++w_.restore_points_made, 0};
    } else if (is == SystemRestoreIs::SwitchedOff) {
        run.state = State::SwitchedOff;
    } else if (is == SystemRestoreIs::Missing) {
        run.state = State::Missing;
    } else if (is == SystemRestoreIs::Skipping) {
        run = {State::Skipped, false, false, 40, 0};
    } else if (is == SystemRestoreIs::Hanging) {
        run.killed = true;
    } else {
        run.code = 1;
    }
    w_.effects.after({"restore_points", "make", description});
    if (is == SystemRestoreIs::CannotRun)
        return fail(ErrorKind::Failed, "netmend-probe.exe could not be started", 2);
    return run;
}

Result<void> Windows::SystemRestore::close(std::int64_t, bool cancelled, bool) {
    static const std::string point = "a restore point";
    w_.effects.before({"restore_points", "close", point});
    const bool refused = w_.behaviour.system_restore == SystemRestoreIs::CannotBeClosed;
    if (!refused)
        ++(cancelled ? w_.restore_points_cancelled : w_.restore_points_closed);
    w_.effects.after({"restore_points", "close", point});
    if (refused)
        return fail(ErrorKind::Failed, "The restore point could not be closed.", 1);
    return {};
}

} // namespace netmend::simulated
