// The real border of the control tool. Nothing is opened before it is asked for, so that `status` starts quickly, and
// nothing here loads Winsock.
#pragma once

#include <memory>

#include "control/border.hpp"

namespace netmend::control {

std::unique_ptr<Border> make_border();
std::unique_ptr<Terminal> make_terminal();

// The parts of the border that have a file of their own.
Result<std::unique_ptr<Connection>> open_connection(); // one attempt; Busy: all places are taken
Result<std::vector<std::string>> install_programs();
Result<std::vector<std::string>> uninstall_programs();

} // namespace netmend::control
