#include <algorithm>

#include "statemachine/mending/changing.hpp"
#include "statemachine/mending/service_mending.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/rungs.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/steps/winsock_reset.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/diagnosis.hpp"

namespace netmend::steps {
namespace {

// What was given its start type back and does not run yet, though it may after a restart.
std::string waits_for_restart(const winsock::Diagnosis& diagnosis) {
    for (const winsock::ServiceFault& fault : diagnosis.services)
        if (fault.kind == winsock::ServiceFault::Kind::Stopped)
            return "The service " + std::string(fault.row->name) + " does not run before a restart.";
    const auto stopped = std::find_if(diagnosis.findings.begin(), diagnosis.findings.end(),
                                      [](const winsock::Finding& finding) { return finding.code == "driver-stopped"; });
    return stopped == diagnosis.findings.end() ? "" : stopped->text;
}

// A service that only a person wants is worth neither a restart nor its being undone.
bool is_needed(const std::string& service) {
    const auto rows = winsock::service_rows();
    return std::none_of(rows.begin(), rows.end(), [&](const winsock::ServiceRow& row) {
        return row.need == winsock::Need::NeverByItself && row.name == service;
    });
}

// That a service was given its start type back is no proof: it runs. One that is started by need may rest.
std::string not_running(Windows& windows, const Checkpoint& facts) {
    const Result<mending::Difference> difference = difference_of(windows, facts);
    if (!difference)
        return {};
    for (const mending::ServiceChange& change : mending::service_changes(*difference)) {
        if (change.configuration.start.value_or(winsock::automatic_start) > winsock::automatic_start ||
            !is_needed(change.service))
            continue;
        const Result<DriverState> state = windows.stack.driver_state(change.service);
        if (state && (*state == DriverState::Stopped || *state == DriverState::Disabled))
            return "The service " + change.service + " does not run before a restart.";
    }
    return {};
}

std::string why_lost(Windows& windows, const mending::Difference& difference) {
    const auto again = mending::switched_off_again(windows.registry, difference);
    if (!again || again->empty())
        return "What was changed is not there any more.";
    return "The service " + again->front() +
           " is switched off again: by a policy or a program, unless a power cut took "
           "the change away.";
}

// What the rung changes, where not all of it is there. Empty, too, where that could not be seen.
std::optional<mending::Difference> not_all_there(Windows& windows, const Checkpoint& facts) {
    const Result<mending::Difference> difference = difference_of(windows, facts);
    const Result<int> open = difference ? mending::count_open(windows.registry, *difference) : Result<int>(0);
    return open && *open != 0 ? std::optional(*difference) : std::nullopt;
}

Answer judged(Windows& windows, const Checkpoint& facts, const winsock::Diagnosis& diagnosis) {
    const Procedure rung = *present_procedure(facts);
    const event::Look look = look_from(diagnosis);
    if (rung == Procedure::RemoveProducts) // nothing was broken before
        return event::RungDidNotHelp{look};
    if (const std::string left = winsock::all_left_to_a_person(diagnosis); !left.empty())
        return event::CouldNotLook{look, "What a rung mends is mended. What is left a person does: " + left};
    if (!answers(rung, diagnosis))
        return event::RungHelped{look};
    if (const auto difference = not_all_there(windows, facts))
        return event::RungLost{why_lost(windows, *difference)};
    if (const std::string why = waits_for_restart(diagnosis); rung == Procedure::MendServices && !why.empty())
        return event::RungUnseenYet{why};
    return event::RungDidNotHelp{look};
}

} // namespace

// New processes of every bitness have the new catalog at once (windows-modern, 1.4).
Answer look_after_rung(Windows& windows, const Checkpoint& facts) {
    if (!present_procedure(facts))
        return event::CouldNotLook{{}, "The plan has no such rung."};
    const std::optional<winsock::Diagnosis> look = look_until_sure(windows, facts.identity);
    if (!look)
        return std::nullopt;
    if (look->verdict != winsock::Verdict::CouldNotLook && present_procedure(facts) == Procedure::ResetWinsock)
        return look_after_reset(windows, facts, *look);
    switch (look->verdict) {
    case winsock::Verdict::Healthy:
    case winsock::Verdict::Suspicious:
        if (const std::string why = not_running(windows, facts); !why.empty())
            return event::RungUnseenYet{why};
        // A sound network is no proof that what a person named was done.
        if (!facts.products.empty() || !facts.plan.services.empty())
            if (const auto difference = not_all_there(windows, facts))
                return event::RungLost{present_procedure(facts) == Procedure::RemoveProducts
                                           ? "What was taken out of the catalogs is in them again."
                                           : why_lost(windows, *difference)};
        // Its maker may have registered it anew, with other ids: then it is not as it was, nor as it shall be.
        if (const std::string left = still_in_catalogs(windows, facts, *look); !left.empty())
            return event::RungLost{left};
        return seen_mended(windows, look_from(*look));
    case winsock::Verdict::Damaged:
        return judged(windows, facts, *look);
    case winsock::Verdict::CouldNotLook:
        break;
    }
    return unseen(look_from(*look));
}

} // namespace netmend::steps
