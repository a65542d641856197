#include "control/asking.hpp"

namespace netmend::control {

bool agrees(const Call& call, const std::string& question) {
    if (call.arguments.yes)
        return true;
    if (call.arguments.json || !call.terminal.interactive())
        return false;
    const std::string answer = call.terminal.answer(question + " [y/N] ");
    return answer == "y" || answer == "Y" || answer == "yes" || answer == "Yes" || answer == "YES";
}

std::string declined_text(const Call& call) {
    if (call.arguments.json || !call.terminal.interactive())
        return "Nobody is there to answer, so nothing was done. Add --yes to agree beforehand.";
    return "You declined; nothing was done.";
}

std::optional<Outcome> refused_without_rights(const Call& call) {
    if (call.border.administrator())
        return std::nullopt;
    return Outcome{exit_not_permitted,
                   {"Only an administrator may do that.",
                    "Open the command prompt with \"Run as administrator\" (on Windows XP: log on as an administrator) "
                    "and type it again."}};
}

} // namespace netmend::control
