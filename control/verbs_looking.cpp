// diagnose and plan: the control tool looks for itself.
#include "control/looking.hpp"
#include "control/status.hpp"

namespace netmend::control {
namespace {

Outcome could_not_look(const Error& error, int code) {
    Outcome outcome{code, {"netmend could not look: " + error.text}};
    if (error.kind == ErrorKind::AccessDenied)
        outcome.lines.push_back("Open the command prompt with \"Run as administrator\" and type it again.");
    return outcome;
}

int code_of(winsock::Verdict verdict) {
    switch (verdict) {
    case winsock::Verdict::Healthy:
        return diagnose_healthy;
    case winsock::Verdict::Damaged:
        return diagnose_damaged;
    case winsock::Verdict::Suspicious:
        return diagnose_suspicious;
    case winsock::Verdict::CouldNotLook:
        break;
    }
    return diagnose_unseen;
}

std::string advice(const Look& look) {
    if (look.diagnosis.verdict == winsock::Verdict::Damaged)
        return look.plan.procedure.empty() ? look.plan.refusal
                                           : "Type `netmend plan` to see what a repair would do, `netmend start` to "
                                             "begin it.";
    if (look.diagnosis.verdict == winsock::Verdict::CouldNotLook)
        return "Try again as an administrator.";
    return "No repair is needed.";
}

} // namespace

Outcome diagnose(const Call& call) {
    const Result<Look> seen = look(call.border.windows());
    if (!seen)
        return could_not_look(seen.error(), diagnose_unseen);
    Outcome outcome{code_of(seen->diagnosis.verdict), lines_of(*seen)};
    outcome.lines.push_back(advice(*seen));
    outcome.data["windows"] = seen->windows;
    outcome.data["diagnosis"] = json_of(seen->diagnosis);
    return outcome;
}

Outcome plan(const Call& call) {
    const Result<Look> seen = look(call.border.windows());
    if (!seen)
        return could_not_look(seen.error(), exit_failed);
    Outcome outcome;
    outcome.data["windows"] = seen->windows;
    outcome.data["plan"] = netmend::json_of(seen->plan);
    outcome.lines = {seen->windows};
    const winsock::Verdict verdict = seen->diagnosis.verdict;
    if (seen->plan.procedure.empty()) {
        outcome.code = exit_refused_here;
    } else if (verdict == winsock::Verdict::CouldNotLook) {
        outcome.code = exit_failed;
        outcome.lines.push_back("netmend could not look at everything; `netmend diagnose` says at what.");
    } else if (verdict != winsock::Verdict::Damaged) {
        outcome.lines.push_back("Nothing is broken, so there is nothing to do. With `netmend start --force` this would "
                                "be done:");
    }
    for (const std::string& line : lines_of(seen->plan))
        outcome.lines.push_back(line);
    return outcome;
}

} // namespace netmend::control
