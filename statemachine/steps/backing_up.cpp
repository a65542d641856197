#include <optional>

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/digest.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/planning/windows_kinds.hpp"
#include "statemachine/saved/repair_files.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/removal.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
namespace {

// Of the repair that took TCP/IP out, where there is one and on this Windows: this repair's own is one without TCP/IP.
Result<std::optional<event::BackedUp>> backed_up_by_a_lost_repair(Windows& windows, const Checkpoint& facts) {
    const Result<std::optional<Checkpoint>> lost = lost_repair(windows, facts);
    if (!lost)
        return tl::unexpected(lost.error());
    if (!*lost || !same_system((*lost)->identity, facts.identity))
        return std::nullopt;
    const Checkpoint& other = **lost;
    const Result<Backup> backup = backup_of(windows, other);
    if (!backup && !is_lost(backup.error()))
        return tl::unexpected(backup.error());
    windows.chronicle.record("TCP/IP is not there; what was found is in " + other.backup_name +
                             (backup ? "." : ", which cannot be used: " + backup.error().text));
    if (!backup)
        return std::nullopt;
    return event::BackedUp{other.backup_name, other.backup_digest};
}

// Reads the file again and compares it with the registry: what cannot be read back is no backup.
Result<std::string> verified_digest(Windows& windows, const std::string& name) {
    const Result<Bytes> data = windows.folder.read(name, limits::backup_bytes_max);
    if (!data)
        return tl::unexpected(data.error());
    const Result<Unwrapped> unwrapped = unwrap_backup(*data);
    if (!unwrapped)
        return tl::unexpected(unwrapped.error());
    const Result<Backup> backup = decode_backup(*unwrapped);
    if (!backup)
        return tl::unexpected(backup.error());
    const Result<Backup> live = read_owned_set(windows.registry);
    if (!live)
        return tl::unexpected(live.error());
    const std::vector<Difference> different = differences(*backup, *live);
    if (!different.empty())
        return fail(ErrorKind::Busy, "The registry changed while it was backed up: " + different.front().text);
    return unwrapped->digest;
}

// One backup per repair. It gets its name only after it was verified, so a file of that name is the good one even when
// the checkpoint that named it was lost with the disk's cache; it is taken as it is, never written again.
Result<event::BackedUp> own_backup(Windows& windows, const Checkpoint& facts) {
    const std::string name = backup_name_for(facts.repair_id), unverified = name + ".new";
    const Result<Bytes> kept = windows.folder.read(name, limits::backup_bytes_max);
    if (kept && decode_backup(*kept))
        return event::BackedUp{name, digest_of(*kept)};
    if (kept || kept.error().kind != ErrorKind::NotFound)
        return fail(ErrorKind::Failed, "The backup " + name + " is there and cannot be read.");

    const Result<Backup> live = read_owned_set(windows.registry);
    if (!live)
        return fail(live.error().kind, "No backup was made: " + live.error().text);
    if (const Result<void> written = windows.folder.write(unverified, encode_backup(*live)); !written)
        return fail(written.error().kind, "No backup was made: " + written.error().text);
    const Result<std::string> digest = verified_digest(windows, unverified);
    if (!digest)
        return fail(digest.error().kind, "The backup is not good: " + digest.error().text);
    // For people and recovery environments only; netmend restores from its own file. What the uninstallation of TCP/IP
    // takes away can be had back from the whole registry only (procedures, 6.1).
    const bool whole = takes_tcpip_away(facts);
    if (const Result<void> hives = windows.folder.save_hives(hive_prefix_for(facts.repair_id), whole); !hives)
        windows.chronicle.record("The registry files beside the backup could not be saved: " + hives.error().text);
    if (const Result<void> named = windows.folder.rename(unverified, name); !named)
        return fail(named.error().kind, "The backup could not be given its name: " + named.error().text);
    return event::BackedUp{name, *digest};
}

} // namespace

// What is there is kept in any case; what a rollback puts back is from before TCP/IP was taken out.
Answer back_up(Windows& windows, const Checkpoint& facts) {
    const Result<event::BackedUp> own = own_backup(windows, facts);
    if (!own)
        return event::StepFailed{own.error().text};
    const Result<std::optional<event::BackedUp>> older = backed_up_by_a_lost_repair(windows, facts);
    if (!older)
        return event::StepFailed{"Which backup is to be relied on cannot be seen: " + older.error().text};
    return *older ? **older : *own;
}

Result<Backup> backup_of(Windows& windows, const Checkpoint& facts) {
    if (facts.backup_name.empty())
        return fail(ErrorKind::NotFound, "This repair has no backup.");
    const Result<Bytes> data = windows.folder.read(facts.backup_name, limits::backup_bytes_max);
    if (!data)
        return tl::unexpected(data.error());
    const Result<Unwrapped> unwrapped = unwrap_backup(*data);
    if (!has_digest(unwrapped, *data, facts.backup_digest))
        return fail(ErrorKind::Corrupt, "The backup " + facts.backup_name + " is not the one that was made.");
    return unwrapped ? decode_backup(*unwrapped) : tl::unexpected(unwrapped.error());
}

} // namespace netmend::steps
