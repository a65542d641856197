// What somebody meant who mistyped a word of the command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace netmend {

// The one of `words` that takes the fewest letters put in, left out, changed or swapped; empty where even that is more
// than a third of them, for then it is a guess.
std::string nearest_word(std::string_view typed, const std::vector<std::string>& words);

// "netmend does not know \"diagnos\". Did you mean diagnose?"; empty where nothing is near.
std::string did_you_mean(std::string_view program, std::string_view typed, const std::vector<std::string>& words);

} // namespace netmend
