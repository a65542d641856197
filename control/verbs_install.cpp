// install and uninstall.
#include "control/asking.hpp"
#include "control/following.hpp"

namespace netmend::control {
namespace {

Outcome done_or_failed(const Result<std::vector<std::string>>& done) {
    if (done)
        return {exit_done, *done};
    const bool denied = done.error().kind == ErrorKind::AccessDenied;
    return {denied ? exit_not_permitted : exit_failed, {done.error().text}};
}

// Empty: nothing speaks against it.
std::string why_it_must_stay(const Call& call) {
    const Result<bool> open = repair_is_open(call);
    if (!open)
        return open.error().text;
    return *open ? "A repair is under way, so netmend stays: without it the repair would never be finished or taken "
                   "back."
                 : "";
}

// A step may take as long as the installer of Windows; stopped in it, the service would come to its end
// later than anybody waits for it, and stay stopped.
bool is_in_a_step(const Call& call) {
    const auto reply = ask_service(call, protocol::Request{});
    return reply && reply->status.value("working", nlohmann::json()) == true;
}

} // namespace

Outcome install(const Call& call) {
    if (auto refused = refused_without_rights(call))
        return *refused;
    if (is_in_a_step(call))
        return {
            exit_already_running,
            {"netmend is in the middle of a step, which may take up to 15 minutes. Nothing was changed; install again "
             "when `netmend status` says that it waits for something."}};
    Outcome outcome = done_or_failed(call.border.install());
    if (outcome.code == exit_done)
        outcome.lines.push_back("netmend is installed. Type `netmend diagnose` to see whether this computer needs it.");
    return outcome;
}

Outcome uninstall(const Call& call) {
    if (auto refused = refused_without_rights(call))
        return *refused;
    if (call.border.service_state() == ServiceState::Missing)
        return {exit_not_installed, {"netmend is not installed on this computer."}};
    const std::string why = why_it_must_stay(call);
    if (!why.empty() && !call.arguments.abandon)
        return {exit_already_running,
                {why, "`netmend cancel` ends a repair. `netmend uninstall --abandon` removes netmend all the same and "
                      "leaves this computer as it is now."}};
    if (!why.empty()) // a restart that counts down would come with nobody left to make use of it
        call.border.windows().power.abort_restart();
    Outcome outcome = done_or_failed(call.border.uninstall());
    if (outcome.code == exit_done)
        outcome.lines.push_back("netmend is removed. Its backups and its history stay on this computer.");
    if (outcome.code == exit_done && !why.empty())
        outcome.lines.push_back("If netmend is installed again, the repair goes on where it was left.");
    return outcome;
}

} // namespace netmend::control
