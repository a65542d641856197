// The order to back up, over a simulated Windows: one backup per repair, verified before it gets its name, never
// written again.
#include <gtest/gtest.h>

#include "statemachine/base/digest.hpp"
#include "statemachine/steps/steps.hpp"
#include "tests/simulated/windows.hpp"
#include "tests/unit/answered.hpp"
#include "tests/unit/owned_machine.hpp"

namespace netmend {
namespace {

using namespace testing;

class BackingUp : public ::testing::Test {
  protected:
    BackingUp() : ports(machine.ports()) {
        machine.boot();
        facts.repair_id = "20261122-130500-1a2b3c4d-7";
    }

    event::BackedUp backed_up() { return answered<event::BackedUp>(steps::back_up(ports, facts)); }
    std::string refused() { return answered<event::StepFailed>(steps::back_up(ports, facts)).why; }
    void change_something() { machine.registry.now.set(services + "Tcpip\\Parameters", text("Hostname", "another")); }
    void when_written(std::function<void(Bytes&)> happens) {
        machine.at_effect = [this, happens = std::move(happens)](simulated::Moment moment, int, const auto&) {
            const auto file = machine.folder.files.find(name + ".new");
            if (moment == simulated::Moment::After && file != machine.folder.files.end())
                happens(file->second);
        };
    }

    simulated::Windows machine{simulated::Preset::XpSp1};
    Windows ports;
    Checkpoint facts;
    const std::string name = "backup-20261122-130500-1a2b3c4d-7";
};

TEST_F(BackingUp, ARepeatedOrderTakesTheBackupThatIsThere) {
    const event::BackedUp first = backed_up();
    const Bytes kept = machine.folder.files.at(name);
    EXPECT_EQ(first.digest, digest_of(kept));
    change_something(); // as the repair does, whose checkpoint was lost with the disk's cache
    machine.forget_effects();
    EXPECT_EQ(backed_up().digest, first.digest);
    EXPECT_EQ(machine.folder.files.at(name), kept);
    EXPECT_TRUE(machine.effect_names().empty());
}

TEST_F(BackingUp, ABackupThatCannotBeReadIsKeptAndNothingGoesOn) {
    backed_up();
    Bytes& file = machine.folder.files.at(name);
    file[file.size() / 2] ^= 1;
    const Bytes damaged = file;
    EXPECT_NE(refused().find(name), std::string::npos);
    EXPECT_EQ(machine.folder.files.at(name), damaged);
}

TEST_F(BackingUp, WhatTheRegistryBecameMeanwhileIsNoticed) {
    when_written([this](Bytes&) { change_something(); });
    const std::string why = refused();
    EXPECT_NE(why.find("changed while it was backed up"), std::string::npos) << why;
    EXPECT_EQ(machine.folder.files.count(name), 0u) << "what was not verified has no name";
}

TEST_F(BackingUp, WhatTheDiskMadeOfItIsNoticed) {
    when_written([](Bytes& file) { file[file.size() / 2] ^= 1; });
    EXPECT_NE(refused().find("The backup is not good"), std::string::npos);
    EXPECT_EQ(machine.folder.files.count(name), 0u);
}

TEST_F(BackingUp, GoesOnWithoutTheRegistryFilesBesideItAndSaysSo) {
    machine.folder.refusals = {{ErrorKind::DiskFull, -1, "hive-20261122-130500-1a2b3c4d-7-"}};
    EXPECT_EQ(name, backed_up().name);
    ASSERT_FALSE(machine.recorded.empty());
    EXPECT_TRUE(machine.recorded.back().starts_with("The registry files beside the backup could not be saved: "));
}

TEST_F(BackingUp, EachRepairHasABackupOfItsOwn) {
    backed_up();
    const Bytes first = machine.folder.files.at(name);
    change_something();
    facts.repair_id = "20261123-080000-1a2b3c4d-8";
    EXPECT_EQ(backed_up().name, "backup-20261123-080000-1a2b3c4d-8");
    EXPECT_NE(machine.folder.files.at("backup-20261123-080000-1a2b3c4d-8"), first);
    EXPECT_EQ(machine.folder.files.at(name), first);
}

} // namespace
} // namespace netmend
