// Every subset of four products, on every known-good catalog, in every order; and layers of made-up catalogs.
#include <gtest/gtest.h>

#include "statemachine/mending/provider_mending.hpp"
#include "tests/simulated/naive_checker.hpp"
#include "tests/simulated/surgery.hpp"
#include "tests/unit/synthetic_products.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using namespace products;

TEST(SyntheticProducts, AreSoundWhereTheyAreInstalled) {
    for (const KnownGoodMachine& good : known_good_machines()) {
        MendingMachine machine(good.identity, with_all_four(good));
        EXPECT_EQ(damage_in(machine), std::vector<std::string>()) << good.name;
        EXPECT_NE(check_naively(generated_from(machine.registry.now, good.identity, {})).opinion, Opinion::Damaged);
        EXPECT_EQ(all_products(*machine.catalogs()).size(), 4u) << good.name;
        EXPECT_TRUE(broken_products(*machine.catalogs(), machine.look()).empty());
        EXPECT_TRUE(mend_providers(machine.registry, *machine.catalogs(), machine.look())->empty()) << good.name;
    }
}

// The figure of the issue: every subset of them, on every known-good catalog, in every order.
TEST(SyntheticProducts, LeaveTheRestAsItWasWhicheverOfThemGo) {
    int removals = 0, orders = 0, entries = 0, chains = 0;
    for (const KnownGoodMachine& good : known_good_machines()) {
        const Tree installed = with_all_four(good);
        for (unsigned subset = 1; subset < 16; ++subset) {
            std::set<std::string> gone;
            for (std::size_t p = 0; p < std::size(four); ++p)
                if (subset & (1u << p))
                    gone.insert(four[p].dll);
            MendingMachine machine(good.identity, installed);
            machine.gone = gone;
            const auto difference = mend_providers(machine.registry, *machine.catalogs(), machine.look());
            ASSERT_TRUE(difference) << difference.error().text;
            ASSERT_TRUE(machine.apply(*difference));
            const std::string where = good.name + ", subset " + std::to_string(subset);
            for (const int bits : {32, 64}) {
                if (bits == 64 && !good.identity.x64)
                    continue;
                const RawItems before = items_of(installed, bits, good.identity.x64),
                               after = items_of(machine.registry.now, bits, good.identity.x64);
                ASSERT_EQ(wrong_after_removal(before, after, gone), "") << where;
                const std::set<Bytes> old(before.begin(), before.end());
                chains += static_cast<int>(
                    std::count_if(after.begin(), after.end(), [&](const Bytes& item) { return !old.count(item); }));
                entries += static_cast<int>(before.size() - after.size());
            }
            EXPECT_EQ(damage_in(machine), std::vector<std::string>()) << where;
            EXPECT_NE(check_naively(generated_from(machine.registry.now, good.identity, gone)).opinion,
                      Opinion::Damaged)
                << where;
            if (subset == 15) { // nothing is left of any of them
                EXPECT_EQ(machine.diagnosed().verdict, winsock::Verdict::Healthy) << where;
            }
            EXPECT_EQ(number_at(machine.registry.now, protocols_path, "Next_Catalog_Entry_ID"),
                      number_at(installed, protocols_path, "Next_Catalog_Entry_ID"));
            ++removals;
            std::vector<std::string> order(gone.begin(), gone.end());
            do {
                MendingMachine other(good.identity, installed);
                for (const std::string& dll : order) {
                    other.gone = {dll};
                    ASSERT_TRUE(other.apply(*mend_providers(other.registry, *other.catalogs(), other.look()))) << where;
                }
                ASSERT_EQ(differing(other.registry.now, machine.registry.now), std::vector<std::string>()) << where;
                ++orders;
            } while (std::next_permutation(order.begin(), order.end()));
        }
    }
    std::printf("%d removals on %zu catalogs in %d orders: %d entries out, %d chains shortened, 0 others changed\n",
                removals, known_good_machines().size(), orders, entries, chains);
}

TEST(GeneratedCatalogs, LeaveTheRestAsItWasWhicheverLayersGo) {
    const std::uint64_t seed = 20261130, runs = 800;
    const SurgeryResults all = try_surgery(seed, runs, /*size_max=*/100);
    std::printf(
        "seeds %llu to %llu: %llu with layers that went, %llu products, %llu entries out, %llu chains shortened\n",
        static_cast<unsigned long long>(seed), static_cast<unsigned long long>(seed + runs - 1),
        static_cast<unsigned long long>(all.with_layers), static_cast<unsigned long long>(all.products),
        static_cast<unsigned long long>(all.entries_out), static_cast<unsigned long long>(all.chains_shortened));
    for (const std::string& told : all.told)
        ADD_FAILURE() << told;
    EXPECT_EQ(all.wrong, 0u);
    EXPECT_GT(all.with_layers, runs / 10);
    EXPECT_GT(all.chains_shortened, 10u);
    EXPECT_GT(all.sound_before, runs / 10);
}

} // namespace
} // namespace netmend::mending
