// The verbs of netmend.exe as a table of {name, function, help}. A verb gets its arguments and the border, and gives
// back lines for people, data for `--json` and the exit code; who calls it prints one or the other.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "control/border.hpp"
#include "service/report/exit_code.hpp"

namespace netmend::control {

struct Arguments {
    bool json = false;
    bool yes = false;
    bool force = false;
    bool accept_loss = false; // of the plan, what `--yes` does not agree to
    bool abandon = false;
    bool whole_registry = false;
    std::vector<std::string> services; // to be switched on by name
    std::vector<std::string> products; // to be taken out by name
    std::string restart = "ask";
    std::string restore_point = "if-on";
    std::optional<int> wait; // seconds
    bool verbose = false;
    bool no_probe = false;
    bool ladder = false;
    bool settings = false; // what was recorded, instead of how the repair stands
    std::string registry;  // an export to look at instead of this Windows
    std::string windows;   // "xp-sp3": which one it comes from; empty: the export tells
    std::string code;      // that `explain` explains; empty: all
    std::string program;   // that `exclude` keeps out
    bool list = false, undo = false;
};

struct Outcome {
    int code = exit_done;
    std::vector<std::string> lines;
    nlohmann::json data = nlohmann::json::object();
};

struct Call {
    Border& border;
    Terminal& terminal;
    const Arguments& arguments;

    // While a verb is still at work; silent with --json, where only the one object at the end counts.
    void tell(const std::string& text) const {
        if (!arguments.json)
            terminal.print(text);
    }
};

enum Option : unsigned {
    option_yes = 1,
    option_force = 2,
    option_abandon = 4,
    option_restart = 8,
    option_wait = 16,
    option_look = 32, // how and at what `diagnose` looks
    option_settings = 64,
    option_whole = 256,  // rollback: the whole registry
    option_ladder = 128, // version: what this Windows gets
    option_code = 512,   // explain: which code
    option_service = 1024,
    option_loss = 2048,    // what a reset takes
    option_program = 4096, // exclude: which one, --list, --undo
    option_product = 8192, // remove: which ones
};

struct Verb {
    const char* name;
    Outcome (*run)(const Call& call);
    const char* help;
    unsigned options; // besides --json, which all have
};

std::span<const Verb> all_verbs(); // the first is what no verb means

Outcome diagnose(const Call& call);
Outcome plan(const Call& call);
Outcome start(const Call& call);
Outcome go_on(const Call& call); // continue
Outcome status(const Call& call);
Outcome recorded_settings(const Call& call); // status --settings
Outcome watch(const Call& call);
Outcome cancel(const Call& call);
Outcome roll_back(const Call& call);
Outcome history(const Call& call);
Outcome report(const Call& call);
Outcome install(const Call& call);
Outcome uninstall(const Call& call);
Outcome show_version(const Call& call);
Outcome explain(const Call& call);
Outcome exclude(const Call& call);

// What is to be printed of it: its lines, or one JSON object.
std::string printed(const std::string& verb, const Outcome& outcome, bool as_json);

// Parses, runs, prints; gives the exit code.
int run(const std::vector<std::string>& words, Border& border, Terminal& terminal);

} // namespace netmend::control
