#include "statemachine/base/limits.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/diagnosis.hpp"

namespace netmend::steps {
namespace {

constexpr std::chrono::seconds between_looks{15};

// What Windows itself wrote at its start is on the disk only some time later, and "repaired" is said for good.
Answer seen_mended(Windows& windows, const event::Look& look) {
    for (int tries = 1;; ++tries) {
        const Result<void> flushed = windows.registry.flush();
        if (flushed)
            return event::SeenMended{look};
        if (tries == limits::tries_per_step_max)
            return event::CouldNotLook{look, "What was seen to be mended could not be written to the disk: " +
                                                 flushed.error().text};
        if (!windows.clock.wait(between_looks))
            return std::nullopt;
    }
}

Answer answer_for(Windows& windows, const Checkpoint& facts, const winsock::Diagnosis& diagnosis) {
    const event::Look look = look_from(diagnosis);
    switch (diagnosis.verdict) {
    case winsock::Verdict::Healthy:
    case winsock::Verdict::Suspicious:
        return seen_mended(windows, look);
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
