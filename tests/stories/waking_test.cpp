// The waking table: every phase, woken in a new boot session, in the same one, without a checkpoint, with a damaged
// one and with one from the future.

#include <algorithm>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "tests/stories/story.hpp"

namespace netmend::stories {
namespace {

// Where a restart phase goes on once Windows was truly restarted. Every other phase goes on where it was.
const std::map<std::string, std::string> after_restart{
    {"reset/restart-after-reset", "reset/verifying"},
    {"keys/restart-for-blank-keys", "keys/seeing-blank-keys"},
    {"keys/restart-before-install", "keys/installing-tcpip"},
    {"keys/restart-after-install", "keys/verifying"},
    {"reinstall/restart-without-tcpip", "reinstall/deleting-keys"},
    {"reinstall/restart-for-blank-keys", "reinstall/seeing-blank-keys"},
    {"reinstall/restart-for-installer", "reinstall/reinstalling-tcpip"},
    {"reinstall/restart-after-install", "reinstall/verifying"},
    {"ladder/restart", "ladder/verifying"},
    {"winsock-reset/restart", "winsock-reset/verifying"},
    {"rollback/restart-after-rollback", "rollback/confirming"},
    {"rollback/restart-for-registry", "rollback/confirming-registry"},
};

bool recorded(const Story& story, const std::string& part) {
    const auto& lines = story.windows.recorded;
    return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.find(part) != line.npos; });
}

// A machine in mid-repair whose checkpoint says `phase`, made by the product itself up to its backup.
struct Sleeper {
    explicit Sleeper(const std::string& phase) : story(Preset::XpSp1, Fault::ChainNamesGoneEntry) {
        story.windows.behaviour.restart = simulated::RestartAnswer::NeverHappens;
        story.start(); // backs up, deletes the keys, rests for its restart
        story.end_process();
        story.windows.registry.now = story.as_begun; // the phase decides here, not what was done
        story.windows.registry.make_durable();
        facts = story.checkpoint();
        facts.phase = phase;
        facts.told = false;
        EXPECT_TRUE(Vault(story.windows.folder).load(checkpoint_version, "stamp"));
        Vault vault(story.windows.folder);
        EXPECT_TRUE(vault.save(checkpoint_version, save_text(facts)));
    }
    // The first look of a new service process, without carrying anything out.
    Snapshot woken() {
        auto ports = story.windows.ports();
        Driver driver(ports, story.desk, story.desk);
        EXPECT_TRUE(driver.wake());
        EXPECT_EQ(0, driver.bugs());
        return driver.snapshot();
    }
    Story story;
    Checkpoint facts;
};

// A comparison at the end that was begun before is not trusted: what was seen to be mended may be lost with a cache.
std::string after_waking(const PhaseFacts& phase) {
    return phase.way_back == WayBack::Finishing ? "closing/verifying-again" : std::string(phase.name);
}

TEST(Waking, GoesOnWhereItWasAndPastARestartThatHappened) {
    for (const auto& phase : all_phases()) {
        const std::string name(phase.name);
        Sleeper sleeper(name);
        sleeper.story.windows.restart();
        const auto next = after_restart.find(name);
        EXPECT_EQ(phase.waits_for_restart(), next != after_restart.end()) << name;
        const auto woken = sleeper.woken();
        EXPECT_TRUE(woken.has_repair) << name;
        EXPECT_EQ(next == after_restart.end() ? after_waking(phase) : next->second, woken.checkpoint.phase);
        EXPECT_FALSE(recorded(sleeper.story, "set aside")) << name;
    }
}

TEST(Waking, StaysInEveryPhaseInTheSameBootSession) {
    for (const auto& phase : all_phases()) {
        const std::string name(phase.name);
        Sleeper sleeper(name);
        const auto woken = sleeper.woken();
        EXPECT_EQ(after_waking(phase), woken.checkpoint.phase);
        EXPECT_EQ(phase.waits_for_restart() ? 1 : 0, woken.checkpoint.reminders) << name;
    }
}

TEST(Waking, TouchesNothingWithoutACheckpoint) {
    for (const auto& phase : all_phases()) {
        Sleeper sleeper{std::string(phase.name)};
        for (const char* name : {"checkpoint", "checkpoint.previous", "checkpoint.new"})
            sleeper.story.windows.folder.files.erase(name);
        sleeper.story.restart();
        EXPECT_FALSE(sleeper.story.seen.has_repair) << phase.name;
        EXPECT_TRUE(sleeper.story.as_begun.same_image_as(sleeper.story.windows.registry.now)) << phase.name;
    }
}

class BadCheckpoint : public testing::TestWithParam<std::pair<const char*, std::function<void(Bytes&)>>> {};

TEST_P(BadCheckpoint, IsSetAsideReportedAndNeverActedUpon) {
    for (const auto& phase : all_phases()) {
        Sleeper sleeper{std::string(phase.name)};
        auto& files = sleeper.story.windows.folder.files;
        std::size_t damaged = 0;
        for (auto& [name, data] : files)
            if (name.starts_with("checkpoint")) {
                GetParam().second(data);
                ++damaged;
            }
        EXPECT_GE(damaged, 1u);
        const auto count = files.size();
        sleeper.story.restart();
        EXPECT_FALSE(sleeper.story.seen.has_repair) << phase.name;
        EXPECT_FALSE(sleeper.story.seen.set_aside.empty()) << phase.name;
        EXPECT_FALSE(sleeper.story.seen.set_aside_why.empty()) << phase.name;
        EXPECT_TRUE(recorded(sleeper.story, sleeper.story.seen.set_aside_why)) << phase.name;
        EXPECT_GE(files.size(), count) << phase.name << ": nothing is deleted";
        EXPECT_TRUE(sleeper.story.as_begun.same_image_as(sleeper.story.windows.registry.now)) << phase.name;
        EXPECT_EQ(0, sleeper.story.windows.reset_runs + sleeper.story.windows.install_runs) << phase.name;
    }
}

using Damage = std::pair<const char*, std::function<void(Bytes&)>>;

void write_as(Bytes& data, std::uint32_t version, const std::function<void(std::string&)>& change) {
    auto unwrapped = unwrap(Content::Checkpoint, data, limits::checkpoint_bytes_max);
    std::string payload = unwrapped ? unwrapped->payload : "";
    change(payload);
    data = wrap(Content::Checkpoint, version, payload);
}

INSTANTIATE_TEST_SUITE_P(
    Every, BadCheckpoint,
    testing::Values(Damage{"damaged", [](Bytes& d) { d[d.size() / 2] ^= 1; }},
                    Damage{"truncated", [](Bytes& d) { d.resize(d.size() / 2); }},
                    Damage{"empty", [](Bytes& d) { d.clear(); }},
                    Damage{"from_the_future",
                           [](Bytes& d) { write_as(d, checkpoint_version + 1, [](std::string&) {}); }},
                    Damage{"whole_and_senseless",
                           [](Bytes& d) {
                               write_as(d, checkpoint_version, [](std::string& text) { text.resize(text.size() / 2); });
                           }}),
    [](const auto& each) { return each.param.first; });

TEST(Waking, SetsAsideAnOlderCheckpointBesideASenselessOne) {
    Sleeper sleeper("keys/installing-tcpip");
    auto& files = sleeper.story.windows.folder.files;
    ASSERT_TRUE(files.contains("checkpoint"));
    files["checkpoint.previous"] = files["checkpoint"];
    write_as(files["checkpoint"], checkpoint_version, [](std::string& text) {
        text[0] = static_cast<char>(text[0] + 1); // the newer one
        text.resize(text.size() / 2);
    });
    sleeper.story.restart();
    EXPECT_FALSE(sleeper.story.seen.has_repair);
    EXPECT_EQ(2u, sleeper.story.seen.set_aside.size());
    EXPECT_TRUE(sleeper.story.as_begun.same_image_as(sleeper.story.windows.registry.now));
}

TEST(Waking, TriesAgainWhileTheCheckpointCannotBeReadAndConcludesNothing) {
    Sleeper sleeper("keys/seeing-blank-keys");
    sleeper.story.windows.folder.refusals.push_back({ErrorKind::Busy, 3, "", /*reads=*/true, /*writes=*/false});
    sleeper.story.restart();
    EXPECT_TRUE(sleeper.story.seen.has_repair);
    EXPECT_TRUE(sleeper.story.seen.set_aside.empty());
}

TEST(Waking, TouchesNothingOnAnotherWindowsOrMachine) {
    for (const auto& phase : all_phases())
        for (const bool clone : {false, true}) {
            Sleeper sleeper{std::string(phase.name)};
            if (clone)
                sleeper.story.windows.identity.machine_id = "another machine";
            else
                sleeper.story.windows.identity.service_pack += 1;
            const auto wanted = phase.way_back == WayBack::Settled     ? std::string(phase.name)
                                : phase.way_back == WayBack::Untouched ? std::string("settled/unchanged")
                                                                       : std::string("settled/kept-as-is");
            sleeper.story.restart();
            EXPECT_EQ(wanted, sleeper.story.phase()) << phase.name;
            EXPECT_TRUE(sleeper.story.as_begun.same_image_as(sleeper.story.windows.registry.now)) << phase.name;
            EXPECT_EQ(0, sleeper.story.windows.restarts_asked) << phase.name;
        }
}

TEST(Waking, RestsInSafeModeAndCountsNoAttempt) {
    for (const auto& phase : all_phases()) {
        if (phase.way_back != WayBack::Restorable && phase.way_back != WayBack::Finishing)
            continue;
        Sleeper sleeper{std::string(phase.name)};
        sleeper.story.restart({.safe_mode = true});
        EXPECT_EQ(phase.name, sleeper.story.phase());
        EXPECT_TRUE(sleeper.story.seen.safe_mode) << phase.name;
        EXPECT_EQ(0, sleeper.story.checkpoint().tries) << phase.name;
        EXPECT_EQ(0, sleeper.story.checkpoint().wakes) << phase.name;
        EXPECT_TRUE(sleeper.story.as_begun.same_image_as(sleeper.story.windows.registry.now)) << phase.name;
        EXPECT_EQ(0, sleeper.story.windows.restarts_asked) << phase.name;
    }
}

TEST(Waking, LeavesAPhaseThatWasBegunTooOftenByItsWayBack) {
    for (const auto& phase : all_phases()) {
        if (phase.order == Order::None || phase.order == Order::AskForRestart || phase.order == Order::TellOutcome)
            continue;
        Sleeper sleeper{std::string(phase.name)};
        std::string woken;
        for (int i = 0; i < limits::wakes_per_phase_max + 2; ++i) {
            // The service dies at the first effect of each life, so no step ever comes to its end.
            sleeper.story.end_process();
            auto ports = sleeper.story.windows.ports();
            Driver driver(ports, sleeper.story.desk, sleeper.story.desk);
            ASSERT_TRUE(driver.wake());
            woken = driver.snapshot().checkpoint.phase;
            if (woken != phase.name)
                break;
            Vault vault(sleeper.story.windows.folder);
            ASSERT_TRUE(vault.load(checkpoint_version, "stamp"));
            ASSERT_TRUE(vault.save(checkpoint_version, save_text(driver.snapshot().checkpoint)));
        }
        EXPECT_NE(phase.name, woken);
    }
}

} // namespace
} // namespace netmend::stories
