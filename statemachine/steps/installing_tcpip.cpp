#include "statemachine/backup/backup.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/inbox_lists.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace netmend::steps {
namespace {

std::string said(const InstallRun& run) {
    if (run.killed)
        return "it was stopped at its deadline";
    return run.call.empty() ? "it said nothing" : run.call + " answered " + std::to_string(run.code);
}

// The backup's own sound inbox entries first, known-good data second (windows-facts, 3.2, option 3).
std::vector<Bytes> entries_for(const Backup& backup, const SystemIdentity& identity) {
    BackupRegistry view(backup);
    std::vector<Bytes> entries = winsock::sound_inbox_entries(view);
    if (entries.empty())
        entries = winsock::known_good_entries(identity);
    return entries;
}

// What the catalog says now. Blank or damaged means that the installation has not shown.
Answer judged(const CatalogLook& after, const InstallRun& run, InstallWay way) {
    const std::string why = "After installing TCP/IP (" + said(run) + "): " + after.text;
    if (run.killed && way != InstallWay::WriteEntries)
        return event::RestartNeededFirst{why};
    if (after.catalog == Catalog::Sound)
        return event::StepDone{};
    if (after.catalog == Catalog::NotSeen)
        return event::StepFailed{why};
    // The third way is the last one and needs no installer: its catalog shows at once or not at all.
    if ((run.restart_needed_first || run.restart_needed_after) && way != InstallWay::WriteEntries)
        return event::RestartNeededFirst{why};
    return event::NoEffectSeen{why};
}

} // namespace

Answer install_tcpip(Windows& windows, const Checkpoint& facts, InstallWay way) {
    // It may have been done before a power cut, or its effect may have shown with the restart it asked for.
    if (look_at_catalog(windows, facts.identity).catalog == Catalog::Sound)
        return event::StepDone{};
    const Result<Backup> backup = backup_of(windows, facts);
    if (!backup)
        return event::StepFailed{"TCP/IP is not installed without the backup: " + backup.error().text};

    std::vector<Bytes> entries;
    if (way == InstallWay::WriteEntries)
        entries = entries_for(*backup, facts.identity);
    const Result<InstallRun> run = windows.stack.install_tcpip(way, entries);
    if (!run)
        return event::StepFailed{"TCP/IP could not be installed: " + run.error().text};
    // The protocol entries alone do not make sockets: the old key names the transports (windows-facts, 1.8).
    if (way == InstallWay::WriteEntries) {
        if (const Result<void> written = give_back_old_key(windows.registry, *backup); !written)
            return event::StepFailed{written.error().text};
        if (const Result<void> written = give_back_name_spaces(windows.registry, *backup, facts.identity.x64); !written)
            return event::StepFailed{written.error().text};
    }
    if (const Result<void> flushed = windows.registry.flush(); !flushed)
        return event::StepFailed{flushed.error().text};
    return judged(look_at_catalog(windows, facts.identity), *run, way);
}

} // namespace netmend::steps
