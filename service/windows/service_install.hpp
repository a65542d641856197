// Registers the service with Windows, asks for its state, and removes every trace of it again. Used by the verbs
// `install` and `uninstall` of the control tool; copies no files and asks nobody.
#pragma once

#include <windows.h>

#include <chrono>
#include <string>

#include "statemachine/base/error.hpp"

namespace netmend::win32 {

inline constexpr wchar_t service_name[] = L"netmend";
inline constexpr std::chrono::seconds preshutdown_time{180}; // Vista and later: a catalog writer may finish first

// LocalSystem, automatic, not delayed, no dependencies, restarted when it dies, also in safe mode; event source.
// Safe to repeat: an existing registration is brought to the same state. `program` is the full path of netmendsvc.exe.
Result<void> install_service(const std::wstring& program);

// NotFound where it is not installed. The service must be stopped by the caller; else Windows removes it at its end.
Result<void> uninstall_service();

struct ServiceStatus {
    DWORD state = SERVICE_STOPPED; // SERVICE_STOPPED, SERVICE_START_PENDING, SERVICE_RUNNING ...
    DWORD process_id = 0;
    std::wstring program; // path from its registration, without quotes; empty where it could not be read
};
Result<ServiceStatus> service_status(); // NotFound: not installed

// Both wait for the state, at most that long: TimedOut. Success where it is in that state already. After a stop its
// process has ended, too.
Result<void> start_service(std::chrono::milliseconds within);
Result<void> stop_service(std::chrono::milliseconds within);

} // namespace netmend::win32
