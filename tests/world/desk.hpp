// The mailbox of a world's service, and who is told what became of the repair.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "statemachine/driver.hpp"
#include "tests/simulated/inbox.hpp"

namespace netmend::world {

// What the service last said of the repair: the little that is asked for all the time, without a copy of everything.
struct View {
    bool has_repair = false, told = false, safe_mode = false, waits_for_restart = false, over = false,
         needs_person = false;
    WayBack way_back = WayBack::Settled;
    std::string phase;
    std::size_t set_aside = 0;
};

class Desk final : public simulated::Inbox, public Watcher {
  public:
    void changed(const Snapshot& snapshot) override;

    View view;
    std::function<void(const Snapshot&)> before_change, after_change; // of the view
};

} // namespace netmend::world
