// The disk and the registry as settling the state folder needs them.
#pragma once

#include <memory>

#include "service/decisions/settling.hpp"
#include "service/windows/security.hpp"

namespace netmend {

std::unique_ptr<StatePlaces> make_state_places();

} // namespace netmend
