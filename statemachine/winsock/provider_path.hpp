// What a provider's DLL path says by itself, without looking at the disk. Nothing is expanded: the folders of the
// machine that wrote the path need not be those of the machine that reads it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace netmend::winsock {

enum class PathKind {
    System,  // in the system folder: %SystemRoot%\system32\x.dll, %windir%\…, C:\WINDOWS\System32\…
    Usual,   // absolute, anywhere a program may well be installed
    Bare,    // a file name only: whoever puts such a file into a program's folder is loaded by it
    Unusual, // relative, on the network, in a temporary folder or in somebody's profile
};

PathKind kind_of_path(std::string_view path);
std::string file_of(std::string_view path); // "mswsock.dll": file name in lower case
bool is_one_of(const std::string& file, const std::vector<std::string>& dlls);

} // namespace netmend::winsock
