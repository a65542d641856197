#include "control/asking.hpp"

namespace netmend::control {

namespace {

bool answers_yes(const Call& call, const std::string& question) {
    if (call.arguments.json || !call.terminal.interactive())
        return false;
    const std::string answer = call.terminal.answer(question + " [y/N] ");
    return answer == "y" || answer == "Y" || answer == "yes" || answer == "Yes" || answer == "YES";
}

} // namespace

bool agrees(const Call& call, const std::string& question) {
    return call.arguments.yes || answers_yes(call, question);
}

std::vector<std::string> accepted_loss(const Call& call, const std::vector<std::string>& loss) {
    if (loss.empty())
        return {};
    if (call.arguments.accept_loss ||
        (!call.arguments.yes && answers_yes(call, "May a Winsock reset, if it comes to that, take the healthy ones "
                                                  "named here?")))
        return loss;
    call.tell("No Winsock reset takes them: if nothing gentler mends this, everything is left as it was found. "
              "--accept-loss accepts it.");
    return {};
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
