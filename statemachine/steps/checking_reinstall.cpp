#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/removal.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {

// Windows 2000 only: once TCP/IP is gone there is no network to fetch a missing file from, so all that the installation
// will need is looked for before anything is changed (procedures, 6.0).
Answer check_reinstall(Windows& windows, const Checkpoint& facts) {
    if (const Result<ComponentState> now = windows.stack.tcpip_component(); now && *now == ComponentState::Absent)
        return event::AlreadyRemoved{"TCP/IP has been removed already."};
    const Result<InstallChecks> checks = windows.stack.check_reinstall();
    if (!checks)
        return event::StepFailed{"netmend could not see whether TCP/IP could be installed again: " +
                                 checks.error().text};
    if (checks->killed)
        return event::StepFailed{"The component installer of Windows did not answer in time."};
    std::string why;
    for (const std::string& obstacle : checks->obstacles)
        why += (why.empty() ? "" : " ") + obstacle;
    // It ends here, and the intent of a removal may have been lost with a disk's cache: what that had taken is put
    // back.
    if (!why.empty() || facts.cancel_noted)
        if (const Result<Backup> backup = backup_of(windows, facts)) {
            const Result<bool> gone = a_part_is_gone(windows.registry, *backup, facts);
            if (!gone)
                return event::StepFailed{"Whether a part of TCP/IP is missing could not be seen: " + gone.error().text};
            if (*gone)
                return event::StoppedHalfway{"A part of TCP/IP had been removed. " + why};
        }
    if (!why.empty())
        return event::ObstacleSeen{why};
    // A save before TCP/IP goes: what a disk loses with its cache at a power cut is the last that it was given.
    if (const Result<void> noted = note_removal(windows.folder, facts); !noted)
        return event::StepFailed{"That TCP/IP is going to be taken out could not be noted: " + noted.error().text};
    return event::StepDone{};
}

} // namespace netmend::steps
