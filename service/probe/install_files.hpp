// The files that installing TCP/IP copies, by the lists of its own INF, and which of them are nowhere on this machine.
#pragma once

#include <string>
#include <vector>

namespace netmend::probe {

// Empty: each file lies in its place, in the driver cache, among the service pack's files or in a local source folder.
// The INF itself is named when it cannot be read.
std::vector<std::string> missing_install_files();

} // namespace netmend::probe
