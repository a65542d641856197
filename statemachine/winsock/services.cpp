#include "statemachine/winsock/services.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/known_good.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/policies.hpp"
#include "statemachine/winsock/registry_reading.hpp"
#include "statemachine/winsock/service_lists.hpp"

namespace netmend::winsock {
namespace {

// clang-format off
constexpr ServiceRow rows[] = {
    // name                 need                  start: 7 8.1 1709 1903 2004   depends on
    {"Tcpip",               Need::Always,         {0, 0, 0, 0, 0}, {"", "", "", "", ""}, "TCP/IP itself"},
    {"AFD",                 Need::Always,         {1, 1, 1, 1, 1}, {"", "", "", "", ""}, "the driver below Winsock"},
    {"tdx",                 Need::Always,         {1, 1, 1, 1, 1}, {"Tcpip", "Tcpip", "Tcpip", "Tcpip", "Tcpip"}, "the way of older programs to TCP/IP"},
    {"nsiproxy",            Need::Always,         {1, 1, 1, 1, 1}, {"", "", "", "", ""}, "the driver of the network store"},
    {"nsi",                 Need::Always,         {2, 2, 2, 2, 2}, {"nsiproxy", "rpcss nsiproxy", "rpcss nsiproxy", "rpcss nsiproxy", "rpcss nsiproxy"}, "the network store"},
    {"BFE",                 Need::Always,         {2, 2, 2, 2, 2}, {"RpcSs", "RpcSs WfpLwfs", "RpcSs WfpLwfs", "RpcSs WfpLwfs", "RpcSs WfpLwfs"}, "the base of every firewall"},
    {"Dhcp",                Need::ToGetAnAddress, {2, 2, 2, 2, 2}, {"NSI Tdx Afd", "NSI Tdx Afd", "NSI Tdx Afd", "NSI Afd", "NSI Afd"}, "gets the addresses of adapters"},
    {"Dnscache",            Need::ToFindNames,    {2, 2, 2, 2, 2}, {"Tdx nsi", "Tdx nsi", "Tdx nsi", "nsi", "nsi Afd"}, "looks up names"},
    {"NlaSvc",              Need::NeverByItself,  {2, 2, 2, 2, 2}, {"NSI RpcSs TcpIp", "NSI RpcSs TcpIp Dhcp Eventlog", "NSI RpcSs TcpIp Dhcp Eventlog", "NSI RpcSs TcpIp Dhcp Eventlog", "NSI RpcSs TcpIp Dhcp Eventlog"}, "tells which network this is"},
    {"netprofm",            Need::NeverByItself,  {3, 3, 3, 3, 3}, {"RpcSs nlasvc", "RpcSs nlasvc", "RpcSs nlasvc", "RpcSs nlasvc", "RpcSs nlasvc"}, "the list of networks, and the sign for \"no internet\""},
    {"WinHttpAutoProxySvc", Need::NeverByItself,  {3, 3, 3, 3, 3}, {"Dhcp", "Dhcp", "Dhcp", "Dhcp", "Dhcp"}, "finds proxies; other services wait for it"},
    {"iphlpsvc",            Need::NeverByItself,  {2, 2, 2, 2, 2}, {"RpcSS Tdx winmgmt tcpip nsi", "RpcSS Tdx winmgmt tcpip nsi WinHttpAutoProxySvc", "RpcSS Tdx winmgmt tcpip nsi WinHttpAutoProxySvc", "RpcSS winmgmt tcpip nsi WinHttpAutoProxySvc", "RpcSS winmgmt tcpip nsi WinHttpAutoProxySvc"}, "IPv6 over IPv4"},
    {"mpssvc",              Need::NeverByItself,  {2, 2, 2, 2, 2}, {"mpsdrv bfe", "mpsdrv bfe", "mpsdrv bfe", "mpsdrv bfe", "mpsdrv bfe"}, "the firewall of Windows"},
    {"lmhosts",             Need::NeverByItself,  {2, 2, 3, 3, 3}, {"NetBT Afd", "NetBT Afd", "Afd", "Afd", "Afd"}, "NetBIOS names"},
    // 2 or 3 (windows-modern, 8): whoever asks for it by name wants it to start by itself.
    {"WlanSvc",             Need::NeverByItself,  {2, 2, 2, 2, 2}, {"nativewifip RpcSs Ndisuio Eaphost", "nativewifip RpcSs Ndisuio wcmsvc", "nativewifip RpcSs Ndisuio wcmsvc", "nativewifip RpcSs Ndisuio wcmsvc", "nativewifip RpcSs Ndisuio wcmsvc"}, "wireless networks"},
};
// clang-format on

Result<std::vector<std::string>> gone_among(Registry& registry, const std::vector<std::string>& names) {
    std::vector<std::string> gone;
    for (const std::string& name : names) {
        const Result<std::optional<RegistryKey>> key = read_if_there(registry, service_key(name));
        if (!key)
            return tl::unexpected(key.error());
        if (!*key)
            gone.push_back(name);
    }
    return gone;
}

bool is_a_driver_that_is_asked(const ServiceRow& row) { // diagnosis.cpp asks for these two on every Windows
    return row.name == "Tcpip" || row.name == "AFD";
}

} // namespace

std::span<const ServiceRow> service_rows() {
    return rows;
}

bool is_needed(Need need, const NetworkNeeds& needs) {
    switch (need) {
    case Need::Always:
        return true;
    case Need::ToGetAnAddress:
        return needs.no_address;
    case Need::ToFindNames:
        return needs.names_not_found;
    case Need::NeverByItself:
        break;
    }
    return false;
}

BuildColumn build_column(const SystemIdentity& identity) {
    const bool client = identity.product == Product::Workstation;
    if (identity.major == 6)
        return identity.minor < 2 ? BuildColumn{0, client && identity.minor == 1}
                                  : BuildColumn{1, client && identity.minor == 3};
    if (identity.build >= 19041)
        return {4, client && identity.build < 22000};
    if (identity.build >= 18362)
        return {3, client};
    if (identity.build >= 16299)
        return {2, client && identity.build == 16299};
    return {1, false};
}

// Of a Windows 10 or 11 that was not read itself, those of 10 speak.
std::optional<std::uint32_t> default_start(const ServiceRow& row, const SystemIdentity& identity) {
    constexpr std::size_t first_of_10 = 2;
    const BuildColumn build = build_column(identity);
    if (build.exact)
        return row.start[build.column];
    const std::uint32_t* first = std::begin(row.start) + (identity.major >= 10 ? first_of_10 : 0);
    const bool alike = std::all_of(first, std::end(row.start), [&](std::uint32_t start) { return start == *first; });
    return alike ? std::optional(*first) : std::nullopt;
}

Result<std::vector<ServiceFault>> service_faults(Windows& windows, const SystemIdentity& identity,
                                                 const NetworkNeeds& needs) {
    std::vector<ServiceFault> faults;
    if (generation_of(identity) < vista)
        return faults;
    Policies policies(windows.registry);
    std::vector<std::string> kept_off; // by a policy, and what waits for those
    for (const ServiceRow& row : rows) {
        const Result<std::optional<RegistryKey>> read = read_if_there(windows.registry, service_key(row.name));
        if (!read)
            return tl::unexpected(read.error());
        if (!*read)
            continue; // not every Windows has each of them
        const bool needed = is_needed(row.need, needs);
        const std::optional<std::uint32_t> start = dword_of(**read, "Start");
        if (start == disabled) {
            const Result<std::string> policy = policies.against(row.name);
            if (!policy)
                return tl::unexpected(policy.error());
            faults.push_back({ServiceFault::Kind::Disabled, &row, {}, needed, *policy});
            if (!policy->empty())
                kept_off.emplace_back(row.name);
            if (!needed || !policy->empty())
                continue; // else it has to run, so what it waits for counts as well
        }
        if (row.need == Need::NeverByItself)
            continue;
        const std::vector<std::string> names = dependencies_of(**read);
        const Result<std::vector<std::string>> gone = gone_among(windows.registry, names);
        if (!gone)
            return tl::unexpected(gone.error());
        if (!gone->empty()) {
            faults.push_back({ServiceFault::Kind::DependencyGone, &row, *gone, true});
            continue;
        }
        const bool something_fails = needs.sockets_fail || needs.no_address || needs.names_not_found;
        if (!needed || !something_fails || is_a_driver_that_is_asked(row) || !start || *start > automatic_start)
            continue;
        const Result<DriverState> state = windows.stack.driver_state(std::string(row.name));
        // "Disabled" while the registry says otherwise: the service control manager reads that only at its start.
        if (!state || (*state != DriverState::Stopped && *state != DriverState::Disabled))
            continue;
        if (std::any_of(names.begin(), names.end(), [&](const std::string& name) { return has_text(kept_off, name); }))
            kept_off.emplace_back(row.name); // no rung lets it run
        else
            faults.push_back({ServiceFault::Kind::Stopped, &row, {}, true});
    }
    return faults;
}

std::vector<Finding> service_findings(const std::vector<ServiceFault>& faults) {
    std::vector<Finding> findings;
    for (const ServiceFault& fault : faults) {
        const Severity weight = fault.is_damage ? Severity::Damage : Severity::Note;
        const std::string who = std::string(fault.row->name) + " (" + std::string(fault.row->what) + ")";
        std::string names;
        for (const std::string& name : fault.gone)
            names += (names.empty() ? "" : ", ") + shown(name);
        switch (fault.kind) {
        case ServiceFault::Kind::Disabled:
            if (!fault.policy.empty())
                findings.push_back(
                    make_finding(weight, "service-by-policy", "service", 0,
                                 "The service " + who + " is switched off by a policy (" + shown(fault.policy) + ")."));
            else if (!is_a_driver_that_is_asked(*fault.row))
                findings.push_back(
                    make_finding(weight, "service-disabled", "service", 0, "The service " + who + " is switched off."));
            break;
        case ServiceFault::Kind::DependencyGone:
            findings.push_back(
                make_finding(weight, "dependency-gone", "service", 0,
                             "The service " + who + " cannot start: it waits for what does not exist: " + names + "."));
            break;
        case ServiceFault::Kind::Stopped:
            findings.push_back(
                make_finding(weight, "service-stopped", "service", 0, "The service " + who + " does not run."));
            break;
        }
    }
    return findings;
}

} // namespace netmend::winsock
