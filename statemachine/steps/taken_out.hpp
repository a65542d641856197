// Layers and names that a repair took out of the catalogs: noted when it is over, and looked for from then on, for what
// puts them back is a service of their maker as a rule. It is named and left alone: nothing is repaired a second time
// by itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend::steps {

// What the backup has and the catalogs do not. Once: what is noted stays.
void note_taken_out(Windows& windows, const Checkpoint& facts);

// Sentences for people, one a product. Empty: could not look.
std::optional<std::vector<std::string>> back_again(Windows& windows, const Checkpoint& facts);

} // namespace netmend::steps
