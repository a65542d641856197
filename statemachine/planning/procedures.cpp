#include "statemachine/planning/procedures.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace netmend {
namespace {

using Edition = WindowsRange::Edition;
using winsock::Part;

constexpr std::string_view settings_back = "Give back every setting that is not there any more.";
constexpr std::string_view check = "Check that sockets carry data again.";
constexpr std::string_view restart = "Restart.";
constexpr std::string_view restart_for_blank_keys = "Restart, so that Windows writes blank ones.";

// Vista and later: each changes only what it has written down before, is looked at in new processes at once, and is
// undone by its own difference where it did not help (windows-modern, 1 and 8).
constexpr WindowsRange modern_windows[] = {{6, 0, 0, Edition::Any, /*and_later=*/true}};
constexpr std::string_view look = "Look in new processes whether sockets carry data again.";
constexpr PlannedStep services_steps[] = {
    {ProgressStep::Mend, "Give services and drivers that were switched off their start type back, and start them."},
    {ProgressStep::LookAfterMend, look},
};
constexpr PlannedStep layers_steps[] = {
    {ProgressStep::Mend, "Take layered providers whose DLL is gone out of the Winsock catalogs."},
    {ProgressStep::LookAfterMend, look},
};
constexpr PlannedStep name_spaces_steps[] = {
    {ProgressStep::Mend, "Put Windows' own name-space providers back into the catalog."},
    {ProgressStep::LookAfterMend, look},
};
constexpr PlannedStep inbox_steps[] = {
    {ProgressStep::Mend, "Write Windows' own entries of the Winsock catalogs again."},
    {ProgressStep::LookAfterMend, look},
};
// What a person named, though it works: by the means of the rungs of layers and name spaces.
constexpr PlannedStep remove_steps[] = {
    {ProgressStep::Mend, "Take what you named out of the Winsock catalogs, and close the chains that stood on it."},
    {ProgressStep::LookAfterMend, look},
};
constexpr std::string_view remove_warning = "Only the Winsock catalogs are changed. Where the product's own "
                                            "uninstallation works, it is the better way: it takes "
                                            "the rest of the product, which may put its providers back.";
// What it leaves is computed before and compared after, in both bitnesses (windows-modern, 2).
constexpr PlannedStep winsock_reset_steps[] = {
    {ProgressStep::Reset,
     "Reset the Winsock catalog (netsh winsock reset), and give back what it took of Windows' own."},
    {ProgressStep::RestartAfterReset, restart},
    {ProgressStep::VerifyReset, check},
};
constexpr Part winsock_reset_answers[] = {Part::ProtocolCatalog, Part::Protocols, Part::Layers};
constexpr Part services_answers[] = {Part::Services, Part::Drivers};
constexpr Part layers_answers[] = {Part::Layers};
constexpr Part name_spaces_answers[] = {Part::NameSpaces, Part::NamesOff};
constexpr Part inbox_answers[] = {Part::Protocols, Part::NameSpaces, Part::OldKey};

// The guide: Windows XP SP2 and later, Server 2003 SP1 and later.
constexpr PlannedStep reset_steps[] = {
    {ProgressStep::Reset, "Reset the Winsock catalog (netsh winsock reset)."},
    {ProgressStep::RestartAfterReset, restart},
    {ProgressStep::VerifyReset, check},
};
constexpr Part reset_answers[] = {Part::ProtocolCatalog, Part::Protocols, Part::Layers,
                                  Part::Stack}; // "name-space entries are not touched" (netsh's page)
constexpr WindowsRange reset_windows[] = {{5, 1, 2}, {5, 2, 0, Edition::Workstation}, {5, 2, 1, Edition::Server}};

// Deleted keys come back blank, and the installation of TCP/IP writes all of it anew.
constexpr Part installation_answers[] = {Part::ProtocolCatalog, Part::NameSpaceCatalog, Part::Protocols, Part::Layers,
                                         Part::NameSpaces,      Part::OldKey,           Part::Drivers,   Part::Stack};

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
        .procedure = Procedure::MendServices, .name = "services",
        .rung = "give services that were switched off their start type back",
        .steps = services_steps, .restarts = 0,
        .takes_tcpip_away = false, .may_follow = true, .forbidden_by_roles = false,
        .removes = Removes::Nothing,
        .does_a_part = true,
        .answers = services_answers, .windows = modern_windows, .warning = {}},
    ProcedureRow{
        .procedure = Procedure::RemoveBrokenLayers, .name = "layers",
        .rung = "take layered providers whose DLL is gone out of the catalogs",
        .steps = layers_steps, .restarts = 0,
        .takes_tcpip_away = false, .may_follow = true, .forbidden_by_roles = false,
        .removes = Removes::BrokenLayers,
        .does_a_part = true,
        .answers = layers_answers, .windows = modern_windows, .warning = {}},
    ProcedureRow{
        .procedure = Procedure::MendNameSpaces, .name = "name-spaces",
        .rung = "put Windows' own name-space providers back",
        .steps = name_spaces_steps, .restarts = 0,
        .takes_tcpip_away = false, .may_follow = true, .forbidden_by_roles = false,
        .removes = Removes::Nothing,
        .does_a_part = true,
        .answers = name_spaces_answers, .windows = modern_windows, .warning = {}},
    ProcedureRow{
        .procedure = Procedure::MendInboxEntries, .name = "inbox",
        .rung = "write Windows' own entries of the catalogs again",
        .steps = inbox_steps, .restarts = 0,
        .takes_tcpip_away = false, .may_follow = true, .forbidden_by_roles = false,
        .removes = Removes::Nothing,
        .does_a_part = true,
        .answers = inbox_answers, .windows = modern_windows, .warning = {}},
    ProcedureRow{
        .procedure = Procedure::ResetWinsock, .name = "winsock-reset",
        .rung = "reset the Winsock catalog with what was agreed to, restart",
        .steps = winsock_reset_steps, .restarts = 1,
        .takes_tcpip_away = false, .may_follow = true, .forbidden_by_roles = false,
        .removes = Removes::Accepted,
        .does_a_part = false,
        .answers = winsock_reset_answers, .windows = modern_windows, .warning = {}},
    ProcedureRow{
        .procedure = Procedure::ResetCatalog, .name = "reset",
        .rung = "reset the Winsock catalog, restart",
        .steps = reset_steps, .restarts = 1,
        .takes_tcpip_away = false, .may_follow = true, .forbidden_by_roles = false,
        .removes = Removes::Everything,
        .does_a_part = false,
        .answers = reset_answers, .windows = reset_windows, .warning = {}},
    ProcedureRow{
        .procedure = Procedure::DeleteKeys, .name = "keys",
        .rung = "delete the Winsock keys, restart, install TCP/IP again, restart",
        .steps = keys_steps, .restarts = 2,
        .takes_tcpip_away = false, .may_follow = true, .forbidden_by_roles = true,
        .removes = Removes::Everything,
        .does_a_part = false,
        .answers = installation_answers, .windows = keys_windows, .warning = {}},
    ProcedureRow{ // never after another one: its way back begins with a machine on which nothing was done yet
        .procedure = Procedure::ReinstallTcpip, .name = "reinstall",
        .rung = "remove TCP/IP, restart, delete its keys, restart, install it again, restart",
        .steps = reinstall_steps, .restarts = 3,
        .takes_tcpip_away = true, .may_follow = false, .forbidden_by_roles = true,
        .removes = Removes::Everything,
        .does_a_part = false,
        .answers = installation_answers, .windows = reinstall_windows, .warning = reinstall_warning},
    ProcedureRow{
        .procedure = Procedure::RemoveProducts, .name = "remove",
        .rung = "take what was named out of the catalogs",
        .steps = remove_steps, .restarts = 0,
        .takes_tcpip_away = false, .may_follow = false, .forbidden_by_roles = false,
        .removes = Removes::Named,
        .does_a_part = false,
        .answers = {}, .windows = {}, .warning = remove_warning},
};
// clang-format on

constexpr bool each_stands_at_its_place() {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].procedure != static_cast<Procedure>(i))
            return false;
    return true;
}
static_assert(each_stands_at_its_place() && rows.size() == static_cast<std::size_t>(Procedure::RemoveProducts) + 1,
              "every procedure has its row");

// Each part that a finding may name for damage, but a person's.
constexpr bool each_part_has_its_procedure() {
    for (const Part part : {Part::ProtocolCatalog, Part::NameSpaceCatalog, Part::Protocols, Part::Layers,
                            Part::NameSpaces, Part::NamesOff, Part::OldKey, Part::Drivers, Part::Services, Part::Stack})
        if (std::none_of(rows.begin(), rows.end(), [&](const ProcedureRow& row) {
                return std::find(row.answers.begin(), row.answers.end(), part) != row.answers.end();
            }))
            return false;
    return true;
}
static_assert(each_part_has_its_procedure(), "some procedure puts right what the list of codes leaves to procedures");

bool fits(const WindowsRange& range, const SystemIdentity& identity) {
    const bool workstation = identity.product == Product::Workstation;
    const bool this_one = range.major == identity.major && range.minor == identity.minor &&
                          identity.service_pack >= range.service_pack_from;
    const bool later = std::pair(identity.major, identity.minor) > std::pair(range.major, range.minor);
    return (this_one || (range.and_later && later)) &&
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

bool answers(Procedure procedure, const winsock::Finding& finding) {
    const std::span<const Part> parts = row_of(procedure).answers;
    return finding.severity == winsock::Severity::Damage &&
           std::find(parts.begin(), parts.end(), finding.part) != parts.end();
}

bool answers(Procedure procedure, const winsock::Diagnosis& diagnosis) {
    return std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(),
                       [&](const winsock::Finding& finding) { return answers(procedure, finding); });
}

} // namespace netmend
