#include "statemachine/limits.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {

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
    case Catalog::Damaged:
        return event::OldEntriesSeen{};
    case Catalog::Missing:
        return event::StepFailed{"Windows has not written the blank key WinSock2 after the restart."};
    case Catalog::NotSeen:
        break;
    }
    return event::StepFailed{"netmend could not look at the Winsock keys: " + look.text};
}

} // namespace netmend::steps
