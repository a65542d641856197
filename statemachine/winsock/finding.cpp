#include "statemachine/winsock/finding.hpp"

#include <algorithm>

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

void settle(Diagnosis& diagnosis) {
    std::stable_sort(diagnosis.findings.begin(), diagnosis.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
    const auto any = [&](auto test) { return std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(), test); };
    if (any([](const Finding& f) { return f.severity == Severity::Damage; }))
        diagnosis.verdict = Verdict::Damaged;
    else if (any([](const Finding& f) { return f.code == could_not_look_code; }))
        diagnosis.verdict = Verdict::CouldNotLook;
    else if (any([](const Finding& f) { return f.severity == Severity::Suspicious; }))
        diagnosis.verdict = Verdict::Suspicious;
    else
        diagnosis.verdict = Verdict::Healthy;
}

} // namespace netmend::winsock
