// The Clock port: waits on an event, so that a command, a power event or the end of the service interrupts it.
#include <cstdio>

#include "service/adapters/adapters.hpp"
#include "service/windows/handle.hpp"

namespace netmend {
namespace {

class SystemClock final : public InterruptibleClock {
  public:
    std::string now() override {
        SYSTEMTIME time{};
        ::GetSystemTime(&time);
        char text[32];
        std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", time.wYear, time.wMonth, time.wDay,
                      time.wHour, time.wMinute, time.wSecond);
        return text;
    }
    bool wait(std::chrono::milliseconds time) override {
        return ::WaitForSingleObject(interrupted_.get(), static_cast<DWORD>(time.count())) == WAIT_TIMEOUT;
    }
    void interrupt() override { ::SetEvent(interrupted_.get()); }
    void forget_interruption() override { ::ResetEvent(interrupted_.get()); }

  private:
    // Resets itself when one wait has seen it, so an interruption just before a wait is not lost.
    win32::KernelHandle interrupted_{::CreateEventW(/*lpEventAttributes=*/nullptr, /*bManualReset=*/FALSE,
                                                    /*bInitialState=*/FALSE, /*lpName=*/nullptr)};
};

} // namespace

std::unique_ptr<InterruptibleClock> make_clock() {
    return std::make_unique<SystemClock>();
}

} // namespace netmend
