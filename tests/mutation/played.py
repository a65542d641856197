"""How a mutation stands in the text: behind a question that NETMEND_MUTATION answers, so that one program has all of them."""

NUMBER = "NETMEND_MUTATION"
HEADER = """#pragma once
#include <algorithm>
#include <cstdlib>
#include <type_traits>
namespace netmend {
inline const int mutation_played = [] { const char* number = std::getenv("NETMEND_MUTATION"); return number ? std::atoi(number) : 0; }();
inline bool negated(bool broken, bool answer) { return broken != answer; }
}
"""


def broken_by(number, text):
    return text.replace("BROKEN", f"(::netmend::mutation_played == {number})")
