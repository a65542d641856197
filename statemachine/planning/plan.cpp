#include "statemachine/planning/plan.hpp"

#include "statemachine/base/digest.hpp"

namespace netmend {

std::string_view first_name(const Plan& plan) {
    return plan.ladder.empty() ? std::string_view() : name_of(plan.ladder.front());
}

std::string id_of(const Plan& plan) {
    std::string text(first_name(plan));
    for (std::size_t rung = 1; rung < plan.ladder.size(); ++rung)
        if (is_part(plan.ladder[rung]))
            text += '+' + std::string(name_of(plan.ladder[rung]));
    for (const std::string& name : plan.removed)
        text += '\n' + name;
    for (const std::string& name : plan.services)
        text += "\n+" + name;
    return digest_of(text).substr(0, 12);
}

} // namespace netmend
