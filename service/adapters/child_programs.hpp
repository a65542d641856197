// Starts netmend-probe.exe, which lies beside the running program, and reads the one line of JSON that it prints.
#pragma once

#include <chrono>
#include <string>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "service/windows/process.hpp"
#include "service/windows/programs.hpp"

namespace netmend {

inline constexpr wchar_t probe_program[] = L"netmend-probe.exe";
inline constexpr wchar_t probe_program_32[] = L"netmend-probe32.exe"; // an x64 installation carries both bitnesses

// From now on only these programs are run, each opened and compared before: for a program that may lie on a stick or
// among somebody's downloads. The service does without, because its folder is its own.
void run_only(const std::vector<win32::KnownProgram>& programs);

struct ProbeRun {
    win32::ChildResult child;
    nlohmann::json answer; // an object; empty where the child printed none: killed, crashed, or not our program
};

// Of an answer, everything with a default: the line comes from a process in which foreign code ran.
template<class T> T value_in(const nlohmann::json& object, const char* name, T otherwise) {
    const auto found = object.find(name);
    if (found == object.end())
        return otherwise;
    if constexpr (std::is_same_v<T, std::string>)
        return found->is_string() ? found->template get<std::string>() : otherwise;
    else if constexpr (std::is_same_v<T, bool>)
        return found->is_boolean() ? found->template get<bool>() : otherwise;
    else if constexpr (std::is_unsigned_v<T>)
        return found->is_number_unsigned() ? found->template get<T>() : otherwise;
    else
        return found->is_number_integer() ? found->template get<T>() : otherwise;
}

std::string text_in(const nlohmann::json& object, const char* name); // of limits::text_bytes_max; empty where absent

// An error means that it was not started at all. `console` and `told` as in win32::Child.
Result<ProbeRun> run_probe(const std::wstring& program, const std::wstring& arguments, const std::string& input,
                           std::chrono::milliseconds deadline, win32::Console console = win32::Console::Hidden,
                           std::shared_future<void> told = {});

// What a service that was killed has left running of these programs: it would work on the network beside the next one.
void end_left_over_probes();

} // namespace netmend
