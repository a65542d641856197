#include <optional>

#include "statemachine/base/digest.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/saved/repair_files.hpp"
#include "statemachine/settings/comparing.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/removal.hpp"
#include "statemachine/steps/settings_of.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
namespace {

// Of the repair that took TCP/IP out, where there is one: what could be recorded now is what was left after that.
Result<std::optional<event::SettingsRecorded>> recorded_by_a_lost_repair(Windows& windows, const Checkpoint& facts) {
    const Result<std::optional<Checkpoint>> lost = lost_repair(windows, facts);
    if (!lost)
        return tl::unexpected(lost.error());
    if (!*lost)
        return std::nullopt;
    const Checkpoint& other = **lost;
    const Result<Settings> record = settings_of(windows.folder, other);
    if (!record && !is_lost(record.error()))
        return tl::unexpected(record.error());
    windows.chronicle.record("TCP/IP is not there; its settings are those of " + other.settings_name +
                             (record ? "." : ", which cannot be used: " + record.error().text));
    if (!record)
        return std::nullopt;
    return event::SettingsRecorded{other.settings_name, other.settings_digest};
}

// Reads the file again and compares it with the machine: what cannot be read back is no record.
Result<std::string> verified_digest(Windows& windows, const Checkpoint& facts, const std::string& name) {
    const Result<Bytes> data = windows.folder.read(name, limits::settings_file_bytes_max);
    if (!data)
        return tl::unexpected(data.error());
    const Result<Settings> record = decode_settings(*data);
    if (!record)
        return tl::unexpected(record.error());
    const Result<Settings> live = settings_now(windows, facts);
    if (!live)
        return tl::unexpected(live.error());
    if (*record == *live)
        return digest_of(*data);
    const std::vector<std::string> different = setting_differences(*record, *live);
    return fail(ErrorKind::Busy, "The settings changed while they were recorded" +
                                     (different.empty() ? std::string(".") : ": " + different.front()));
}

} // namespace

Result<Settings> settings_now(Windows& windows, const Checkpoint& facts) {
    Result<Settings> settings = netmend::record_settings(windows.registry);
    if (!settings || !takes_tcpip_away(facts))
        return settings;
    Result<std::vector<BindingPath>> bindings = windows.stack.bindings();
    if (!bindings)
        return tl::unexpected(bindings.error());
    settings->bindings = std::move(*bindings);
    return settings;
}

Result<Settings> settings_of(StateFolder& folder, const Checkpoint& facts) {
    if (facts.settings_name.empty())
        return fail(ErrorKind::NotFound, "This repair has no record of the network settings.");
    const Result<Bytes> data = folder.read(facts.settings_name, limits::settings_file_bytes_max);
    if (!data)
        return tl::unexpected(data.error());
    Result<Settings> record = decode_settings(*data); // first, since it knows the name of what is wrong
    if (record && digest_of(*data) != facts.settings_digest)
        return fail(ErrorKind::Corrupt,
                    "The record of the network settings " + facts.settings_name + " is not the one that was made.");
    return record;
}

// One record per repair, as with the backup: it gets its name only after it was verified, so a file of that name is the
// good one even when the checkpoint that named it was lost with the disk's cache, and is never written again.
Answer record_settings(Windows& windows, const Checkpoint& facts) {
    const std::string name = settings_name_for(facts.repair_id), unverified = name + ".new";
    const Result<Bytes> kept = windows.folder.read(name, limits::settings_file_bytes_max);
    if (kept) {
        if (const Result<Settings> good = decode_settings(*kept); !good)
            return event::StepFailed{"The record " + name + " is there and cannot be used: " + good.error().text};
        return event::SettingsRecorded{name, digest_of(*kept)};
    }
    if (kept.error().kind != ErrorKind::NotFound)
        return event::StepFailed{"The record " + name + " is there and cannot be read: " + kept.error().text};

    const Result<std::optional<event::SettingsRecorded>> older = recorded_by_a_lost_repair(windows, facts);
    if (!older)
        return event::StepFailed{"The settings were not recorded: " + older.error().text};
    if (*older)
        return **older;
    const Result<Bytes> record = settings_now(windows, facts).map(encode_settings);
    if (!record)
        return event::StepFailed{"The settings were not recorded: " + record.error().text};
    if (const Result<void> written = windows.folder.write(unverified, *record); !written)
        return event::StepFailed{"The settings were not recorded: " + written.error().text};
    const Result<std::string> digest = verified_digest(windows, facts, unverified);
    if (!digest)
        return event::StepFailed{"The record of the settings is not good: " + digest.error().text};
    if (const Result<void> named = windows.folder.rename(unverified, name); !named)
        return event::StepFailed{"The record of the settings could not be given its name: " + named.error().text};
    return event::SettingsRecorded{name, *digest};
}

} // namespace netmend::steps
