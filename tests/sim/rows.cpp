#include "tests/sim/rows.hpp"

#include "statemachine/machine/phase.hpp"
#include "statemachine/planning/procedures.hpp"

namespace netmend::sim {

using nlohmann::json;

json phases_as_json() {
    json rows = json::array();
    for (const PhaseFacts& phase : all_phases())
        rows.push_back({{"name", phase.name},
                        {"chapter", chapters[static_cast<std::size_t>(phase.chapter)].name},
                        {"order", name_of(phase.order)},
                        {"way_back", name_of(phase.way_back)},
                        {"waits_for_restart", phase.waits_for_restart()},
                        {"rests_in_safe_mode", phase.rests_in_safe_mode},
                        {"sentence", phase.sentence}});
    return rows;
}

json procedures_as_json() {
    json rows = json::array();
    for (const ProcedureRow& row : all_procedures()) {
        json steps = json::array();
        for (const PlannedStep& step : row.steps)
            steps.push_back(step.text);
        rows.push_back({{"name", row.name},
                        {"rung", row.rung},
                        {"steps", steps},
                        {"restarts", row.restarts},
                        {"takes_tcpip_away", row.takes_tcpip_away},
                        {"may_follow", row.may_follow},
                        {"forbidden_by_roles", row.forbidden_by_roles}});
    }
    return rows;
}

} // namespace netmend::sim
