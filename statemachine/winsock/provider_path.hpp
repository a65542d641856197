// What a provider's DLL path says by itself, without looking at the disk. Nothing is expanded: the folders of the
// machine that wrote the path need not be those of the machine that reads it; what is known of them comes along.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace netmend::winsock {

// A path of Windows ends at 260 characters, after its variables were expanded; what is longer than this names no file.
inline constexpr std::size_t path_characters_max = 1024;

enum class PathKind {
    System,  // in the system folder that programs of that bitness see
    Usual,   // absolute, anywhere a program may well be installed
    Bare,    // a file name only: whoever puts such a file into a program's folder is loaded by it
    Unusual, // relative, on the network, in a temporary folder or in somebody's profile
};

struct SystemFolder { // of the machine whose catalog it is
    std::string root; // "c:\\windows", in lower case; empty: not known, then Windows or WINNT on any drive
    int bits = 0;     // of the programs that load the DLL; 0: of either
    bool x64 = true;  // only there SysWOW64 is a system folder, and only for programs of 32 bits
};

PathKind kind_of_path(std::string_view path, const SystemFolder& system);

// The folder that a maker has for itself, in lower case: DLLs in it are of one maker. Empty where none is known: a bare
// name, an unusual place (nobody owns Temp), the root of a drive, and the folders that Windows shares out.
std::string own_folder(std::string_view path, const SystemFolder& system);

// On the network, or a device: nobody looks for such a file, for looking alone signs on to somebody's server.
bool is_remote(std::string_view path);

std::string file_of(std::string_view path); // "mswsock.dll": file name in lower case
bool is_one_of(const std::string& file, const std::vector<std::string>& dlls);

} // namespace netmend::winsock
