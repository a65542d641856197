// The factories of the real adapters: one a port of statemachine/ports.hpp, each in a file of its own with its class
// hidden. The service makes one of each at its start and hands them to the driver as one `Windows`.
#pragma once

#include <memory>
#include <string>

#include "statemachine/base/ports.hpp"

namespace netmend {

std::unique_ptr<Registry> make_registry();
std::unique_ptr<ProtocolStack> make_protocol_stack();
std::unique_ptr<Probe> make_probe();
std::unique_ptr<Power> make_power();
std::unique_ptr<RestorePoints> make_restore_points();
std::unique_ptr<System> make_system();

struct OpenedStateFolder {
    std::unique_ptr<StateFolder> folder;
    std::wstring path;
    std::string moved_aside; // a sentence for people where somebody else's folder was in the way; else empty
};
// Makes the folder with its own descriptor and owner, its parent must exist. A folder that neither LocalSystem nor
// Administrators own, or a reparse point, is moved aside under a dated name first: nobody can disable the service so.
Result<OpenedStateFolder> open_state_folder(const std::wstring& path);

class InterruptibleClock : public Clock {
  public:
    virtual void interrupt() = 0;           // from any thread: a wait under way, or the next one, returns false
    virtual void forget_interruption() = 0; // what it was for has been dealt with, and no wait shall end for it
};
std::unique_ptr<InterruptibleClock> make_clock();

std::unique_ptr<Notice> make_notice();
std::unique_ptr<Chronicle> make_chronicle(const std::wstring& state_folder);

} // namespace netmend
