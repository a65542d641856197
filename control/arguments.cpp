#include "control/arguments.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "statemachine/base/nearest.hpp"
#include "statemachine/reg_export/reg_windows.hpp"

namespace netmend::control {
namespace {

constexpr int wait_max = 24 * 60 * 60; // seconds

void add_options(CLI::App& app, unsigned options, Arguments& arguments, int& wait) {
    app.add_flag("--json", arguments.json, "print one JSON object instead of text");
    if (options & option_yes)
        app.add_flag("--yes", arguments.yes, "do not ask");
    if (options & option_loss)
        app.add_flag("--accept-loss", arguments.accept_loss,
                     "accept that a Winsock reset of Vista and later takes the healthy providers that the plan lists");
    if (options & option_force)
        app.add_flag("--force", arguments.force,
                     options & option_program ? "also where a product watches what leaves this computer"
                                              : "repair though nothing seems broken");
    if (options & option_whole)
        app.add_flag("--whole-registry", arguments.whole_registry,
                     "Windows 2000, when TCP/IP cannot be installed again: the whole registry, the last net");
    if (options & option_abandon)
        app.add_flag("--abandon", arguments.abandon, "also in the middle of a repair, which then stays unfinished");
    if (options & option_restart)
        app.add_option("--restart", arguments.restart, "ask (default), auto: restart by itself, never: only say so")
            ->check(CLI::IsMember({"ask", "auto", "never"}));
    if (options & option_settings)
        app.add_flag("--settings", arguments.settings,
                     "print the network settings that were recorded before the repair");
    if (options & option_restart)
        app.add_option("--restore-point", arguments.restore_point,
                       "if-on (default): where System Restore is on, switch-on: on for the repair and off again, none")
            ->check(CLI::IsMember({"if-on", "switch-on", "none"}));
    if (options & option_service)
        app.add_option("--service", arguments.services,
                       "also switch on this service, which diagnose names as switched off; may be given several times")
            ->allow_extra_args(false)
            ->check([](const std::string& name) {
                return name.empty() ? std::string("the name of the service is missing") : std::string();
            });
    if (options & option_ladder)
        app.add_flag("--windows", arguments.ladder, "also print which procedures this Windows gets, in their order");
    if (options & option_wait)
        app.add_option("--wait", wait, "follow the repair that many seconds, until it rests")
            ->check(CLI::Range(0, wait_max));
    if (options & option_code)
        app.add_option("CODE", arguments.code,
                       "code of a finding, or number of a Winsock error; without it, all codes");
    if (options & option_product)
        app.add_option("PROVIDER", arguments.products,
                       "a product, DLL, provider id or entry id as diagnose prints it; several at once")
            ->required();
    if (options & option_program) {
        app.add_option("PROGRAM", arguments.program, "its whole path, as `C:\\Windows\\System32\\wsl.exe`");
        app.add_flag("--list", arguments.list, "which programs are kept out, by netmend and by others");
        app.add_flag("--undo", arguments.undo, "let the program use them again");
    }
    if (options & option_look) {
        add_report_options(app, arguments);
        const auto is_given = [](const std::string& name) {
            return name.empty() ? std::string("the name of the file is missing") : std::string();
        };
        CLI::Option* file =
            app.add_option("--registry", arguments.registry, "look at a registry export (.reg) instead of this Windows")
                ->check(is_given);
        app.get_option("--windows")->needs(file);
        app.add_flag("--no-probe", arguments.no_probe, "do not try sockets, only look at the registry and the DLLs");
    }
}

} // namespace

void add_report_options(CLI::App& app, Arguments& arguments) {
    app.add_flag("--verbose", arguments.verbose, "also print every entry of the catalogs");
    app.add_option("--windows", arguments.windows, "which Windows the export comes from, xp-sp3 or win10 for example")
        ->check(CLI::IsMember(windows_names(), CLI::ignore_case));
}

namespace {

// Empty where nothing that was typed is near to something else.
std::string mistyped(const CLI::App& app, const std::string& program, const std::vector<std::string>& words) {
    std::vector<std::string> verbs;
    for (const CLI::App* command : app.get_subcommands({}))
        verbs.push_back(command->get_name());
    const CLI::App* taken = &app; // whose options count: the verb's, once it is known
    for (const std::string& word : words) {
        const std::string name = word.substr(0, word.find('='));
        if (!name.starts_with("-")) {
            const auto verb = std::find(verbs.begin(), verbs.end(), name);
            if (verb != verbs.end())
                taken = app.get_subcommand(name);
            else if (taken == &app && !verbs.empty())
                return did_you_mean(program, name, verbs);
            continue;
        }
        std::vector<std::string> options;
        for (const CLI::Option* option : taken->get_options({}))
            for (const std::string& own : option->get_lnames())
                options.push_back("--" + own);
        if (name.size() > 2 && std::find(options.begin(), options.end(), name) == options.end())
            return did_you_mean(program, name, options);
    }
    return {};
}

} // namespace

std::string help_after(const CLI::ParseError& error, const CLI::App& app, const std::string& program,
                       const std::vector<std::string>& words) {
    const std::string near = mistyped(app, program, words);
    return near.empty() ? std::string(error.what()) + "\n\n" + app.help()
                        : near + "\nType `" + program + " --help` for all that it knows.";
}

Parsed parse_arguments(const std::vector<std::string>& words) {
    Parsed parsed;
    int wait = -1;
    CLI::App app("netmend repairs a broken Windows networking stack (Winsock and TCP/IP).\n"
                 "Without a verb it says how the repair stands.",
                 "netmend");
    app.set_help_flag("-h,--help", "print this");
    add_options(app, /*options=*/0, parsed.arguments, wait);
    std::vector<CLI::App*> commands;
    for (const Verb& verb : all_verbs()) {
        commands.push_back(app.add_subcommand(verb.name, verb.help));
        add_options(*commands.back(), verb.options, parsed.arguments, wait);
    }
    app.require_subcommand(0, 1);
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend())); // CLI11 wants the last word first
    } catch (const CLI::CallForHelp&) {
        parsed.text = app.help();
        return parsed;
    } catch (const CLI::ParseError& error) {
        parsed.code = exit_bad_usage;
        parsed.text = help_after(error, app, "netmend", words);
        return parsed;
    }
    const auto found =
        std::find_if(commands.begin(), commands.end(), [](CLI::App* app_of) { return app_of->parsed(); });
    parsed.verb = &all_verbs()[found == commands.end() ? 0 : static_cast<std::size_t>(found - commands.begin())];
    if (wait >= 0)
        parsed.arguments.wait = wait;
    return parsed;
}

} // namespace netmend::control
