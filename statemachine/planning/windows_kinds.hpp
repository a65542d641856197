// How each Windows is called, and which procedures it gets (procedures.hpp has them).
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/planning/procedures.hpp"

namespace netmend {

struct WindowsKind {
    std::string name;              // "Windows XP"; for people
    std::vector<Procedure> ladder; // weakest first; empty: none here
    std::string refusal;           // a sentence, where there is no procedure
    bool unsupported = false;      // advise the service pack after the repair
};

WindowsKind kind_of(const SystemIdentity& identity);

// What Windows 10 1607 and later offer where nothing else is left, for people, with a blank before it; else empty.
std::string network_reset_of(const SystemIdentity& identity);

// The ladder of this Windows for people, a line a procedure, or the one line that says why there is none. Roles of the
// machine may end it earlier (roles.hpp).
std::vector<std::string> ladder_lines(const SystemIdentity& identity);

// The same Windows on the same machine. The parts of a machine id (apart by '/') that could not be read on either side
// are not compared: could not look is no difference.
bool same_system(const SystemIdentity& was, const SystemIdentity& is);

// "Windows XP Service Pack 1", with the build where that is how people know it.
std::string windows_name(const SystemIdentity& identity);

} // namespace netmend
