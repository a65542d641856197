#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
namespace {

std::string said(const Result<ToolRun>& run) {
    if (!run)
        return "it could not be started: " + run.error().text;
    return run->killed ? "it was stopped at its deadline" : "its exit code was " + std::to_string(run->exit_code);
}

bool failed(const Result<ToolRun>& run) {
    return !run || run->killed || run->exit_code != 0;
}

} // namespace

Answer reset_catalog(Windows& windows, const Checkpoint& facts) {
    // Without a good backup nothing is changed, however often this order is repeated.
    if (const Result<Backup> backup = backup_of(windows, facts); !backup)
        return event::StepFailed{"Nothing is changed without the backup: " + backup.error().text};
    const Result<ToolRun> run = windows.stack.reset_catalog();
    if (const Result<void> flushed = windows.registry.flush(); !flushed)
        return event::StepFailed{flushed.error().text};

    CatalogLook after = look_at_catalog(windows, facts.identity);
    std::string runs = said(run);
    bool a_tool_failed = failed(run);
    // Nothing says that the netsh of 64-bit Windows resets the list of 32-bit programs, too. Theirs does that.
    if (facts.identity.x64 && after.damaged_32) {
        const Result<ToolRun> run_32 = windows.stack.reset_catalog_32();
        if (const Result<void> flushed = windows.registry.flush(); !flushed)
            return event::StepFailed{flushed.error().text};
        after = look_at_catalog(windows, facts.identity);
        runs += "; that of 32-bit programs: " + said(run_32);
        a_tool_failed = a_tool_failed || failed(run_32);
    }
    const std::string why = "After netsh winsock reset (" + runs + "): " + after.text;
    // Only damage that was seen may lead on to the stronger procedure.
    if (after.catalog == Catalog::NotSeen)
        return event::StepFailed{why};
    if (after.catalog == Catalog::Sound)
        return run ? Answer(event::StepDone{}) : Answer(event::StepFailed{why});
    // An exit code is no proof of success, but with the catalog still broken it tells a tool that did not run from one
    // whose effect may show after the restart.
    if (a_tool_failed)
        return event::StillDamaged{why};
    return event::NoEffectSeen{why};
}

} // namespace netmend::steps
