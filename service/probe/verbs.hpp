// What netmend-probe.exe can do, one verb a run: everything that loads foreign network code, so that a broken or
// hanging provider takes this child process down and never the service. Each verb gives one object, which wmain prints
// as one line of JSON on standard output. It decides nothing, and the exit code says nothing.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "statemachine/ports.hpp"

namespace netmend::probe {

// {"startup":code, "enumeration":code, "providers":[{"family","type","protocol","name","call","code"}]}; leaves Winsock
// started.
nlohmann::json sockets();

// {"code", "adapters":[{"name","connected","address","private-automatic","dhcp","self-addressing","gateway",
// "name-server"}], "lookup", "proxy", "proxy-refused"}; Winsock has been started. Takes at most a few seconds.
nlohmann::json network();

// {"startup":code, "socket":code}; Windows writes blank catalog keys when the first program starts Winsock.
nlohmann::json start_winsock();

// {"code", "call", "restart-needed-first", "restart-needed-after"}; the code of the call that decided.
nlohmann::json install_tcpip(bool update); // by the component installer
nlohmann::json
write_entries(const std::vector<std::string>& lines); // one catalog entry a line, 888 bytes as hex digits

} // namespace netmend::probe
