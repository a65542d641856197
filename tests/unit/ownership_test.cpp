// Whose a folder or a file is, over every fact that a Windows may answer.
#include <functional>

#include <gtest/gtest.h>

#include "service/decisions/ownership.hpp"

namespace netmend {
namespace {

void for_all_facts(const std::function<void(const ObjectFacts&)>& call) {
    for (const bool exists : {false, true})
        for (const bool refused : {false, true})
            for (const bool directory : {false, true})
                for (const bool reparse_point : {false, true})
                    for (const bool has_acls : {false, true})
                        for (const Owner owner : {Owner::Ours, Owner::Administrator, Owner::Somebody})
                            for (const unsigned links : {0u, 1u, 2u})
                                call({exists, refused, directory, reparse_point, has_acls, owner, links});
}

TEST(Ownership, OfAFolderOnAFileSystemWithoutOwnersIsBelieved) {
    ObjectFacts fat;
    fat.has_acls = false;
    fat.owner = Owner::Somebody; // Windows answers "Everyone"
    EXPECT_EQ(Verdict::Believed, judge_folder(fat));
    fat.directory = false;
    EXPECT_EQ(Verdict::Believed, judge_file(fat));
}

TEST(Ownership, OfATechnicianIsTakenBack) {
    ObjectFacts facts;
    facts.owner = Owner::Administrator;
    EXPECT_EQ(Verdict::TakenBack, judge_folder(facts));
}

TEST(Ownership, IsOursOnlyWhereEverythingSpeaksForIt) {
    for_all_facts([](const ObjectFacts& facts) {
        const bool plain = facts.exists && !facts.refused && !facts.reparse_point;
        const bool owner = !facts.has_acls || facts.owner != Owner::Somebody;
        EXPECT_EQ(plain && facts.directory && owner, is_believed(judge_folder(facts)));
        EXPECT_EQ(plain && !facts.directory && facts.links == 1 && owner, is_believed(judge_file(facts)));
        EXPECT_EQ(!facts.exists, judge_folder(facts) == Verdict::Absent);
        EXPECT_EQ(!facts.exists, judge_file(facts) == Verdict::Absent);
        if (facts.has_acls && facts.owner == Owner::Ours && is_believed(judge_folder(facts))) {
            EXPECT_EQ(Verdict::Ours, judge_folder(facts));
        }
    });
}

} // namespace
} // namespace netmend
