// netmend-sim: the product's own machine, driver, checkpoint and vault against the simulated Windows, in one thread.
// Each run plays one schedule (tests/sim/schedule.hpp has the fault model) under the invariants (invariants.hpp). A run
// that breaks one is shrunk and printed with the command that replays it. Exit code 1: something was broken.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "tests/sim/exhaustive.hpp"
#include "tests/sim/rows.hpp"
#include "tests/sim/shrink.hpp"
#include "tests/world/joints.hpp"

namespace {

using namespace netmend::sim;

struct Options {
    std::uint64_t seed = 1, runs = 1000;
    std::string procedure, schedule, seeds, part = "1/1";
    bool json = false, exhaustive = false, verbose = false, dont_shrink = false, until_broken = false, phases = false,
         procedures = false;
};

void tell_story(const Schedule& schedule) {
    const Outcome outcome = live(schedule, Detail::Names);
    std::printf("%s", text_of(schedule).c_str());
    int effect = 0;
    for (const std::string& name : outcome.effect_names)
        std::printf("  effect %d: %s\n", ++effect, name.c_str());
    for (const std::string& line : outcome.recorded)
        std::printf("  record: %s\n", line.c_str());
    for (const std::string& phase : outcome.path)
        std::printf("  phase: %s\n", phase.c_str());
    for (const Violation& each : outcome.violations)
        std::printf("  broken: %s: %s\n", each.invariant, each.what.c_str());
    std::printf("  end: %s\n", outcome.end.c_str());
}

void report(const Tally& tally, const Options& options) {
    if (options.json) {
        std::printf("%s\n", tally.json().c_str());
        return;
    }
    for (const auto& [name, first] : tally.violated) {
        std::printf("%s is broken: %s\n", name.c_str(), first.what.c_str());
        if (first.schedule.seed != 0)
            std::printf("  netmend-sim --seed=%llu --runs=1 --verbose%s%s\n",
                        static_cast<unsigned long long>(first.schedule.seed),
                        options.procedure.empty() ? "" : " --procedure=", options.procedure.c_str());
        std::printf("  in short (save it, and replay it with --schedule=FILE):\n%s",
                    text_of(options.dont_shrink ? first.schedule : shrunk(first.schedule, name)).c_str());
    }
    std::printf("%s", tally.text().c_str());
}

int play_random(const Options& options) {
    Tally tally;
    for (std::uint64_t seed = options.seed; seed < options.seed + options.runs; ++seed) {
        const Schedule schedule = made_from(seed, options.procedure);
        if (options.verbose)
            tell_story(schedule);
        const Outcome outcome = live(schedule);
        tally.add(schedule, outcome);
        if (!options.json)
            for (const Violation& each : outcome.violations) // while others still play: a million take their time
                std::fprintf(stderr, "seed %llu: %s: %s\n", static_cast<unsigned long long>(seed), each.invariant,
                             each.what.c_str());
        if (options.until_broken && tally.broken_runs != 0)
            break;
    }
    report(tally, options);
    return tally.broken_runs == 0 ? 0 : 1;
}

// One schedule, or every file of a folder.
int play_files(const std::string& path, const Options& options) {
    std::vector<std::string> files{path};
    if (std::filesystem::is_directory(path)) {
        files.clear();
        for (const auto& entry : std::filesystem::directory_iterator(path))
            files.push_back(entry.path().string());
    }
    Tally tally;
    for (const std::string& file : files) {
        std::stringstream text;
        text << std::ifstream(file).rdbuf();
        const auto schedule = schedule_from(text.str());
        if (!schedule || text.str().empty()) {
            std::fprintf(stderr, "%s: %s\n", file.c_str(),
                         schedule ? "nothing is there" : schedule.error().text.c_str());
            return 2;
        }
        if (options.verbose)
            tell_story(*schedule);
        tally.add(*schedule, live(*schedule));
    }
    report(tally, options);
    return tally.broken_runs == 0 ? 0 : 1;
}

void print(const Cuts& cuts, const Pairs& pairs) {
    for (const auto& [name, effects] : cuts.effects)
        std::printf("%s: %llu effects, %llu calls\n", name.c_str(), static_cast<unsigned long long>(effects),
                    static_cast<unsigned long long>(cuts.calls.at(name)));
    for (const auto& [way, outcomes] : cuts.outcomes) {
        std::printf("%s:", way.c_str());
        for (const auto& [end, count] : outcomes)
            std::printf(" %llu %s;", static_cast<unsigned long long>(count), end.c_str());
        std::printf("\n");
    }
    std::printf("%llu pairs of phase and event: %llu go on to another phase, %llu stay, %llu cannot be\n",
                static_cast<unsigned long long>(pairs.pairs), static_cast<unsigned long long>(pairs.moved),
                static_cast<unsigned long long>(pairs.stayed), static_cast<unsigned long long>(pairs.cannot_be));
    for (const auto& [reason, count] : pairs.reasons)
        std::printf("  %llu: %s\n", static_cast<unsigned long long>(count), reason.c_str());
    for (const std::string& broken : pairs.broken)
        std::printf("broken: %s\n", broken.c_str());
    for (const std::string& broken : cuts.undisturbed)
        std::printf("broken: undisturbed, %s\n", broken.c_str());
}

int play_exhaustive(const Options& options) {
    const auto part = part_from(options.part);
    if (!part) {
        std::fprintf(stderr, "--part: \"2/4\" is the second of four, not \"%s\"\n", options.part.c_str());
        return 2;
    }
    Tally tally;
    const Cuts cuts = cut_everywhere(tally, options.procedure, *part);
    const Pairs pairs = part->index == 1 ? every_phase_and_event() : Pairs();
    if (!options.json)
        print(cuts, pairs);
    report(tally, options);
    return tally.broken_runs == 0 && pairs.broken.empty() && cuts.undisturbed.empty() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    netmend::world::stop_at_bugs();
    CLI::App app{"Plays repairs against a simulated Windows in which everything goes wrong."};
    Options options;
    app.add_option("--seed", options.seed, "Of the first schedule; each next one has the next seed")
        ->capture_default_str();
    app.add_option("--runs", options.runs, "How many schedules")->capture_default_str();
    app.add_option("--procedure", options.procedure,
                   "Only this one: keys, reset, reset-then-keys; exhaustive: any listed");
    app.add_option("--schedule", options.schedule, "Plays this file, or every file of this folder")
        ->check(CLI::ExistingPath);
    app.add_flag("--exhaustive", options.exhaustive, "Every effect of every procedure, every phase and event");
    app.add_option("--part", options.part, "I/N: of --exhaustive, the I-th of N parts")->needs("--exhaustive");
    app.add_flag("--phases", options.phases, "The rows of the phases as JSON, for tools");
    app.add_flag("--procedures", options.procedures, "The rows of the procedures, likewise");
    app.add_flag("--json", options.json, "The counts as JSON");
    app.add_flag("--verbose", options.verbose, "Tells each story: schedule, effects, records, phases");
    app.add_flag("--until-broken", options.until_broken, "Stops at the first schedule that breaks an invariant");
    app.add_flag("--no-shrink", options.dont_shrink, "Prints a failing schedule as it is");
    CLI11_PARSE(app, argc, argv);
    if (options.phases || options.procedures) {
        std::printf("%s\n", (options.phases ? phases_as_json() : procedures_as_json()).dump(1).c_str());
        return 0;
    }
    if (options.exhaustive)
        return play_exhaustive(options);
    return options.schedule.empty() ? play_random(options) : play_files(options.schedule, options);
}
