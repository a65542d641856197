// Runs product and naive checker over generated catalogs and counts where they disagree. A run is told by its seed and
// its number; the seed of one catalog replays it alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/simulated/generated_catalog.hpp"

namespace netmend::simulated {

struct Opinions {
    std::uint64_t catalogs = 0, entries = 0, bytes = 0;
    std::uint64_t verdicts[4] = {};           // healthy, damaged, suspicious, could not look
    std::vector<std::uint64_t> disagreements; // seeds, the first ten
    std::uint64_t disagreed = 0;
    std::vector<std::size_t> sizes; // of every protocol list
};

// The catalogs of the seeds `first` to `first + runs - 1`.
Opinions compare_opinions(std::uint64_t first, std::uint64_t runs, std::size_t size_max = 10000);

// One catalog in words: both opinions with their reasons.
std::string told(std::uint64_t seed, std::size_t size_max = 10000);

} // namespace netmend::simulated
