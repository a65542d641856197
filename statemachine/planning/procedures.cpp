#include "statemachine/planning/procedures.hpp"

#include <algorithm>
#include <array>

namespace netmend {
namespace {

using Edition = WindowsRange::Edition;

constexpr std::string_view settings_back = "Give back every setting that is not there any more.";
constexpr std::string_view check = "Check that sockets carry data again.";
constexpr std::string_view restart = "Restart.";
constexpr std::string_view restart_for_blank_keys = "Restart, so that Windows writes blank ones.";

// The guide: Windows XP SP2 and later, Server 2003 SP1 and later.
constexpr PlannedStep reset_steps[] = {
    {ProgressStep::Reset, "Reset the Winsock catalog (netsh winsock reset)."},
    {ProgressStep::RestartAfterReset, restart},
    {ProgressStep::VerifyReset, check},
};
constexpr WindowsRange reset_windows[] = {{5, 1, 2}, {5, 2, 0, Edition::Workstation}, {5, 2, 1, Edition::Server}};

// KB 811259: Windows XP below SP2, Server 2003 below SP1, and where the reset was not enough.
constexpr PlannedStep keys_steps[] = {
    {ProgressStep::DeleteKeys, "Delete the registry keys Winsock and WinSock2."},
    {ProgressStep::RestartForKeys, restart_for_blank_keys},
    {ProgressStep::Install, "Install TCP/IP again."},
    {ProgressStep::Install, settings_back},
    {ProgressStep::RestartAfterInstall, restart},
    {ProgressStep::Verify, check},
};
constexpr WindowsRange keys_windows[] = {{5, 1, 0}, {5, 2, 0}};

// The guide: Windows 2000.
constexpr PlannedStep reinstall_steps[] = {
    {ProgressStep::Uninstall, "Remove TCP/IP."},
    {ProgressStep::RestartWithoutTcpip, restart},
    {ProgressStep::DeleteKeys, "Delete the registry keys Tcpip, Winsock and WinSock2 and two Bind values."},
    {ProgressStep::RestartForKeys, restart_for_blank_keys},
    {ProgressStep::Install, "Install TCP/IP again."},
    {ProgressStep::Install, settings_back},
    {ProgressStep::RestartAfterInstall, restart},
    {ProgressStep::Verify, check},
};
constexpr WindowsRange reinstall_windows[] = {{5, 0, 0}};
constexpr std::string_view reinstall_warning =
    "From the removal of TCP/IP to its installation there is no network, and a domain user "
    "whose logon is not cached cannot log on. A cancel then finishes the installation first.";

// clang-format off
constexpr std::array rows{
    ProcedureRow{
        .procedure = Procedure::ResetCatalog, .name = "reset",
        .rung = "reset the Winsock catalog, restart",
        .steps = reset_steps, .restarts = 1,
        .takes_tcpip_away = false, .may_follow = true, .forbidden_by_roles = false,
        .answers = {}, .windows = reset_windows, .warning = {}},
    ProcedureRow{
        .procedure = Procedure::DeleteKeys, .name = "keys",
        .rung = "delete the Winsock keys, restart, install TCP/IP again, restart",
        .steps = keys_steps, .restarts = 2,
        .takes_tcpip_away = false, .may_follow = true, .forbidden_by_roles = true,
        .answers = {}, .windows = keys_windows, .warning = {}},
    ProcedureRow{ // never after another one: its way back begins with a machine on which nothing was done yet
        .procedure = Procedure::ReinstallTcpip, .name = "reinstall",
        .rung = "remove TCP/IP, restart, delete its keys, restart, install it again, restart",
        .steps = reinstall_steps, .restarts = 3,
        .takes_tcpip_away = true, .may_follow = false, .forbidden_by_roles = true,
        .answers = {}, .windows = reinstall_windows, .warning = reinstall_warning},
};
// clang-format on

constexpr bool each_stands_at_its_place() {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].procedure != static_cast<Procedure>(i))
            return false;
    return true;
}
static_assert(each_stands_at_its_place() && rows.size() == static_cast<std::size_t>(Procedure::ReinstallTcpip) + 1,
              "every procedure has its row");

bool fits(const WindowsRange& range, const SystemIdentity& identity) {
    const bool workstation = identity.product == Product::Workstation;
    return range.major == identity.major && range.minor == identity.minor &&
           identity.service_pack >= range.service_pack_from &&
           (range.edition == Edition::Any || workstation == (range.edition == Edition::Workstation));
}

} // namespace

std::span<const ProcedureRow> all_procedures() {
    return rows;
}

const ProcedureRow& row_of(Procedure procedure) {
    return rows[static_cast<std::size_t>(procedure)];
}

std::string_view name_of(Procedure procedure) {
    return row_of(procedure).name;
}

std::optional<Procedure> procedure_named(std::string_view name) {
    for (const ProcedureRow& row : rows)
        if (row.name == name)
            return row.procedure;
    return std::nullopt;
}

std::vector<std::string> names_of(const std::vector<Procedure>& ladder) {
    std::vector<std::string> names;
    for (const Procedure procedure : ladder)
        names.emplace_back(name_of(procedure));
    return names;
}

std::vector<Procedure> procedures_for(const SystemIdentity& identity) {
    std::vector<Procedure> found;
    for (const ProcedureRow& row : rows)
        if (std::any_of(row.windows.begin(), row.windows.end(),
                        [&](const WindowsRange& range) { return fits(range, identity); }))
            found.push_back(row.procedure);
    return found;
}

bool answers(Procedure procedure, const winsock::Diagnosis& diagnosis) {
    const std::span<const std::string_view> codes = row_of(procedure).answers;
    return codes.empty() ||
           std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(), [&](const winsock::Finding& finding) {
               return finding.severity == winsock::Severity::Damage &&
                      std::find(codes.begin(), codes.end(), finding.code) != codes.end();
           });
}

} // namespace netmend
