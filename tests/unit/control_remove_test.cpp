// `netmend remove` as it is typed.
#include <gtest/gtest.h>

#include "statemachine/backup/backup.hpp"
#include "statemachine/base/digest.hpp"
#include "tests/simulated/values.hpp"
#include "tests/unit/control_world.hpp"

namespace netmend::control {
namespace {

using simulated::Fault;

TEST(Typing, RemoveTakesAWorkingProductByName) {
    ControlWorld world(Fault::None, simulated::Preset::Windows7);
    simulated::Tree tree = world.machine.registry.now;
    std::set<std::string> files(world.machine.files);
    simulated::add_layered_provider(tree, files, world.machine.identity);
    world.machine.becomes(tree, files);
    EXPECT_EQ(world.type({"remove", "nobody.dll"}), 1150);
    EXPECT_NE(world.out.find("These are in the catalogs: "), std::string::npos) << world.out;
    EXPECT_NE(world.out.find(simulated::layered_dll), std::string::npos) << world.out;
    EXPECT_TRUE(world.posted.empty());
    world.answers = {"y"};
    world.coming = {repair_in("ladder/carrying-out", Procedure::RemoveProducts)};
    EXPECT_EQ(world.type({"remove", simulated::layered_dll}), 0) << world.out;
    EXPECT_NE(world.out.find("What will be removed from the network stack:"), std::string::npos) << world.out;
    EXPECT_NE(world.out.find("uninstallation"), std::string::npos) << world.out;
    ASSERT_EQ(world.posted.size(), 1u);
    EXPECT_EQ(world.posted[0].products, std::vector<std::string>{simulated::layered_dll});
}

// The last one is undone: the question is about the one before, with its own backup.
TEST(Typing, RollbackAsksAboutWhatWasDoneBefore) {
    ControlWorld world(Fault::None, simulated::Preset::Windows7);
    const Result<Backup> backup = read_owned_set(world.ports.registry);
    ASSERT_TRUE(backup.has_value());
    ASSERT_TRUE(world.ports.folder.write("backup-1", encode_backup(*backup)));
    auto earlier = std::make_shared<Checkpoint>(repair_in("settled/repaired", Procedure::RemoveProducts).checkpoint);
    earlier->backup_name = "backup-1";
    earlier->backup_digest = digest_of(encode_backup(*backup));
    Snapshot snapshot = repair_in("settled/cancelled");
    world.handler.changed(snapshot);
    EXPECT_EQ(world.type({"rollback", "--yes"}), 0);
    EXPECT_TRUE(world.posted.empty()) << "there is nothing";
    snapshot.earlier = earlier;
    world.handler.changed(snapshot);
    world.machine.registry.now.set(std::string(simulated::services_path) + "\\Tcpip\\Parameters",
                                   simulated::text("Domain", "new.example"));
    EXPECT_EQ(world.type({"rollback"}), 1602) << "nobody answered";
    EXPECT_NE(world.out.find("would be put back: 1 differences"), std::string::npos) << world.out;
    EXPECT_NE(world.out.find("Domain"), std::string::npos) << world.out;
    EXPECT_TRUE(world.posted.empty());
    world.answers = {"y"};
    world.coming = {repair_in("rollback/rolling-back"), repair_in("rollback/restart-after-rollback")};
    EXPECT_EQ(world.type({"rollback"}), 3010) << world.out;
    ASSERT_EQ(world.posted.size(), 1u);
    EXPECT_EQ(world.posted[0].kind, Request::Kind::Rollback);
    EXPECT_EQ(world.posted[0].act, earlier->repair_id);
}

} // namespace
} // namespace netmend::control
