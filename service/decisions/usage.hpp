// What the service program and the probe say to a command line that they do not take. Seldom does a person start them
// by hand, and then from a page that somebody retyped.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace netmend {

struct CommandLine {
    std::string_view program;                // "netmend-probe"
    std::span<const std::string_view> words; // all that it takes: verbs, and options with what may stand behind them
    std::string_view usage;                  // lines for people
};

extern const CommandLine service_line, probe_line;

// The first word that it does not know and the nearest that it does, then the usage; ends with a line feed.
std::string usage_after(const CommandLine& line, const std::vector<std::string>& typed);

} // namespace netmend
