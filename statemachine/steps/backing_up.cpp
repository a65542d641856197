#include <optional>

#include "statemachine/backup.hpp"
#include "statemachine/digest.hpp"
#include "statemachine/limits.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
namespace {

// Of a repair that had taken TCP/IP out and whose checkpoint is lost, when its record of the settings is this repair's,
// too (recording_settings.cpp): a backup made now would be one without TCP/IP. Empty: there is none.
Result<std::optional<event::BackedUp>> backup_of_a_lost_repair(Windows& windows, const Checkpoint& facts) {
    const std::string recorded_by = repair_of(facts.settings_name, settings_prefix);
    if (recorded_by.empty() || recorded_by == facts.repair_id)
        return std::nullopt;
    const std::string name = backup_prefix + recorded_by;
    const Result<Bytes> data = windows.folder.read(name, limits::backup_bytes_max);
    if (!data && !is_lost(data.error()))
        return tl::unexpected(data.error());
    if (!data || !decode_backup(*data)) {
        windows.chronicle.record("The backup " + name + ", made when TCP/IP was there, cannot be used.");
        return std::nullopt;
    }
    windows.chronicle.record("TCP/IP is not there; the backup is " + name + ".");
    return event::BackedUp{name, digest_of(*data)};
}

// Reads the file again and compares it with the registry: what cannot be read back is no backup.
Result<std::string> verified_digest(Windows& windows, const std::string& name) {
    const Result<Bytes> data = windows.folder.read(name, limits::backup_bytes_max);
    if (!data)
        return tl::unexpected(data.error());
    const Result<Backup> backup = decode_backup(*data);
    if (!backup)
        return tl::unexpected(backup.error());
    const Result<Backup> live = read_owned_set(windows.registry);
    if (!live)
        return tl::unexpected(live.error());
    const std::vector<Difference> different = differences(*backup, *live);
    if (!different.empty())
        return fail(ErrorKind::Busy, "The registry changed while it was backed up: " + different.front().text);
    return digest_of(*data);
}

} // namespace

// One backup per repair. It gets its name only after it was verified, so a file of that name is the good one even when
// the checkpoint that named it was lost with the disk's cache; it is taken as it is, never written again.
Answer back_up(Windows& windows, const Checkpoint& facts) {
    const std::string name = backup_prefix + facts.repair_id, unverified = name + ".new";
    const Result<Bytes> kept = windows.folder.read(name, limits::backup_bytes_max);
    if (kept && decode_backup(*kept))
        return event::BackedUp{name, digest_of(*kept)};
    if (kept || kept.error().kind != ErrorKind::NotFound)
        return event::StepFailed{"The backup " + name + " is there and cannot be read."};
    const Result<std::optional<event::BackedUp>> older = backup_of_a_lost_repair(windows, facts);
    if (!older)
        return event::StepFailed{"No backup was made: " + older.error().text};
    if (*older)
        return **older;

    const Result<Backup> live = read_owned_set(windows.registry);
    if (!live)
        return event::StepFailed{"No backup was made: " + live.error().text};
    if (const Result<void> written = windows.folder.write(unverified, encode_backup(*live)); !written)
        return event::StepFailed{"No backup was made: " + written.error().text};
    const Result<std::string> digest = verified_digest(windows, unverified);
    if (!digest)
        return event::StepFailed{"The backup is not good: " + digest.error().text};
    // For people and recovery environments only; netmend restores from its own file. What the uninstallation of TCP/IP
    // takes away can be had back from the whole registry only (procedures, 6.1).
    const bool whole = facts.plan.procedure == "reinstall";
    if (const Result<void> hives = windows.folder.save_hives(hive_prefix(facts.repair_id), whole); !hives)
        windows.chronicle.record("The registry files beside the backup could not be saved: " + hives.error().text);
    if (const Result<void> named = windows.folder.rename(unverified, name); !named)
        return event::StepFailed{"The backup could not be given its name: " + named.error().text};
    return event::BackedUp{name, *digest};
}

Result<Backup> backup_of(Windows& windows, const Checkpoint& facts) {
    if (facts.backup_name.empty())
        return fail(ErrorKind::NotFound, "This repair has no backup.");
    const Result<Bytes> data = windows.folder.read(facts.backup_name, limits::backup_bytes_max);
    if (!data)
        return tl::unexpected(data.error());
    if (digest_of(*data) != facts.backup_digest)
        return fail(ErrorKind::Corrupt, "The backup " + facts.backup_name + " is not the one that was made.");
    return decode_backup(*data);
}

} // namespace netmend::steps
