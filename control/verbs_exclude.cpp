// exclude: one program out of every layered provider, with what netmend, Windows and products have excluded.
#include "control/asking.hpp"
#include "control/following.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/mending/exclusion.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/inbox.hpp"
#include "statemachine/winsock/known_providers.hpp"

namespace netmend::control {
namespace {

constexpr int vista = 6;
constexpr std::size_t shown_bytes_max = 500;
// Each works for many others, and Windows keeps categories for some of them itself (windows-modern, 5.3).
const std::vector<std::string> hosts{"svchost.exe", "rundll32.exe", "dllhost.exe", "lsass.exe",
                                     "wininit.exe", "services.exe", "xbgmsvc.exe"};

std::string shown(const std::string& text) {
    return winsock::printable(text, shown_bytes_max);
}

Outcome failed(const Error& error) {
    const int code = error.kind == ErrorKind::AccessDenied  ? exit_not_permitted
                     : error.kind == ErrorKind::Unsupported ? exit_refused_here
                                                            : exit_failed;
    return {code, {shown(error.text)}};
}

std::string state_of(const mending::Exclusion& exclusion) {
    if (exclusion.in_place())
        return exclusion.finished ? "kept out of layered providers" : "kept out, but cut off before it was noted";
    return exclusion.entry ? "changed by somebody else since" : "lost since; exclude it again";
}

Outcome listed(const mending::Exclusions& all) {
    Outcome outcome;
    outcome.data["programs"] = nlohmann::json::array();
    for (const mending::Exclusion& each : all.ours) {
        outcome.lines.push_back(shown(each.path) + ": " + state_of(each) + " (by netmend)");
        outcome.data["programs"].push_back(
            {{"path", shown(each.path)}, {"by", "netmend"}, {"in_place", each.in_place()}});
    }
    for (const winsock::CategorizedProgram& each : all.others) {
        const std::string with = each.arguments.empty() ? "" : " " + each.arguments;
        outcome.lines.push_back(shown(each.path + with) + ": has a category (by Windows or a product)");
        outcome.data["programs"].push_back({{"path", shown(each.path)},
                                            {"arguments", shown(each.arguments)},
                                            {"by", "others"},
                                            {"category", each.permitted}});
    }
    if (outcome.lines.empty())
        outcome.lines = {"No program is kept out of layered providers."};
    return outcome;
}

// Of everybody who would be kept out; for the question only.
std::string layers_of(const Call& call, bool x64) {
    Windows& windows = call.border.windows();
    const auto catalogs = winsock::read_settled_catalogs(windows.registry, x64);
    const auto never_gone = [](const std::string&, int) { return false; };
    const std::vector<std::string> products =
        catalogs ? winsock::healthy_in_protocols(*catalogs, never_gone, winsock::describes(windows.system))
                 : std::vector<std::string>();
    return products.empty() ? "" : " (" + shown(winsock::listed(products)) + ")";
}

// Layered products of which it is known that they watch what leaves the computer; an error: could not look.
Result<std::vector<std::string>> data_guards(Windows& windows, bool x64) {
    const auto catalogs = winsock::read_settled_catalogs(windows.registry, x64);
    if (!catalogs)
        return tl::unexpected(catalogs.error());
    std::vector<std::string> names;
    for (const winsock::ProtocolCatalog& list : catalogs->protocol)
        for (const winsock::ProtocolEntry& entry : list.entries)
            if (entry.item.chain_length != 1 && winsock::guards_data(entry.item.path, entry.item.provider))
                if (std::string name = winsock::product_of(entry.item.path, entry.item.provider);
                    !winsock::has_text(names, name))
                    names.push_back(std::move(name));
    return names;
}

Outcome undone(const Call& call, const std::string& path) {
    if (const Result<void> done = mending::undo_exclusion(call.border.windows(), path); !done)
        return failed(done.error());
    Outcome outcome{exit_done, {shown(path) + " has no category any more. This counts from its next start."}};
    outcome.data["program"] = shown(path);
    return outcome;
}

Outcome excluded(const Call& call, const std::string& path, bool x64) {
    if (winsock::has_text(hosts, path.substr(path.rfind('\\') + 1)))
        return {exit_refused_here,
                {shown(path) + " works for many services and programs. Exclude the program that needs it instead."}};
    const Result<std::vector<std::string>> guards = data_guards(call.border.windows(), x64);
    if (!guards && !call.arguments.force)
        return failed(guards.error());
    const std::string guarding = guards ? winsock::listed(*guards) : "products that could not be looked at";
    if (!guarding.empty() && !call.arguments.force)
        return {exit_refused_here,
                {guarding +
                     " watches what leaves this computer, and that no program goes round it is mostly the wish of "
                     "whoever manages the computer.",
                 "Ask there first. With --force the program is kept out all the same, and that is written to the event "
                 "log."}};
    if (!call.arguments.yes &&
        !agrees(call, "Shall " + shown(path) + " be kept out of every layered provider" + layers_of(call, x64) +
                          "? What these products filter or protect will not see it."))
        return {exit_cancelled, {declined_text(call)}};
    if (const Result<void> done = mending::exclude(call.border.windows(), path); !done)
        return failed(done.error());
    if (!guarding.empty())
        call.border.record(shown(path) + " was kept out of layered providers by `netmend exclude --force`, also of " +
                           guarding + ".");
    Outcome outcome{exit_done,
                    {shown(path) + " is kept out of layered providers. This counts from its next start.",
                     "`netmend exclude --undo \"" + shown(path) + "\"` takes it back."}};
    outcome.data["program"] = shown(path);
    return outcome;
}

} // namespace

Outcome exclude(const Call& call) {
    const bool lists = call.arguments.list;
    if (lists != call.arguments.program.empty() || (lists && call.arguments.undo))
        return {exit_bad_usage,
                {"Type `netmend exclude PROGRAM`, `netmend exclude --undo PROGRAM` or `netmend exclude --list`."}};
    Windows& windows = call.border.windows();
    const Result<SystemIdentity> identity = windows.system.identity();
    if (!identity)
        return failed(identity.error());
    if (identity->major < vista)
        return {exit_refused_here, {"Only Windows Vista and later know categories of programs."}};
    if (lists) {
        const Result<mending::Exclusions> all = mending::read_exclusions(windows.registry);
        return all ? listed(*all) : failed(all.error());
    }
    if (auto refused = refused_without_rights(call))
        return *refused;
    if (const Result<bool> open = repair_is_open(call); !open || *open)
        return {open ? exit_already_running : exit_failed,
                {open ? "A repair is under way, which compares what is excluded. Exclude it afterwards."
                      : open.error().text}};
    const Result<std::string> path = call.border.program_path(call.arguments.program);
    if (call.arguments.undo) // of a program that is gone, by the path that `--list` shows
        return undone(call, path ? *path : call.arguments.program);
    return path ? excluded(call, *path, identity->x64) : failed(path.error());
}

} // namespace netmend::control
