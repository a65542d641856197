// Verdicts against the naive checker, on a few thousand generated catalogs of up to 100 entries; netmend-catalogs does
// it with a million of up to 10,000.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "tests/simulated/naive_checker.hpp"
#include "tests/simulated/second_opinion.hpp"

namespace netmend::winsock {
namespace {

using simulated::Opinion;

TEST(SecondOpinion, AgreesOnGeneratedCatalogs) {
    const std::uint64_t seed = 20261122, runs = 3000;
    constexpr std::size_t size_max = 100;
    const simulated::Opinions all = simulated::compare_opinions(seed, runs, size_max);
    std::printf("seeds %llu to %llu: %llu entries, %llu bytes; %llu healthy, %llu damaged, %llu suspicious\n",
                static_cast<unsigned long long>(seed), static_cast<unsigned long long>(seed + runs - 1),
                static_cast<unsigned long long>(all.entries), static_cast<unsigned long long>(all.bytes),
                static_cast<unsigned long long>(all.verdicts[0]), static_cast<unsigned long long>(all.verdicts[1]),
                static_cast<unsigned long long>(all.verdicts[2]));
    for (const std::uint64_t bad : all.disagreements)
        ADD_FAILURE() << simulated::told(bad, size_max);
    EXPECT_EQ(all.disagreed, 0u);
    for (const Opinion opinion : {Opinion::Healthy, Opinion::Damaged, Opinion::Suspicious})
        EXPECT_GT(all.verdicts[static_cast<int>(opinion)], runs / 10) << "too few to mean anything";
}

TEST(SecondOpinion, IsAskedAboutCatalogsOfEverySize) {
    std::vector<std::size_t> sizes;
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        sizes.push_back(simulated::Generator(seed).next().protocols.front().entries.size());
    std::sort(sizes.begin(), sizes.end());
    EXPECT_LE(sizes.front(), 1u);
    EXPECT_GT(sizes.back(), 5000u);
    EXPECT_GT(sizes[100], 12u);
    EXPECT_LT(sizes[100], 33u);
}

TEST(SecondOpinion, IsTheSameForTheSameSeed) {
    const simulated::GeneratedCatalog first = simulated::Generator(7).next(), second = simulated::Generator(7).next();
    ASSERT_EQ(first.protocols.size(), second.protocols.size());
    ASSERT_EQ(first.protocols[0].entries.size(), second.protocols[0].entries.size());
    for (std::size_t i = 0; i < first.protocols[0].entries.size(); ++i)
        ASSERT_EQ(first.protocols[0].entries[i].item, second.protocols[0].entries[i].item);
}

} // namespace
} // namespace netmend::winsock
