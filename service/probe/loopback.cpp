#include "service/probe/loopback.hpp"

#include <cstring>

#include "service/windows/handle.hpp"

#include <ws2tcpip.h>

namespace netmend::probe {
namespace {

constexpr DWORD patience = 5000; // milliseconds for a call on loopback, where an answer takes none
constexpr char message[] = "netmend looks whether data comes through";

struct SocketTraits {
    using Type = SOCKET;
    static Type empty() { return INVALID_SOCKET; }
    static void close(Type socket) { ::closesocket(socket); }
};
using Socket = win32::UniqueHandle<SocketTraits>;

Outcome failed_at(const char* call) {
    const int code = ::WSAGetLastError();
    // A provider that fails without a code has failed all the same.
    return {call, code != 0 ? static_cast<std::uint32_t>(code) : static_cast<std::uint32_t>(WSASYSCALLFAILURE)};
}

Socket open(const Door& door) {
    Socket socket(::WSASocketW(door.family, door.type, door.protocol, door.entry, 0, WSA_FLAG_OVERLAPPED));
    if (socket) {
        const auto value = reinterpret_cast<const char*>(&patience);
        ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, value, sizeof patience);
        ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, value, sizeof patience);
    }
    return socket;
}

struct Address {
    sockaddr_storage storage{};
    int length = sizeof storage;
    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

Address loopback(int family) {
    Address address;
    address.storage.ss_family = static_cast<short>(family);
    if (family == AF_INET6) {
        reinterpret_cast<sockaddr_in6*>(&address.storage)->sin6_addr.s6_addr[15] = 1; // ::1
        address.length = sizeof(sockaddr_in6);
    } else {
        reinterpret_cast<sockaddr_in*>(&address.storage)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.length = sizeof(sockaddr_in);
    }
    return address;
}

// Binds to a free port of loopback and gives the address that others can reach.
Outcome bind_to_loopback(const Socket& socket, int family, Address& address) {
    Address wanted = loopback(family);
    if (::bind(socket.get(), wanted.get(), wanted.length) != 0)
        return failed_at("bind");
    if (::getsockname(socket.get(), address.get(), &address.length) != 0)
        return failed_at("getsockname");
    return {};
}

Outcome move_data(const Socket& from, const Socket& to) {
    if (::send(from.get(), message, sizeof message, 0) != sizeof message)
        return failed_at("send");
    char received[sizeof message] = {};
    for (int at = 0; at < static_cast<int>(sizeof received);) {
        const int length = ::recv(to.get(), received + at, static_cast<int>(sizeof received) - at, 0);
        if (length <= 0)
            return failed_at("recv");
        at += length;
    }
    if (std::memcmp(received, message, sizeof message) != 0)
        return {"recv", ERROR_INVALID_DATA};
    return {};
}

// accept() itself knows no time-out.
bool has_connection(const Socket& listener) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(listener.get(), &set);
    timeval time{static_cast<long>(patience / 1000), 0};
    return ::select(0, &set, /*writefds=*/nullptr, /*exceptfds=*/nullptr, &time) == 1;
}

// connect() waits twenty seconds for an answer that a firewall swallows; here nobody is further away than loopback.
Outcome connect_within_patience(const Socket& socket, Address& address) {
    u_long on = 1, off = 0;
    if (::ioctlsocket(socket.get(), static_cast<long>(FIONBIO), &on) != 0)
        return failed_at("connect");
    if (::connect(socket.get(), address.get(), address.length) != 0) {
        if (::WSAGetLastError() != WSAEWOULDBLOCK)
            return failed_at("connect");
        fd_set done, failed;
        FD_ZERO(&done);
        FD_SET(socket.get(), &done);
        failed = done;
        timeval time{static_cast<long>(patience / 1000), 0};
        const int ready = ::select(0, /*readfds=*/nullptr, &done, &failed, &time);
        if (ready == 0)
            return {"connect", WSAETIMEDOUT};
        int code = 0, size = sizeof code;
        ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&code), &size);
        if (ready < 0 || code != 0 || FD_ISSET(socket.get(), &failed))
            return {"connect", static_cast<std::uint32_t>(code != 0 ? code : WSASYSCALLFAILURE)};
    }
    if (::ioctlsocket(socket.get(), static_cast<long>(FIONBIO), &off) != 0)
        return failed_at("connect");
    return {};
}

} // namespace

Outcome only_open(const Door& door) {
    return open(door) ? Outcome{} : failed_at("socket");
}

Outcome stream_over_loopback(const Door& door) {
    const Socket listener = open(door);
    if (!listener)
        return failed_at("socket");
    Address address;
    if (Outcome bound = bind_to_loopback(listener, door.family, address); bound.code)
        return bound;
    if (::listen(listener.get(), 1) != 0)
        return failed_at("listen");
    const Socket client = open(door);
    if (!client)
        return failed_at("socket");
    if (Outcome connected = connect_within_patience(client, address); connected.code)
        return connected;
    if (!has_connection(listener))
        return {"accept", WSAETIMEDOUT};
    const Socket server(::accept(listener.get(), /*addr=*/nullptr, /*addrlen=*/nullptr));
    if (!server)
        return failed_at("accept");
    const auto value = reinterpret_cast<const char*>(&patience);
    ::setsockopt(server.get(), SOL_SOCKET, SO_RCVTIMEO, value, sizeof patience);
    return move_data(client, server);
}

Outcome datagram_over_loopback(const Door& door) {
    const Socket receiver = open(door);
    if (!receiver)
        return failed_at("socket");
    Address address;
    if (Outcome bound = bind_to_loopback(receiver, door.family, address); bound.code)
        return bound;
    const Socket sender = open(door);
    if (!sender)
        return failed_at("socket");
    if (::connect(sender.get(), address.get(), address.length) != 0)
        return failed_at("connect");
    return move_data(sender, receiver);
}

} // namespace netmend::probe
