#include "statemachine/saved/vault.hpp"

#include <gtest/gtest.h>

#include "statemachine/base/envelope.hpp"
#include "statemachine/base/limits.hpp"
#include "tests/simulated/state_folder.hpp"

namespace netmend {
namespace {

using State = Vault::Loaded::State;

constexpr std::uint32_t version = 1;
const std::string stamp = "2026-11-22T13:05:00Z";
const std::string aside = ".aside-2026-11-22T130500Z";

Vault::Loaded load(StateFolder& folder) {
    Result<Vault::Loaded> loaded = Vault(folder).load(version, stamp);
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().text);
    return loaded ? *loaded : Vault::Loaded{};
}

void expect_found(StateFolder& folder, const std::string& payload, const std::string& where = {}) {
    const Vault::Loaded loaded = load(folder);
    EXPECT_EQ(loaded.state, State::Found) << where;
    EXPECT_EQ(loaded.payload, payload) << where;
}

// A checkpoint as a netmend of that version would have written it as its `number`th.
Bytes checkpoint(std::uint32_t written_by, std::uint8_t number, const std::string& payload) {
    return wrap(Content::Checkpoint, written_by,
                std::string(1, static_cast<char>(number)) + std::string(7, '\0') + payload);
}

TEST(Vault, HasNothingBeforeTheFirstSave) {
    simulated::StateFolder folder;
    EXPECT_EQ(load(folder).state, State::None);
    EXPECT_EQ(folder.writes + folder.renames, 0);
}

TEST(Vault, GivesBackWhatWasSavedLast) {
    simulated::StateFolder folder;
    for (const std::string payload : {"one", "", "three"}) {
        ASSERT_TRUE(Vault(folder).save(version, payload));
        expect_found(folder, payload);
    }
    EXPECT_TRUE(folder.files.contains("checkpoint.previous"));
    EXPECT_EQ(folder.files.size(), 2u);
}

TEST(Vault, CostsOneWriteAndTwoRenames) {
    simulated::StateFolder folder;
    Vault vault(folder);
    ASSERT_TRUE(vault.load(version, stamp));
    folder.reads = 0;
    for (int i = 1; i <= 3; ++i) {
        ASSERT_TRUE(vault.save(version, "x"));
        EXPECT_EQ(folder.writes, i);
        EXPECT_EQ(folder.renames, 2 * i);
    }
    EXPECT_EQ(folder.reads, 0);
}

// -- power cuts -----------------------------------------------------------------------------------
struct Cut {};

// Saves `payload` until the given announcement, then the power goes. True when it ended before that.
bool save_until(simulated::StateFolder& folder, simulated::Effects& effects, const std::string& payload,
                int announcement) {
    int seen = 0;
    effects.hook = [&](simulated::Moment, const simulated::Effect&) {
        if (++seen == announcement)
            throw Cut{};
    };
    bool ended = true;
    try {
        EXPECT_TRUE(Vault(folder).save(version, payload));
    } catch (const Cut&) {
        ended = false;
        folder.power_cut();
    }
    effects.hook = {};
    return ended;
}

TEST(Vault, HasTheFormerOrTheNewOneWhereverThePowerIsCut) {
    const int whole_size = static_cast<int>(checkpoint(version, 3, "new").size());
    for (int torn_bytes = -1; torn_bytes <= whole_size; ++torn_bytes)
        for (int announcement = 1;; ++announcement) {
            const std::string where =
                "cut at " + std::to_string(announcement) + ", torn at " + std::to_string(torn_bytes);
            simulated::Effects effects;
            simulated::StateFolder folder(effects);
            ASSERT_TRUE(Vault(folder).save(version, "oldest"));
            ASSERT_TRUE(Vault(folder).save(version, "former"));
            folder.torn_bytes = torn_bytes;
            const bool ended = save_until(folder, effects, "new", announcement);
            const Vault::Loaded loaded = load(folder);
            ASSERT_EQ(loaded.state, State::Found) << where;
            EXPECT_TRUE(loaded.set_aside.empty()) << where;
            const bool written = announcement > 1 || torn_bytes == whole_size;
            EXPECT_EQ(loaded.payload, written ? "new" : "former") << where;
            // Found once, found again, also when the save after it is torn.
            folder.torn_bytes = 5;
            save_until(folder, effects, "after", 1);
            expect_found(folder, loaded.payload, where);
            ASSERT_TRUE(Vault(folder).save(version, "after")) << where;
            expect_found(folder, "after", where);
            if (ended)
                break;
        }
}

TEST(Vault, SurvivesAFirstSaveThatIsCut) {
    for (int announcement = 1; announcement <= 6; ++announcement) {
        simulated::Effects effects;
        simulated::StateFolder folder(effects);
        save_until(folder, effects, "first", announcement);
        EXPECT_EQ(load(folder).state, announcement == 1 ? State::None : State::Found) << announcement;
    }
    simulated::Effects effects;
    simulated::StateFolder folder(effects);
    folder.torn_bytes = 9;
    save_until(folder, effects, "first", 1);
    EXPECT_EQ(load(folder).state, State::Damaged) << "torn, and the only thing there";
    EXPECT_TRUE(folder.files.contains("checkpoint.new" + aside));
    EXPECT_EQ(load(folder).state, State::None);
}

// -- disks that refuse ------------------------------------------------------------------------------
TEST(Vault, KeepsTheFormerOneWhenTheDiskRefuses) {
    for (const char* name : {"checkpoint.new", "checkpoint.previous", "checkpoint"}) {
        simulated::StateFolder folder;
        Vault vault(folder);
        ASSERT_TRUE(vault.save(version, "former"));
        folder.refusals = {{ErrorKind::DiskFull, 1, name}};
        EXPECT_EQ(vault.save(version, "new").error().kind, ErrorKind::DiskFull) << name;
        expect_found(folder, std::string(name) == "checkpoint.new" ? "former" : "new", name);
        ASSERT_TRUE(vault.save(version, "newer")) << name;
        expect_found(folder, "newer", name);
    }
}

TEST(Vault, CallsNothingDamagedThatItCouldNotRead) {
    for (const ErrorKind kind : {ErrorKind::AccessDenied, ErrorKind::Busy, ErrorKind::Failed}) {
        simulated::StateFolder folder;
        ASSERT_TRUE(Vault(folder).save(version, "here"));
        folder.refusals = {{kind, 1, "checkpoint", /*reads=*/true, /*writes=*/false}};
        const int renames = folder.renames;
        EXPECT_EQ(Vault(folder).load(version, stamp).error().kind, kind);
        EXPECT_EQ(folder.renames, renames) << "nothing is set aside";
        expect_found(folder, "here");
    }
}

TEST(Vault, RefusesWhatItCouldNotReadAgain) {
    simulated::StateFolder folder;
    ASSERT_TRUE(Vault(folder).save(version, "here"));
    const std::string large(limits::checkpoint_bytes_max, 'x');
    EXPECT_EQ(Vault(folder).save(version, large).error().kind, ErrorKind::TooLarge);
    expect_found(folder, "here");
}

// -- damage -----------------------------------------------------------------------------------------
TEST(Vault, SetsADamagedOneAsideAndTakesTheFormer) {
    const std::size_t size = checkpoint(version, 2, "second").size();
    for (std::size_t at = 0; at < size; ++at)
        for (const bool truncated : {true, false}) {
            simulated::StateFolder folder;
            ASSERT_TRUE(Vault(folder).save(version, "first"));
            ASSERT_TRUE(Vault(folder).save(version, "second"));
            Bytes& file = folder.files["checkpoint"];
            if (truncated)
                file.resize(at);
            else
                file[at] ^= 0x10;
            const Bytes damaged = file;
            const Vault::Loaded loaded = load(folder);
            ASSERT_EQ(loaded.state, State::Found) << at;
            EXPECT_EQ(loaded.payload, "first");
            EXPECT_EQ(loaded.set_aside, std::vector<std::string>{"checkpoint" + aside});
            EXPECT_NE(loaded.why.find("checkpoint" + aside), std::string::npos) << loaded.why;
            EXPECT_EQ(folder.files["checkpoint" + aside], damaged) << "kept as it was";
            expect_found(folder, "first");
            ASSERT_TRUE(Vault(folder).save(version, "third"));
            expect_found(folder, "third");
        }
}

TEST(Vault, IsDamagedWhenNothingThereCanBeUsed) {
    simulated::StateFolder folder;
    folder.files = {{"checkpoint", Bytes(30, 0)}, {"checkpoint.previous", {}}};
    const Vault::Loaded loaded = load(folder);
    EXPECT_EQ(loaded.state, State::Damaged);
    EXPECT_EQ(loaded.set_aside, (std::vector<std::string>{"checkpoint" + aside, "checkpoint.previous" + aside}));
    EXPECT_NE(loaded.why.find("its beginning is damaged"), std::string::npos) << loaded.why;
    EXPECT_EQ(load(folder).state, State::None) << "reported once, kept for ever, never acted upon";
    EXPECT_EQ(folder.files.size(), 2u);
}

TEST(Vault, NeverReplacesWhatWasSetAsideBefore) {
    simulated::StateFolder folder;
    for (std::uint8_t i = 0; i < 3; ++i) {
        folder.files["checkpoint"] = Bytes(10, i);
        EXPECT_EQ(load(folder).state, State::Damaged);
    }
    EXPECT_EQ(folder.files["checkpoint" + aside], Bytes(10, 0));
    EXPECT_EQ(folder.files["checkpoint" + aside + "-2"], Bytes(10, 1));
    EXPECT_EQ(folder.files["checkpoint" + aside + "-3"], Bytes(10, 2));
}

// The adapter says Corrupt of a folder, or of a file on a bad sector.
TEST(Vault, SetsAsideAFolderThatIsInItsPlace) {
    for (const char* name : {"checkpoint", "checkpoint.new"}) {
        simulated::StateFolder folder;
        folder.files = {{"checkpoint.previous", checkpoint(version, 4, "former")}, {name, {}}};
        folder.refusals = {{ErrorKind::Corrupt, 1, name, /*reads=*/true, /*writes=*/false}};
        const Vault::Loaded loaded = load(folder);
        EXPECT_EQ(loaded.payload, "former") << name;
        EXPECT_EQ(loaded.set_aside, std::vector<std::string>{name + aside});
    }
}

TEST(Vault, SaysSoWhenItCannotSetAside) {
    simulated::StateFolder folder;
    folder.files["checkpoint"] = Bytes(10, 1);
    folder.refusals = {{ErrorKind::AccessDenied, -1, ""}};
    EXPECT_EQ(Vault(folder).load(version, stamp).error().kind, ErrorKind::AccessDenied);
}

// -- from the future ----------------------------------------------------------------------------------
TEST(Vault, NeverActsOnOneFromTheFutureNorOnAnOlderOneBesideIt) {
    for (const char* place : {"checkpoint", "checkpoint.new", "checkpoint.previous"})
        for (int announcement = 1; announcement <= 8; ++announcement) {
            simulated::Effects effects;
            simulated::StateFolder folder(effects);
            for (const char* name : {"checkpoint", "checkpoint.new", "checkpoint.previous"})
                folder.files[name] = checkpoint(version, 1, "old");
            folder.files[place] = checkpoint(version + 1, 2, "future");
            int seen = 0;
            effects.hook = [&](simulated::Moment, const simulated::Effect&) {
                if (++seen == announcement)
                    throw Cut{};
            };
            State state = State::Unknown;
            try {
                state = load(folder).state;
            } catch (const Cut&) {
                folder.power_cut();
            }
            effects.hook = {};
            EXPECT_EQ(state, State::Unknown);
            const Vault::Loaded again = load(folder);
            const bool all_gone = announcement > 5; // the last rename was done
            EXPECT_EQ(again.state, all_gone ? State::None : State::Unknown) << place << announcement;
            EXPECT_EQ(again.version, all_gone ? 0u : version + 1);
            EXPECT_EQ(folder.files.size(), 3u) << "nothing is deleted";
            EXPECT_EQ(load(folder).state, State::None);
        }
}

TEST(Vault, ReadsWhatAnOlderNetmendWrote) {
    simulated::StateFolder folder;
    ASSERT_TRUE(Vault(folder).save(3, "older"));
    Result<Vault::Loaded> loaded = Vault(folder).load(5, stamp);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->state, State::Found);
    EXPECT_EQ(loaded->version, 3u);
}

} // namespace
} // namespace netmend
