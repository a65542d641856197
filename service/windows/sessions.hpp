// The sessions of this machine, as Terminal Services list them. Where these do not run (2000 Professional; switched
// off) there is no list.
#pragma once

#include <windows.h>

#include <vector>

#include "service/decisions/restarting.hpp"
#include "statemachine/base/error.hpp"

namespace netmend::win32 {

// All that a person may be in: listeners are left out.
Result<std::vector<Session>> all_sessions();

// Where somebody sits before a screen; the console alone where there is no list.
std::vector<DWORD> active_sessions();

} // namespace netmend::win32
