// Looks at the network stack and says what is broken: the catalogs, the drivers, and real sockets in a child process.
// Nothing here changes anything, waits, or looks twice; the caller repeats the look where procedures ask for a second
// one.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/finding.hpp"
#include "statemachine/winsock/services.hpp"

namespace netmend::winsock {

using DllExists = std::function<Result<bool>(const std::string& dll, int bits)>;

// Catalogs and the presence of their DLLs only; never starts a child.
Diagnosis diagnose_structure(Windows& windows, const SystemIdentity& identity);

// Structure, and on Vista and later the services as they are configured; never starts a child.
Diagnosis diagnose_at_rest(Windows& windows, const SystemIdentity& identity);

// Structure, then the drivers Tcpip and AFD, then sockets in a child of each bitness, and what lies around the stack.
// In safe mode structure only: there neither TCP/IP nor its drivers run on a healthy machine.
Diagnosis diagnose(Windows& windows, const SystemIdentity& identity, bool waited_for_address = false);

enum class Certainty { Known, Guessed }; // which Windows it is; a guess may make a note, never damage

// The pure parts. An empty `dll_exists` means "DLLs not checked", said once as a note.
Diagnosis judge(const Catalogs& catalogs, const SystemIdentity& identity, const DllExists& dll_exists,
                Certainty certainty = Certainty::Known);

struct Running { // what the running machine answered, beside its registry
    std::vector<std::pair<std::string, Result<DriverState>>> drivers;
    Result<std::vector<ProbeReport>> sockets;
    bool waited_for_address = false; // an adapter without an address had none limits::address_within ago either
    std::string restart_first{};     // why a restart comes first where there is damage; empty: it need not
    Result<std::vector<ServiceFault>> services = std::vector<ServiceFault>();
    std::vector<Finding> around{}; // what a person mends (around.hpp)
    RightsLook rights{};
};
// Adds what they say to a judged structure, and settles the verdict again.
void add_running(Diagnosis& diagnosis, const Running& running, const SystemIdentity& identity);

} // namespace netmend::winsock
