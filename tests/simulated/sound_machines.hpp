// Sound machines of every Windows, made up from a seed: everything that is optional there or not, in any order, paths
// in every spelling that Windows or an upgrade leaves, products of other makers installed as they should be. None of
// them is damaged, and nothing of Windows' own is a stranger.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/simulated/generated_catalog.hpp"

namespace netmend::simulated {

struct SoundMachine {
    GeneratedCatalog catalog;
    bool third_parties = false; // some are there
};

SoundMachine sound_machine(std::uint64_t seed);

struct SoundOpinions {
    std::uint64_t machines = 0, entries = 0, alone = 0; // alone: without any third party
    std::uint64_t called_damaged = 0;                   // also with its Windows only guessed, and guessed wrong
    std::uint64_t strangers = 0;                        // machines of Windows alone that are not called healthy
    std::vector<std::uint64_t> wrong;                   // seeds, the first ten
};

SoundOpinions judge_sound_machines(std::uint64_t first, std::uint64_t runs);
std::string told_sound(std::uint64_t seed); // what is said of one

} // namespace netmend::simulated
