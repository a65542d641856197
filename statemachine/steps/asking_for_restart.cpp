#include "statemachine/base/limits.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend::steps {
namespace {

constexpr const char* please_restart =
    "netmend: please restart this computer to go on with the network repair. Choose Restart, not Shut down.";
constexpr const char* announcement =
    "netmend restarts this computer to go on with the network repair. 'netmend cancel' stops it.";

// StepDone: asked for. The restart itself shows only at the next waking.
Answer ask_person(Windows& windows) {
    windows.notice.tell(please_restart);
    windows.chronicle.record(please_restart);
    return event::StepDone{};
}

event::RestartPutOff put_off(Windows& windows, bool accepted, std::string why) {
    event::RestartPutOff event{std::move(why), accepted, {}};
    if (const Result<std::vector<std::string>> people = windows.power.logged_on())
        for (const std::string& name : *people)
            if (event.waits_for.size() < limits::people_named_max)
                event.waits_for.push_back(name);
    return event;
}

Answer refused(Windows& windows, const Error& error) {
    if (error.kind == ErrorKind::Busy)
        return put_off(windows, /*accepted=*/false, "Windows does not restart now: " + error.text);
    return event::StepFailed{"Windows would not restart by itself: " + error.text};
}

// Then nobody has work to lose, and what holds Windows up is a program that nobody can see or answer.
bool nobody_is_logged_on(Windows& windows) {
    const Result<std::vector<std::string>> people = windows.power.logged_on();
    return people && people->empty();
}

// Its countdown is watched to the end: whoever logs on meanwhile is not thrown out again.
Answer force_restart(Windows& windows) {
    windows.chronicle.record("Nobody is logged on, so the restart is forced.");
    if (const Result<void> asked = windows.power.ask_restart(limits::restart_countdown, announcement, /*forced=*/true);
        !asked)
        return refused(windows, asked.error());
    for (std::chrono::seconds passed{0}; passed < limits::restart_countdown;
         passed += limits::forced_restart_watched_every) {
        const bool undisturbed = windows.clock.wait(limits::forced_restart_watched_every);
        if (undisturbed && nobody_is_logged_on(windows))
            continue;
        if (const Result<void> aborted = windows.power.abort_restart(); !aborted)
            windows.chronicle.record("The restart under way could not be stopped: " + aborted.error().text);
        if (!undisturbed)
            return std::nullopt;
        return put_off(windows, /*accepted=*/false, "Somebody has logged on, so Windows is not forced to restart.");
    }
    return event::StepDone{};
}

} // namespace

Answer ask_for_restart(Windows& windows, const Checkpoint& facts) {
    if (facts.restart_policy == RestartPolicy::Never) {
        windows.chronicle.record("A restart is needed; the policy says that nobody is asked.");
        return event::StepDone{};
    }
    if (!restarts_by_itself(facts))
        return ask_person(windows);

    const std::chrono::seconds up = windows.power.uptime();
    if (up < limits::uptime_before_automatic_restart &&
        !windows.clock.wait(limits::uptime_before_automatic_restart - up))
        return std::nullopt;
    if (facts.restarts_overdue > 0 && nobody_is_logged_on(windows))
        return force_restart(windows);
    if (const Result<void> asked = windows.power.ask_restart(limits::restart_countdown, announcement, /*forced=*/false);
        !asked)
        return refused(windows, asked.error());
    windows.chronicle.record("The restart was asked for and accepted.");
    return event::StepDone{};
}

Event restart_overdue(Windows& windows) {
    return put_off(windows, /*accepted=*/true,
                   "Windows accepted the restart, and it did not come: a program with unsaved work, or somebody, has "
                   "stopped it.");
}

} // namespace netmend::steps
