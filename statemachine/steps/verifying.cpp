#include "statemachine/limits.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/diagnosis.hpp"

namespace netmend::steps {
namespace {

constexpr std::chrono::seconds between_looks{15};

Answer answer_for(Windows& windows, const Checkpoint& facts, const winsock::Diagnosis& diagnosis) {
    const event::Look look = look_from(diagnosis);
    switch (diagnosis.verdict) {
    case winsock::Verdict::Healthy:
    case winsock::Verdict::Suspicious:
        return event::SeenMended{look};
    case winsock::Verdict::Damaged:
        return event::SeenDamaged{look, is_damaged(look_at_catalog(windows, facts.identity).catalog)};
    case winsock::Verdict::CouldNotLook:
        break;
    }
    return event::CouldNotLook{look, look.findings.empty() ? "netmend could not look." : look.findings.front()};
}

} // namespace

// A look at boot can come too early (procedures, 9): "damaged" counts only when automatic services have been started,
// some minutes have passed since the start, and every look of a whole minute agrees. "Mended" needs no second look:
// sockets have carried data.
Answer verify(Windows& windows, const Checkpoint& facts) {
    const std::optional<winsock::Diagnosis> first = look_when_ready(windows, facts.identity);
    if (!first)
        return std::nullopt;
    winsock::Diagnosis look = *first;
    const auto too_early = [&](std::chrono::seconds waited) {
        return waited < limits::second_look_after || windows.power.uptime() < limits::services_start_within;
    };
    for (std::chrono::seconds waited{0}; look.verdict == winsock::Verdict::Damaged && too_early(waited);
         waited += between_looks) {
        if (!windows.clock.wait(between_looks))
            return std::nullopt;
        look = winsock::diagnose(windows, facts.identity, /*waited_for_address=*/true);
    }
    return answer_for(windows, facts, look);
}

} // namespace netmend::steps
