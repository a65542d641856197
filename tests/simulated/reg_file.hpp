// Reads an export of the corpus (regedit's text, version 5.00, plain ASCII) into a tree, for tests only: it knows just
// what these files hold, and gives up on the first line that it does not understand.
#pragma once

#include <optional>
#include <string>

#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

std::optional<Tree> read_reg_file(const std::string& file); // empty: not there, or not understood

} // namespace netmend::simulated
