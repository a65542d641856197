// Which providers a program's call goes through, from the catalog alone, in lines that can be read out on the phone:
// "TCP over IPv4: Proxifier (prxerdrv.dll) -> MSAFD Tcpip (mswsock.dll)". Third parties come first; what goes straight
// to Windows' own providers is one line. Judges nothing: what is wrong with a chain is a finding.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "statemachine/winsock/catalog.hpp"

namespace netmend::control {

// One heading and its lines for each bitness, or for both where they are equal.
std::vector<std::string> chain_table(const winsock::Catalogs& catalogs);

// Every entry with its ids, flags and chain, for `--verbose`.
std::vector<std::string> entry_table(const winsock::Catalogs& catalogs);
nlohmann::json entries_json(const winsock::Catalogs& catalogs);

} // namespace netmend::control
