#include "service/probe/loopback.hpp"
#include "service/probe/verbs.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend::probe {
namespace {

constexpr WORD winsock_version = MAKEWORD(2, 2);

bool is_internet(int family) {
    return family == AF_INET || family == AF_INET6;
}

// RAW needs rights, and Bluetooth, infrared, NetBIOS and the like need a partner: of those only opening can be asked.
Outcome try_door(const Door& door) {
    if (is_internet(door.family) && door.type == SOCK_STREAM)
        return stream_over_loopback(door);
    if (is_internet(door.family) && door.type == SOCK_DGRAM)
        return datagram_over_loopback(door);
    return only_open(door);
}

nlohmann::json row(const Door& door, const std::string& name) {
    const Outcome outcome = try_door(door);
    return {{"family", door.family}, {"type", door.type},    {"protocol", door.protocol},
            {"name", name},          {"call", outcome.call}, {"code", outcome.code}};
}

// Winsock code; 0 when `entries` has what WSAEnumProtocols lists.
std::uint32_t enumerate(std::vector<WSAPROTOCOL_INFOW>& entries) {
    for (int round = 0; round < 3; ++round) {
        DWORD size = static_cast<DWORD>(entries.size() * sizeof(WSAPROTOCOL_INFOW));
        const int count = ::WSAEnumProtocolsW(/*lpiProtocols=*/nullptr, entries.data(), &size);
        if (count != SOCKET_ERROR) {
            entries.resize(static_cast<std::size_t>(count));
            return 0;
        }
        const int code = ::WSAGetLastError();
        entries.resize(size / sizeof(WSAPROTOCOL_INFOW) + 1);
        if (code != WSAENOBUFS || entries.size() > limits::catalog_entries_max)
            return code ? static_cast<std::uint32_t>(code) : static_cast<std::uint32_t>(WSASYSCALLFAILURE);
    }
    return WSAENOBUFS; // the catalog grew each time that we looked
}

// What a program gets that names no provider: the first fitting entry, a layered one too. IPv4 is asked for always,
// IPv6 only where the catalog offers it.
void add_defaults(const std::vector<WSAPROTOCOL_INFOW>& entries, nlohmann::json& rows) {
    bool ipv6 = false;
    for (const auto& entry : entries)
        ipv6 = ipv6 || entry.iAddressFamily == AF_INET6;
    rows.push_back(row({AF_INET, SOCK_STREAM, 0, nullptr}, "default for TCP over IPv4"));
    rows.push_back(row({AF_INET, SOCK_DGRAM, 0, nullptr}, "default for UDP over IPv4"));
    if (ipv6) {
        rows.push_back(row({AF_INET6, SOCK_STREAM, 0, nullptr}, "default for TCP over IPv6"));
        rows.push_back(row({AF_INET6, SOCK_DGRAM, 0, nullptr}, "default for UDP over IPv6"));
    }
}

std::uint32_t start(WSADATA& data) {
    return static_cast<std::uint32_t>(::WSAStartup(winsock_version, &data));
}

} // namespace

void load_winsock() {
    ::WSAGetLastError(); // the first call of any function loads it
}

nlohmann::json sockets() {
    WSADATA data{};
    nlohmann::json result{{"startup", start(data)}, {"enumeration", 0}, {"providers", nlohmann::json::array()}};
    if (result["startup"] != 0)
        return result;
    std::vector<WSAPROTOCOL_INFOW> entries;
    result["enumeration"] = enumerate(entries);
    if (result["enumeration"] != 0)
        entries.clear();
    nlohmann::json& rows = result["providers"];
    add_defaults(entries, rows);
    for (auto& entry : entries) {
        if (entry.ProtocolChain.ChainLen != BASE_PROTOCOL)
            continue;
        entry.szProtocol[WSAPROTOCOL_LEN] = L'\0';
        rows.push_back(
            row({entry.iAddressFamily, entry.iSocketType, entry.iProtocol, &entry}, win32::narrow(entry.szProtocol)));
    }
    return result;
}

nlohmann::json start_winsock() {
    WSADATA data{};
    nlohmann::json result{{"startup", start(data)}, {"socket", 0}};
    if (result["startup"] != 0)
        return result;
    result["socket"] = only_open({AF_INET, SOCK_STREAM, 0, nullptr}).code;
    ::WSACleanup();
    return result;
}

} // namespace netmend::probe
