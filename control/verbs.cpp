#include "control/verbs.hpp"

#include <array>

#include "control/arguments.hpp"
#include "service/report/protocol.hpp"
#include "statemachine/planning/windows_kinds.hpp"

namespace netmend::control {
namespace {

// clang-format off
constexpr std::array verbs{
    Verb{"status",    &status,       "how the repair stands and what to do next", option_settings},
    Verb{"diagnose",  &diagnose,     "look what is broken; changes nothing", option_look},
    Verb{"explain",   &explain,      "what the code of a finding means, how it comes about, what helps", option_code},
    Verb{"plan",      &plan,         "say what a repair would do, remove, and how often it restarts; changes nothing", option_service},
    Verb{"start",     &start,        "show the plan, ask, and begin the repair",
         option_yes | option_loss | option_force | option_restart | option_wait | option_service},
    Verb{"continue",  &go_on,        "answer a changed plan, or look again after you did something by hand",
         option_yes | option_loss},
    Verb{"watch",     &watch,        "follow the repair until it is over or a restart is due", 0},
    Verb{"cancel",    &cancel,       "end the repair in the nearest safe state", option_yes},
    Verb{"rollback",  &roll_back,    "put everything back as it was before the repair", option_yes | option_whole},
    Verb{"remove",    &start,        "take a layered provider that works out of the Winsock catalogs; rollback puts it back",
         option_product | option_yes | option_wait},
    Verb{"exclude",   &exclude,      "keep one program out of every layered provider (Vista and later)",
         option_program | option_yes | option_force},
    Verb{"history",   &history,      "all repairs of this computer", 0},
    Verb{"report",    &report,       "everything that somebody who helps you wants to know", 0},
    Verb{"install",   &install,      "copy netmend to Program Files and start its service", 0},
    Verb{"uninstall", &uninstall,    "remove netmend; the backups stay", option_abandon},
    Verb{"version",   &show_version, "the version of this program", option_ladder},
};
// clang-format on

std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

} // namespace

std::string printed(const std::string& verb, const Outcome& outcome, bool as_json) {
    std::string text = joined_lines(outcome.lines);
    if (!as_json)
        return text;
    nlohmann::json object = outcome.data;
    object["schema"] = protocol::schema;
    object["verb"] = verb;
    object["exit_code"] = outcome.code;
    object["message"] = text;
    return protocol::text_of(object);
}

std::span<const Verb> all_verbs() {
    return verbs;
}

Outcome show_version(const Call& call) {
    Outcome outcome;
    outcome.lines = {"netmend " NETMEND_VERSION};
    outcome.data["version"] = NETMEND_VERSION;
    if (!call.arguments.ladder)
        return outcome;
    const Result<SystemIdentity> identity = call.border.windows().system.identity();
    if (!identity) {
        outcome.code = exit_failed;
        outcome.lines.push_back(identity.error().text);
        return outcome;
    }
    outcome.lines.push_back(windows_name(*identity));
    for (const std::string& line : ladder_lines(*identity))
        outcome.lines.push_back(line);
    outcome.data["windows"] = windows_name(*identity);
    outcome.data["ladder"] = names_of(kind_of(*identity).ladder);
    return outcome;
}

int run(const std::vector<std::string>& words, Border& border, Terminal& terminal) {
    const Parsed parsed = parse_arguments(words);
    if (!parsed.verb) {
        if (parsed.code == exit_done)
            terminal.print(parsed.text);
        else
            terminal.complain(parsed.text);
        return parsed.code;
    }
    const Outcome outcome = parsed.verb->run(Call{border, terminal, parsed.arguments});
    if (const std::string text = printed(parsed.verb->name, outcome, parsed.arguments.json); !text.empty())
        terminal.print(text);
    return outcome.code;
}

} // namespace netmend::control
