#include "service/report/progress.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "statemachine/machine/phase.hpp"

namespace netmend {
namespace {

enum class Step {
    None,
    BackUp,
    Uninstall,
    RestartWithoutTcpip,
    Reset,
    RestartAfterReset,
    VerifyReset,
    DeleteKeys,
    RestartForKeys,
    Install,
    RestartAfterInstall,
    Verify,
    PutBack,
    RestartAfterPutBack,
    Compare,
};

struct StepOfPhase {
    std::string_view phase;
    Step step;
};

// Phases between two steps count to the one that they prepare.
constexpr std::array steps_of_phases{
    StepOfPhase{"opening/recording-settings", Step::BackUp},
    StepOfPhase{"opening/backing-up", Step::BackUp},
    StepOfPhase{"opening/making-restore-point", Step::BackUp},
    StepOfPhase{"reset/resetting-catalog", Step::Reset},
    StepOfPhase{"reset/restart-after-reset", Step::RestartAfterReset},
    StepOfPhase{"reset/verifying", Step::VerifyReset},
    StepOfPhase{"keys/deleting-keys", Step::DeleteKeys},
    StepOfPhase{"keys/restart-for-blank-keys", Step::RestartForKeys},
    StepOfPhase{"keys/seeing-blank-keys", Step::Install},
    StepOfPhase{"keys/installing-tcpip", Step::Install},
    StepOfPhase{"keys/updating-tcpip", Step::Install},
    StepOfPhase{"keys/writing-inbox-entries", Step::Install},
    StepOfPhase{"keys/restart-before-install", Step::Install},
    StepOfPhase{"keys/giving-back-settings", Step::Install},
    StepOfPhase{"keys/restart-after-install", Step::RestartAfterInstall},
    StepOfPhase{"keys/verifying", Step::Verify},
    StepOfPhase{"reinstall/checking", Step::Uninstall},
    StepOfPhase{"reinstall/uninstalling-tcpip", Step::Uninstall},
    StepOfPhase{"reinstall/restart-without-tcpip", Step::RestartWithoutTcpip},
    StepOfPhase{"reinstall/deleting-keys", Step::DeleteKeys},
    StepOfPhase{"reinstall/restart-for-blank-keys", Step::RestartForKeys},
    StepOfPhase{"reinstall/seeing-blank-keys", Step::Install},
    StepOfPhase{"reinstall/reinstalling-tcpip", Step::Install},
    StepOfPhase{"reinstall/restart-for-installer", Step::Install},
    StepOfPhase{"reinstall/needing-person", Step::Install},
    StepOfPhase{"reinstall/giving-back-settings", Step::Install},
    StepOfPhase{"reinstall/restart-after-install", Step::RestartAfterInstall},
    StepOfPhase{"reinstall/verifying", Step::Verify},
    StepOfPhase{"rollback/rolling-back", Step::PutBack},
    StepOfPhase{"rollback/restart-after-rollback", Step::RestartAfterPutBack},
    StepOfPhase{"rollback/confirming", Step::Compare},
    StepOfPhase{"rollback/replacing-registry", Step::PutBack},
    StepOfPhase{"rollback/restart-for-registry", Step::RestartAfterPutBack},
    StepOfPhase{"rollback/confirming-registry", Step::Compare},
};

bool is_restart(Step step) {
    return step == Step::RestartAfterReset || step == Step::RestartForKeys || step == Step::RestartAfterInstall ||
           step == Step::RestartWithoutTcpip || step == Step::RestartAfterPutBack;
}

bool went_through(const Checkpoint& checkpoint, std::string_view chapter) {
    return checkpoint.phase.starts_with(chapter) ||
           std::any_of(checkpoint.path.begin(), checkpoint.path.end(),
                       [&](const std::string& phase) { return phase.starts_with(chapter); });
}

std::vector<Step> route_of(const Checkpoint& checkpoint) {
    // Where Windows did not take the registry that was put back, TCP/IP is still to be installed.
    if (went_through(checkpoint, "rollback/") && !checkpoint.phase.starts_with("reinstall/"))
        return {Step::PutBack, Step::RestartAfterPutBack, Step::Compare};
    std::vector<Step> route;
    if (checkpoint.plan.procedure.empty())
        return route;
    route.push_back(Step::BackUp);
    const bool keys = checkpoint.plan.procedure == "keys", reinstall = checkpoint.plan.procedure == "reinstall";
    if (reinstall)
        route.insert(route.end(), {Step::Uninstall, Step::RestartWithoutTcpip});
    if (!keys && !reinstall)
        route.insert(route.end(), {Step::Reset, Step::RestartAfterReset, Step::VerifyReset});
    if (keys || reinstall || went_through(checkpoint, "keys/"))
        route.insert(route.end(),
                     {Step::DeleteKeys, Step::RestartForKeys, Step::Install, Step::RestartAfterInstall, Step::Verify});
    return route;
}

// Where the route stands; its length when it is at its end.
std::size_t position_of(const Checkpoint& checkpoint, const std::vector<Step>& route) {
    for (const StepOfPhase& entry : steps_of_phases)
        if (entry.phase == checkpoint.phase)
            return static_cast<std::size_t>(std::find(route.begin(), route.end(), entry.step) - route.begin());
    if (checkpoint.phase.starts_with("closing/") || checkpoint.phase.starts_with("resting/"))
        return route.empty() ? 0 : route.size() - 1;
    return checkpoint.phase.starts_with("settled/") ? route.size() : 0;
}

} // namespace

Progress progress_of(const Checkpoint& checkpoint) {
    const std::vector<Step> route = route_of(checkpoint);
    const std::size_t position = std::min(position_of(checkpoint, route), route.size());
    const auto restarts = [&](std::size_t steps) {
        return static_cast<int>(
            std::count_if(route.begin(), route.begin() + static_cast<std::ptrdiff_t>(steps), is_restart));
    };
    const bool before_install =
        checkpoint.phase == "keys/restart-before-install" || checkpoint.phase == "reinstall/restart-for-installer";
    const int extra = went_through(checkpoint, "rollback/") ? 0 : checkpoint.extra_restarts;

    Progress progress;
    progress.steps_total = static_cast<int>(route.size());
    progress.steps_done = static_cast<int>(position);
    progress.step = std::min(progress.steps_done + 1, progress.steps_total);
    progress.restarts_total = restarts(route.size()) + extra;
    progress.restarts_done = restarts(position) + std::max(0, extra - (before_install ? 1 : 0));
    if (checkpoint.phase == "opening/diagnosing" || checkpoint.phase == "opening/awaiting-consent")
        progress.step = 0;
    return progress;
}

} // namespace netmend
