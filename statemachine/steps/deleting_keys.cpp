#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/catalog.hpp"

namespace netmend::steps {

// Any process that starts Winsock may write a blank WinSock2 back at once (windows-facts, 2), so its absence is no
// proof; what is looked for afterwards is that no old entry is left.
Answer delete_winsock_keys(Windows& windows, const Checkpoint& facts) {
    if (const Result<Backup> backup = backup_of(windows, facts); !backup)
        return event::StepFailed{"Nothing is deleted without the backup: " + backup.error().text};
    for (const char* key : {winsock::winsock1_key, winsock::winsock2_key})
        if (const Result<void> erased = windows.registry.erase_tree(key); !erased)
            return event::StepFailed{erased.error().text};
    if (const Result<void> flushed = windows.registry.flush(); !flushed)
        return event::StepFailed{flushed.error().text};

    const Result<winsock::Catalogs> after = winsock::read_catalogs(windows.registry, facts.identity.x64);
    if (!after)
        return event::StepFailed{"netmend could not see whether the keys are gone: " + after.error().text};
    if (after->winsock2_present && !winsock::is_blank(*after))
        return event::StepFailed{"The key WinSock2 still holds entries after it was deleted."};
    return event::StepDone{};
}

} // namespace netmend::steps
