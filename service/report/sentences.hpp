// What people read about a repair: what happened, to what, and what to do next, in plain words. Used for `status`, for
// `watch`, and for the question before a cancel. Decides nothing.
#pragma once

#include <string>
#include <vector>

#include "service/report/standing.hpp"
#include "service/report/words.hpp"

namespace netmend {

// One a line; the first says how it stands, or what the person must do now.
std::vector<std::string> sentences_of(const Standing& standing);
std::vector<std::string> sentences_of(const Snapshot& snapshot);

// What a cancel would do from here, and how many restarts that takes.
struct CancelPromise {
    bool possible = false;
    int restarts = 0;
    std::string text;
};
CancelPromise cancel_promise(const Standing& standing);
CancelPromise cancel_promise(const Snapshot& snapshot);

} // namespace netmend
