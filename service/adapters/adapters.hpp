// The factories of the real adapters: one a port of statemachine/ports.hpp, each in a file of its own with its class
// hidden. The service makes one of each at its start and hands them to the driver as one `Windows`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend {

std::unique_ptr<Registry> make_registry();
std::unique_ptr<ProtocolStack> make_protocol_stack();
std::unique_ptr<Services> make_services();
std::unique_ptr<Probe> make_probe();
std::unique_ptr<Power> make_power();
std::unique_ptr<RestorePoints> make_restore_points();
std::unique_ptr<System> make_system();

struct OpenedStateFolder {
    std::unique_ptr<StateFolder> folder;
    std::wstring path;             // not `usual` where somebody holds that name
    std::vector<std::string> told; // sentences for people about what was in the way; empty as a rule
};
// Finds or makes the folder, takes an older one over and sets owner and list anew (decisions/settling); the parents
// must exist. `older`: empty where there is none.
Result<OpenedStateFolder> open_state_folder(const std::wstring& usual, const std::wstring& older);
std::wstring find_state_folder(); // where a reader finds it; changes nothing

class InterruptibleClock : public Clock {
  public:
    virtual void interrupt() = 0;           // from any thread: a wait under way, or the next one, returns false
    virtual void forget_interruption() = 0; // what it was for has been dealt with, and no wait shall end for it
};
std::unique_ptr<InterruptibleClock> make_clock();

std::unique_ptr<Notice> make_notice();
std::unique_ptr<Chronicle> make_chronicle(const std::wstring& state_folder);

} // namespace netmend
