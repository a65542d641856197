#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/removal.hpp"
#include "statemachine/steps/settings_of.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
// Procedures, 6.3. What counts is whether the component is still there afterwards, asked in a child of its own. A
// component that others hold is not removed, and nothing is applied: then all is as it was.
Answer uninstall_tcpip(Windows& windows, const Checkpoint& facts) {
    const auto failed = [](const std::string& why) { return event::StepFailed{"TCP/IP was not removed: " + why}; };
    const Result<ComponentState> before = windows.stack.tcpip_component();
    if (before && *before == ComponentState::Absent)
        return event::StepDone{}; // done before a power cut
    const Result<Backup> backup = backup_of(windows, facts);
    const Result<Settings> settings = settings_of(windows.folder, facts);
    if (!backup || !settings) {
        const Error& error = !backup ? backup.error() : settings.error();
        if (is_lost(error) && before && *before == ComponentState::Installed)
            return event::ObstacleSeen{"TCP/IP was not removed: " + error.text};
        return failed(error.text);
    }
    const Result<RemoveRun> run = windows.stack.uninstall_tcpip();
    const auto still_there = [&](const std::string& why) -> Answer {
        const Result<bool> gone = a_part_is_gone(windows.registry, *backup, facts);
        if (!gone)
            return failed(why + " " + gone.error().text);
        return *gone || (run && run->killed) ? Answer(event::StoppedHalfway{why}) : Answer(event::ObstacleSeen{why});
    };
    if (run && run->still_held)
        return still_there("TCP/IP was not removed, because other parts of Windows need it: " + run->holders);
    if (const Result<void> flushed = windows.registry.flush(); !flushed)
        return failed(flushed.error().text);
    const std::string said = !run                ? run.error().text
                             : run->killed       ? "the component installer was stopped at its deadline."
                             : run->call.empty() ? "the component installer said nothing."
                                                 : run->call + " answered " + std::to_string(run->code) + ".";
    const Result<ComponentState> after = windows.stack.tcpip_component();
    if (!after)
        return failed(said + " " + after.error().text);
    if (*after == ComponentState::Absent)
        return event::StepDone{};
    if (*after == ComponentState::Unknown)
        return failed(said);
    return still_there("TCP/IP was not removed: " + said);
}

} // namespace netmend::steps
