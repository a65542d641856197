#include "tests/sim/tally.hpp"

#include <cstdio>
#include <set>

#include <nlohmann/json.hpp>

namespace netmend::sim {

void Tally::add(const Schedule& schedule, const Outcome& outcome) {
    ++runs;
    effects_ += static_cast<std::uint64_t>(outcome.effects);
    happened_ += static_cast<std::uint64_t>(outcome.happened);
    boots_ += static_cast<std::uint64_t>(outcome.boots);
    ++ends_[outcome.end];
    broken_runs += outcome.violations.empty() ? 0 : 1;
    std::set<std::string> names;
    for (const Violation& each : outcome.violations) {
        const auto [at, is_new] = violated.try_emplace(each.invariant);
        if (is_new)
            at->second = {0, runs, schedule, each.what};
        if (names.insert(each.invariant).second)
            ++at->second.runs;
    }
}

double Tally::per_second() const {
    return static_cast<double>(runs) * CLOCKS_PER_SEC / static_cast<double>(std::clock() - begin_);
}

std::string Tally::text() const {
    char line[200];
    std::snprintf(line, sizeof line,
                  "%llu schedules, %.0f a second of processor time; each %.1f effects, %.1f happenings, %.1f starts\n",
                  static_cast<unsigned long long>(runs), per_second(),
                  static_cast<double>(effects_) / static_cast<double>(runs),
                  static_cast<double>(happened_) / static_cast<double>(runs),
                  static_cast<double>(boots_) / static_cast<double>(runs));
    std::string out = line;
    for (const auto& [end, count] : ends_)
        out += "  " + std::to_string(count) + " ended in " + end + "\n";
    out += std::to_string(broken_runs) + " broke an invariant\n";
    for (const auto& [name, first] : violated)
        out += "  " + name + ": " + std::to_string(first.runs) + ", first after " + std::to_string(first.after) +
               " schedules\n";
    return out;
}

std::string Tally::json() const {
    nlohmann::json out{{"schedules", runs},   {"schedules_per_second", per_second()},
                       {"effects", effects_}, {"happenings", happened_},
                       {"ends", ends_},       {"violations", broken_runs}};
    out["invariants"] = nlohmann::json::object();
    for (const auto& [name, first] : violated)
        out["invariants"][name] = {{"runs", first.runs},
                                   {"after", first.after},
                                   {"seed", first.schedule.seed},
                                   {"what", first.what},
                                   {"schedule", text_of(first.schedule)}};
    return out.dump(2);
}

} // namespace netmend::sim
