// The marker of a catalog that is being written: ours, another program's, one that a dead writer left; and writes that
// are refused or taken back.
#include <gtest/gtest.h>

#include "tests/unit/mending_cases.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using namespace cases;

class Marked : public Applying {
  protected:
    std::string marker() const {
        char name[12];
        std::snprintf(name, sizeof name, "%08X", number_at(machine.registry.now, protocols_path, "Serial_Access_Num"));
        return std::string(protocols_path) + "\\" + name;
    }
    const Difference& difference() const { return cases[1].difference; }
};

TEST_F(Marked, ByAnotherProgramItWaitsUntilThatHasFinished) {
    machine.registry.now.create(marker());
    const std::string mark = marker();
    machine.clock.meanwhile = [&] {
        if (machine.clock.waited >= std::chrono::seconds(20))
            machine.registry.now.erase_tree(mark); // it gave up
    };
    ASSERT_TRUE(machine.apply(difference()));
    EXPECT_EQ(machine.clock.waited, std::chrono::seconds(20));
}

TEST_F(Marked, ByAnotherProgramForLongerThanReadersWaitItChangesNothing) {
    machine.registry.now.create(marker());
    const Tree as_left = machine.registry.now;
    const auto done = machine.apply(cases.back().difference);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::TimedOut);
    EXPECT_EQ(machine.clock.waited, std::chrono::seconds(180));
    EXPECT_TRUE(machine.registry.now.same_image_as(as_left));
}

TEST_F(Marked, WhenSomebodyAsksForSomethingTheWaitingEnds) {
    machine.registry.now.create(marker());
    machine.clock.interrupted = true;
    const Tree as_left = machine.registry.now;
    const auto done = machine.apply(difference());
    ASSERT_TRUE(done);
    EXPECT_TRUE(done->interrupted);
    EXPECT_TRUE(machine.registry.now.same_image_as(as_left));
}

// Whatever it took out, and also where it changed nothing that we would: its entry must not come back.
TEST_F(Marked, WhatAnotherProgramWroteMeanwhileIsLeft) {
    const std::size_t size = protocols(before, 64, true).size();
    for (std::size_t gone = 0; gone <= size; ++gone) {
        begin_with(before);
        machine.registry.now.create(marker());
        const std::string mark = marker();
        machine.clock.meanwhile = [&] {
            machine.registry.now.erase_tree(mark);
            auto entries = protocols(machine.registry.now, 64, true);
            if (gone < size)
                entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(gone));
            write_protocols(machine.registry.now, entries, 64, true);
        };
        const auto done = machine.apply(difference());
        ASSERT_FALSE(done) << gone;
        EXPECT_EQ(done.error().kind, ErrorKind::Busy);
    }
}

// Undone it is all the same: what it was when it was applied, nobody wrote down.
TEST_F(Marked, ItIsUndoneThoughTheNumberRose) {
    ASSERT_TRUE(machine.apply(difference()));
    ASSERT_TRUE(machine.apply(difference().reversed()));
    EXPECT_FALSE(machine.apply(difference())) << "a new look is a new difference";
}

// Between our look and our marker another program was faster.
TEST_F(Marked, OfTwoWritersOneWaits) {
    bool once = false;
    machine.effects.hook = [&](Moment moment, const Effect& effect) {
        if (moment == Moment::Before && !once && effect.object == marker()) {
            once = true;
            machine.registry.now.create(marker());
        }
    };
    const std::string mark = marker();
    machine.clock.meanwhile = [&] { machine.registry.now.erase_tree(mark); };
    ASSERT_TRUE(machine.apply(difference()));
    EXPECT_GT(machine.clock.waited.count(), 0);
    EXPECT_TRUE(once);
}

TEST_F(Marked, ByAWriterThatDiedInAnEarlierSessionNobodyWaits) {
    char name[12];
    std::snprintf(name, sizeof name, "%08X", number_at(before, protocols_path, "Serial_Access_Num") - 1);
    machine.registry.now.create(std::string(protocols_path) + "\\" + name);
    ASSERT_TRUE(machine.apply(difference()));
    EXPECT_EQ(machine.clock.waited.count(), 0);
    EXPECT_TRUE(machine.registry.now.has(std::string(protocols_path) + "\\" + name)) << "and nobody removes it";
}

TEST_F(Marked, WithoutASerialNumberItIsWrittenAllTheSame) {
    machine.registry.now.erase_value(protocols_path, "Serial_Access_Num");
    Difference unnumbered = difference();
    unnumbered.seen.clear();
    ASSERT_TRUE(machine.apply(unnumbered));
    EXPECT_EQ(number_at(machine.registry.now, protocols_path, "Serial_Access_Num"), 2u);
}

// Every write refused once: the lists are whole, the old or the new ones, and nobody waits for a marker of ours.
TEST_F(Applying, LeavesWholeListsWhereAWriteIsRefused) {
    const Difference& difference = cases.back().difference;
    std::map<const char*, std::optional<std::string>> old, other;
    const Tree after = applied(difference);
    for (int refused = 1;; ++refused) {
        begin_with(before);
        int calls = 0;
        machine.effects.hook = [&](Moment moment, const Effect& effect) {
            if (moment == Moment::Before && ++calls == refused)
                machine.registry.troubles = {{effect.object, ErrorKind::AccessDenied, 1, /*reads=*/false}};
        };
        const bool done = machine.apply(difference).has_value();
        machine.effects.hook = {};
        machine.registry.troubles.clear();
        for (const char* catalog : {protocols_path, namespaces_path}) {
            const auto seen = seen_by_reader(machine.registry.now, catalog);
            EXPECT_TRUE(!seen || seen == seen_by_reader(before, catalog) || seen == seen_by_reader(after, catalog))
                << "call " << refused;
        }
        const auto again = machine.apply(difference);
        ASSERT_TRUE(again) << "call " << refused << ": " << again.error().text;
        EXPECT_EQ(differing(machine.registry.now, after), std::vector<std::string>()) << "call " << refused;
        if (done && calls < refused)
            break;
    }
    EXPECT_EQ(machine.clock.waited.count(), 0);
}

// A filter driver that says yes and does nothing, and one that takes back what was written.
TEST_F(Applying, SaysThatItDidNotHelpWhereSomebodyTakesItBack) {
    machine.registry.troubles = {{protocols_path, ErrorKind::Failed, -1, false, true, false, /*pretended=*/true}};
    EXPECT_FALSE(machine.apply(cases[1].difference));
    machine.registry.troubles = {{services + "Dhcp", ErrorKind::Failed, -1, false, true, false, /*pretended=*/true}};
    EXPECT_FALSE(machine.apply(cases[0].difference));
    machine.registry.troubles.clear();
    const std::string second = entry_at(protocols_path, 64, 2);
    machine.effects.hook = [&](Moment moment, const Effect&) {
        if (moment == Moment::After)
            machine.registry.now.set(second, *before.value(second, "PackedCatalogItem"));
    };
    EXPECT_FALSE(machine.apply(cases[1].difference));
    machine.effects.hook = {};
    EXPECT_EQ(differing(machine.registry.now, before), std::vector<std::string>()) << "it is as it was, without a mark";
    EXPECT_TRUE(seen_by_reader(machine.registry.now, protocols_path));
}

TEST_F(Applying, ChangesNothingWhereItCannotLook) {
    for (const auto& path : {entry_at(protocols_path, 64, 3), std::string(namespaces_path), services + "Dhcp"}) {
        begin_with(before);
        machine.registry.troubles = {{path, ErrorKind::AccessDenied, -1, /*reads=*/true, /*writes=*/false}};
        const Tree as_left = machine.registry.now;
        const auto done = machine.apply(cases.back().difference);
        ASSERT_FALSE(done) << path;
        EXPECT_EQ(done.error().kind, ErrorKind::AccessDenied);
        EXPECT_TRUE(machine.registry.now.same_image_as(as_left)) << path;
        machine.registry.troubles.clear();
    }
}

} // namespace
} // namespace netmend::mending
