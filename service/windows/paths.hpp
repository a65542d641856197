// The folders that netmend uses, without a trailing backslash.
#pragma once

#include <string>

namespace netmend::win32 {

std::wstring system_folder();           // C:\WINDOWS\system32, of this program's bitness
std::wstring windows_folder();          // C:\WINDOWS
std::wstring program_folder();          // where the running program lies
std::wstring common_application_data(); // C:\ProgramData; empty where Windows cannot name it
std::wstring state_folder();            // C:\WINDOWS\netmend; empty where Windows cannot name its own folder
std::wstring older_state_folder();      // of earlier versions: common application data\netmend; empty as above
bool is_file(const std::wstring& path);

} // namespace netmend::win32
