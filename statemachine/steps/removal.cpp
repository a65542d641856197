#include "statemachine/steps/removal.hpp"

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/machine/states.hpp"
#include "statemachine/steps/backup_of.hpp"

namespace netmend::steps {
namespace {

const std::string name = "tcpip-taken-out"; // empty: nothing is to be remembered

bool is_nothing(const Result<Bytes>& noted) {
    return noted ? noted->empty() : noted.error().kind == ErrorKind::NotFound;
}

} // namespace

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
    if (*component == ComponentState::Installed)
        return std::nullopt;
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
