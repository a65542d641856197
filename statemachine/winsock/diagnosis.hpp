// Looks at the network stack and says what is broken: the catalogs, the drivers, and real sockets in a child process.
// Nothing here changes anything, waits, or looks twice; the caller repeats the look where procedures ask for a second
// one.
#pragma once

#include <functional>
#include <string>

#include "statemachine/ports.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend::winsock {

using DllExists = std::function<Result<bool>(const std::string& dll, int bits)>;

// Catalogs and the presence of their DLLs only; never starts a child.
Diagnosis diagnose_structure(Windows& windows, const SystemIdentity& identity);

// Structure, then the drivers Tcpip and AFD, then sockets in a child of each bitness.
Diagnosis diagnose(Windows& windows, const SystemIdentity& identity);

// The pure part. An empty `dll_exists` means "DLLs not checked", said once as a note.
Diagnosis judge(const Catalogs& catalogs, const SystemIdentity& identity, const DllExists& dll_exists);

} // namespace netmend::winsock
