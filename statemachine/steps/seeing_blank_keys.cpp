#include <algorithm>

#include "statemachine/base/limits.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace netmend::steps {
namespace {

bool same_lists(const winsock::Catalogs& a, const winsock::Catalogs& b) {
    const auto same = [](const winsock::ProtocolCatalog& one, const winsock::ProtocolCatalog& other) {
        return one.serial == other.serial &&
               std::equal(one.entries.begin(), one.entries.end(), other.entries.begin(), other.entries.end(),
                          [](const auto& x, const auto& y) { return x.number == y.number && x.item == y.item; });
    };
    return a.winsock1_present == b.winsock1_present &&
           std::equal(a.protocol.begin(), a.protocol.end(), b.protocol.begin(), b.protocol.end(), same);
}

// What was deleted is back: all as it was (last known good, a restore point), or something of a third party, which
// Windows does not write by itself.
Result<bool> old_entries_are_back(Windows& windows, const Checkpoint& facts) {
    const Result<Backup> backup = backup_of(windows, facts);
    if (!backup)
        return tl::unexpected(backup.error());
    BackupRegistry view(*backup);
    const Result<winsock::Catalogs> was = winsock::read_catalogs(view, facts.identity.x64);
    const Result<winsock::Catalogs> is = winsock::read_settled_catalogs(windows.registry, facts.identity.x64);
    if (!was)
        return tl::unexpected(was.error());
    if (!is)
        return tl::unexpected(is.error());
    return !winsock::third_parties(*is).empty() || same_lists(*is, *was);
}

} // namespace

// Windows writes the blank WinSock2 key in whichever process first starts Winsock (windows-facts, 2). The old key,
// Winsock, is not waited for: nobody knows which part of Windows writes it, and the installation does.
Answer see_blank_keys(Windows& windows, const Checkpoint& facts) {
    CatalogLook look = look_at_catalog(windows, facts.identity);
    for (int start = 0; look.catalog == Catalog::Missing && start < limits::winsock_starts_max; ++start) {
        if (const Result<void> started = windows.probe.start_winsock_once(); !started)
            windows.chronicle.record("Winsock could not be started in a child: " + started.error().text);
        look = look_at_catalog(windows, facts.identity);
    }
    switch (look.catalog) {
    case Catalog::Blank:
        return event::BlankKeysSeen{};
    case Catalog::Sound:
        return event::SoundCatalogSeen{};
    case Catalog::Damaged: {
        const Result<bool> old = old_entries_are_back(windows, facts);
        if (!old)
            return event::StepFailed{"netmend could not compare the Winsock keys with the backup: " + old.error().text};
        if (*old)
            return event::OldEntriesSeen{};
        // Windows has written entries of its own and not all that is needed; installing TCP/IP adds the rest.
        return event::BlankKeysSeen{};
    }
    case Catalog::Missing:
        return event::StepFailed{"Windows has not written the blank key WinSock2 after the restart."};
    case Catalog::NotSeen:
        break;
    }
    return event::StepFailed{"netmend could not look at the Winsock keys: " + look.text};
}

} // namespace netmend::steps
