#include "statemachine/steps/removal.hpp"

#include <algorithm>

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/machine/guards.hpp"
#include "statemachine/machine/states.hpp"
#include "statemachine/saved/repair_files.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/winsock/registry_reading.hpp"
#include "statemachine/winsock/services.hpp"

namespace netmend::steps {
namespace {

const std::string name = "tcpip-taken-out"; // empty: nothing is to be remembered

// A cut may tear a removal that was not flushed: the component is still named as installed, and the service of that
// name is none any more. No setup leaves it so.
Result<bool> is_torn(Registry& registry) {
    constexpr const char* always[] = {"Type", "Start", "ImagePath"};
    return winsock::read_if_there(registry, winsock::service_key("Tcpip")).map([&](const auto& key) {
        return !key || std::any_of(std::begin(always), std::end(always),
                                   [&](const char* value) { return winsock::find_value(*key, value) == nullptr; });
    });
}

bool is_nothing(const Result<Bytes>& noted) {
    return noted ? noted->empty() : noted.error().kind == ErrorKind::NotFound;
}

} // namespace

Result<bool> a_part_is_gone(Registry& registry, const Backup& backup, const Checkpoint& facts) {
    if (taken_out_before(facts))
        return false;
    if (!is_own(facts, facts.backup_name))
        return is_torn(registry);
    return read_owned_set(registry).map([&](const Backup& live) {
        const std::vector<Difference> different = differences(backup, live);
        return std::any_of(different.begin(), different.end(), [](const Difference& each) {
            return each.kind == Difference::Kind::KeyMissing || each.kind == Difference::Kind::ValueMissing;
        });
    });
}

Result<void> note_removal(StateFolder& folder, const Checkpoint& facts) {
    const std::string fresh = name + ".new"; // and renamed: a cut does not tear one that is there
    return folder.write(fresh, wrap(Content::Checkpoint, checkpoint_version, save_text(facts))).and_then([&] {
        return folder.rename(fresh, name);
    });
}

void forget_removal(Windows& windows, const Checkpoint& facts) {
    if (is_nothing(windows.folder.read(name, limits::checkpoint_bytes_max)))
        return;
    // Whoever has repaired has seen it.
    if (!is_in<Repaired>(facts.phase)) {
        const Result<ComponentState> component = windows.stack.tcpip_component();
        if (!component || *component != ComponentState::Installed)
            return;
    }
    if (const Result<void> done = windows.folder.write(name, {}); !done)
        windows.chronicle.record("That TCP/IP is installed again could not be noted: " + done.error().text);
}

Result<std::optional<Checkpoint>> lost_repair(Windows& windows, const Checkpoint& facts) {
    if (!takes_tcpip_away(facts))
        return std::nullopt;
    const Result<Bytes> data = windows.folder.read(name, limits::checkpoint_bytes_max);
    if (is_nothing(data))
        return std::nullopt;
    const Result<ComponentState> component = windows.stack.tcpip_component();
    if (!component)
        return tl::unexpected(component.error());
    if (*component == ComponentState::Installed) {
        const Result<bool> torn = is_torn(windows.registry);
        if (!torn)
            return tl::unexpected(torn.error());
        if (!*torn)
            return std::nullopt;
    }
    if (*component == ComponentState::Unknown)
        return fail(ErrorKind::Failed, "Whether TCP/IP is installed cannot be seen.");
    if (!data && !is_lost(data.error()))
        return tl::unexpected(data.error());
    const auto unwrapped = data.and_then(
        [](const Bytes& bytes) { return unwrap(Content::Checkpoint, bytes, limits::checkpoint_bytes_max); });
    if (unwrapped && unwrapped->version > checkpoint_version)
        return fail(ErrorKind::Unsupported, "A newer netmend took TCP/IP out of this machine: start that one.");
    const auto lost = unwrapped.and_then([](const Unwrapped& whole) { return load_text(whole.payload); });
    if (lost)
        return *lost;
    windows.chronicle.record("Which repair took TCP/IP out cannot be seen: " + lost.error().text);
    return std::nullopt;
}

} // namespace netmend::steps
