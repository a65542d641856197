#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/named_products.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/rungs.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/diagnosis.hpp"
#include "statemachine/winsock/services.hpp"

namespace netmend::steps {
namespace {

// Those whose rung was written down are told wherever the repair is (rungs.hpp, switched_off_since).
std::string still_switched_off(Windows& windows, const Checkpoint& facts, const winsock::Diagnosis& look) {
    const std::vector<std::string>& named = facts.plan.services;
    for (const winsock::ServiceFault& fault : look.services)
        if (fault.kind == winsock::ServiceFault::Kind::Disabled &&
            std::find(named.begin(), named.end(), fault.row->name) != named.end() &&
            !winsock::has_text(switched_off_since(windows, facts), std::string(fault.row->name)))
            return "The service " + std::string(fault.row->name) + " is still switched off.";
    return {};
}

} // namespace

std::string still_in_catalogs(Windows& windows, const Checkpoint& facts, const winsock::Diagnosis& look) {
    const std::vector<std::string>& removed = facts.plan.removed; // a number may be another's by now
    if (look.catalogs)
        for (const std::string& word : facts.products)
            for (const auto& product :
                 mending::named_products({word}, *look.catalogs, winsock::describes(windows.system)).products)
                for (const std::string& title : mending::titles_of(product))
                    if (std::find(removed.begin(), removed.end(), title) != removed.end())
                        return title + " is still in the Winsock catalogs.";
    return {};
}

// "Mended" needs no second look: sockets have carried data.
Answer verify(Windows& windows, const Checkpoint& facts) {
    const std::optional<winsock::Diagnosis> look = look_until_sure(windows, facts.identity);
    if (!look)
        return std::nullopt;
    event::Look seen = look_from(*look);
    switch (look->verdict) {
    case winsock::Verdict::Healthy:
    case winsock::Verdict::Suspicious: {
        std::string left = still_in_catalogs(windows, facts, *look);
        if (left.empty())
            left = still_switched_off(windows, facts, *look);
        if (left.empty())
            return seen_mended(windows, seen);
        seen.findings.insert(seen.findings.begin(), left);
        return event::SeenDamaged{seen, /*catalog=*/false};
    }
    case winsock::Verdict::Damaged:
        // No stronger procedure would mend that, and to take back what was mended would mend it least.
        if (const std::string left = winsock::all_left_to_a_person(*look); !left.empty())
            return event::CouldNotLook{seen, "What a procedure mends is mended. What is left a person does: " + left};
        return event::SeenDamaged{seen, is_damaged(look_at_catalog(windows, facts.identity).catalog)};
    case winsock::Verdict::CouldNotLook:
        break;
    }
    return unseen(seen);
}

} // namespace netmend::steps
