// The web proxy that the person who runs this process has set. A program that is gone often leaves itself behind there:
// then the browser shows no page though the stack is sound.
#pragma once

#include <string>

namespace netmend::probe {

struct Proxy {
    std::string text;     // "127.0.0.1:8888", as it is set; empty: none
    bool refused = false; // it is on this machine, and nobody answers there
};

Proxy proxy_of_this_person(); // Winsock has been started

} // namespace netmend::probe
