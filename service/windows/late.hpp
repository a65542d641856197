// Functions that some of our Windows versions do not have: looked up at run time, never imported, so that the programs
// load on Windows XP. Null means that this Windows does not have it; every caller has an answer to that.
#pragma once

#include <windows.h>

namespace netmend::win32 {

// A library of the system folder, loaded by full path and kept; null where it is missing.
HMODULE system_library(const wchar_t* name);

template<class Function> Function* late(const wchar_t* library, const char* name) {
    const HMODULE module = system_library(library);
    return module ? reinterpret_cast<Function*>(reinterpret_cast<void*>(::GetProcAddress(module, name))) : nullptr;
}

} // namespace netmend::win32
