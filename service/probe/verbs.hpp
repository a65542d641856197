// What netmend-probe.exe can do, one verb a run: everything that loads foreign network code, so that a broken or
// hanging provider takes this child process down and never the service. Each verb gives one object, which wmain prints
// as one line of JSON on standard output. It decides nothing, and the exit code says nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "statemachine/base/ports.hpp"

namespace netmend::probe {

// Before any thread and any other library: from then on every part of the probe has the same ws2_32.dll.
void load_winsock();

// {"startup":code, "enumeration":code, "providers":[{"family","type","protocol","name","call","code"}]}; leaves Winsock
// started.
nlohmann::json sockets();

// {"code", "adapters":[{"name","connected","address","private-automatic","dhcp","self-addressing","gateway",
// "name-server","name-server-here","name-server-elsewhere"}]} and what proxy.hpp and names.hpp say of the registry and
// the disk; runs Windows' own code only, and needs no Winsock.
nlohmann::json adapters_around();

// The same with "lookup", "names-served" (where an adapter asks this machine, and it could be seen) and whether
// proxies answer; Winsock has been started. Takes at most a few seconds.
nlohmann::json network(nlohmann::json adapters);

// {"code"}: WSCSetApplicationCategory's; it adds to what the program has.
nlohmann::json categorize(const std::wstring& program, std::uint32_t categories);

// {"startup":code, "socket":code}; Windows writes blank catalog keys when the first program starts Winsock.
nlohmann::json start_winsock();

// {"code", "call", "restart-needed-first", "restart-needed-after"}; the code of the call that decided.
nlohmann::json install_tcpip(bool update); // by the component installer
nlohmann::json
write_entries(const std::vector<std::string>& lines); // one catalog entry a line, 888 bytes as hex digits

// Windows 2000 only (procedures, 6).
nlohmann::json tcpip_component(); // {"state": "installed", "absent" or "unknown", and as install_tcpip}
nlohmann::json check_reinstall(); // {"obstacles":[sentences]}; changes nothing
nlohmann::json uninstall_tcpip(); // {"held", "holders", and as install_tcpip}
nlohmann::json bindings();        // {"paths":[{"token","enabled"}], and as install_tcpip}; no "paths": not seen
nlohmann::json restore_bindings(const std::vector<std::string>& lines); // "1 TOKEN" or "0 TOKEN"; as install_tcpip

// {"state": "made", "skipped", "switched-off", "missing" or "failed", "number", "code", "turned-on"}
nlohmann::json make_restore_point(const std::wstring& description, bool turn_on);
// {"code"}; `cancelled`: nothing was changed in the end
nlohmann::json close_restore_point(std::int64_t number, bool cancelled, bool turn_off);

} // namespace netmend::probe
