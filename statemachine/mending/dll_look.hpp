// Whether a provider's DLL is gone: only where everything that would tell otherwise could be looked at.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::mending {

enum class Dll {
    There,
    Gone,
    NotSeen, // on the network or a drive that can be taken out, behind a variable that is not set, about to be moved by
             // the next start of Windows, or Windows would not tell
};

using LookForDll = std::function<Dll(const std::string& path, int bits)>; // `path` as a catalog has it

// Asks once for each path and bitness. Both must outlive it.
LookForDll looks_for_dlls(Registry& registry, System& system);

} // namespace netmend::mending
