// Any network configuration, through record, reinstallation and giving back. NETMEND_SEED and NETMEND_RUNS choose
// others.
#include <cstdlib>
#include <iostream>

#include <gtest/gtest.h>

#include "statemachine/settings/comparing.hpp"
#include "statemachine/settings/giving_back.hpp"
#include "tests/simulated/generated_network.hpp"
#include "tests/simulated/registry.hpp"

namespace netmend {
namespace {

std::uint64_t chosen(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

struct Cut {};

class GeneratedNetworks : public ::testing::Test {
  protected:
    // The record is what a file of it brings back.
    void begin(std::uint64_t seed_of_network) {
        seed = seed_of_network;
        network = simulated::NetworkGenerator(seed).next();
        registry.now = network.machine;
        const Result<Settings> found = record_settings(registry);
        ASSERT_TRUE(found) << "seed " << seed;
        const Result<Settings> read = decode_settings(encode_settings(*found));
        ASSERT_TRUE(read) << "seed " << seed << ": " << read.error().text;
        ASSERT_EQ(*read, *found) << "seed " << seed;
        was = *read;
    }

    void reinstall() {
        registry.now = network.machine;
        simulated::reinstall_tcpip(registry.now, network.cards);
        for (int twice = 0; twice < 2; ++twice) // also what the disk's cache may go back to
            registry.make_durable();
        reinstalled = registry.now;
    }

    void give_back_and_judge() {
        const Result<GivenBack> outcome = give_back_settings(registry, was);
        ASSERT_TRUE(outcome) << "seed " << seed << ": " << outcome.error().text;
        const std::vector<std::string> lost =
            simulated::lost_settings(network.machine, reinstalled, registry.now, network.cards);
        ASSERT_TRUE(lost.empty()) << "seed " << seed << ": " << lost.front();
        const std::vector<std::string> different = setting_differences(was, *record_settings(registry));
        ASSERT_TRUE(different.empty()) << "seed " << seed << ": " << different.front();
    }

    // False: it ended before that announcement.
    bool cut_at(int announcement) {
        int seen = 0;
        effects.hook = [&](simulated::Moment, const simulated::Effect&) {
            if (++seen == announcement)
                throw Cut{};
        };
        bool was_cut = false;
        try {
            EXPECT_TRUE(give_back_settings(registry, was)) << "seed " << seed;
        } catch (const Cut&) {
            was_cut = true;
        }
        effects.hook = {};
        return was_cut;
    }

    simulated::Effects effects;
    simulated::Registry registry{effects};
    simulated::GeneratedNetwork network;
    simulated::Tree reinstalled;
    Settings was;
    std::uint64_t seed = 0;
};

TEST_F(GeneratedNetworks, AreGivenBackInEveryField) {
    const std::uint64_t first = chosen("NETMEND_SEED", 20261122), runs = chosen("NETMEND_RUNS", 1000);
    std::size_t values = 0, connections = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
        begin(first + run);
        reinstall();
        give_back_and_judge();
        if (HasFatalFailure())
            return;
        connections += was.connections.size();
        for (const SettingsKey& key : was.machine)
            values += key.values.size();
        for (const ConnectionSettings& connection : was.connections)
            for (const SettingsKey& key : connection.keys)
                values += key.values.size();
    }
    std::cout << runs << " networks, seeds " << first << " to " << first + runs - 1 << ": " << connections
              << " connections, " << values << " values recorded, all of cards that are there given back\n";
}

TEST_F(GeneratedNetworks, AreGivenBackWhereverThePowerGoes) {
    const std::uint64_t first = chosen("NETMEND_SEED", 20261122);
    SCOPED_TRACE("seeds from " + std::to_string(first));
    std::mt19937_64 random(first);
    static constexpr simulated::Loss losses[] = {simulated::Loss::Nothing, simulated::Loss::Half,
                                                 simulated::Loss::Unflushed, simulated::Loss::FlushedToo};
    for (std::uint64_t run = 0; run < 200; ++run) {
        begin(first + run);
        reinstall();
        cut_at(1 + static_cast<int>(random() % 200));
        registry.power_cut(losses[random() % std::size(losses)]);
        give_back_and_judge();
        if (HasFatalFailure())
            return;
    }
    for (int announcement = 1;; ++announcement) {
        reinstall();
        const bool was_cut = cut_at(announcement);
        registry.power_cut(losses[static_cast<std::size_t>(announcement) % std::size(losses)]);
        give_back_and_judge();
        if (HasFatalFailure() || !was_cut)
            return;
    }
}

// A record that somebody touched never comes through as another one.
TEST_F(GeneratedNetworks, AreRefusedWithAnyByteOfTheirRecordChanged) {
    const std::uint64_t first = chosen("NETMEND_SEED", 20261122);
    SCOPED_TRACE("seeds from " + std::to_string(first));
    std::mt19937_64 random(first);
    for (std::uint64_t run = 0; run < 40; ++run) {
        begin(first + run);
        const Bytes record = encode_settings(was);
        for (int change = 0; change < 20; ++change) {
            Bytes touched = record;
            touched[random() % touched.size()] ^= static_cast<std::uint8_t>(1u << (random() % 8));
            const Result<Settings> read = decode_settings(touched);
            if (read)
                EXPECT_EQ(*read, was) << "seed " << seed << ", change " << change;
            else
                EXPECT_FALSE(read.error().text.empty());
        }
    }
}

} // namespace
} // namespace netmend
