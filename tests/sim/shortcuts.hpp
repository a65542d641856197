// The simulator's speed: functions of the product that the linker puts something quicker before (--wrap in
// native.cmake; remembered.cpp, remembered_reads.cpp, quick_text.cpp). That they change nothing:
// netmend-sim --check-shortcuts.
#pragma once

#include "tests/simulated/tree.hpp"

// The names that the linker knows them by.
#define WRAPPED(name) __asm__("__wrap_" name)
#define REAL(name) __asm__("__real_" name)

namespace netmend::sim {

extern bool takes_shortcuts;            // false: all of the product's own functions run
inline constexpr int really_each = 100; // one in so many runs really all the same, where that is too dear for each

void remember_what_is_read_of(const simulated::Tree& image); // for good: many runs begin with it

} // namespace netmend::sim
