// Base providers given back to the catalog from entries of the backup: the third way, when the component installer did
// nothing. One call a provider, which numbers the entries anew; a provider that is half there is taken out first.
#include <winsock2.h>

#include <ws2spi.h>

#include <cstring>
#include <optional>
#include <utility>

#include "service/probe/verbs.hpp"
#include "service/windows/late.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend::probe {
namespace {

constexpr std::size_t path_bytes = 260;
constexpr std::size_t entry_bytes = path_bytes + sizeof(WSAPROTOCOL_INFOW); // PackedCatalogItem
static_assert(entry_bytes == 888);

struct Provider {
    GUID id{};
    std::wstring path; // may hold %SystemRoot%
    std::vector<WSAPROTOCOL_INFOW> entries;
};

std::optional<Bytes> from_hex(const std::string& line) {
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
    if (line.size() != 2 * entry_bytes)
        return std::nullopt;
    Bytes bytes;
    for (std::size_t i = 0; i < line.size(); i += 2) {
        const int high = digit(line[i]), low = digit(line[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

// Grouped by provider, in the order in which they came: the order of the catalog is an order of preference.
bool add_entry(const Bytes& bytes, std::vector<Provider>& providers) {
    WSAPROTOCOL_INFOW entry;
    std::memcpy(&entry, bytes.data() + path_bytes, sizeof entry);
    char ansi[path_bytes + 1] = {}; // what follows the path's zero may be garbage
    std::memcpy(ansi, bytes.data(), path_bytes);
    wchar_t path[path_bytes + 1] = L"";
    if (::MultiByteToWideChar(CP_ACP, 0, ansi, -1, path, path_bytes + 1) == 0 || path[0] == L'\0')
        return false;
    if (entry.ProtocolChain.ChainLen != BASE_PROTOCOL)
        return false;
    for (Provider& provider : providers)
        if (::IsEqualGUID(provider.id, entry.ProviderId)) {
            provider.entries.push_back(entry);
            return true;
        }
    providers.push_back({entry.ProviderId, path, {entry}});
    return true;
}

std::pair<const char*, int> install(Provider& provider) {
    // Absent, as a rule, and then an error of no interest. 64-bit Windows has a catalog for each bitness, and what
    // writes both refuses a provider that is in either (pages of WSCDeinstallProvider32 and WSCInstallProvider64_32).
    int code = 0;
    ::WSCDeinstallProvider(&provider.id, &code);
    using Deinstall = int WSPAPI(GUID*, int*);
    if (const auto deinstall_32 =
            sizeof(void*) == 8 ? win32::late<Deinstall>(L"ws2_32.dll", "WSCDeinstallProvider32") : nullptr)
        deinstall_32(&provider.id, &code);
    using InstallBoth = int WSPAPI(GUID*, const wchar_t*, WSAPROTOCOL_INFOW*, DWORD, int*);
    const auto count = static_cast<DWORD>(provider.entries.size());
    code = 0;
    const auto install_both =
        sizeof(void*) == 8 ? win32::late<InstallBoth>(L"ws2_32.dll", "WSCInstallProvider64_32") : nullptr;
    const int answer =
        install_both ? install_both(&provider.id, provider.path.c_str(), provider.entries.data(), count, &code)
                     : ::WSCInstallProvider(&provider.id, provider.path.c_str(), provider.entries.data(), count, &code);
    if (answer == SOCKET_ERROR && code == 0)
        code = WSASYSCALLFAILURE;
    return {"WSCInstallProvider", answer == SOCKET_ERROR ? code : 0};
}

nlohmann::json told(const char* call, int code) {
    return {{"code", static_cast<std::uint32_t>(code)},
            {"call", call},
            {"restart-needed-first", false},
            {"restart-needed-after", false}};
}

} // namespace

nlohmann::json write_entries(const std::vector<std::string>& lines) {
    std::vector<Provider> providers;
    for (const std::string& line : lines) {
        const auto bytes = from_hex(line);
        if (!bytes || !add_entry(*bytes, providers))
            return told("read the entries", ERROR_INVALID_DATA); // nothing was changed
    }
    WSADATA data{};
    if (const int code = ::WSAStartup(MAKEWORD(2, 2), &data); code != 0)
        return told("WSAStartup", code);
    std::pair<const char*, int> decided{"WSCInstallProvider", 0};
    for (Provider& provider : providers) // the others are tried even when one is refused
        if (const auto outcome = install(provider); outcome.second != 0 && decided.second == 0)
            decided = outcome;
    ::WSACleanup();
    return told(decided.first, decided.second);
}

} // namespace netmend::probe
