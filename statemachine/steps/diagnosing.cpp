#include "statemachine/machine/guards.hpp"
#include "statemachine/planning/planning.hpp"
#include "statemachine/planning/roles.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/diagnosis.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace netmend::steps {

Answer diagnose(Windows& windows, const Checkpoint& facts) {
    // Begun at boot, after a restart that nobody planned, a look would find a network that is not up yet.
    const std::optional<winsock::Diagnosis> look = look_when_ready(windows, facts.identity);
    if (!look)
        return std::nullopt;
    const winsock::Diagnosis& diagnosis = *look;
    const event::Look seen = look_from(diagnosis);
    // Sockets alone can tell damage, but not whose providers a repair would take out: no plan without the catalogs.
    if (!diagnosis.catalogs)
        return event::StepFailed{"netmend could not look: " + (seen.findings.empty() ? "" : seen.findings.front())};
    const Providers others = others_in(*diagnosis.catalogs, windows.system);
    const std::vector<std::string>& third_parties = others.all;
    const Plan plan =
        make_plan(diagnosis, others, facts.identity, roles_on_tcpip(windows.registry, facts.identity), facts.forced,
                  facts.services, to_take_out(facts.products, *diagnosis.catalogs, windows.registry, windows.system));
    switch (diagnosis.verdict) {
    case winsock::Verdict::CouldNotLook:
        return event::StepFailed{"netmend could not look: " + (seen.findings.empty() ? "" : seen.findings.front())};
    case winsock::Verdict::Damaged:
        if (plan.ladder.empty())
            return event::FoundNoProcedure{plan, seen};
        return event::FoundDamage{plan, seen, third_parties};
    case winsock::Verdict::Healthy:
    case winsock::Verdict::Suspicious:
        break;
    }
    if (acts_on_what_is_sound(facts) && plan.ladder.empty())
        return event::FoundNoProcedure{plan, seen};
    return event::FoundNoDamage{plan, seen, third_parties};
}

} // namespace netmend::steps
