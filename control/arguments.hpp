// The command line of netmend.exe: one verb of the table and its options. Every mistake ends in a sentence and exit
// code 87.
#pragma once

#include <string>
#include <vector>

#include "control/verbs.hpp"

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace netmend::control {

struct Parsed {
    const Verb* verb = nullptr; // null: `text` is to be shown, and `code` is the exit code
    Arguments arguments;
    int code = 0;
    std::string text;
};

// `--verbose` and `--windows`, which the program for support desks has too.
void add_report_options(CLI::App& app, Arguments& arguments);

// What to print after a mistake: the verb or option that is near to what was typed, else the error and the whole help.
std::string help_after(const CLI::ParseError& error, const CLI::App& app, const std::string& program,
                       const std::vector<std::string>& words);

Parsed parse_arguments(const std::vector<std::string>& words); // UTF-8, without the program's name

} // namespace netmend::control
