// All programs are replaced or none, and the service's own is never missing.
#include <map>

#include <gtest/gtest.h>

#include "tests/unit/program_folder.hpp"

namespace netmend {
namespace {

using test::ProgramsCut;
using test::SimulatedPrograms;

const std::map<std::string, std::string> all_new{{"service", "new"}, {"probe", "new"}, {"tool", "new"}};

TEST(ReplacingPrograms, LeavesTheNewOnesAndNothingElse) {
    for (const bool first_time : {false, true}) {
        SimulatedPrograms folder;
        if (first_time)
            folder.files.clear();
        ASSERT_TRUE(folder.replace_all());
        EXPECT_EQ(all_new, folder.files);
        EXPECT_EQ("", folder.open);
    }
}

TEST(ReplacingPrograms, TakesEverythingBackWhereOneIsRefused) {
    SimulatedPrograms whole;
    ASSERT_TRUE(whole.replace_all());
    int taken_back = 0;
    for (const bool first_time : {false, true})
        for (int at = 0; at < whole.effects; ++at) {
            SimulatedPrograms folder;
            if (first_time)
                folder.files.clear();
            const auto before = folder.files;
            folder.fail_at = at;
            const Result<void> done = folder.replace_all();
            if (done)
                EXPECT_EQ("new", folder.build()) << "refused at " << at << ", when only waste was left";
            else
                EXPECT_EQ(before, folder.files) << "refused at " << at;
            taken_back += done ? 0 : 1;
        }
    EXPECT_GT(taken_back, whole.effects);
}

// The service never goes missing, and whichever build of it starts next has all others of its own.
TEST(ReplacingPrograms, ThatIsCutOffAnywhereIsSettledByTheServiceThatStartsNext) {
    SimulatedPrograms whole;
    ASSERT_TRUE(whole.replace_all());
    int to_new = 0, to_old = 0;
    for (int refused = -1; refused < whole.effects; ++refused) // a cut while it is taken back, too
        for (int at = 0; at < 2 * whole.effects; ++at) {
            SimulatedPrograms folder;
            folder.fail_at = refused;
            folder.cut_at = at;
            try {
                static_cast<void>(folder.replace_all());
                continue;
            } catch (const ProgramsCut&) {
            }
            folder.fail_at = -1;
            for (int again = 0;; ++again) { // the power fails at every effect of the settling, too
                ASSERT_TRUE(folder.is_there("service")) << refused << ", cut at " << at;
                const std::string service = folder.files["service"];
                folder.effects = 0;
                folder.cut_at = again;
                try {
                    ASSERT_TRUE(settle_programs(folder));
                    EXPECT_EQ(service, folder.build()) << refused << ", cut at " << at;
                    EXPECT_EQ("", folder.open);
                    ++(service == "new" ? to_new : to_old);
                    break;
                } catch (const ProgramsCut&) {
                    EXPECT_EQ(service, folder.files["service"]) << "the build that runs is the one that stays";
                }
            }
            folder.cut_at = -1;
            ASSERT_TRUE(folder.replace_all()) << "once more";
            EXPECT_EQ("new", folder.build());
        }
    EXPECT_GT(to_new, 0);
    EXPECT_GT(to_old, 0);
}

TEST(ReplacingPrograms, ThatCannotBeSettledStaysOpen) {
    SimulatedPrograms folder;
    folder.cut_at = 0;
    while (folder.files["service"] != "new" || folder.build() == "new") { // the service's own program alone
        SimulatedPrograms next;
        next.cut_at = folder.cut_at + 1;
        EXPECT_THROW(next.replace_all(), ProgramsCut);
        folder = next;
    }
    folder.cut_at = -1;
    folder.fail_at = folder.effects;
    EXPECT_FALSE(settle_programs(folder));
    EXPECT_NE("", folder.open);
    const auto settled = settle_programs(folder);
    ASSERT_TRUE(settled);
    EXPECT_EQ(Settled::ToNew, *settled);
    EXPECT_EQ("new", folder.build());
}

TEST(ReplacingPrograms, FollowsNoNoteThatLeadsElsewhereOrIsNone) {
    for (const char* text : {"", "netmend programs 1\n", "something else\nservice\t\n", "netmend programs 1\nservice",
                             "netmend programs 1\n..\\x\t\n", "netmend programs 1\nservice\tC:x\n",
                             "netmend programs 1\n\t\n", "netmend programs 1\nservice\n"}) {
        SimulatedPrograms folder;
        folder.open = text;
        const auto before = folder.files;
        const auto settled = settle_programs(folder);
        ASSERT_TRUE(settled) << text;
        EXPECT_EQ(Settled::NothingOpen, *settled) << text;
        EXPECT_EQ(before, folder.files) << text;
        EXPECT_EQ("", folder.open) << text;
    }
}

const std::u16string end(1, u'\0');

std::u16string pair(const std::u16string& from, const std::u16string& to) {
    return from + end + to + end;
}

TEST(PendingRenames, LoseOurPathsAndKeepAllOthers) {
    const std::u16string other = pair(u"\\??\\C:\\temp\\x.tmp", u""),
                         update = pair(u"\\??\\C:\\a.new", u"!\\??\\C:\\a.dll");
    const std::u16string ours = pair(u"\\??\\C:\\Program Files\\NETMEND\\netmend.exe", u"");
    const std::vector<std::u16string> paths{u"C:\\Program Files\\netmend\\netmend.exe"};
    EXPECT_EQ(other + update + end, without_pending(other + ours + update + end, paths));
    EXPECT_EQ(u"", without_pending(ours + end, paths));
    EXPECT_EQ(u"", without_pending(ours, paths)) << "without the last end";
    for (const std::u16string& value : {other + end, update + end, end, std::u16string(), std::u16string(u"no end")})
        EXPECT_TRUE(without_pending(value, paths) == value || value == end);
    const std::u16string beside = pair(u"\\??\\C:\\Program Files\\netmend\\netmend.exe.old-1", u"") + end;
    EXPECT_EQ(beside, without_pending(beside, paths));
}

TEST(ProgramVersion, IsComparedNumberByNumber) {
    EXPECT_LT((ProgramVersion{0, 9, 9}), (ProgramVersion{0, 10, 0}));
    EXPECT_LT((ProgramVersion{0, 10, 0}), (ProgramVersion{1, 0, 0}));
    EXPECT_EQ((ProgramVersion{1, 2, 3}), (ProgramVersion{1, 2, 3}));
}

} // namespace
} // namespace netmend
