// Whether Windows was started in safe mode.
#pragma once

namespace netmend::win32 {

// By what the service control manager itself goes by: the key Control\SafeBoot\Option is there in safe mode only.
// GetSystemMetrics(SM_CLEANBOOT) says the same, and would load the libraries of the user interface into programs that
// are to start quickly.
bool safe_mode();

} // namespace netmend::win32
