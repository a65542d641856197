#include "statemachine/winsock/rights.hpp"

#include <algorithm>

#include "statemachine/base/descriptor.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/known_good.hpp"
#include "statemachine/winsock/look.hpp"

namespace netmend::winsock {
namespace {

constexpr std::uint32_t full = 0xF003F;
constexpr std::uint32_t all_but_list = full & ~0x40000u; // WRITE_DAC
constexpr std::uint32_t read_write_delete = 0x3001F, read_write = 0x2001F, read = 0x20019;
constexpr std::uint32_t query_and_create = 0x2001D, of_interactive = 0x15;

constexpr std::string_view system_sid = "S-1-5-18", network_service = "S-1-5-20", local_service = "S-1-5-19",
                           operators = "S-1-5-32-556", users = "S-1-5-32-545", interactive = "S-1-5-4",
                           app_packages = "S-1-15-2-1";
constexpr std::string_view dhcp = "S-1-5-80-2940520708-3855866260-481812779-327648279-1710889582",
                           bfe = "S-1-5-80-1383147646-27650227-2710666058-1662982300-1023958487",
                           nla_svc = "S-1-5-80-3141615172-2057878085-1754447212-2405740020-3916490453",
                           mps_svc = "S-1-5-80-3088073201-1464728630-1879813800-1107566885-823218052";

constexpr std::string_view tcpip_key = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters",
                           dhcp_key = "SYSTEM\\CurrentControlSet\\Services\\Dhcp",
                           dhcp_parameters = "SYSTEM\\CurrentControlSet\\Services\\Dhcp\\Parameters",
                           dns_key = "SYSTEM\\CurrentControlSet\\Services\\Dnscache\\Parameters",
                           filters_key = "SYSTEM\\CurrentControlSet\\Services\\BFE\\Parameters\\Policy",
                           nla_key = "SYSTEM\\CurrentControlSet\\Services\\NlaSvc\\Parameters",
                           winsock_key = "SYSTEM\\CurrentControlSet\\Services\\Winsock",
                           winsock2_key = "SYSTEM\\CurrentControlSet\\Services\\WinSock2";
constexpr std::uint8_t here = 0, below = container_inherit;

// clang-format off
constexpr RightRow rows[] = {
    // key            who                          sid              need                  access: 7 8.1 1709 1903 2004     entry
    {tcpip_key,       "NETWORK SERVICE",           network_service, Need::ToGetAnAddress, {0, all_but_list, all_but_list, all_but_list, all_but_list}, below, false},
    {tcpip_key,       "NT SERVICE\\Dhcp",          dhcp,            Need::ToGetAnAddress, {0, all_but_list, 0, 0, read_write_delete}, below, false},
    {tcpip_key,       "Network Configuration Operators", operators, Need::NeverByItself,  {0, read_write_delete, read_write_delete, read_write_delete, read_write_delete}, below, false},
    {tcpip_key,       "LOCAL SERVICE",             local_service,   Need::NeverByItself,  {0, read, read, read, read}, below, false},
    {dhcp_key,        "NT SERVICE\\Dhcp",          dhcp,            Need::ToGetAnAddress, {0, query_and_create, query_and_create, query_and_create, query_and_create}, here, false},
    {dhcp_parameters, "NT SERVICE\\Dhcp",          dhcp,            Need::ToGetAnAddress, {0, query_and_create, query_and_create, query_and_create, query_and_create}, here, false},
    {dns_key,         "Network Configuration Operators", operators, Need::NeverByItself,  {0, query_and_create, query_and_create, query_and_create, query_and_create}, here, false},
    {dns_key,         "NT SERVICE\\MpsSvc",        mps_svc,         Need::NeverByItself,  {0, 0, 0, 0, full}, here, false},
    {filters_key,     "NT SERVICE\\BFE",           bfe,             Need::Always,         {0, read_write, read_write, read_write, read_write}, below, false},
    {nla_key,         "NT SERVICE\\NlaSvc",        nla_svc,         Need::NeverByItself,  {0, query_and_create, query_and_create, query_and_create, query_and_create}, here, false},
    {nla_key,         "NT SERVICE\\Dhcp",          dhcp,            Need::NeverByItself,  {0, query_and_create, query_and_create, query_and_create, query_and_create}, here, false},
    {nla_key,         "INTERACTIVE",               interactive,     Need::NeverByItself,  {0, of_interactive, of_interactive, of_interactive, of_interactive}, here, false},
    {winsock_key,     "Users",                     users,           Need::NeverByItself,  {0, read, read, read, read}, below, true},
    {winsock_key,     "ALL APPLICATION PACKAGES",  app_packages,    Need::NeverByItself,  {0, read, read, read, read}, below, true},
    {winsock2_key,    "Users",                     users,           Need::NeverByItself,  {0, read, read, read, read}, below, true},
    {winsock2_key,    "ALL APPLICATION PACKAGES",  app_packages,    Need::NeverByItself,  {0, read, read, read, read}, below, true},
};
// clang-format on

// Who has it as a member of a wider group has not lost it. No app package is a member of one.
std::vector<Bytes> who_counts_as(std::string_view sid) {
    std::vector<Bytes> all{sid_from(sid)};
    if (sid == app_packages)
        return all;
    for (const char* wider : {"S-1-1-0" /*Everyone*/, "S-1-5-11" /*Authenticated Users*/})
        all.push_back(sid_from(wider));
    if (sid.starts_with("S-1-5-80-"))
        all.push_back(sid_from("S-1-5-6")); // SERVICE
    return all;
}

struct Wanted {
    std::uint32_t seen = 0;  // what is looked for
    std::uint32_t exact = 0; // what would be given; 0: not known for this build
};

// Where this very build was not read, only what is equal in both that were may be given, and what both have is looked
// for.
Wanted wanted(const RightRow& row, const SystemIdentity& identity) {
    const BuildColumn build = build_column(identity);
    if (build.column == 0)
        return {};
    const bool alike = std::all_of(std::begin(row.access) + 1, std::end(row.access),
                                   [&](std::uint32_t access) { return access == row.access[1]; });
    if (build.exact || alike)
        return {row.access[build.column], row.access[build.column]};
    return {row.access[1] & row.access[builds_known - 1], 0};
}

// Without its rights a service may run, so that they count only where something fails.
bool is_damage(Need need, const NetworkNeeds& needs) {
    return is_needed(need, needs) && (needs.sockets_fail || needs.no_address || needs.names_not_found);
}

} // namespace

std::span<const RightRow> right_rows() {
    return rows;
}

bool is_lost(const Bytes& descriptor, const RightRow& row, std::uint32_t access) {
    const std::optional<std::uint32_t> system = allowed_to(descriptor, {sid_from(system_sid)});
    if (!system || (*system & full) != full)
        return false;
    return (allowed_to(descriptor, who_counts_as(row.sid)).value_or(access) & access) != access;
}

RightsLook lost_rights(Registry& registry, const SystemIdentity& identity, const NetworkNeeds& needs) {
    RightsLook look;
    if (generation_of(identity) < vista)
        return look;
    std::string_view path;
    std::optional<RegistryKey> key;
    for (const RightRow& row : rows) {
        const Wanted access = wanted(row, identity);
        if (access.seen == 0)
            continue;
        if (path != row.key) {
            path = row.key;
            Result<RegistryKey> read = registry.read(std::string(path));
            if (!read && read.error().kind != ErrorKind::NotFound && look.unseen.empty())
                look.unseen = "The permissions of " + std::string(path) + " could not be read: " + read.error().text;
            key = read ? std::optional(std::move(*read)) : std::nullopt;
        }
        if (!key || !is_lost(key->descriptor, row, access.seen))
            continue;
        // Cut off from the key above on purpose: then nothing can be inherited again.
        const bool known = access.exact != 0 && (!row.inherited || takes_inherited(key->descriptor));
        look.lost.push_back({&row, known ? access.exact : 0, known && is_damage(row.need, needs)});
    }
    return look;
}

std::vector<Finding> rights_findings(const RightsLook& look) {
    std::vector<Finding> findings;
    for (const LostRight& lost : look.lost)
        findings.push_back(make_finding(lost.is_damage ? Severity::Damage : Severity::Note, "rights-lost", "service", 0,
                                        std::string(lost.row->who) + " has lost its rights on the registry key " +
                                            std::string(lost.row->key) + "."));
    if (!look.unseen.empty())
        findings.push_back(make_finding(Severity::Note, "rights-unknown", "service", 0, shown(look.unseen)));
    return findings;
}

} // namespace netmend::winsock
