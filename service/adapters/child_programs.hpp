// Starts netmend-probe.exe, which lies beside the running program, and reads the one line of JSON that it prints.
#pragma once

#include <chrono>
#include <string>

#include <nlohmann/json.hpp>

#include "service/windows/process.hpp"

namespace netmend {

inline constexpr wchar_t probe_program[] = L"netmend-probe.exe";
inline constexpr wchar_t probe_program_32[] = L"netmend-probe32.exe"; // an x64 installation carries both bitnesses

struct ProbeRun {
    win32::ChildResult child;
    nlohmann::json answer; // an object; empty where the child printed none: killed, crashed, or not our program
};

// An error means that it was not started at all. `told` as in win32::Child.
Result<ProbeRun> run_probe(const std::wstring& program, const std::wstring& arguments, const std::string& input,
                           std::chrono::milliseconds deadline, std::shared_future<void> told = {});

} // namespace netmend
