#include "statemachine/limits.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/diagnosis.hpp"

namespace netmend::steps {
namespace {

constexpr std::chrono::seconds between_looks_at_services{5};

// A look at boot can come too early (procedures, 9). False: interrupted. The bound ends the wait, it decides nothing.
bool wait_for_services(Windows& windows) {
    for (std::chrono::seconds waited{0}; waited < limits::services_start_within; waited += between_looks_at_services) {
        const Result<bool> started = windows.system.services_started();
        if (!started || *started)
            return true;
        if (!windows.clock.wait(between_looks_at_services))
            return false;
    }
    return true;
}

Answer answer_for(const winsock::Diagnosis& diagnosis) {
    const event::Look look = look_from(diagnosis);
    switch (diagnosis.verdict) {
    case winsock::Verdict::Healthy:
    case winsock::Verdict::Suspicious:
        return event::SeenMended{look};
    case winsock::Verdict::Damaged:
        return event::SeenDamaged{look};
    case winsock::Verdict::CouldNotLook:
        break;
    }
    return event::CouldNotLook{look, look.findings.empty() ? "netmend could not look." : look.findings.front()};
}

} // namespace

Answer verify(Windows& windows, const Checkpoint& facts) {
    const winsock::Diagnosis first = winsock::diagnose(windows, facts.identity);
    if (first.verdict != winsock::Verdict::Damaged)
        return answer_for(first);
    if (!wait_for_services(windows))
        return std::nullopt;
    if (!windows.clock.wait(limits::second_look_after))
        return std::nullopt;
    return answer_for(winsock::diagnose(windows, facts.identity));
}

} // namespace netmend::steps
