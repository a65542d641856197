// Faults of the old Winsock key, and programs that are kept away from layered providers.
#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* old_key = "winsock1";

bool is_internet(const std::string& transport) {
    return same_text(transport, "Tcpip") || same_text(transport, "Tcpip6");
}

// That every transport has its helper DLL is documented; what fails without one is not, so this is a note. Only the
// two that every machine has: others come and go with what is installed.
void judge_helper(Look& look, const TransportHelper& helper) {
    if (!helper.looked || !is_internet(helper.transport))
        return;
    if (helper.dll.empty()) {
        look.add(Severity::Note, "transport-helper-missing", old_key, 0,
                 "The transport " + shown(helper.transport) + " names no helper DLL in its key Parameters\\Winsock.");
        return;
    }
    if (look.look_for(helper.dll, 0) != Look::Dll::Missing)
        return;
    look.add(Severity::Note, "transport-helper-missing", old_key, 0,
             "The helper DLL of the transport " + shown(helper.transport) + ", " + shown(helper.dll) + ", is missing.")
        .dll = shown(helper.dll);
}

// Windows itself keeps its own services away from layers; only who was added to them is worth a word.
bool is_windows_own(const std::string& path) {
    static constexpr const char* own[] = {"wininit.exe",  "svchost.exe", "lsass.exe", "services.exe",
                                          "winlogon.exe", "spoolsv.exe", "smss.exe",  "csrss.exe",
                                          "lsm.exe",      "sihost.exe",  "lsaiso.exe"};
    const std::string file = file_of(path);
    return std::any_of(std::begin(own), std::end(own), [&](const char* name) { return file == name; });
}

} // namespace

void judge_old_key(Look& look) {
    const OldKey& old = look.catalogs().old_key;
    if (!old.present) {
        look.add(Severity::Damage, "old-key-missing", old_key, 0,
                 "The old Winsock key is missing; mswsock.dll finds the helper DLLs of its transports there.");
        return;
    }
    if (!has_text(old.transports, "Tcpip"))
        look.add(Severity::Damage, "old-key-without-tcpip", old_key, 0,
                 "The old Winsock key does not name Tcpip among its transports.");
    // Seen to break every socket on 10 and 11 (10041); for older ones that is only likely.
    if (old.migration_present == false)
        look.add(generation_of(look.identity()) >= windows_10 && !look.guessed() ? Severity::Damage : Severity::Note,
                 "setup-migration-missing", old_key, 0,
                 "The old Winsock key has no \"Setup Migration\\Providers\"; mswsock.dll finds the transport of a "
                 "provider there.");
    for (const TransportHelper& helper : old.helpers)
        judge_helper(look, helper);
}

void judge_programs(Look& look) {
    for (const CategorizedProgram& program : look.catalogs().programs)
        if ((program.permitted & lsp_system) && !is_windows_own(program.path)) {
            const std::string with = program.arguments.empty() ? "" : " " + shown(program.arguments);
            look.add(Severity::Note, "program-excluded", "protocol", 0,
                     shown(program.path) + with +
                         " is excluded by its category: it bypasses all layered providers of this machine.");
        }
}

} // namespace netmend::winsock
