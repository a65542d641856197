// What may be asked, over every phase and request, against the transition table: granted is what has a row, and nothing
// else; and whoever is refused is told why.
#include "statemachine/permission.hpp"

#include <gtest/gtest.h>

#include "statemachine/machine/states.hpp"
#include "tests/stories/answers.hpp"
#include "tests/unit/control_repairs.hpp"
#include "tests/world/joints.hpp"

namespace netmend {
namespace {

using Kind = Request::Kind;

// A repair that rests in this phase and has everything it may rely on.
Snapshot in(const PhaseFacts& phase) {
    Snapshot state = repair_in(std::string(phase.name).c_str(), Procedure::ReinstallTcpip);
    state.checkpoint.backup_name = "backup-" + state.checkpoint.repair_id;
    return state;
}

bool has_row(const PhaseFacts& phase, const Event& event) {
    Checkpoint facts = in(phase).checkpoint;
    const auto machine = stories::machine_in(phase, facts);
    EXPECT_EQ(phase.name, machine->phase().name);
    const int before = machine->bugs();
    const world::BugsWrittenDown bugs;
    machine->handle(event);
    return machine->bugs() == before;
}

// What each request would tell the machine, were it granted.
std::vector<Event> events_of(Kind kind) {
    switch (kind) {
    case Kind::Start:
        return {};
    case Kind::Consent:
        return {event::ConsentGiven{}};
    case Kind::Cancel:
        return {event::CancelAsked{}};
    case Kind::Continue:
        return {event::ContinueAsked{}};
    case Kind::Rollback:
        return {event::RollbackAsked{}, event::CancelAsked{}};
    case Kind::ReplaceRegistry:
        return {event::RegistryAsked{}};
    case Kind::PowerReturned:
        return {event::RestartMissing{}};
    }
    return {};
}

TEST(Permission, SaysWhatTheTableSaysOverEveryPhaseAndRequest) {
    int granted = 0, refused = 0;
    for (const PhaseFacts& phase : all_phases())
        for (const Kind kind : Request::all_kinds) {
            const Permission permission = may_be_asked(kind, in(phase));
            ++(permission.granted() ? granted : refused);
            EXPECT_EQ(permission.granted(), permission.sentence.empty()) << phase.name;
            if (kind == Kind::Start) { // makes a machine of its own, once the one before is over
                EXPECT_EQ(permission.granted(), phase.is_over()) << phase.name;
                continue;
            }
            if (permission.granted()) {
                ASSERT_TRUE(permission.event) << phase.name;
                EXPECT_TRUE(has_row(phase, *permission.event)) << phase.name << " " << name_of(*permission.event);
            } else {
                for (const Event& event : events_of(kind))
                    EXPECT_FALSE(has_row(phase, event)) << phase.name << " " << name_of(event);
            }
        }
    EXPECT_GT(granted, 60);
    EXPECT_GT(refused, 100);
}

TEST(Permission, IsRefusedWhereTheMachineOrTheBackupIsNoLongerTheSame) {
    Snapshot repaired = in(Repaired::facts);
    EXPECT_TRUE(may_be_asked(Kind::Rollback, repaired).granted());
    repaired.system_changed = true;
    EXPECT_EQ(may_be_asked(Kind::Rollback, repaired).kind, Permission::Kind::Refused);
    repaired.system_changed = false;
    repaired.checkpoint.backup_name.clear();
    EXPECT_EQ(may_be_asked(Kind::Rollback, repaired).kind, Permission::Kind::Refused);
    Snapshot rolled_back = in(RolledBack::facts);
    rolled_back.system_changed = true;
    EXPECT_EQ(may_be_asked(Kind::Continue, rolled_back).kind, Permission::Kind::Refused);
}

TEST(Permission, WithoutARepairOnlyAStartIsGranted) {
    for (const Kind kind : Request::all_kinds)
        EXPECT_EQ(may_be_asked(kind, Snapshot{}).granted(), kind == Kind::Start);
    Snapshot unreadable;
    unreadable.unreadable = true;
    EXPECT_EQ(may_be_asked(Kind::Start, unreadable).kind, Permission::Kind::Refused);
}

// A newer netmend's phase: nobody knows what could be asked there.
TEST(Permission, InAPhaseThatThisNetmendDoesNotKnowNothingIsGranted) {
    const Snapshot unknown = repair_in("later/unknown-phase");
    for (const Kind kind : Request::all_kinds)
        EXPECT_FALSE(may_be_asked(kind, unknown).granted());
    EXPECT_TRUE(is_unfinished(unknown));
}

} // namespace
} // namespace netmend
