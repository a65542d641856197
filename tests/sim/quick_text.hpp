// The text of a checkpoint without the streams of Boost's archives, which took a fifth of the simulator's time: the
// same bytes, from the product's own list of members (checkpoint_format.hpp).
#pragma once

#include <optional>
#include <string>

#include "statemachine/saved/checkpoint.hpp"

namespace netmend::sim {

std::string write_quickly(const Checkpoint& checkpoint);
// Of a text that write_quickly could have written, whatever its numbers mean (load_text knows more of them); empty: the
// product's own reading decides.
std::optional<Checkpoint> read_quickly(const std::string& text);

} // namespace netmend::sim
