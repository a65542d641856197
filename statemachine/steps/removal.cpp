#include "statemachine/steps/removal.hpp"

#include <algorithm>

#include "statemachine/envelope.hpp"
#include "statemachine/limits.hpp"
#include "statemachine/repair_files.hpp"
#include "statemachine/settings/comparing.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/settings_of.hpp"

namespace netmend::steps {
namespace {

const std::string name = "tcpip-taken-out"; // empty: nothing is to be remembered

bool is_nothing(const Result<Bytes>& noted) {
    return noted ? noted->empty() : noted.error().kind == ErrorKind::NotFound;
}

// The second one must not tear the first.
Result<void> note(StateFolder& folder, const Checkpoint& facts) {
    const std::string fresh = name + ".new";
    return folder.write(fresh, wrap(Content::Checkpoint, checkpoint_version, save_text(facts))).and_then([&] {
        return folder.rename(fresh, name);
    });
}

// What the note of a removal that was seen says of its phase; one that was only begun says where it was begun.
constexpr std::string_view seen_out = "reinstall/restart-without-tcpip";

} // namespace

bool has_been_out(const Checkpoint& facts) {
    return std::find(facts.path.begin(), facts.path.end(), seen_out) != facts.path.end();
}

// Once it was out there are settings to give back already, and so there are for whoever relies on another repair's.
Result<void> note_removal(StateFolder& folder, const Checkpoint& facts) {
    const bool is_first = is_own(facts, facts.settings_name) && !has_been_out(facts);
    return is_first ? note(folder, facts) : note_that_it_is_out(folder, facts);
}

Result<void> note_that_it_is_out(StateFolder& folder, const Checkpoint& facts) {
    Checkpoint out = facts;
    out.phase = seen_out;
    return note(folder, out);
}

Result<std::optional<Checkpoint>> lost_repair(Windows& windows, const Checkpoint& facts) {
    if (facts.plan.procedure != "reinstall")
        return std::nullopt;
    const Result<Bytes> data = windows.folder.read(name, limits::checkpoint_bytes_max);
    if (is_nothing(data))
        return std::nullopt;
    const Result<ComponentState> component = windows.stack.tcpip_component();
    if (!component)
        return tl::unexpected(component.error());
    if (*component == ComponentState::Unknown)
        return std::nullopt;
    if (!data && !is_lost(data.error()))
        return tl::unexpected(data.error());
    const auto unwrapped = data.and_then(
        [](const Bytes& bytes) { return unwrap(Content::Checkpoint, bytes, limits::checkpoint_bytes_max); });
    const auto lost = unwrapped.and_then([](const Unwrapped& whole) { return load_text(whole.payload); });
    if (*component == ComponentState::Installed) // again, where it was seen to be out; else it was never taken out
        return lost && lost->phase == seen_out ? Result<std::optional<Checkpoint>>(*lost) : std::nullopt;
    if (unwrapped && unwrapped->version > checkpoint_version)
        return fail(ErrorKind::Unsupported, "A newer netmend took TCP/IP out of this machine: start that one.");
    if (lost)
        return *lost;
    windows.chronicle.record("Which repair took TCP/IP out cannot be seen: " + lost.error().text);
    return std::nullopt;
}

Result<std::string> settings_not_given_back(Windows& windows, const Checkpoint& facts) {
    const Result<std::optional<Checkpoint>> lost = lost_repair(windows, facts);
    if (!lost)
        return tl::unexpected(lost.error());
    if (!*lost)
        return std::string();
    const Result<Settings> were = settings_of(windows.folder, **lost);
    if (!were)
        return is_lost(were.error()) ? Result<std::string>(std::string()) : tl::unexpected(were.error());
    const Result<Settings> are = settings_now(windows, facts);
    if (!are)
        return tl::unexpected(are.error());
    const std::vector<std::string> differences = setting_differences(*were, *are);
    return differences.empty() ? std::string() : differences.front();
}

void forget_removal(Windows& windows, const Checkpoint& facts) {
    if (is_nothing(windows.folder.read(name, limits::checkpoint_bytes_max)))
        return;
    const Result<ComponentState> component = windows.stack.tcpip_component();
    if (!component || *component != ComponentState::Installed)
        return;
    if (facts.phase != "settled/repaired")
        if (const Result<std::string> missing = settings_not_given_back(windows, facts); !missing || !missing->empty())
            return;
    if (const Result<void> done = windows.folder.write(name, {}); !done)
        windows.chronicle.record("That TCP/IP is installed again could not be noted: " + done.error().text);
}

} // namespace netmend::steps
