#include "service/probe/proxy.hpp"

#include <winsock2.h>

#include <algorithm>
#include <cstdlib>

#include "service/windows/handle.hpp"
#include "service/windows/text.hpp"

namespace netmend::probe {
namespace {

constexpr wchar_t settings[] = L"Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

bool is_on(HKEY key) {
    DWORD on = 0, size = sizeof on, type = 0;
    return ::RegQueryValueExW(key, L"ProxyEnable", /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(&on),
                              &size) == ERROR_SUCCESS &&
           type == REG_DWORD && on != 0;
}

std::string server_of(HKEY key) {
    wchar_t text[512] = L"";
    DWORD size = sizeof text - sizeof(wchar_t), type = 0;
    if (::RegQueryValueExW(key, L"ProxyServer", /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(text), &size) !=
            ERROR_SUCCESS ||
        type != REG_SZ)
        return {};
    return win32::narrow(text);
}

// The port of a proxy on this machine, out of "127.0.0.1:8888" or "http=127.0.0.1:8888;https=..."; 0: elsewhere.
int local_port(const std::string& server) {
    for (const char* host : {"127.0.0.1:", "localhost:", "http://127.0.0.1:", "http://localhost:"}) {
        const std::string one(host);
        const bool first = server.compare(0, one.size(), one) == 0;
        const std::size_t at = first ? 0 : server.find("=" + one);
        if (at != std::string::npos)
            return std::atoi(server.c_str() + at + one.size() + (first ? 0 : 1));
    }
    return 0;
}

// Loopback answers at once, with a connection or with a refusal.
bool is_refused(int port) {
    const SOCKET socket = ::socket(AF_INET, SOCK_STREAM, 0);
    if (socket == INVALID_SOCKET)
        return false;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<u_short>(port));
    const bool refused = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 &&
                         ::WSAGetLastError() == WSAECONNREFUSED;
    ::closesocket(socket);
    return refused;
}

} // namespace

Proxy proxy_of_this_person() {
    win32::RegistryHandle key;
    if (::RegOpenKeyExW(HKEY_CURRENT_USER, settings, 0, KEY_QUERY_VALUE, key.put()) != ERROR_SUCCESS ||
        !is_on(key.get()))
        return {};
    Proxy proxy{server_of(key.get()), false};
    const int port = local_port(proxy.text);
    proxy.refused = port > 0 && port < 65536 && is_refused(port);
    return proxy;
}

} // namespace netmend::probe
