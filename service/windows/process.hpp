// Runs one child process to its end: suspended until it is in a job that dies with us, no window, its standard output
// caught, killed with everything it started at its deadline, and what it started ended with it in any case. It gets a
// whole environment and no handle but its own ends of the pipes. It does not judge: exit code and output are for the
// caller.
#pragma once

#include <chrono>
#include <cstdint>
#include <future>
#include <string>

#include "statemachine/base/error.hpp"

namespace netmend::win32 {

// A child without a console starts sooner, because Windows starts a conhost.exe for each; a console program that it
// starts itself would open one that is seen.
enum class Console { Hidden, None };

struct Child {
    std::wstring program;   // full path
    std::wstring arguments; // as they follow the program's name on the command line
    std::string input;      // given to it as standard input; empty: none
    std::chrono::milliseconds deadline{};
    Console console = Console::Hidden;
    std::shared_future<void> told{}; // its input is held back, and its deadline does not run, until this is ready
};

struct ChildResult {
    bool killed = false; // stopped at its deadline
    std::uint32_t exit_code = 0;
    std::string output;                                                  // standard output, at most 1 MiB of it
    bool crashed() const { return !killed && exit_code >= 0xC0000000u; } // an exception's code became the exit code
};

// An error means that it was never started.
Result<ChildResult> run(const Child& child);

} // namespace netmend::win32
