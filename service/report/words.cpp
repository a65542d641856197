#include "service/report/words.hpp"

namespace netmend {

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

std::string act_text(const Checkpoint& act) {
    return act.products.empty() ? "the repair of " + act.started
                                : "the removal of " + joined(act.plan.removed) + " of " + act.started;
}

std::string restarts_text(int count) {
    return count == 0 ? "no restart" : count == 1 ? "1 restart" : std::to_string(count) + " restarts";
}

} // namespace netmend
