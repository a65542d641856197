// install and uninstall.
#include "control/asking.hpp"
#include "control/following.hpp"
#include "control/saved_state.hpp"
#include "control/status.hpp"

namespace netmend::control {
namespace {

Outcome done_or_failed(const Result<std::vector<std::string>>& done) {
    if (done)
        return {exit_done, *done};
    const bool denied = done.error().kind == ErrorKind::AccessDenied;
    return {denied ? exit_not_permitted : exit_failed, {done.error().text}};
}

// As far as anybody can tell: the service first, the disk where it does not answer.
bool is_in_mid_repair(const Call& call) {
    if (const auto reply = ask_service(call, protocol::Request{}))
        return reply->status.value("unfinished", nlohmann::json()) == true;
    const Result<Snapshot> snapshot = saved_state(call.border.state_folder());
    return snapshot && is_unfinished(*snapshot);
}

} // namespace

Outcome install(const Call& call) {
    if (auto refused = refused_without_rights(call))
        return *refused;
    Outcome outcome = done_or_failed(call.border.install());
    if (outcome.code == exit_done)
        outcome.lines.push_back("netmend is installed. Type `netmend diagnose` to see whether this computer needs it.");
    return outcome;
}

Outcome uninstall(const Call& call) {
    if (auto refused = refused_without_rights(call))
        return *refused;
    if (!call.arguments.abandon && is_in_mid_repair(call))
        return {
            exit_already_running,
            {"A repair is under way, so netmend stays: without it the repair would never be finished or taken back.",
             "`netmend cancel` ends the repair. `netmend uninstall --abandon` removes netmend all the same and leaves "
             "this computer as it is now."}};
    if (call.border.service_state() == ServiceState::Missing)
        return {exit_not_installed, {"netmend is not installed on this computer."}};
    Outcome outcome = done_or_failed(call.border.uninstall());
    if (outcome.code == exit_done)
        outcome.lines.push_back("netmend is removed. Its backups and its history stay on this computer.");
    return outcome;
}

} // namespace netmend::control
