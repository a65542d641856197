// The programs that were built together with this one. Their digests are linked in, after they have been signed.
#pragma once

#include <vector>

#include "service/windows/programs.hpp"

namespace netmend::control {

// This program itself is among them, without a digest.
const std::vector<win32::KnownProgram>& siblings();

} // namespace netmend::control
