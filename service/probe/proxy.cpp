#include "service/probe/proxy.hpp"

#include <winsock2.h>

#include <ws2tcpip.h>

#include <sddl.h>

#include <winhttp.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "service/windows/handle.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"

namespace netmend::probe {
namespace {

using nlohmann::json;

constexpr wchar_t settings[] = L"Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";
constexpr wchar_t policies[] = L"Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";
constexpr wchar_t profiles[] = L"Software\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\";
constexpr DWORD persons_max = 64;

DWORD number_in(HKEY key, const wchar_t* name, DWORD otherwise) {
    DWORD value = 0, size = sizeof value, type = 0;
    const bool read = ::RegQueryValueExW(key, name, /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(&value),
                                         &size) == ERROR_SUCCESS;
    return read && type == REG_DWORD ? value : otherwise;
}

std::string text_in(HKEY key, const wchar_t* name) {
    wchar_t text[512] = L"";
    DWORD size = sizeof text - sizeof(wchar_t), type = 0;
    const bool read = ::RegQueryValueExW(key, name, /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(text),
                                         &size) == ERROR_SUCCESS;
    return read && (type == REG_SZ || type == REG_EXPAND_SZ) ? win32::narrow(text) : std::string();
}

win32::RegistryHandle opened(HKEY root, const std::wstring& path, LONG* code = nullptr) {
    win32::RegistryHandle key;
    const LONG result = ::RegOpenKeyExW(root, path.c_str(), 0, KEY_QUERY_VALUE, key.put());
    if (code)
        *code = result;
    return key;
}

// The port of a proxy on this machine, out of "127.0.0.1:8888", "http=127.0.0.1:8888;https=..." or the address of a
// script; 0: elsewhere.
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

// Loopback answers at once, with a connection or with a refusal. Where there is no IPv6, nobody answers there.
bool is_refused(int family, int port) {
    const SOCKET socket = ::socket(family, SOCK_STREAM, 0);
    if (socket == INVALID_SOCKET)
        return family == AF_INET6;
    sockaddr_in ipv4{};
    sockaddr_in6 ipv6{};
    ipv4.sin_family = AF_INET;
    ipv6.sin6_family = AF_INET6;
    ipv4.sin_port = ipv6.sin6_port = htons(static_cast<u_short>(port));
    ipv4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ipv6.sin6_addr.s6_addr[15] = 1;
    const bool old = family == AF_INET;
    const int answer = ::connect(socket, old ? reinterpret_cast<sockaddr*>(&ipv4) : reinterpret_cast<sockaddr*>(&ipv6),
                                 old ? static_cast<int>(sizeof ipv4) : static_cast<int>(sizeof ipv6));
    const int code = answer == 0 ? 0 : ::WSAGetLastError();
    ::closesocket(socket);
    return code == WSAECONNREFUSED || (!old && code == WSAEADDRNOTAVAIL);
}

void add(json& all, const std::string& whose, const std::string& text, bool script) {
    if (!text.empty())
        all.push_back({{"whose", whose}, {"text", text}, {"script", script}});
}

void add_from(json& all, const std::string& whose, HKEY root, const std::wstring& path) {
    LONG code = ERROR_SUCCESS;
    const win32::RegistryHandle key = opened(root, path, &code);
    if (code == ERROR_ACCESS_DENIED)
        all.push_back({{"whose", whose}, {"text", ""}});
    if (!key)
        return;
    if (number_in(key.get(), L"ProxyEnable", 0) != 0)
        add(all, whose, text_in(key.get(), L"ProxyServer"), false);
    add(all, whose, text_in(key.get(), L"AutoConfigURL"), true);
}

std::wstring own_sid() {
    win32::KernelHandle token;
    alignas(TOKEN_USER) BYTE user[256];
    DWORD size = 0;
    wchar_t* text = nullptr;
    if (!::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, token.put()) ||
        !::GetTokenInformation(token.get(), TokenUser, user, sizeof user, &size) ||
        !::ConvertSidToStringSidW(reinterpret_cast<const TOKEN_USER*>(user)->User.Sid, &text))
        return {};
    const std::wstring sid = text;
    ::LocalFree(text);
    return sid;
}

// The name of the profile's folder: to ask for the account could wait for a domain that is out of reach.
std::string person_of(const std::wstring& sid) {
    const win32::RegistryHandle key = opened(HKEY_LOCAL_MACHINE, profiles + sid);
    const std::string folder = key ? text_in(key.get(), L"ProfileImagePath") : std::string();
    const std::string name = folder.substr(folder.find_last_of('\\') + 1);
    return name.empty() ? win32::narrow(sid) : name;
}

// Whoever is logged on has his settings below HKEY_USERS.
void add_others(json& all) {
    const std::wstring own = own_sid();
    wchar_t name[256];
    for (DWORD i = 0, size = 256; i < persons_max; ++i, size = 256) {
        if (::RegEnumKeyExW(HKEY_USERS, i, name, &size, /*lpReserved=*/nullptr, /*lpClass=*/nullptr,
                            /*lpcchClass=*/nullptr, /*lpftLastWriteTime=*/nullptr) != ERROR_SUCCESS)
            return;
        const std::wstring sid = name;
        if (sid.compare(0, 9, L"S-1-5-21-") == 0 && sid != own && sid.find(L'_') == std::wstring::npos)
            add_from(all, person_of(sid), HKEY_USERS, sid + L"\\" + settings);
    }
}

// One was set if this value holds more than the twenty bytes of direct access ("Use Group Policy to apply WinHTTP proxy
// settings"; without it none is, says the page of ProxyCfg.exe). Loading the library to be told so costs more than all
// else that is looked at here.
bool winhttp_has_one() {
    constexpr DWORD direct_access_bytes = 20;
    const win32::RegistryHandle key = opened(HKEY_LOCAL_MACHINE, std::wstring(settings) + L"\\Connections");
    DWORD size = 0;
    return key &&
           ::RegQueryValueExW(key.get(), L"WinHttpSettings", /*lpReserved=*/nullptr, /*lpType=*/nullptr,
                              /*lpData=*/nullptr, &size) == ERROR_SUCCESS &&
           size > direct_access_bytes;
}

void add_winhttp(json& all) {
    if (!winhttp_has_one())
        return;
    using Get = BOOL WINAPI(WINHTTP_PROXY_INFO*);
    const auto get = win32::late<Get>(L"winhttp.dll", "WinHttpGetDefaultProxyConfiguration");
    WINHTTP_PROXY_INFO info{};
    if (!get || !get(&info)) // what it hands over goes with this process, which ends soon
        return;
    if (info.dwAccessType == WINHTTP_ACCESS_TYPE_NAMED_PROXY && info.lpszProxy)
        add(all, "WinHTTP", win32::narrow(info.lpszProxy), false);
}

} // namespace

json proxies_set() {
    json all = json::array();
    add_from(all, "", HKEY_CURRENT_USER, settings);
    add_others(all);
    add_from(all, "a policy", HKEY_LOCAL_MACHINE, policies);
    add_from(all, "a policy", HKEY_CURRENT_USER, policies);
    if (const win32::RegistryHandle key = opened(HKEY_LOCAL_MACHINE, policies);
        key && number_in(key.get(), L"ProxySettingsPerUser", 1) == 0)
        add_from(all, "a policy", HKEY_LOCAL_MACHINE, settings);
    add_winhttp(all);
    return all;
}

void ask_proxies(json& proxies) {
    for (json& one : proxies) {
        const std::string text = one["text"];
        const int port = local_port(text);
        one["refused"] = port > 0 && port < 65536 && is_refused(AF_INET, port) &&
                         (text.find("localhost") == std::string::npos || is_refused(AF_INET6, port));
    }
}

} // namespace netmend::probe
