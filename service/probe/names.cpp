#include "service/probe/names.hpp"

#include <winsock2.h>

#include <ws2tcpip.h>

#include <iphlpapi.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "service/windows/handle.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"

namespace netmend::probe {
namespace {

using nlohmann::json;

constexpr int lists_tried_max = 3; // the list grew each time that we looked
constexpr std::size_t shown_max = 5;
constexpr std::size_t hosts_bytes_max = 4 << 20; // long lists against advertisements have 200,000 lines
const DWORD names_port = 53;

struct Udp6Row { // MIB_UDP6ROW
    BYTE address[16];
    DWORD scope, port;
};

bool is_names_port(DWORD port) { // network order in its lower half; htons turns it back
    return htons(static_cast<u_short>(port)) == names_port;
}

// 1, 0, or -1: could not look.
int ipv4_open() {
    const auto list = win32::late<DWORD WINAPI(MIB_UDPTABLE*, DWORD*, BOOL)>(L"iphlpapi.dll", "GetUdpTable");
    std::vector<BYTE> buffer(16 * 1024);
    DWORD code = ERROR_INSUFFICIENT_BUFFER, size = static_cast<DWORD>(buffer.size());
    for (int i = 0; list && i < lists_tried_max && code == ERROR_INSUFFICIENT_BUFFER; ++i) {
        code = list(reinterpret_cast<MIB_UDPTABLE*>(buffer.data()), &size, /*bOrder=*/FALSE);
        if (size > buffer.size())
            buffer.resize(size + 4096);
        size = static_cast<DWORD>(buffer.size());
    }
    if (code != NO_ERROR)
        return code == ERROR_NO_DATA ? 0 : -1;
    const auto& table = *reinterpret_cast<const MIB_UDPTABLE*>(buffer.data());
    for (DWORD i = 0; i < table.dwNumEntries; ++i) {
        const DWORD address = ntohl(table.table[i].dwLocalAddr);
        if (is_names_port(table.table[i].dwLocalPort) && (address == 0 || address >> 24 == 127))
            return 1;
    }
    return 0;
}

int ipv6_open() {
    using List = DWORD WINAPI(void*, DWORD*, BOOL, ULONG, int, ULONG);
    const auto list = win32::late<List>(L"iphlpapi.dll", "GetExtendedUdpTable");
    std::vector<BYTE> buffer(32 * 1024);
    DWORD code = ERROR_INSUFFICIENT_BUFFER, size = static_cast<DWORD>(buffer.size());
    for (int i = 0; list && i < lists_tried_max && code == ERROR_INSUFFICIENT_BUFFER; ++i) {
        code = list(buffer.data(), &size, /*bOrder=*/FALSE, AF_INET6, /*UDP_TABLE_BASIC=*/0, /*Reserved=*/0);
        if (size > buffer.size())
            buffer.resize(size + 4096);
        size = static_cast<DWORD>(buffer.size());
    }
    if (!list || code != NO_ERROR)
        return 0; // no IPv6 here: nobody answers by it
    const DWORD count = *reinterpret_cast<const DWORD*>(buffer.data());
    const auto* rows = reinterpret_cast<const Udp6Row*>(buffer.data() + sizeof(DWORD));
    for (DWORD i = 0; i < count && (i + 1) * sizeof(Udp6Row) + sizeof(DWORD) <= buffer.size(); ++i)
        if (is_names_port(rows[i].port) &&
            std::all_of(rows[i].address, rows[i].address + 15, [](BYTE byte) { return byte == 0; }))
            return 1;
    return 0;
}

std::wstring hosts_file() {
    win32::RegistryHandle key;
    wchar_t folder[MAX_PATH] = L"%SystemRoot%\\System32\\drivers\\etc", full[MAX_PATH] = L"";
    DWORD size = sizeof folder - sizeof(wchar_t), type = 0;
    if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters", 0,
                        KEY_QUERY_VALUE, key.put()) == ERROR_SUCCESS)
        ::RegQueryValueExW(key.get(), L"DataBasePath", /*lpReserved=*/nullptr, &type, reinterpret_cast<BYTE*>(folder),
                           &size);
    ::ExpandEnvironmentStringsW(folder, full, MAX_PATH);
    return std::wstring(full) + L"\\hosts";
}

std::string read(const std::wstring& path) {
    win32::FileHandle file(
        ::CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                      /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING, 0, /*hTemplateFile=*/nullptr));
    std::string text(hosts_bytes_max, '\0');
    DWORD count = 0;
    if (!file ||
        !::ReadFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &count, /*lpOverlapped=*/nullptr))
        count = 0;
    text.resize(count);
    return text;
}

std::wstring own_name() {
    wchar_t name[256] = L"";
    return ::GetEnvironmentVariableW(L"COMPUTERNAME", name, 256) < 256 ? name : L"";
}

// What every machine may call itself.
bool is_own(const std::string& name, const std::wstring& computer) {
    return name == "localhost" || name.compare(0, 10, "localhost.") == 0 || name.compare(0, 4, "ip6-") == 0 ||
           ::lstrcmpiW(win32::wide(name).c_str(), computer.c_str()) == 0;
}

} // namespace

json names_served() {
    const int ipv4 = ipv4_open();
    if (ipv4 == 1 || ipv6_open() == 1)
        return true;
    return ipv4 == 0 ? json(false) : json(nullptr);
}

void add_hosts(json& answer) {
    std::istringstream lines(read(hosts_file()));
    const std::wstring computer = own_name();
    std::uint32_t count = 0;
    json first = json::array();
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string address, name;
        words >> address;
        while (words >> name) {
            if (is_own(name, computer))
                continue;
            ++count;
            if (first.size() < shown_max)
                first.push_back(name + " " + address);
        }
    }
    answer["hosts"] = first;
    answer["hosts-count"] = count;
}

} // namespace netmend::probe
