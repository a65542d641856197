// What clients, the power manager and the end of the service ask of the worker, from any thread. Every request also
// interrupts a wait of the driver and wakes a worker at rest.
#pragma once

#include <deque>

#include "service/adapters/adapters.hpp"
#include "service/locking/mutex.hpp"
#include "service/windows/handle.hpp"
#include "statemachine/driver.hpp"

namespace netmend {

class WorkerMailbox final : public Mailbox {
  public:
    explicit WorkerMailbox(InterruptibleClock& clock) : clock_(clock) {}

    void post(const Request& request) EXCLUDES(lock_);
    void stop() EXCLUDES(lock_);
    void wait_for_post(DWORD milliseconds); // at rest
    bool wait_for_post_or(HANDLE event);    // likewise, without a time limit; true: it was the event (null: none)

    std::optional<Request> take() override EXCLUDES(lock_);
    bool stopping() override EXCLUDES(lock_);

  private:
    InterruptibleClock& clock_;
    Mutex lock_;
    std::deque<Request> requests_ GUARDED_BY(lock_);
    bool stopping_ GUARDED_BY(lock_) = false;
    win32::KernelHandle posted_{::CreateEventW(/*lpEventAttributes=*/nullptr, /*bManualReset=*/FALSE,
                                               /*bInitialState=*/FALSE, /*lpName=*/nullptr)};
};

} // namespace netmend
