#include "statemachine/planning/planning.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/steps/winsock_reset.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace netmend::steps {

// Procedures, 5.7: what was there, sound, and is missing now is named. Third parties are named in the report already.
Answer compare_inbox_providers(Windows& windows, const Checkpoint& facts) {
    const Result<Backup> backup = backup_of(windows, facts);
    if (!backup)
        return event::StepFailed{backup.error().text};
    BackupRegistry view(*backup);
    const Result<winsock::Catalogs> was = winsock::read_catalogs(view, facts.identity.x64);
    const Result<winsock::Catalogs> is = winsock::read_settled_catalogs(windows.registry, facts.identity.x64);
    if (!was)
        return event::StepFailed{was.error().text};
    if (!is)
        return event::StepFailed{is.error().text};
    std::vector<std::string> missing;
    for (const winsock::InboxProvider& provider : winsock::missing_inbox(*was, *is))
        missing.push_back(provider.name);
    std::vector<std::string> came_back = others_in(*is, windows.system).healthy;
    const bool reset = present_procedure(facts) == Procedure::ResetWinsock;
    std::erase_if(came_back, [&](const std::string& name) { return !reset || !is_accepted(name, facts); });
    return event::InboxCompared{missing, came_back};
}

} // namespace netmend::steps
