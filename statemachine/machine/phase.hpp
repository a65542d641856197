// What is known of each phase without the state machine: its saved name, the order it gives, its way back, and a
// sentence for people. Filled from states.hpp; code outside the machine looks phases up here by their saved names.
#pragma once

#include <span>
#include <string_view>

#include "statemachine/machine/order.hpp"

namespace netmend {

enum class WayBack {
    Untouched,  // nothing to undo: a cancel simply ends
    Restorable, // the backup is put back
    Stranded,   // no TCP/IP: forward is the way back
    Finishing,  // mended already: forward is the way back
    Returning,  // on the way back already
    Resting,    // waits for a person; the backup can still be put back
    Settled,    // over
};

struct PhaseFacts {
    std::string_view name; // as saved: "keys/deleting-keys"
    Order order = Order::None;
    WayBack way_back = WayBack::Settled;
    bool waits_for_restart = false;
    bool rests_in_safe_mode = false; // does nothing until Windows is started normally
    std::string_view sentence;       // "The two Winsock keys are being deleted."
};

// In the order of states.hpp.
std::span<const PhaseFacts> all_phases();

// Null: no such phase in this version.
const PhaseFacts* phase_named(std::string_view name);

std::string_view name_of(WayBack way_back);

} // namespace netmend
