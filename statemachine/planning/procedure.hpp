// The names of the procedures and of the steps that the progress bar counts; what they are is in procedures.hpp. Apart,
// so that the compiled table knows nothing of ports.
#pragma once

#include <string_view>

namespace netmend {

enum class Procedure {
    MendServices, // the four rungs of Vista and later, weakest first
    RemoveBrokenLayers,
    MendNameSpaces,
    MendInboxEntries,
    ResetWinsock, // what it takes is accepted by itself, or it is not taken
    ResetCatalog, // the procedures of the two articles
    DeleteKeys,
    ReinstallTcpip,
    RemoveProducts, // by name only, on every Windows: no ladder has it
};
std::string_view name_of(Procedure procedure); // as saved: "reset"

// A phase counts to the step that it carries out or prepares.
enum class ProgressStep {
    None, // nothing has begun
    BackUp,
    Mend,
    LookAfterMend,
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
    Last, // the last one of the way, whichever that is
    Done,
};

constexpr bool is_restart(ProgressStep step) {
    return step == ProgressStep::RestartAfterReset || step == ProgressStep::RestartForKeys ||
           step == ProgressStep::RestartAfterInstall || step == ProgressStep::RestartWithoutTcpip ||
           step == ProgressStep::RestartAfterPutBack;
}

} // namespace netmend
