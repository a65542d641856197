// Which Windows this is, and whether this program is the right one for it; the first from RtlGetVersion, which does not
// lie to programs without a manifest.
#pragma once

#include <string>

namespace netmend::win32 {

struct Version {
    int major = 0, minor = 0, build = 0, service_pack = 0;
    int product_type = 1; // VER_NT_WORKSTATION 1, VER_NT_DOMAIN_CONTROLLER 2, VER_NT_SERVER 3
    bool at_least(int wanted_major, int wanted_minor) const {
        return major != wanted_major ? major > wanted_major : minor >= wanted_minor;
    }
    bool vista_or_later() const { return at_least(6, 0); }
    bool xp_or_later() const { return at_least(5, 1); }
};

Version version();
bool is_x64(); // of Windows, not of this program

// Empty: this program fits the processor (decisions/processor). Else a sentence for people.
std::string why_wrong_bitness();

} // namespace netmend::win32
