#include "statemachine/backup/put_back.hpp"

#include <algorithm>

#include "statemachine/backup/owned_set.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/machine/states.hpp"
#include "statemachine/mending/exclusion.hpp"
#include "statemachine/planning/windows_kinds.hpp"
#include "statemachine/saved/repair_files.hpp"
#include "statemachine/settings/places.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/rungs.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/steps/winsock_reset.hpp"
#include "statemachine/winsock/catalog.hpp"

namespace netmend::steps {
namespace {

constexpr std::size_t changes_named_max = 50;

// The procedures themselves change only the two Winsock keys; any other owned value that differs was changed by
// Windows, by the component installer or by somebody, and is told.
std::vector<std::string> outside(const std::vector<Difference>& different) {
    std::vector<std::string> changes;
    for (const Difference& difference : different)
        if (!winsock::is_at_or_below(difference.path, winsock::winsock1_key) &&
            !winsock::is_at_or_below(difference.path, winsock::winsock2_key) && changes.size() < changes_named_max)
            changes.push_back(difference.text);
    return changes;
}

bool has_lists(const winsock::Catalogs& catalogs) {
    return std::any_of(catalogs.protocol.begin(), catalogs.protocol.end(),
                       [](const winsock::ProtocolCatalog& catalog) { return catalog.present; });
}

// Where a Winsock key was missing, Windows writes a blank one at every start: no difference that could be put back. So
// it is where a cut had left a part of WinSock2 without the lists of its providers.
bool is_blank_key_of_windows(const Difference& difference, const winsock::Catalogs& were,
                             const winsock::Catalogs& now) {
    if (winsock::is_at_or_below(difference.path, winsock::winsock2_key))
        return winsock::is_blank(now) && !has_lists(were);
    return difference.kind == Difference::Kind::KeyAdded &&
           winsock::same_text(difference.path, winsock::winsock1_key) && now.old_key.transports.empty();
}

} // namespace

Answer put_back(Windows& windows, const Checkpoint& facts) {
    if (const Result<void> aborted = windows.power.abort_restart(); !aborted)
        windows.chronicle.record("The restart under way could not be stopped: " + aborted.error().text);
    const Result<Backup> backup = backup_of(windows, facts);
    if (!backup)
        return event::StepFailed{"Nothing can be put back: " + backup.error().text};
    const std::vector<std::string> excluded =
        mending::keys_of_exclusions(windows.registry).value_or(std::vector<std::string>()); // no obstacle to the rest
    undo_rungs(windows, facts);
    put_lists_back(windows, *backup, facts);
    const Result<PutBackOutcome> outcome = netmend::put_back(windows.registry, *backup, excluded);
    if (!outcome)
        return event::StepFailed{outcome.error().text};
    if (outcome->put_back.empty())
        return event::NothingToPutBack{};
    return event::PutBackDone{outside(outcome->put_back)};
}

// Windows takes the file at the next start, and what is there until then is kept beside it: by a name of its own for
// each restart that is asked for, so that a repeat in the same round changes nothing more.
Answer replace_registry(Windows& windows, const Checkpoint& facts) {
    const Result<SystemIdentity> identity = windows.system.identity();
    if (!identity || !same_system(facts.identity, *identity))
        return event::StepFailed{"The registry of another Windows is not put back here."};
    // It is what the restart is judged by.
    if (const Result<Backup> backup = backup_of(windows, facts); !backup)
        return event::StepFailed{"The registry is not put back without the backup: " + backup.error().text};
    const std::string saved = hive_prefix_for(maker_of(facts.backup_name)) + "SYSTEM.hiv";
    const std::string replaced =
        hive_prefix_for(facts.repair_id) + "SYSTEM.replaced-" + std::to_string(facts.restarts_asked);
    const Result<void> handed = windows.folder.put_hive_back(saved, replaced);
    if (!handed)
        return event::StepFailed{"The registry of before the repair could not be put back: " + handed.error().text};
    return event::StepDone{};
}

Answer compare_with_backup(Windows& windows, const Checkpoint& facts) {
    const Result<Backup> backup = backup_of(windows, facts);
    if (!backup)
        return event::StepFailed{backup.error().text};
    const Result<Backup> live = read_owned_set(windows.registry);
    if (!live)
        return event::StepFailed{live.error().text};
    const Result<winsock::Catalogs> catalogs = winsock::read_settled_catalogs(windows.registry, facts.identity.x64);
    if (!catalogs)
        return event::StepFailed{catalogs.error().text};
    BackupRegistry was(*backup);
    const Result<winsock::Catalogs> were = winsock::read_catalogs(was, facts.identity.x64);
    if (!were)
        return event::StepFailed{were.error().text};
    std::vector<Difference> different = differences(*backup, *live);
    if (const Result<std::vector<std::string>> excluded = mending::keys_of_exclusions(windows.registry))
        leave_out(different, *excluded);
    std::erase_if(different, [&](const Difference& each) { return is_blank_key_of_windows(each, *were, *catalogs); });
    if (different.empty())
        return event::StepDone{};
    return event::StillDifferent{different.front().text};
}

} // namespace netmend::steps
