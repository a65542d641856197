#include "statemachine/planning/windows_kinds.hpp"

#include <algorithm>
#include <string_view>

namespace netmend {
namespace {

constexpr int any = -1;

struct Row {
    int major, minor;
    int service_pack_below; // any: whatever the service pack
    bool server, x64_only;
    const char* name;
    bool unsupported;
};

// The first row that fits counts; service packs are compared from below.
constexpr Row rows[] = {
    {5, 0, any, false, false, "Windows 2000", false},
    {5, 0, any, true, false, "Windows 2000 Server", false},
    {5, 1, 2, false, false, "Windows XP", true},
    {5, 1, any, false, false, "Windows XP", false},
    {5, 2, any, false, true, "Windows XP Professional x64 Edition", false},
    {5, 2, any, true, false, "Windows Server 2003", false},
};

const Row* row_for(const SystemIdentity& identity) {
    const bool server = identity.product != Product::Workstation;
    for (const Row& row : rows) {
        if (row.major != identity.major || row.minor != identity.minor || row.server != server)
            continue;
        if (row.x64_only && !identity.x64)
            continue;
        if (row.service_pack_below == any || identity.service_pack < row.service_pack_below)
            return &row;
    }
    return nullptr;
}

std::string later_name(const SystemIdentity& identity) {
    const bool server = identity.product != Product::Workstation;
    if (identity.major == 6 && identity.minor == 0)
        return server ? "Windows Server 2008" : "Windows Vista";
    if (identity.major == 6 && identity.minor == 1)
        return server ? "Windows Server 2008 R2" : "Windows 7";
    if (identity.major == 6 && identity.minor == 2)
        return server ? "Windows Server 2012" : "Windows 8";
    if (identity.major == 6 && identity.minor == 3)
        return server ? "Windows Server 2012 R2" : "Windows 8.1";
    if (identity.major == 10 && !server)
        return identity.build >= 22000 ? "Windows 11" : "Windows 10";
    return server ? "Windows Server" : "Windows";
}

} // namespace

WindowsKind kind_of(const SystemIdentity& identity) {
    if (const Row* row = row_for(identity))
        return {row->name, procedures_for(identity), "", row->unsupported};
    WindowsKind kind{later_name(identity), procedures_for(identity), "", false};
    if (identity.major < 5)
        kind.refusal = "netmend knows no procedure for a Windows older than Windows 2000.";
    return kind;
}

std::string network_reset_of(const SystemIdentity& identity) {
    constexpr int version_1607 = 14393;
    if (identity.major < 10 || identity.build < version_1607 || identity.product != Product::Workstation)
        return {};
    return " Windows' own last way is Network Reset (Settings, Network). It removes every network adapter, VPN and "
           "virtual switch with its settings, and restarts Windows after five minutes. netmend never does that.";
}

std::vector<std::string> ladder_lines(const SystemIdentity& identity) {
    const WindowsKind kind = kind_of(identity);
    std::vector<std::string> lines;
    for (const Procedure procedure : kind.ladder)
        lines.push_back((lines.empty() ? "First: " : "If that is not enough: ") + std::string(row_of(procedure).rung) +
                        ".");
    lines.push_back(kind.ladder.empty() ? kind.refusal : "After that: a person." + network_reset_of(identity));
    return lines;
}

bool same_system(const SystemIdentity& was, const SystemIdentity& is) {
    SystemIdentity here = is;
    here.machine_id = was.machine_id;
    if (!(here == was))
        return false;
    std::string_view one = was.machine_id, other = is.machine_id;
    while (!one.empty() && !other.empty()) {
        const std::string_view part = one.substr(0, one.find('/')), other_part = other.substr(0, other.find('/'));
        if (!part.empty() && !other_part.empty() && part != other_part)
            return false;
        one.remove_prefix(std::min(one.size(), part.size() + 1));
        other.remove_prefix(std::min(other.size(), other_part.size() + 1));
    }
    return true;
}

std::string windows_name(const SystemIdentity& identity) {
    std::string name = kind_of(identity).name;
    if (identity.service_pack > 0)
        name += " Service Pack " + std::to_string(identity.service_pack);
    if (identity.major >= 6)
        name += " (build " + std::to_string(identity.build) + ")";
    return name;
}

} // namespace netmend
