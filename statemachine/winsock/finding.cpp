#include "statemachine/winsock/finding.hpp"

#include <algorithm>

#include "statemachine/winsock/network_findings.hpp"

namespace netmend::winsock {

std::string_view name_of(Severity severity) {
    switch (severity) {
    case Severity::Damage:
        return "damage";
    case Severity::Suspicious:
        return "suspicious";
    case Severity::Note:
        return "note";
    }
    return "note";
}

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::Healthy:
        return "healthy";
    case Verdict::Damaged:
        return "damaged";
    case Verdict::Suspicious:
        return "suspicious";
    case Verdict::CouldNotLook:
        return "could-not-look";
    }
    return "could-not-look";
}

// A connected adapter that has no address at this moment may get one, or not: that is no answer yet.
bool is_open_question(const Finding& finding) {
    return finding.code == could_not_look_code || finding.code == no_address_yet_code;
}

std::string what_could_not_be_seen(const Diagnosis& diagnosis) {
    for (const Finding& finding : diagnosis.findings)
        if (is_open_question(finding))
            return finding.text;
    return {};
}

void settle(Diagnosis& diagnosis) {
    std::stable_sort(diagnosis.findings.begin(), diagnosis.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
    const auto any = [&](auto test) { return std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(), test); };
    if (any([](const Finding& f) { return f.severity == Severity::Damage; }))
        diagnosis.verdict = Verdict::Damaged;
    else if (any(is_open_question))
        diagnosis.verdict = Verdict::CouldNotLook;
    else if (any([](const Finding& f) { return f.severity == Severity::Suspicious; }))
        diagnosis.verdict = Verdict::Suspicious;
    else
        diagnosis.verdict = Verdict::Healthy;
}

} // namespace netmend::winsock
