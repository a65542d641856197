// Named stories that other tests repeat with something going wrong in the middle: what the machine is like, how the
// person behaves, and how it ends when nothing disturbs it.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "tests/stories/story.hpp"

namespace netmend::stories {

struct Scenario {
    std::string name; // for tests' names and tests/golden/effects.txt
    Preset preset = Preset::XpSp3;
    Fault fault = Fault::ChainNamesGoneEntry;
    std::string ends_in = "settled/repaired";
    int restarts = 0;
    std::function<void(Story&)> arrange = [](Story&) {};
    RestartPolicy policy = RestartPolicy::Ask;
};
inline void PrintTo(const Scenario& scenario, std::ostream* out) {
    *out << scenario.name;
}

const std::vector<Scenario>& scenarios();

// From start() to rest, and if a cut came before anything was saved, once more from start().
void play(Story& story, const Scenario& scenario);

} // namespace netmend::stories
