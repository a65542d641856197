#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/steps.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/diagnosis.hpp"

namespace netmend::steps {

// "Mended" needs no second look: sockets have carried data.
Answer verify(Windows& windows, const Checkpoint& facts) {
    const std::optional<winsock::Diagnosis> look = look_until_sure(windows, facts.identity);
    if (!look)
        return std::nullopt;
    const event::Look seen = look_from(*look);
    switch (look->verdict) {
    case winsock::Verdict::Healthy:
    case winsock::Verdict::Suspicious:
        return seen_mended(windows, seen);
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
