// diagnose, plan and explain: the control tool looks for itself.
#include "control/explaining.hpp"
#include "control/looking.hpp"
#include "service/report/status.hpp"
#include "statemachine/reg_export/reg_syntax.hpp"

namespace netmend::control {

Outcome diagnose(const Call& call) {
    const std::string& file = call.arguments.registry;
    if (!file.empty())
        return diagnose_export_file(file, call.border.read_file(file, reg_limits::file_bytes_max), call.arguments);
    const Result<Look> seen = look(call.border.windows(), !call.arguments.no_probe);
    return seen ? outcome_of(*seen, call.arguments.verbose) : unseen(seen.error(), diagnose_unseen);
}

Outcome plan(const Call& call) {
    const std::vector<std::string>& named = call.arguments.services;
    const Result<Look> seen = look(call.border.windows(), /*probe=*/true, /*forced=*/false, named);
    if (!seen)
        return unseen(seen.error(), exit_failed);
    Outcome outcome;
    outcome.data["windows"] = seen->windows;
    outcome.data["plan"] = netmend::json_of(seen->plan);
    outcome.lines = {seen->windows};
    const winsock::Verdict verdict = seen->diagnosis.verdict;
    if (seen->plan.ladder.empty()) {
        outcome.code = exit_refused_here;
    } else if (verdict == winsock::Verdict::CouldNotLook) {
        outcome.code = exit_failed;
        outcome.lines.push_back("netmend could not look at everything; `netmend diagnose` says at what.");
    } else if (verdict != winsock::Verdict::Damaged && named.empty()) {
        outcome.lines.push_back("Nothing is broken, so there is nothing to do. With `netmend start --force` this would "
                                "be done:");
    }
    for (const std::string& line : lines_of(seen->plan))
        outcome.lines.push_back(line);
    return outcome;
}

Outcome explain(const Call& call) {
    if (!call.arguments.code.empty())
        return explanation_of(call.arguments.code);
    Outcome outcome;
    outcome.data["codes"] = explainable_codes();
    outcome.lines = explainable_codes();
    outcome.lines.push_back("`netmend explain CODE` says more of one of them; numbers of Winsock errors do, too.");
    return outcome;
}

} // namespace netmend::control
