// What lies around the stack: adapters and their addresses, the lookup of a public name, the proxy of the person who
// asks. Everything is looked up at run time, because Windows 2000 has only the older half of it.
#include <winsock2.h>

#include <ws2tcpip.h>

#include <iphlpapi.h>
#include <iptypes.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "service/probe/names.hpp"
#include "service/probe/proxy.hpp"
#include "service/probe/verbs.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"

namespace netmend::probe {
namespace {

constexpr std::uint32_t private_automatic_net = 0xA9FE0000, private_automatic_mask = 0xFFFF0000; // 169.254.0.0/16
constexpr DWORD tunnel = 131;                                                                    // IF_TYPE_TUNNEL
constexpr int lists_tried_max = 3;                 // the list grew each time that we looked
constexpr char public_name[] = "dns.msftncsi.com"; // what Windows itself looks up to see whether it is connected
constexpr std::chrono::seconds lookup_within{3};

struct Adapter {
    std::string id, name;
    DWORD index = 0;
    bool connected = false, ipv4 = false, private_automatic = false, ipv6 = false;
    bool dhcp = false, gateway = false, name_server = false, name_server_elsewhere = false;
    std::string name_server_here; // one that is this machine
};

// The DHCP client gives them out. Not known counts as running.
bool dhcp_client_runs() {
    win32::ServiceHandle manager(
        ::OpenSCManagerW(/*lpMachineName=*/nullptr, /*lpDatabaseName=*/nullptr, SC_MANAGER_CONNECT));
    if (!manager)
        return true;
    win32::ServiceHandle service(::OpenServiceW(manager.get(), L"Dhcp", SERVICE_QUERY_STATUS));
    SERVICE_STATUS status{};
    return !service || !::QueryServiceStatus(service.get(), &status) || status.dwCurrentState == SERVICE_RUNNING;
}

// Switched off by IPAutoconfigurationEnabled = 0, for one adapter or for all.
bool gives_itself_addresses(const std::string& id) {
    const std::wstring all = L"SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";
    for (const std::wstring& path : {all + L"\\Interfaces\\" + win32::wide(id), all}) {
        win32::RegistryHandle key;
        DWORD on = 1, size = sizeof on, type = 0;
        if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, path.c_str(), 0, KEY_QUERY_VALUE, key.put()) == ERROR_SUCCESS &&
            ::RegQueryValueExW(key.get(), L"IPAutoconfigurationEnabled", /*lpReserved=*/nullptr, &type,
                               reinterpret_cast<BYTE*>(&on), &size) == ERROR_SUCCESS &&
            type == REG_DWORD)
            return on != 0;
    }
    return true;
}

template<class Call> std::uint32_t listed(std::vector<BYTE>& buffer, const Call& call) {
    std::uint32_t code = ERROR_BUFFER_OVERFLOW;
    for (int round = 0; round < lists_tried_max && (code == ERROR_BUFFER_OVERFLOW || code == ERROR_INSUFFICIENT_BUFFER);
         ++round) {
        ULONG size = static_cast<ULONG>(buffer.size());
        code = call(buffer.data(), &size);
        if (size > buffer.size())
            buffer.resize(size + 4096);
    }
    return code;
}

bool is_address(const IP_ADDR_STRING& entry) {
    const char* text = entry.IpAddress.String;
    return *text && ::inet_addr(text) != 0 && ::inet_addr(text) != INADDR_NONE;
}

Adapter adapter_from(const IP_ADAPTER_INFO& info) {
    Adapter adapter;
    adapter.id = info.AdapterName;
    adapter.name = info.Description;
    adapter.index = info.Index;
    adapter.dhcp = info.DhcpEnabled != 0;
    bool other = false;
    for (const IP_ADDR_STRING* at = &info.IpAddressList; at; at = at->Next) {
        if (!is_address(*at))
            continue;
        const bool automatic =
            (ntohl(::inet_addr(at->IpAddress.String)) & private_automatic_mask) == private_automatic_net;
        (automatic ? adapter.private_automatic : other) = true;
    }
    adapter.ipv4 = adapter.private_automatic || other;
    adapter.private_automatic = adapter.private_automatic && !other;
    for (const IP_ADDR_STRING* at = &info.GatewayList; at; at = at->Next)
        adapter.gateway = adapter.gateway || is_address(*at);
    return adapter;
}

// IPv4, on every Windows. No adapter at all is no error.
std::uint32_t list_ipv4(std::vector<Adapter>& adapters) {
    const auto list = win32::late<ULONG WINAPI(IP_ADAPTER_INFO*, ULONG*)>(L"iphlpapi.dll", "GetAdaptersInfo");
    if (!list)
        return ERROR_PROC_NOT_FOUND;
    std::vector<BYTE> buffer(16 * 1024);
    const std::uint32_t code =
        listed(buffer, [&](BYTE* data, ULONG* size) { return list(reinterpret_cast<IP_ADAPTER_INFO*>(data), size); });
    if (code == ERROR_NO_DATA)
        return ERROR_SUCCESS;
    if (code != ERROR_SUCCESS)
        return code;
    for (auto* at = reinterpret_cast<const IP_ADAPTER_INFO*>(buffer.data()); at; at = at->Next)
        if (at->Type != MIB_IF_TYPE_LOOPBACK)
            adapters.push_back(adapter_from(*at));
    return ERROR_SUCCESS;
}

// Every adapter gives itself a link-local address (fe80::/10), also where nothing else works.
bool is_routable_ipv6(const SOCKET_ADDRESS& address) {
    if (!address.lpSockaddr || address.lpSockaddr->sa_family != AF_INET6)
        return false;
    const auto* bytes = reinterpret_cast<const sockaddr_in6*>(address.lpSockaddr)->sin6_addr.s6_addr;
    return !(bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80);
}

// "127.0.0.1" or "::1" where it is this machine; else empty.
std::string own_address(const SOCKET_ADDRESS& address) {
    if (!address.lpSockaddr)
        return {};
    if (address.lpSockaddr->sa_family == AF_INET) {
        const DWORD ipv4 = ntohl(reinterpret_cast<const sockaddr_in*>(address.lpSockaddr)->sin_addr.s_addr);
        return ipv4 >> 24 != 127 ? ""
                                 : "127." + std::to_string(ipv4 >> 16 & 255) + "." + std::to_string(ipv4 >> 8 & 255) +
                                       "." + std::to_string(ipv4 & 255);
    }
    const auto* bytes = reinterpret_cast<const sockaddr_in6*>(address.lpSockaddr)->sin6_addr.s6_addr;
    return bytes[15] == 1 && std::all_of(bytes, bytes + 15, [](u_char byte) { return byte == 0; }) ? "::1" : "";
}

void add_name_servers(Adapter& adapter, const IP_ADAPTER_ADDRESSES& from) {
    adapter.name_server = from.FirstDnsServerAddress != nullptr;
    for (auto* server = from.FirstDnsServerAddress; server; server = server->Next)
        if (const std::string here = own_address(server->Address); here.empty())
            adapter.name_server_elsewhere = true;
        else
            adapter.name_server_here = here;
}

// Link, IPv6 and name servers, on Windows XP and later. False: this Windows does not have it.
bool add_from_addresses(std::vector<Adapter>& adapters) {
    using List = ULONG WINAPI(ULONG, ULONG, void*, IP_ADAPTER_ADDRESSES*, ULONG*);
    const auto list = win32::late<List>(L"iphlpapi.dll", "GetAdaptersAddresses");
    std::vector<BYTE> buffer(32 * 1024);
    if (!list || listed(buffer, [&](BYTE* data, ULONG* size) {
                     return list(AF_UNSPEC, GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST, /*Reserved=*/nullptr,
                                 reinterpret_cast<IP_ADAPTER_ADDRESSES*>(data), size);
                 }) != ERROR_SUCCESS)
        return false;
    for (auto* at = reinterpret_cast<const IP_ADAPTER_ADDRESSES*>(buffer.data()); at; at = at->Next) {
        if (at->IfType == MIB_IF_TYPE_LOOPBACK || at->IfType == tunnel)
            continue;
        auto known = std::find_if(adapters.begin(), adapters.end(),
                                  [&](const Adapter& adapter) { return adapter.id == at->AdapterName; });
        if (known == adapters.end()) {
            known = adapters.emplace(adapters.end());
            known->id = at->AdapterName;
        }
        if (at->FriendlyName && *at->FriendlyName)
            known->name = win32::narrow(at->FriendlyName); // the connection's name, which people see
        known->connected = at->OperStatus == IfOperStatusUp;
        add_name_servers(*known, *at);
        for (auto* address = at->FirstUnicastAddress; address; address = address->Next)
            known->ipv6 = known->ipv6 || is_routable_ipv6(address->Address);
    }
    return true;
}

// Windows 2000: the link from the table of interfaces; whether a name server is set is not asked there. False: the link
// of no adapter is known.
bool add_from_table(std::vector<Adapter>& adapters) {
    const auto list = win32::late<DWORD WINAPI(MIB_IFTABLE*, ULONG*, BOOL)>(L"iphlpapi.dll", "GetIfTable");
    std::vector<BYTE> buffer(32 * 1024);
    if (!list || listed(buffer, [&](BYTE* data, ULONG* size) {
                     return list(reinterpret_cast<MIB_IFTABLE*>(data), size, /*bOrder=*/FALSE);
                 }) != NO_ERROR)
        return false;
    const auto& table = *reinterpret_cast<const MIB_IFTABLE*>(buffer.data());
    for (DWORD i = 0; i < table.dwNumEntries; ++i)
        for (Adapter& adapter : adapters)
            if (adapter.index == table.table[i].dwIndex)
                adapter.connected = table.table[i].dwOperStatus >= MIB_IF_OPER_STATUS_CONNECTED;
    for (Adapter& adapter : adapters)
        adapter.name_server = adapter.gateway;
    return true;
}

// Empty answers may take a resolver many seconds, so somebody else waits for it; the process ends without it.
std::uint32_t look_up() {
    const auto answer = std::make_shared<std::promise<int>>();
    std::future<int> code = answer->get_future();
    std::thread([answer] { answer->set_value(::gethostbyname(public_name) ? 0 : ::WSAGetLastError()); }).detach();
    const bool answered = code.wait_for(lookup_within) == std::future_status::ready;
    return static_cast<std::uint32_t>(answered ? code.get() : WSAETIMEDOUT);
}

} // namespace

nlohmann::json adapters_around() {
    std::vector<Adapter> adapters;
    nlohmann::json result{{"code", list_ipv4(adapters)}, {"adapters", nlohmann::json::array()}};
    const bool modern = add_from_addresses(adapters);
    if (!modern && !add_from_table(adapters)) {
        result["code"] = ERROR_NOT_SUPPORTED;
        adapters.clear();
    }
    // What GetIfTable calls operational on Windows 2000 may be a card without a cable: nobody is blamed there.
    std::optional<bool> client_runs; // asked only where an adapter has no address
    const auto self_addressing = [&](const Adapter& adapter) {
        if (!client_runs)
            client_runs = dhcp_client_runs();
        return *client_runs && gives_itself_addresses(adapter.id);
    };
    for (const Adapter& adapter : adapters) {
        const bool has_address = adapter.ipv4 || adapter.ipv6;
        result["adapters"].push_back({{"name", adapter.name},
                                      {"connected", adapter.connected},
                                      {"address", has_address},
                                      {"private-automatic", adapter.private_automatic},
                                      {"dhcp", adapter.dhcp},
                                      {"self-addressing", modern && (has_address || self_addressing(adapter))},
                                      {"gateway", adapter.gateway},
                                      {"name-server", adapter.name_server},
                                      {"name-server-here", adapter.name_server_here},
                                      {"name-server-elsewhere", adapter.name_server_elsewhere}});
    }
    result["proxies"] = proxies_set();
    add_hosts(result);
    return result;
}

nlohmann::json network(nlohmann::json result) {
    const auto reaches_out = [](const nlohmann::json& adapter) {
        return adapter["connected"] && adapter["gateway"] && adapter["name-server"] && !adapter["private-automatic"];
    };
    if (std::any_of(result["adapters"].begin(), result["adapters"].end(), reaches_out))
        result["lookup"] = look_up();
    const auto asks_itself = [](const nlohmann::json& adapter) { return adapter["name-server-here"] != ""; };
    if (std::any_of(result["adapters"].begin(), result["adapters"].end(), asks_itself))
        if (nlohmann::json served = names_served(); served.is_boolean())
            result["names-served"] = std::move(served);
    ask_proxies(result["proxies"]);
    return result;
}

} // namespace netmend::probe
