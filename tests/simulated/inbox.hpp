// The mailbox of a simulated service: what people ask, in order. It outlives the service's processes.
#pragma once

#include <deque>
#include <optional>

#include "statemachine/driver.hpp"

namespace netmend::simulated {

class Inbox : public Mailbox {
  public:
    std::optional<Request> take() override {
        if (requests.empty())
            return std::nullopt;
        const Request next = requests.front();
        requests.pop_front();
        return next;
    }
    bool stopping() override { return stop; }

    std::deque<Request> requests;
    bool stop = false;
};

} // namespace netmend::simulated
