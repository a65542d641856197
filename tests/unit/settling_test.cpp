// The state folder finds its place, whoever holds names and wherever it is cut off.
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "service/decisions/settling.hpp"

namespace netmend {
namespace {

const std::string usual = "C:\\Windows\\netmend", older = "C:\\ProgramData\\netmend";

struct Cut {}; // of power, in the middle

struct Disk final : StatePlaces {
    struct Folder {
        Verdict verdict = Verdict::Ours;
        std::string content; // which state is in it; empty: none
        bool held = false;   // somebody has a file in it open
        bool secured = false;
    };
    std::map<std::string, Folder> folders;
    std::string name;          // remembered
    bool full = false;         // no room for a copy
    std::string made_by_other; // is there as soon as somebody wants to make it
    int effects = 0, cut_after = -1, randoms = 0;

    void effect() {
        if (effects == cut_after)
            throw Cut{};
        ++effects;
    }
    static Result<void> no() { return fail(ErrorKind::Busy, "no"); }

    Result<Verdict> look(const std::string& path) override {
        const auto found = folders.find(path);
        return found == folders.end() ? Verdict::Absent : found->second.verdict;
    }
    Result<void> make(const std::string& path) override {
        if (path == made_by_other)
            folders[path] = {Verdict::Foreign, "foreign", true, false};
        if (folders.contains(path))
            return no();
        effect();
        folders[path].secured = true;
        return {};
    }
    Result<void> secure(const std::string& path) override {
        effect();
        folders.at(path).secured = true;
        if (folders.at(path).verdict == Verdict::TakenBack)
            folders.at(path).verdict = Verdict::Ours;
        return {};
    }
    Result<void> rename(const std::string& from, const std::string& to) override {
        if (folders.contains(to) || folders.at(from).held)
            return no();
        effect();
        folders[to] = folders.at(from);
        folders.erase(from);
        return {};
    }
    Result<void> copy(const std::string& from, const std::string& to) override {
        if (full)
            return no();
        effect();
        folders.at(to).content = "half";
        effect();
        folders.at(to).content = folders.at(from).content;
        return {};
    }
    void discard(const std::string& path) override {
        if (!folders.contains(path))
            return;
        effect();
        folders.erase(path);
    }
    std::string remembered() override { return name; }
    Result<void> remember(const std::string& path) override {
        effect();
        name = path;
        return {};
    }
    std::string random_suffix() override { return "r" + std::to_string(randoms++); }
    std::string date_suffix() override { return "d" + std::to_string(randoms++); }
};

// Cuts at every effect, one after the other, and settles again: what was believed before is believed afterwards.
void survives_every_cut(const Disk& before, const std::string& content) {
    for (int at = 0;; ++at) {
        Disk disk = before;
        disk.cut_after = at;
        try {
            ASSERT_TRUE(settle_state_folder(disk, usual, older));
            return; // there are no more effects
        } catch (const Cut&) {
        }
        EXPECT_EQ(content, disk.folders[find_state_folder(disk, usual, older)].content) << "a reader, cut at " << at;
        disk.cut_after = -1;
        const Result<SettledFolder> settled = settle_state_folder(disk, usual, older);
        ASSERT_TRUE(settled);
        EXPECT_EQ(content, disk.folders.at(settled->path).content) << "cut at " << at;
        EXPECT_TRUE(disk.folders.at(settled->path).secured);
        EXPECT_EQ(settled->path, find_state_folder(disk, usual, older));
        // Nothing else would be believed, were this one gone; what somebody has open is put away at a later start.
        for (const auto& [path, folder] : disk.folders)
            EXPECT_TRUE(path == settled->path || (path != disk.name && path != usual && path != older) ||
                        folder.verdict == Verdict::Foreign || folder.held)
                << path;
    }
}

TEST(Settling, MakesTheFolderWhereThereIsNone) {
    Disk disk;
    const auto settled = settle_state_folder(disk, usual, older);
    ASSERT_TRUE(settled);
    EXPECT_EQ(usual, settled->path);
    EXPECT_TRUE(settled->told.empty());
    EXPECT_TRUE(disk.folders.at(usual).secured);
}

TEST(Settling, SetsOwnerAndListAtEveryStart) {
    Disk disk;
    disk.folders[usual] = {Verdict::Ours, "repair", false, false};
    EXPECT_EQ(usual, settle_state_folder(disk, usual, older)->path);
    EXPECT_TRUE(disk.folders.at(usual).secured);
}

TEST(Settling, NeverThrowsAwayWhatLiesOnADiskWithoutOwners) {
    Disk disk;
    disk.folders[usual] = {Verdict::Believed, "repair", false, false};
    const auto settled = settle_state_folder(disk, usual, older);
    EXPECT_EQ(usual, settled->path);
    EXPECT_EQ("repair", disk.folders.at(usual).content);
    EXPECT_TRUE(settled->told.empty()) << "it was told when the folder was made";
}

TEST(Settling, KeepsWhatATechnicianTookAndSaysSo) {
    Disk disk;
    disk.folders[usual] = {Verdict::TakenBack, "repair", false, false};
    const auto settled = settle_state_folder(disk, usual, older);
    EXPECT_EQ(usual, settled->path);
    ASSERT_EQ(1u, settled->told.size());
    EXPECT_NE(std::string::npos, settled->told[0].find("took it back"));
}

TEST(Settling, TakesTheOlderFolderOverWhereverItIsCut) {
    for (const bool held : {false, true}) // open somewhere: a copy
        for (const bool foreign : {false, true})
            for (const bool foreign_held : {false, true})
                for (const Verdict verdict : {Verdict::Ours, Verdict::TakenBack, Verdict::Believed}) {
                    Disk disk;
                    disk.folders[older] = {verdict, "repair", held, false};
                    if (foreign)
                        disk.folders[usual] = {Verdict::Foreign, "foreign", foreign_held, false};
                    survives_every_cut(disk, "repair");
                    const auto settled = settle_state_folder(disk, usual, older);
                    ASSERT_TRUE(settled);
                    EXPECT_NE(older, settled->path);
                    EXPECT_EQ("repair", disk.folders.at(settled->path).content);
                }
}

TEST(Settling, UsesTheOlderFolderWhereItIsWhenItCanNeitherBeMovedNorCopied) {
    Disk disk;
    disk.folders[older] = {Verdict::Ours, "repair", true, false};
    disk.full = true;
    survives_every_cut(disk, "repair");
    EXPECT_EQ(older, settle_state_folder(disk, usual, older)->path);
    disk.full = false;
    disk.folders.at(older).held = false;
    EXPECT_EQ(usual, settle_state_folder(disk, usual, older)->path) << "the next start tries again";
}

TEST(Settling, IsStoppedByNobodyWhoMakesHoldsOrMakesAgainAFolder) {
    Disk held;
    held.folders[usual] = {Verdict::Foreign, "foreign", true, false};
    Disk again;
    again.made_by_other = usual;
    for (Disk* disk : {&held, &again}) {
        const auto first = settle_state_folder(*disk, usual, older);
        ASSERT_TRUE(first);
        EXPECT_NE(usual, first->path);
        disk->folders.at(first->path).content = "repair";
        disk->folders.erase(usual); // the holder lets go, and the repair stays where it is
        EXPECT_EQ(first->path, settle_state_folder(*disk, usual, older)->path);
        survives_every_cut(*disk, "repair");
    }
}

TEST(Settling, NeverBelievesAForeignFolderThatIsRemembered) {
    Disk disk;
    disk.name = usual + "-x";
    disk.folders[disk.name] = {Verdict::Foreign, "foreign", false, false};
    EXPECT_EQ(usual, settle_state_folder(disk, usual, older)->path);
}

} // namespace
} // namespace netmend
