#include "service/report/progress.hpp"

#include <algorithm>
#include <vector>

#include "statemachine/machine/phase.hpp"

namespace netmend {
namespace {

bool was_rolled_back(const Checkpoint& checkpoint) {
    return std::any_of(checkpoint.path.begin(), checkpoint.path.end(), [](const std::string& name) {
        const PhaseFacts* phase = phase_named(name);
        return phase && phase->chapter == Chapter::Rollback;
    });
}

// The steps of every rung up to the present one, each once.
std::vector<ProgressStep> route_of(const Checkpoint& checkpoint, const PhaseFacts* here) {
    // Where Windows did not take the registry that was put back, TCP/IP is still to be installed.
    if ((here && here->chapter == Chapter::Rollback) ||
        (was_rolled_back(checkpoint) && !(here && here->chapter == Chapter::Reinstall)))
        return {ProgressStep::PutBack, ProgressStep::RestartAfterPutBack, ProgressStep::Compare};
    std::vector<ProgressStep> route;
    const std::vector<Procedure>& ladder = checkpoint.plan.ladder;
    if (ladder.empty())
        return route;
    route.push_back(ProgressStep::BackUp);
    for (std::size_t rung = 0; rung < ladder.size() && rung <= static_cast<std::size_t>(checkpoint.rung); ++rung)
        for (const PlannedStep& step : row_of(ladder[rung]).steps)
            if (route.back() != step.counts_as)
                route.push_back(step.counts_as);
    return route;
}

// Where the route stands; its length when it is at its end.
std::size_t position_of(const PhaseFacts* here, const std::vector<ProgressStep>& route) {
    if (!here || here->step == ProgressStep::None)
        return 0;
    if (here->step == ProgressStep::Last)
        return route.empty() ? 0 : route.size() - 1;
    // Rungs have steps of the same kind; the route ends with the present one.
    const auto last = std::find(route.rbegin(), route.rend(), here->step);
    return last == route.rend() ? route.size() : static_cast<std::size_t>(route.rend() - last) - 1;
}

} // namespace

Progress progress_of(const Checkpoint& checkpoint, const PhaseFacts* here) {
    const std::vector<ProgressStep> route = route_of(checkpoint, here);
    const std::size_t position = position_of(here, route);
    const auto restarts = [&](std::size_t steps) {
        return static_cast<int>(
            std::count_if(route.begin(), route.begin() + static_cast<std::ptrdiff_t>(steps), is_restart));
    };
    const bool waits_for_an_extra_one = here && here->is_extra_restart();
    const int extra = was_rolled_back(checkpoint) ? 0 : checkpoint.extra_restarts;

    Progress progress;
    progress.steps_total = static_cast<int>(route.size());
    progress.steps_done = static_cast<int>(position);
    progress.step = std::min(progress.steps_done + 1, progress.steps_total);
    progress.restarts_total = restarts(route.size()) + extra;
    progress.restarts_done = restarts(position) + std::max(0, extra - (waits_for_an_extra_one ? 1 : 0));
    if (here && here->step == ProgressStep::None)
        progress.step = 0;
    return progress;
}

} // namespace netmend
