#include "statemachine/backup/put_back.hpp"

#include <random>

#include <gtest/gtest.h>

#include "statemachine/backup/owned_set.hpp"
#include "tests/unit/owned_machine.hpp"

namespace netmend {
namespace {

using namespace testing;

struct Damage {
    const char* name;
    void (*act)(simulated::Tree&);
};

// What a procedure, a tool or a person may have made of the machine before it is put back.
const std::vector<Damage> damages{
    {"nothing at all", [](auto&) {}},
    {"both keys deleted",
     [](auto& tree) {
         tree.erase_tree(services + "Winsock");
         tree.erase_tree(services + "WinSock2");
     }},
    {"blank keys written at boot",
     [](auto& tree) {
         tree.erase_tree(services + "Winsock");
         tree.erase_tree(services + "WinSock2");
         tree.set(services + "WinSock2\\Parameters", text("WinSock_Registry_Version", "2.0"));
         tree.set(protocols, number("Num_Catalog_Entries", 0));
         tree.create(protocols + "\\Catalog_Entries");
     }},
    {"catalog reset and settings cleared",
     [](auto& tree) {
         tree.erase_tree(protocols);
         tree.set(protocols, number("Num_Catalog_Entries", 5));
         for (const char* entry : {"000000000001", "000000000004", "000000000005"})
             tree.set(protocols + "\\Catalog_Entries\\" + entry, {"PackedCatalogItem", 3, Bytes(64, 9)});
         tree.set(interface, number("EnableDHCP", 1));
         tree.erase_value(interface, "IPAddress");
         tree.erase_tree(services + "Tcpip\\Parameters\\PersistentRoutes");
         tree.set(interface, number("MTU", 200));
     }},
    {"TCP/IP removed whole", [](auto& tree) { tree.erase_tree(services + "Tcpip"); }},
    {"permissions changed",
     [](auto& tree) {
         for (const auto& key : {protocols, interface, services + "Tcpip\\Parameters"})
             tree.create(key, descriptor(1));
     }},
};

class PuttingBack : public ::testing::Test {
  protected:
    PuttingBack() : registry(effects) {
        fill(registry.now);
        registry.make_durable();
        as_found = registry.now;
        backup = *read_owned_set(registry);
    }

    void expect_as_found(const std::string& where) {
        const auto left = registry.now.differences(as_found, "SYSTEM");
        EXPECT_TRUE(left.empty()) << where << ": " << (left.empty() ? "" : left.front());
    }

    simulated::Effects effects;
    simulated::Registry registry;
    simulated::Tree as_found;
    Backup backup;
};

TEST_F(PuttingBack, GivesTheMachineBackAsFound) {
    for (const Damage& damage : damages) {
        damage.act(registry.now);
        const bool differed = !differences(backup, *read_owned_set(registry)).empty();
        // What is not ours went with the whole key, and is not ours to give back.
        const bool all_tcpip_went = !registry.now.has(services + "Tcpip");
        const Result<PutBackOutcome> outcome = put_back(registry, backup);
        ASSERT_TRUE(outcome) << damage.name << ": " << outcome.error().text;
        EXPECT_EQ(outcome->put_back.empty(), !differed) << damage.name;
        if (all_tcpip_went)
            registry.now = as_found;
        expect_as_found(damage.name);
    }
}

TEST_F(PuttingBack, ChangesNothingTheSecondTime) {
    for (const Damage& damage : damages) {
        damage.act(registry.now);
        ASSERT_TRUE(put_back(registry, backup)) << damage.name;
        const int writes = registry.writes, flushes = registry.flushes;
        ASSERT_TRUE(put_back(registry, backup)) << damage.name;
        EXPECT_EQ(registry.writes, writes) << damage.name;
        EXPECT_EQ(registry.flushes, flushes + 1) << "an earlier attempt may have been stopped just before its flush";
    }
}

TEST_F(PuttingBack, WritesNoMoreThanDiffers) {
    registry.now.set(interface, number("EnableDHCP", 1));
    ASSERT_TRUE(put_back(registry, backup));
    EXPECT_EQ(registry.writes, 1);
}

TEST_F(PuttingBack, LeavesEverythingElseAlone) {
    registry.now.set(services + "Other", number("Start", 4));
    registry.now.set(interface, text("DhcpIPAddress", "10.0.0.7"));
    registry.now.set(services + "Tcpip\\Parameters\\Interfaces\\{new}", number("EnableDHCP", 1));
    registry.now.set(services + "Tcpip6", number("Start", 1));
    registry.now.create(marker);
    const simulated::Tree later = registry.now;
    registry.now.set(interface, number("EnableDHCP", 1));
    ASSERT_TRUE(put_back(registry, backup));
    EXPECT_TRUE(registry.now.differences(later, "SYSTEM").empty());
}

// Such a backup could only be a forged one, or one of another netmend.
TEST_F(PuttingBack, WritesNothingOutsideTheOwnedSetWhateverTheBackupSays) {
    backup.keys.push_back({services + "Other", descriptor(1), {number("Start", 4)}});
    backup.keys.push_back({services + "Another", {}, {}});
    backup.keys.front().values.push_back(number("x", 1));
    const std::string ours = backup.keys.front().path;
    ASSERT_TRUE(put_back(registry, backup));
    EXPECT_EQ(registry.writes, 1) << "what was added to " << ours;
}

TEST_F(PuttingBack, RemovesAWholeTreeThatWasNotThere) {
    registry.now.erase_tree(services + "Winsock");
    as_found = registry.now;
    backup = *read_owned_set(registry);
    registry.now.set(services + "Winsock\\Parameters", text("Transports", "x"));
    ASSERT_TRUE(put_back(registry, backup));
    expect_as_found("Winsock");
}

TEST_F(PuttingBack, ChangesNothingWhenItCannotLook) {
    registry.now.erase_tree(protocols);
    const simulated::Tree before = registry.now;
    registry.troubles = {{interface, ErrorKind::AccessDenied, -1, /*reads=*/true, /*writes=*/false}};
    EXPECT_EQ(put_back(registry, backup).error().kind, ErrorKind::AccessDenied);
    EXPECT_TRUE(registry.now.same_image_as(before));
}

// A filter driver or a scanner that says yes and does nothing.
TEST_F(PuttingBack, SaysWhatStillDiffers) {
    registry.now.set(interface, number("EnableDHCP", 1));
    effects.hook = [&](simulated::Moment moment, const simulated::Effect&) {
        if (moment == simulated::Moment::After)
            registry.now.set(interface, number("EnableDHCP", 1));
    };
    const Result<PutBackOutcome> outcome = put_back(registry, backup);
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().text.find("EnableDHCP"), std::string::npos) << outcome.error().text;
}

TEST_F(PuttingBack, FailsWhenAnyWriteIsRefusedAndSucceedsWhenRepeated) {
    for (const Damage& damage : damages) {
        for (int refused = 1;; ++refused) {
            damage.act(registry.now);
            int calls = 0;
            simulated::Registry* machine = &registry;
            effects.hook = [&, machine](simulated::Moment moment, const simulated::Effect& effect) {
                if (moment == simulated::Moment::Before && ++calls == refused)
                    machine->troubles = {{effect.object, ErrorKind::AccessDenied, 1, /*reads=*/false}};
            };
            const bool done = put_back(registry, backup).has_value();
            effects.hook = {};
            registry.troubles.clear();
            ASSERT_TRUE(put_back(registry, backup)) << damage.name << ", call " << refused;
            EXPECT_TRUE(differences(backup, *read_owned_set(registry)).empty()) << damage.name;
            registry.now = as_found;
            EXPECT_EQ(done, calls < refused) << damage.name << ", call " << refused;
            if (done)
                break;
        }
    }
}

struct Cut {};

// Runs until the given announcement, then the power goes. True when it ended before that.
bool put_back_until(simulated::Effects& effects, simulated::Registry& registry, const Backup& backup,
                    int announcement) {
    int seen = 0;
    effects.hook = [&](simulated::Moment, const simulated::Effect&) {
        if (++seen == announcement)
            throw Cut{};
    };
    bool ended = true;
    try {
        EXPECT_TRUE(put_back(registry, backup));
    } catch (const Cut&) {
        ended = false;
    }
    effects.hook = {};
    return ended;
}

TEST_F(PuttingBack, CanBeCutAnywhereAndRepeated) {
    using simulated::Loss;
    for (const Damage& damage : damages)
        for (const Loss loss : {Loss::Nothing, Loss::Half, Loss::Unflushed, Loss::FlushedToo})
            for (int announcement = 1;; ++announcement) {
                registry.now = as_found;
                damage.act(registry.now);
                registry.make_durable();
                const bool ended = put_back_until(effects, registry, backup, announcement);
                registry.power_cut(loss);
                const Result<PutBackOutcome> outcome = put_back(registry, backup);
                ASSERT_TRUE(outcome) << damage.name << ", cut at " << announcement << ": " << outcome.error().text;
                ASSERT_TRUE(differences(backup, *read_owned_set(registry)).empty())
                    << damage.name << ", cut at " << announcement;
                if (ended)
                    break;
            }
}

// The procedures of others are not on the list above, so: any mixture of deletions, additions and changes.
TEST_F(PuttingBack, GivesBackTheOwnedSetWhateverHappened) {
    const unsigned seed = 20261122;
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
    for (int run = 0; run < 200; ++run) {
        registry.now = as_found;
        for (std::size_t change = 1 + below(8); change > 0; --change) {
            const BackupKey& key = backup.keys[below(backup.keys.size())];
            const std::string value = key.values.empty() ? "new" : key.values[below(key.values.size())].name;
            switch (below(6)) {
            case 0:
                registry.now.erase_tree(key.path);
                break;
            case 1:
                registry.now.set(key.path + "\\added", number("x", 1));
                break;
            case 2:
                registry.now.set(key.path, number(value, 200));
                break;
            case 3:
                registry.now.erase_value(key.path, value);
                break;
            case 4:
                registry.now.set(key.path, text("Another", "x"));
                break;
            case 5:
                registry.now.create(key.path, descriptor(static_cast<std::uint8_t>(below(4))));
                break;
            }
        }
        put_back_until(effects, registry, backup, 1 + static_cast<int>(below(40)));
        registry.power_cut(simulated::Loss::Half);
        ASSERT_TRUE(put_back(registry, backup)) << run;
        ASSERT_TRUE(differences(backup, *read_owned_set(registry)).empty()) << run;
    }
}

} // namespace
} // namespace netmend
