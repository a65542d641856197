// Which Windows gets which procedure first, as one table of data (procedures, 3), and how each Windows is called.
#pragma once

#include <string>

#include "statemachine/ports.hpp"

namespace netmend {

struct WindowsKind {
    std::string name;         // "Windows XP"; for people
    std::string procedure;    // "reset", "keys"; empty: none here
    std::string refusal;      // a sentence, where there is no procedure
    bool unsupported = false; // advise the service pack after the repair
};

WindowsKind kind_of(const SystemIdentity& identity);

// "Windows XP Service Pack 1", with the build where that is how people know it.
std::string windows_name(const SystemIdentity& identity);

} // namespace netmend
