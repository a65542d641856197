#include "statemachine/planning/plan.hpp"

#include "statemachine/base/digest.hpp"

namespace netmend {

std::string id_of(const Plan& plan) {
    std::string text = plan.procedure;
    for (const std::string& name : plan.removed)
        text += '\n' + name;
    return digest_of(text).substr(0, 12);
}

} // namespace netmend
