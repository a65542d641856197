// The web proxies that are set: of every person who is logged on, of WinHTTP, by policy. A program that is gone often
// leaves itself behind there: then the browser shows no page though the stack is sound.
#pragma once

#include <nlohmann/json.hpp>

namespace netmend::probe {

// [{"whose", "text", "script"}]; "whose" is empty for the person who runs this process. An empty "text": this process
// may not look.
nlohmann::json proxies_set();

// Adds "refused": it is on this machine, and nobody answers there. Winsock has been started.
void ask_proxies(nlohmann::json& proxies);

} // namespace netmend::probe
