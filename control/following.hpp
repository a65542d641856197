// Talking with the service: one question and its answer, and following a repair until it rests. Turns everything that
// can go wrong on the way into a sentence and an exit code.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "control/verbs.hpp"
#include "service/report/protocol.hpp"

namespace netmend::control {

using Milliseconds = std::chrono::milliseconds;

// What the service answers to one request. An outcome in the error: what to tell and with which code to end.
tl::expected<protocol::Reply, Outcome> ask_service(const Call& call, const protocol::Request& request);

// The outcome when nobody serves the pipe: 1060, 1062 or 5, with how to go on.
Outcome no_service(const Call& call, const Error& error);

// Whether a repair is under way: the service is asked first, and the disk where it does not answer.
Result<bool> repair_is_open(const Call& call);

// The fields of a status, checked: it comes from another program.
std::string outcome_in(const nlohmann::json& status);
std::string phase_in(const nlohmann::json& status);
std::vector<std::string> sentences_in(const nlohmann::json& status);
std::string bar_of(const nlohmann::json& status); // "[#####.....] step 3 of 6, restart 1 of 2"; empty: nothing to show

bool is_working(const nlohmann::json& status); // it goes on by itself, without a restart or a person

// An outcome made of a reply: its message and sentences, its status as data, and `code`.
Outcome outcome_of(const protocol::Reply& reply, int code);

// Follows until `done` says so, the time is over, or the service goes; `seen` is called for every new status.
struct Followed {
    bool done = false, gone = false; // neither: the time was over
    protocol::Reply last;
};
tl::expected<Followed, Outcome> follow(const Call& call, Milliseconds time,
                                       const std::function<bool(const nlohmann::json&)>& done,
                                       const std::function<void(const protocol::Reply&)>& seen);

// Follows with one line for each change, then makes the outcome of it.
Outcome follow_to_rest(const Call& call, Milliseconds time);

} // namespace netmend::control
