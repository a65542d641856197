// What the newest checkpoint on the disk says is about to be done: as much of it as shows whether an order is the one
// that it names.
#pragma once

#include <string>

#include "statemachine/saved/checkpoint.hpp"

namespace netmend {

struct Intent {
    std::string repair_id, phase;
    int rung = 0;
    bool operator==(const Intent&) const = default;
};

inline Intent intent_of(const Checkpoint& facts) {
    return {facts.repair_id, facts.phase, facts.rung};
}

} // namespace netmend
