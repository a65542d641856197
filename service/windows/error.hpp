// Where codes of Win32 become our words: the only place that knows which code means "not there" or "disk full".
#pragma once

#include <windows.h>

#include <string>

#include "statemachine/base/error.hpp"

namespace netmend::win32 {

ErrorKind kind_of(DWORD code);

// The kind follows from the code. `text` names the object: "The key HKLM\X could not be opened."
tl::unexpected<Error> failed(std::string text, DWORD code);
tl::unexpected<Error> failed(std::string text); // with GetLastError()

} // namespace netmend::win32
