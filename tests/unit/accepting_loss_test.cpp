// What a Winsock reset of Vista and later would take is shown and asked for by itself.
#include <gtest/gtest.h>

#include "tests/unit/control_world.hpp"

namespace netmend::control {
namespace {

using simulated::Fault;
using simulated::Preset;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct AcceptingLoss : testing::Test {
    ControlWorld world{Fault::ChainNamesGoneEntry, Preset::Windows11};
    int start(std::vector<std::string> options, std::deque<std::string> answers = {}) {
        world.answers = std::move(answers);
        world.coming = {repair_in("ladder/preparing", Procedure::RemoveBrokenLayers)};
        options.insert(options.begin(), "start");
        return world.type(options);
    }
    std::vector<std::string> accepted() const {
        return world.posted.empty() ? std::vector<std::string>{"nothing was begun"} : world.posted[0].accepted_loss;
    }
};

TEST_F(AcceptingLoss, IsAQuestionOfItsOwn) {
    EXPECT_EQ(start({}, {"y", "y"}), 0);
    EXPECT_TRUE(has(world.out, "though they are healthy")) << world.out;
    EXPECT_TRUE(has(world.out, "May a Winsock reset")) << world.out;
    ASSERT_EQ(accepted().size(), 1u);
    EXPECT_TRUE(has(accepted()[0], simulated::layered_dll)) << accepted()[0];
}

TEST_F(AcceptingLoss, MayBeDeclinedAndTheRestOfTheRepairGoesOn) {
    EXPECT_EQ(start({}, {"y", "n"}), 0);
    EXPECT_TRUE(accepted().empty());
    EXPECT_TRUE(has(world.out, "--accept-loss")) << world.out;
}

TEST_F(AcceptingLoss, IsNotDoneByYes) {
    EXPECT_EQ(start({"--yes"}), 0);
    EXPECT_TRUE(accepted().empty());
    EXPECT_FALSE(has(world.out, "May a Winsock reset")) << world.out;
}

TEST_F(AcceptingLoss, IsDoneByItsOwnOption) {
    EXPECT_EQ(start({"--yes", "--accept-loss"}), 0);
    EXPECT_EQ(accepted().size(), 1u);
}

TEST_F(AcceptingLoss, IsInTheJsonOfThePlan) {
    EXPECT_EQ(world.type({"plan", "--json"}), 0);
    const auto json = nlohmann::json::parse(world.out);
    ASSERT_EQ(json["plan"]["loss"].size(), 1u) << world.out;
    EXPECT_TRUE(has(json["plan"]["loss"][0], simulated::layered_dll));
    EXPECT_EQ(json["plan"]["restarts"], 0);
    EXPECT_EQ(json["plan"]["restarts_if_not_enough"], 1);
}

TEST_F(AcceptingLoss, IsNotAskedForWhereNothingHealthyWouldGo) {
    ControlWorld blank(Fault::ProtocolsBlank, Preset::Windows11);
    blank.answers = {"y"};
    blank.coming = {repair_in("winsock-reset/preparing", Procedure::ResetWinsock)};
    EXPECT_EQ(blank.type({"start"}), 0);
    EXPECT_FALSE(has(blank.out, "May a Winsock reset")) << blank.out;
}

// A consent to the service's own plan asks anew, for what that one lists.
TEST_F(AcceptingLoss, BelongsToThePlanThatWasShown) {
    Snapshot other = repair_in("opening/awaiting-consent", Procedure::ResetWinsock);
    other.checkpoint.plan.loss = {"Borea: C:\\borea.dll"};
    world.handler.changed(other);
    world.answers = {"y", "y"};
    world.coming = {repair_in("winsock-reset/preparing", Procedure::ResetWinsock)};
    EXPECT_EQ(world.type({"continue"}), 0) << world.out;
    ASSERT_EQ(world.posted.size(), 1u);
    EXPECT_EQ(world.posted[0].accepted_loss, other.checkpoint.plan.loss);
}

} // namespace
} // namespace netmend::control
