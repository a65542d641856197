// What others have set of services, and netmend does not fight.
#pragma once

#include "tests/world/world.hpp"

namespace netmend::world {

// A policy or a product at each boot keeps a service off that the network needs: whatever else is mended, a person has
// to undo that.
bool has_service_kept_off(const World& world);

// A line of Tree::differences is about the start type of one that a product has switched off again at a start.
bool is_by_product(const World& world, const std::string& line);

} // namespace netmend::world
