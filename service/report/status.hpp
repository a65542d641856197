// The state of a repair as data: outcome, exit code, progress, plan, what was seen. The same object goes over the pipe,
// into `--json` and is what the control tool makes itself from the saved checkpoint when the service is not there.
// Names of fields and outcomes are stable; fields are only ever added.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "service/report/exit_code.hpp"
#include "statemachine/permission.hpp"

namespace netmend {

// "none", "damaged-checkpoint", "working", "waiting-for-consent", "restart-needed", "restarting", "unproven",
// "needing-person", "healthy", "refused", "unchanged", "cancelled", "repaired", "rolled-back", "kept-as-is"
std::string outcome_of(const Snapshot& snapshot);

ExitCode exit_code_of(const Snapshot& snapshot);

nlohmann::json json_of(const Plan& plan);

// Always fits into one message of the pipe: long texts and lists are cut, and say so.
nlohmann::json status_of(const Snapshot& snapshot);

} // namespace netmend
