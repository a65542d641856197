#include "statemachine/planning.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/diagnosis.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace netmend::steps {

Answer diagnose(Windows& windows, const Checkpoint& facts) {
    winsock::Diagnosis diagnosis = winsock::diagnose(windows, facts.identity);
    // Begun at boot, after a restart that nobody planned, it would find a network that is not up yet.
    if (diagnosis.verdict == winsock::Verdict::Damaged) {
        const Result<bool> started = windows.system.services_started();
        if (started && !*started) {
            if (!wait_for_services(windows))
                return std::nullopt;
            diagnosis = winsock::diagnose(windows, facts.identity);
        }
    }
    const Result<winsock::Catalogs> catalogs = winsock::read_catalogs(windows.registry, facts.identity.x64);
    if (!catalogs)
        return event::StepFailed{"netmend could not look: " + catalogs.error().text};
    const Plan plan = make_plan(diagnosis, *catalogs, facts.identity);
    const event::Look look = look_from(diagnosis);
    const std::vector<std::string> third_parties = winsock::third_parties(*catalogs);
    switch (diagnosis.verdict) {
    case winsock::Verdict::CouldNotLook:
        return event::StepFailed{"netmend could not look: " + (look.findings.empty() ? "" : look.findings.front())};
    case winsock::Verdict::Damaged:
        if (plan.procedure.empty())
            return event::FoundNoProcedure{plan, look};
        return event::FoundDamage{plan, look, third_parties};
    case winsock::Verdict::Healthy:
    case winsock::Verdict::Suspicious:
        break;
    }
    if (facts.forced && plan.procedure.empty())
        return event::FoundNoProcedure{plan, look};
    return event::FoundNoDamage{plan, look, third_parties};
}

} // namespace netmend::steps
