// The handshake with the service control manager, and the same life by hand in a console. It knows nothing of repairs:
// it starts a body, passes on what Windows tells, and ends when the body has ended. Life: START_PENDING, the body's
// start(), RUNNING, a stop or the end of Windows, STOP_PENDING for as long as the body needs, STOPPED.
#pragma once

#include <chrono>

#include "statemachine/base/error.hpp"

namespace netmend {

class ServiceBody {
  public:
    virtual ~ServiceBody() = default;
    virtual Result<void> start() = 0; // quick; when it returns, clients can reach us
    virtual void ask_stop() = 0;      // returns at once; called again without harm
    virtual bool stopped_within(std::chrono::milliseconds time) = 0;
    virtual void power_resumed() = 0;  // woke from sleep or hibernation, also "shut down" with Fast Startup; any thread
    virtual void user_logged_on() = 0; // any thread
};

// Both return the program's exit code.
int run_as_service(ServiceBody& body); // 1063 when the service control manager did not start us
int run_in_console(ServiceBody& body); // until Ctrl+C

} // namespace netmend
