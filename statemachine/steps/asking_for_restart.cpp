#include "statemachine/base/limits.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
namespace {

constexpr const char* please_restart =
    "netmend: please restart this computer to go on with the network repair. Choose Restart, not Shut down.";

// StepDone: asked for. The restart itself shows only at the next waking.
Answer ask_person(Windows& windows) {
    windows.notice.tell(please_restart);
    windows.chronicle.record(please_restart);
    return event::StepDone{};
}

} // namespace

Answer ask_for_restart(Windows& windows, const Checkpoint& facts) {
    if (facts.restart_policy == RestartPolicy::Never) {
        windows.chronicle.record("A restart is needed; the policy says that nobody is asked.");
        return event::StepDone{};
    }
    if (facts.restart_policy == RestartPolicy::Ask || facts.restart_refused)
        return ask_person(windows);

    const std::chrono::seconds up = windows.power.uptime();
    if (up < limits::uptime_before_automatic_restart &&
        !windows.clock.wait(limits::uptime_before_automatic_restart - up))
        return std::nullopt;
    const Result<void> asked = windows.power.ask_restart(
        limits::restart_countdown,
        "netmend restarts this computer to go on with the network repair. 'netmend cancel' stops it.");
    if (!asked)
        return event::StepFailed{"Windows would not restart by itself: " + asked.error().text};
    windows.chronicle.record("The restart was asked for and accepted.");
    return event::StepDone{};
}

} // namespace netmend::steps
