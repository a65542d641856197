// Names and paths of registry keys, as Windows compares them: without regard to ASCII case. Every name gets a number,
// so that a tree compares numbers. Of one thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace netmend::simulated {

using NameNumber = std::uint32_t; // equal for names that differ in case only

struct Component {
    NameNumber number;
    std::string_view name; // as spelled in this path
};

std::span<const Component> components(std::string_view path); // lasts until the next call
bool comes_before(NameNumber a, NameNumber b);                // in the order of the folded names

std::string folded(std::string_view name);
bool same_name(std::string_view a, std::string_view b);
bool is_at_or_below(std::string_view path, std::string_view ancestor);

} // namespace netmend::simulated
