// The one backup of a repair, read and checked against the digest in the checkpoint; and the names of a repair's files.
#pragma once

#include <string>

#include "statemachine/backup.hpp"
#include "statemachine/checkpoint.hpp"
#include "statemachine/ports.hpp"

namespace netmend::steps {

Result<Backup> backup_of(Windows& windows, const Checkpoint& facts);

inline const std::string backup_prefix = "backup-", settings_prefix = "settings-";

// The repair that made a file of such a name: this one, or one whose checkpoint is lost (recording_settings.cpp).
inline std::string repair_of(const std::string& name, const std::string& prefix) {
    return name.starts_with(prefix) ? name.substr(prefix.size()) : std::string();
}

// How the names of the registry files beside the backup of a repair begin.
inline std::string hive_prefix(const std::string& repair_id) {
    return "hive-" + repair_id + "-";
}

// The file is gone, or is not the one that was made: waiting brings nothing back.
inline bool is_lost(const Error& error) {
    return error.kind == ErrorKind::Corrupt || error.kind == ErrorKind::NotFound || error.kind == ErrorKind::TooLarge;
}

} // namespace netmend::steps
