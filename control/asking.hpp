// Questions to the person at the terminal, and the two refusals that many verbs share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "control/verbs.hpp"

namespace netmend::control {

// `--yes` answers it; nobody there to answer counts as no.
bool agrees(const Call& call, const std::string& question);

// Of the plan's loss, what is accepted: all of it or nothing. `--accept-loss` answers it, `--yes` does not.
std::vector<std::string> accepted_loss(const Call& call, const std::vector<std::string>& loss);

// What to say when agrees() was false.
std::string declined_text(const Call& call);

// Empty where this command has the rights of an administrator.
std::optional<Outcome> refused_without_rights(const Call& call);

} // namespace netmend::control
