// The folders that netmend uses, without a trailing backslash.
#pragma once

#include <string>

#include "statemachine/base/error.hpp"

namespace netmend::win32 {

std::wstring system_folder();           // C:\WINDOWS\system32, of this program's bitness
std::wstring system_folder_32();        // of 32-bit programs on 64-bit Windows; empty on 32-bit ones
std::wstring windows_folder();          // C:\WINDOWS
std::wstring program_folder();          // where the running program lies
std::wstring common_application_data(); // C:\ProgramData; empty where Windows cannot name it
std::wstring state_folder();            // C:\WINDOWS\netmend; empty where Windows cannot name its own folder
std::wstring older_state_folder();      // of earlier versions: common application data\netmend; empty as above
bool is_file(const std::wstring& path);

// The path of one program as its disk spells it: variables expanded, whole, no short names. NotFound; Unsupported where
// it is a folder, a pattern, or lies on no fixed disk of this computer.
Result<std::wstring> program_path(const std::wstring& typed);

} // namespace netmend::win32
