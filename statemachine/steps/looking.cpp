#include "statemachine/steps/looking.hpp"

#include <algorithm>
#include <string_view>

#include "statemachine/base/limits.hpp"
#include "statemachine/winsock/catalog.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/diagnosis.hpp"
#include "statemachine/winsock/network_findings.hpp"

namespace netmend::steps {

constexpr std::size_t findings_noted_max = 12;
constexpr std::chrono::seconds between_looks_at_services{5}, between_looks{15};

event::Look look_from(const winsock::Diagnosis& diagnosis) {
    event::Look look{std::string(name_of(diagnosis.verdict)), {}};
    const std::string unseen = winsock::what_could_not_be_seen(diagnosis);
    if (diagnosis.verdict == winsock::Verdict::CouldNotLook && !unseen.empty())
        look.findings.push_back(unseen); // the reason comes first, though it weighs least
    for (const winsock::Finding& finding : diagnosis.findings)
        if (look.findings.size() < findings_noted_max && (look.findings.empty() || finding.text != look.findings[0]))
            look.findings.push_back(finding.text);
    return look;
}

namespace {

// The bound ends the wait, it decides nothing. False: interrupted.
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

bool has(const winsock::Diagnosis& diagnosis, std::string_view code) {
    return std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(),
                       [&](const winsock::Finding& finding) { return finding.code == code; });
}

} // namespace

std::optional<winsock::Diagnosis> look_when_ready(Windows& windows, const SystemIdentity& identity) {
    winsock::Diagnosis look = winsock::diagnose(windows, identity);
    const Result<bool> started = windows.system.services_started();
    if (look.verdict == winsock::Verdict::Damaged && started && !*started) {
        if (!wait_for_services(windows))
            return std::nullopt;
        look = winsock::diagnose(windows, identity);
    }
    if (has(look, winsock::no_address_yet_code)) {
        if (!windows.clock.wait(limits::address_within))
            return std::nullopt;
        look = winsock::diagnose(windows, identity, /*waited_for_address=*/true);
    }
    return look;
}

std::optional<winsock::Diagnosis> look_until_sure(Windows& windows, const SystemIdentity& identity) {
    std::optional<winsock::Diagnosis> look = look_when_ready(windows, identity);
    const auto too_early = [&](std::chrono::seconds waited) {
        return waited < limits::second_look_after || windows.power.uptime() < limits::services_start_within;
    };
    for (std::chrono::seconds waited{0}; look && look->verdict == winsock::Verdict::Damaged && too_early(waited);
         waited += between_looks) {
        if (!windows.clock.wait(between_looks))
            return std::nullopt;
        look = winsock::diagnose(windows, identity, /*waited_for_address=*/true);
    }
    return look;
}

// What Windows itself wrote at its start is on the disk only some time later.
std::optional<Event> seen_mended(Windows& windows, const event::Look& look) {
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

Event unseen(const event::Look& look) {
    return event::CouldNotLook{look, look.findings.empty() ? "netmend could not look." : look.findings.front()};
}

namespace {

bool damages_32(const winsock::Diagnosis& diagnosis) {
    return std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(), [](const winsock::Finding& finding) {
        return finding.severity == winsock::Severity::Damage && finding.bits == 32;
    });
}

} // namespace

bool is_damaged(Catalog catalog) {
    return catalog == Catalog::Blank || catalog == Catalog::Missing || catalog == Catalog::Damaged;
}

CatalogLook look_at_catalog(Windows& windows, const SystemIdentity& identity) {
    const winsock::Diagnosis diagnosis = winsock::diagnose_structure(windows, identity);
    if (!diagnosis.catalogs)
        return {Catalog::NotSeen, winsock::what_could_not_be_seen(diagnosis)};
    if (!diagnosis.catalogs->winsock2_present)
        return {Catalog::Missing, "The key WinSock2 is not there.", /*damaged_32=*/true};
    if (winsock::is_blank(*diagnosis.catalogs))
        return {Catalog::Blank, "The Winsock catalog is blank.", /*damaged_32=*/true};
    const std::string text = diagnosis.findings.empty() ? "" : diagnosis.findings.front().text;
    switch (diagnosis.verdict) {
    case winsock::Verdict::Healthy:
    case winsock::Verdict::Suspicious:
        return {Catalog::Sound, text};
    case winsock::Verdict::Damaged:
        // What no procedure touches says nothing of what a procedure wrote.
        if (!winsock::all_left_to_a_person(diagnosis).empty())
            return {Catalog::Sound, text};
        return {Catalog::Damaged, text, damages_32(diagnosis)};
    case winsock::Verdict::CouldNotLook:
        break;
    }
    return {Catalog::NotSeen, winsock::what_could_not_be_seen(diagnosis)};
}

} // namespace netmend::steps
