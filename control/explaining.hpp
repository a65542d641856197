// `netmend explain CODE`: what the code of a finding means, how it comes about, what netmend does about it and what a
// person can do; and what a Winsock error number means. The list in control/README.md is printed from the same data.
#pragma once

#include <string>
#include <vector>

#include "control/verbs.hpp"

namespace netmend::control {

std::vector<std::string> explainable_codes();
Outcome explanation_of(const std::string& code); // an unknown one: exit code 87 and the nearest
std::string codes_as_markdown();                 // the table of control/README.md

} // namespace netmend::control
