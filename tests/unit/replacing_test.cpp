// All programs are replaced or none, and none is ever missing.
#include <map>

#include <gtest/gtest.h>

#include "service/decisions/replacing.hpp"

namespace netmend {
namespace {

const std::vector<std::string> names{"probe", "service", "tool"};

struct Cut {};

struct Folder final : ProgramFolder {
    std::map<std::string, std::string> files{{"probe", "old"}, {"service", "old"}, {"tool", "old"}};
    int steps = 0, cut_after = -1, fail_at = -1;

    bool step() {
        if (steps == cut_after)
            throw Cut{};
        return steps++ != fail_at;
    }
    static tl::unexpected<Error> no() { return fail(ErrorKind::Busy, "no"); }

    Result<void> stage(const std::string& name) override {
        if (!step())
            return no();
        files[name + ".new"] = "new";
        return {};
    }
    void discard_staged(const std::string& name) override { files.erase(name + ".new"); }
    Result<std::string> keep_old(const std::string& name) override {
        if (!step())
            return no();
        if (!files.contains(name))
            return std::string();
        files[name + ".old"] = files[name];
        return name + ".old";
    }
    Result<void> put(const std::string& name) override {
        if (!step())
            return no();
        files[name] = files.at(name + ".new");
        files.erase(name + ".new");
        return {};
    }
    Result<void> put_back(const std::string& name, const std::string& kept) override {
        if (kept.empty()) {
            files.erase(name);
        } else {
            files[name] = files.at(kept);
            files.erase(kept);
        }
        return {};
    }
    void remove(const std::string& kept) override {
        step();
        files.erase(kept);
    }
};

Result<void> replace_all(Folder& folder) {
    const Result<void> staged = stage_programs(folder, names);
    return staged ? replace_programs(folder, names) : staged;
}

TEST(ReplacingPrograms, LeavesTheNewOnesAndNothingElse) {
    Folder folder;
    ASSERT_TRUE(replace_all(folder));
    EXPECT_EQ((std::map<std::string, std::string>{{"probe", "new"}, {"service", "new"}, {"tool", "new"}}),
              folder.files);
}

TEST(ReplacingPrograms, TakesEverythingBackWhereOneIsRefused) {
    for (const bool first_time : {false, true})
        for (int at = 0; at < 9; ++at) {
            Folder folder;
            if (first_time)
                folder.files.clear();
            const auto before = folder.files;
            folder.fail_at = at;
            EXPECT_FALSE(replace_all(folder));
            EXPECT_EQ(before, folder.files) << "refused at step " << at;
        }
}

TEST(ReplacingPrograms, LeavesNoneMissingWhereverItIsCut) {
    for (int at = 0; at < 12; ++at) {
        Folder folder;
        folder.cut_after = at;
        EXPECT_THROW(replace_all(folder), Cut);
        for (const std::string& name : names)
            EXPECT_TRUE(folder.files[name] == "old" || folder.files[name] == "new") << name << ", cut at " << at;
        folder.cut_after = -1;
        ASSERT_TRUE(replace_all(folder)) << "once more";
        for (const std::string& name : names)
            EXPECT_EQ("new", folder.files[name]);
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
