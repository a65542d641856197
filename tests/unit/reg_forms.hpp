// Writes a tree as regedit exports it, in each of its forms, for the tests of the reader. Shares nothing with it.
#pragma once

#include <string>
#include <vector>

#include "tests/simulated/tree.hpp"

namespace netmend {

enum class RegForm { Version5, Regedit4 };

// Every path with all that is below it, in the order of the names; lines end with CR LF.
std::string exported(const simulated::Tree& tree, const std::vector<std::string>& paths,
                     RegForm form = RegForm::Version5);

Bytes bytes_of(const std::string& text);                           // as they are
Bytes in_utf16(const std::string& ascii, bool big_endian = false); // with its mark

inline const std::vector<std::string> winsock_paths{"SYSTEM\\CurrentControlSet\\Services\\Winsock",
                                                    "SYSTEM\\CurrentControlSet\\Services\\WinSock2"};

} // namespace netmend
