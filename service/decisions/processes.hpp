// Which processes belong to a child that is to end, and with what environment a child begins.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace netmend {

struct ProcessFacts {
    std::uint32_t id = 0, parent = 0;
    std::uint64_t started = 0; // 100 ns units; 0: not known
    std::string name;          // of the program file, lower case
};

// All that it started, directly or not, children behind their parents, without itself. A number is given away again:
// who is older than its supposed parent is none of its children.
std::vector<std::uint32_t> descendants_of(std::uint32_t root, const std::vector<ProcessFacts>& processes);

// Processes of one of these programs whose parent is gone: left over by a service that was killed. With all that they
// started, those last.
std::vector<std::uint32_t> left_over(const std::vector<std::string>& names, const std::vector<ProcessFacts>& processes);

// An environment block ("NAME=VALUE", each with its end, one more at the end) with what is missing in it. Winsock does
// not start without SystemRoot, and some launchers strip it.
std::u16string complete_environment(const std::u16string& block,
                                    const std::vector<std::pair<std::u16string, std::u16string>>& needed);

} // namespace netmend
