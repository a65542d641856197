// Sound machines of every Windows stay sound, whatever of it is optional and whoever else is installed properly. The
// million is judged by `netmend-catalogs --sound --runs=1000000`.
#include <gtest/gtest.h>

#include "tests/simulated/sound_machines.hpp"

namespace netmend::simulated {
namespace {

TEST(SoundMachines, AreNeverCalledDamagedNorFullOfStrangers) {
    const SoundOpinions all = judge_sound_machines(1, 2000);
    EXPECT_EQ(all.called_damaged, 0u);
    EXPECT_EQ(all.strangers, 0u);
    EXPECT_GT(all.alone, 500u);
    for (const std::uint64_t seed : all.wrong)
        ADD_FAILURE() << told_sound(seed);
}

} // namespace
} // namespace netmend::simulated
