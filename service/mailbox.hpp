// What clients, the power manager and the end of the service ask of the worker, from any thread. Every request also
// interrupts a wait of the driver and wakes a worker at rest.
#pragma once

#include <deque>
#include <mutex>

#include "service/adapters/adapters.hpp"
#include "service/windows/handle.hpp"
#include "statemachine/driver.hpp"

namespace netmend {

class WorkerMailbox final : public Mailbox {
  public:
    explicit WorkerMailbox(InterruptibleClock& clock) : clock_(clock) {}

    void post(const Request& request);
    void stop();
    void wait_for_post(DWORD milliseconds); // at rest

    std::optional<Request> take() override;
    bool stopping() override;

  private:
    InterruptibleClock& clock_;
    std::mutex lock_;
    std::deque<Request> requests_;
    bool stopping_ = false;
    win32::KernelHandle posted_{::CreateEventW(/*lpEventAttributes=*/nullptr, /*bManualReset=*/FALSE,
                                               /*bInitialState=*/FALSE, /*lpName=*/nullptr)};
};

} // namespace netmend
