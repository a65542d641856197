// netmend's own keys below HKLM\SOFTWARE\netmend. LocalSystem writes them and Administrators read them; on Windows 2000
// and XP a Power User may otherwise write there, or have made the key beforehand.
#pragma once

#include <string>

#include "service/windows/handle.hpp"
#include "statemachine/base/error.hpp"

namespace netmend {

// Opened for reading and writing, made where it is missing, with owner and list set anew each time. One that belongs to
// somebody else is deleted first, with everything in it. `name` empty: the key itself; else one key below it.
// `lasting` false: gone after a true restart.
Result<win32::RegistryHandle> open_own_key(const std::wstring& name, bool lasting);

// The name of the pipe that serves administrators only: a client that may read it asks there first.
inline constexpr wchar_t administrator_pipe_value[] = L"AdministratorPipe";

std::wstring own_text(const wchar_t* name); // of the key itself; empty: none, or not to be read
Result<void> set_own_text(const wchar_t* name, const std::wstring& text); // on the disk when it returns; empty: none

// Windows 2000 has no generator to ask: time and counters there, which is enough for a name that is not yet taken.
std::wstring random_id(); // 32 hexadecimal digits

} // namespace netmend
