// `netmend status --settings`: from the state folder, without the service.
#include <gtest/gtest.h>

#include "statemachine/base/digest.hpp"
#include "statemachine/saved/vault.hpp"
#include "statemachine/settings/settings.hpp"
#include "tests/unit/control_world.hpp"
#include "tests/unit/settings_machine.hpp"

namespace netmend::control {
namespace {

using namespace netmend::testing;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct Recorded {
    Recorded() {
        simulated::Registry registry;
        registry.now = two_cards();
        record = encode_settings(*record_settings(registry));
        Checkpoint repair = repair_in("settled/repaired").checkpoint;
        repair.settings_name = "settings-" + repair.repair_id;
        repair.settings_digest = digest_of(record);
        repair.settings_differences = {"Something differs."};
        name = repair.settings_name;
        EXPECT_TRUE(world.ports.folder.write(name, record));
        EXPECT_TRUE(Vault(world.ports.folder).save(checkpoint_version, save_text(repair)));
        world.service = ServiceState::Stopped;
        world.machine.forget_effects();
    }
    ControlWorld world;
    Bytes record;
    std::string name;
};

TEST(TypingStatusSettings, ShowsEachConnectionByItsName) {
    Recorded recorded;
    ControlWorld& world = recorded.world;
    EXPECT_EQ(world.type({"status", "--settings"}), 0);
    for (const char* part : {"before the repair of 2026-11-22T13:05:00Z", "Local Area Connection {58094C24",
                             "  Gateways: 192.168.7.1 metric 1, 192.168.7.2 metric 20", "Wireless {", "  DHCP: on",
                             "What was different after the repair:\n  Something differs."})
        EXPECT_TRUE(has(world.out, part)) << part << "\n" << world.out;
    EXPECT_TRUE(world.machine.effect_names().empty()) << "looking changed something";
}

TEST(TypingStatusSettings, PrintsTheSameAsJson) {
    Recorded recorded;
    ControlWorld& world = recorded.world;
    EXPECT_EQ(world.type({"status", "--settings", "--json"}), 0);
    const auto said = nlohmann::json::parse(world.out);
    EXPECT_EQ(said["schema"], 1);
    EXPECT_EQ(said["settings"]["record"], recorded.name);
    const auto& connection = said["settings"]["connections"][0];
    EXPECT_EQ(connection["id"], by_dhcp) << "in the order of the registry";
    const auto& other = said["settings"]["connections"][1];
    EXPECT_EQ(other["name"], "Local Area Connection");
    bool seen = false;
    for (const auto& field : other["settings"])
        if (field["name"] == "addresses")
            seen = field["entries"][2] == "10.1.1.5 mask 255.0.0.0";
    EXPECT_TRUE(seen) << other;
}

TEST(TypingStatusSettings, HasASentenceWhereNothingWasRecorded) {
    ControlWorld world;
    EXPECT_EQ(world.type({"status", "--settings"}), 0);
    EXPECT_EQ(world.out, "No network settings have been recorded on this computer.\n");
}

TEST(TypingStatusSettings, NeedsTheRightToRead) {
    Recorded recorded;
    ControlWorld& world = recorded.world;
    world.machine.folder.refusals.push_back({ErrorKind::AccessDenied, -1, "", /*reads=*/true, /*writes=*/false});
    world.is_administrator = false;
    EXPECT_EQ(world.type({"status", "--settings"}), 5);
    EXPECT_TRUE(has(world.out, "Run as administrator")) << world.out;
}

TEST(TypingStatusSettings, NamesWhatIsWrongWithARecordThatWasTouched) {
    Recorded recorded;
    ControlWorld& world = recorded.world;
    std::string text(recorded.record.begin(), recorded.record.end());
    text.replace(text.find("192.168.7.21"), 12, "192.168.7.99");
    EXPECT_TRUE(world.ports.folder.write(recorded.name, Bytes(text.begin(), text.end())));
    EXPECT_EQ(world.type({"status", "--settings"}), 1603);
    EXPECT_TRUE(has(world.out, "\"IPAddress\"")) << world.out;
    EXPECT_TRUE(world.ports.folder.write(recorded.name, encode_settings(Settings{})));
    EXPECT_EQ(world.type({"status", "--settings"}), 1603);
    EXPECT_TRUE(has(world.out, "not the one that was made")) << world.out;
}

TEST(TypingStatusSettings, IsPartOfTheReport) {
    Recorded recorded;
    ControlWorld& world = recorded.world;
    world.type({"report"});
    EXPECT_TRUE(has(world.out, "== Settings before the repair")) << world.out;
    EXPECT_TRUE(has(world.out, "Local Area Connection")) << world.out;
}

} // namespace
} // namespace netmend::control
