// Applying a recorded difference: whole or not at all for whoever reads meanwhile, safe to cut off anywhere, and undone
// by its reverse.
#include <gtest/gtest.h>

#include "tests/unit/mending_cases.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using namespace cases;

TEST_F(Applying, MakesWhatTheDifferenceSaysAndItsReverseUndoesIt) {
    for (const auto& [name, difference] : cases) {
        const Tree after = applied(difference);
        for (const KeyChange& change : difference.keys) {
            const auto key = after.read(change.path);
            ASSERT_EQ(key.has_value(), change.after.has_value()) << name << ": " << change.path;
            if (key) {
                EXPECT_EQ(key->values, change.after->values) << name << ": " << change.path;
            }
        }
        for (const ValueChange& change : difference.values)
            EXPECT_EQ(after.value(change.key, change.name), change.after) << name << ": " << change.name;
        const auto undone = machine.apply(difference.reversed());
        ASSERT_TRUE(undone) << name << ": " << undone.error().text;
        EXPECT_EQ(undone->changes, static_cast<int>(difference.keys.size() + difference.values.size())) << name;
        EXPECT_EQ(differing(machine.registry.now, before), std::vector<std::string>()) << name;
        EXPECT_EQ(machine.clock.waited.count(), 0) << name;
    }
}

TEST_F(Applying, WritesNothingTheSecondTime) {
    for (const auto& [name, difference] : cases) {
        applied(difference);
        const int writes = machine.registry.writes, flushes = machine.registry.flushes;
        const auto again = machine.apply(difference);
        ASSERT_TRUE(again) << name;
        EXPECT_EQ(again->changes, 0) << name;
        EXPECT_EQ(machine.registry.writes, writes) << name;
        EXPECT_EQ(machine.registry.flushes, flushes + 1) << "an earlier call may have been stopped before its flush";
    }
}

TEST_F(Applying, RaisesTheSerialNumberOfEachCatalogItWritesAlsoWhenUndone) {
    const Difference& difference = cases.back().difference;
    for (const char* catalog : {protocols_path, namespaces_path}) {
        begin_with(before);
        const auto serial = [&] { return number_at(machine.registry.now, catalog, "Serial_Access_Num"); };
        const std::uint32_t first = serial();
        char leftover[12];
        std::snprintf(leftover, sizeof leftover, "%08X", first + 1);
        machine.registry.now.create(std::string(catalog) + "\\" + leftover); // healthy machines have such
        ASSERT_TRUE(machine.apply(difference));
        EXPECT_EQ(serial(), first + 2) << catalog;
        ASSERT_TRUE(machine.apply(difference.reversed()));
        EXPECT_EQ(serial(), first + 3) << catalog;
        EXPECT_TRUE(machine.registry.now.has(std::string(catalog) + "\\" + leftover)) << "it is nobody's of ours";
    }
}

TEST_F(Applying, CanBeCutAnywhereAndRepeated) {
    for (const auto& [name, difference] : cases) {
        const Tree after = applied(difference);
        for (const bool killed : {true, false}) // else the power goes
            for (const Loss loss : {Loss::Nothing, Loss::Half, Loss::Unflushed, Loss::Some})
                for (int announcement = 1;; ++announcement) {
                    begin_with(before);
                    machine.clock.waited = {};
                    const bool ended = apply_until(difference, announcement);
                    if (!killed)
                        machine.registry.power_cut(loss, static_cast<std::uint64_t>(announcement));
                    const auto done = machine.apply(difference);
                    ASSERT_TRUE(done) << name << ", cut at " << announcement << ": " << done.error().text;
                    EXPECT_FALSE(done->interrupted);
                    ASSERT_EQ(differing(machine.registry.now, after), std::vector<std::string>())
                        << name << ", cut at " << announcement;
                    EXPECT_EQ(machine.clock.waited.count(), 0) << name << ": our own marker makes nobody wait";
                    if (ended)
                        break;
                }
    }
}

TEST_F(Applying, IsUndoneAfterACutAnywhere) {
    for (const auto& [name, difference] : cases)
        for (const bool killed : {true, false})
            for (int announcement = 1;; ++announcement) {
                begin_with(before);
                const bool ended = apply_until(difference, announcement);
                if (!killed)
                    machine.registry.power_cut(Loss::Half);
                const auto done = machine.apply(difference.reversed());
                ASSERT_TRUE(done) << name << ", cut at " << announcement << ": " << done.error().text;
                ASSERT_EQ(differing(machine.registry.now, before), std::vector<std::string>())
                    << name << ", cut at " << announcement;
                if (ended)
                    break;
            }
}

TEST_F(Applying, UndoingIsRepeatedAfterACutAnywhere) {
    const Difference& difference = cases.back().difference;
    const Tree after = applied(difference);
    for (int announcement = 1;; ++announcement) {
        begin_with(after);
        const bool ended = apply_until(difference.reversed(), announcement);
        ASSERT_TRUE(machine.apply(difference.reversed())) << announcement;
        ASSERT_EQ(differing(machine.registry.now, before), std::vector<std::string>()) << announcement;
        if (ended)
            break;
    }
}

TEST_F(Applying, NobodyWhoReadsMeanwhileSeesHalfOfACatalog) {
    int looks = 0, waits = 0;
    for (const auto& [name, difference] : cases)
        for (const bool back : {false, true})
            for (const char* catalog : {protocols_path, namespaces_path}) {
                begin_with(before);
                const auto old = seen_by_reader(before, catalog), other = seen_by_reader(applied(difference), catalog);
                begin_with(back ? machine.registry.now : before);
                const auto reads = [&] {
                    const auto seen = seen_by_reader(machine.registry.now, catalog);
                    ++looks;
                    waits += !seen;
                    ASSERT_TRUE(!seen || seen == old || seen == other) << name;
                };
                machine.effects.hook = [&](Moment, const Effect&) { reads(); };
                ASSERT_TRUE(machine.apply(back ? difference.reversed() : difference));
                machine.effects.hook = {};
                reads();
                ASSERT_TRUE(seen_by_reader(machine.registry.now, catalog)) << "the marker is gone";
            }
    std::printf("a reader looked %d times, waited %d times and never saw half of a catalog\n", looks, waits);
    EXPECT_GT(waits, looks / 10);
}

// Also when the service is killed and the reader goes on until somebody starts it again.
TEST_F(Applying, NobodySeesHalfOfACatalogWhenTheServiceIsKilled) {
    const Difference& difference = cases[1].difference;
    const auto old = seen_by_reader(before, protocols_path),
               other = seen_by_reader(applied(difference), protocols_path);
    for (int announcement = 1;; ++announcement) {
        begin_with(before);
        const bool ended = apply_until(difference, announcement);
        const auto seen = seen_by_reader(machine.registry.now, protocols_path);
        ASSERT_TRUE(!seen || seen == old || seen == other) << "killed at " << announcement;
        if (ended)
            break;
    }
}

TEST_F(Applying, WhatSomebodyElseChangedIsRefusedByNameBeforeAnythingIsWritten) {
    for (const auto& [name, difference] : cases) {
        for (const KeyChange& change : difference.keys) {
            begin_with(before);
            machine.registry.now.set(change.path, text("Somebody", "else"));
            const Tree as_left = machine.registry.now;
            const auto done = machine.apply(difference);
            ASSERT_FALSE(done) << name << ": " << change.path;
            EXPECT_EQ(done.error().kind, ErrorKind::Busy);
            EXPECT_NE(done.error().text.find(change.path), std::string::npos) << done.error().text;
            EXPECT_TRUE(machine.registry.now.same_image_as(as_left)) << name;
        }
        for (const ValueChange& change : difference.values) {
            begin_with(before);
            machine.registry.now.set(change.key, number(change.name, 77));
            const Tree as_left = machine.registry.now;
            const auto done = machine.apply(difference);
            ASSERT_FALSE(done) << name << ": " << change.name;
            EXPECT_NE(done.error().text.find(change.name), std::string::npos) << done.error().text;
            EXPECT_TRUE(machine.registry.now.same_image_as(as_left)) << name;
        }
    }
}

TEST_F(Applying, WhatSomebodyPutBelowANewKeyStays) {
    const Difference& difference = cases.back().difference;
    applied(difference);
    machine.registry.now.set(services + "Winsock\\New\\Others", number("x", 1));
    const auto done = machine.apply(difference.reversed());
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Busy);
    EXPECT_TRUE(machine.registry.now.has(services + "Winsock\\New\\Others"));
}

} // namespace
} // namespace netmend::mending
