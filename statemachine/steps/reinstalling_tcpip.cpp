#include "statemachine/settings/settings.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/settings_of.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
namespace {

bool is_installed(Windows& windows) {
    const Result<ComponentState> component = windows.stack.tcpip_component();
    return component && *component == ComponentState::Installed;
}

bool is_whole(Windows& windows, const CatalogLook& look) {
    const Result<DriverState> driver = windows.stack.driver_state("Tcpip");
    return look.catalog == Catalog::Sound && is_installed(windows) && driver && *driver != DriverState::Missing;
}

std::string said(const InstallRun& run) {
    if (run.killed)
        return "it was stopped at its deadline";
    return run.call.empty() ? "it said nothing" : run.call + " answered " + std::to_string(run.code);
}

} // namespace

// Install binds TCP/IP to every network card; those that were cut off before are cut off again (windows-facts, 3.3).
// What cannot be set is a note: the comparison of the settings names it at the end.
void restore_bindings(Windows& windows, const Settings& settings) {
    if (settings.bindings.empty())
        return;
    const Result<InstallRun> run = windows.stack.restore_bindings(settings.bindings);
    if (!run)
        windows.chronicle.record("The bindings of TCP/IP could not be set: " + run.error().text);
    else if (run->killed || run->code != 0)
        windows.chronicle.record("Setting the bindings of TCP/IP: " + said(*run) + ".");
}

// Procedures, 6.8: from the list, without Have Disk, judged by the component and the catalog.
Answer reinstall_tcpip(Windows& windows, const Checkpoint& facts) {
    const Result<Settings> settings = settings_of(windows.folder, facts);
    if (!settings)
        return event::StepFailed{"TCP/IP is not installed without the record of its settings: " +
                                 settings.error().text};
    CatalogLook look = look_at_catalog(windows, facts.identity);
    if (is_whole(windows, look)) {
        restore_bindings(windows, *settings);
        return event::StepDone{};
    }
    const Result<InstallRun> run = windows.stack.install_tcpip(InstallWay::Install, {});
    if (!run)
        return event::StepFailed{"TCP/IP could not be installed: " + run.error().text};
    if (const Result<void> flushed = windows.registry.flush(); !flushed)
        return event::StepFailed{flushed.error().text};
    look = look_at_catalog(windows, facts.identity);
    if (is_whole(windows, look)) {
        restore_bindings(windows, *settings);
        return event::StepDone{};
    }
    const std::string seen = look.catalog == Catalog::Sound || look.text.empty()
                                 ? "Windows does not list it, or its driver is missing."
                                 : look.text;
    const std::string why = "After installing TCP/IP (" + said(*run) + "): " + seen;
    // Windows writes the blank keys that the installation fills at its next start.
    if (run->killed || run->restart_needed_first || run->restart_needed_after || look.catalog == Catalog::Missing)
        return event::RestartNeededFirst{why};
    // Install only counts one reference more for what is there already.
    if (look.catalog != Catalog::NotSeen && is_installed(windows))
        return event::InstalledButDamaged{why};
    return event::StepFailed{why};
}

} // namespace netmend::steps
