// `netmend remove` as it is typed.
#include <gtest/gtest.h>

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

} // namespace
} // namespace netmend::control
