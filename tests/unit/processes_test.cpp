// Whole trees, leftovers and environments.
#include <gtest/gtest.h>

#include "service/decisions/processes.hpp"

namespace netmend {
namespace {

const std::vector<ProcessFacts> processes{
    {4, 0, 1, "system"},
    {100, 4, 10, "netmendsvc.exe"},
    {200, 100, 20, "netmend-probe.exe"},
    {210, 200, 30, "helper.exe"},
    {220, 210, 40, "grandchild.exe"},
    {300, 999, 15, "netmend-probe.exe"}, // its parent is gone
    {310, 300, 16, "left.exe"},
    {400, 210, 5, "older.exe"},           // older than its supposed parent: the number was somebody else's before
    {500, 220, 3, "netmend-probe32.exe"}, // the same, and a probe
    {600, 600, 1, "own parent"},
};

using Ids = std::vector<std::uint32_t>;

TEST(Processes, AreATreeByParentAndAge) {
    EXPECT_EQ((Ids{210, 220}), descendants_of(200, processes));
    EXPECT_EQ((Ids{200, 210, 220}), descendants_of(100, processes));
    EXPECT_EQ(Ids{}, descendants_of(600, processes));
    EXPECT_EQ(Ids{}, descendants_of(12345, processes));
    const std::vector<ProcessFacts> circle{{1, 2, 0, "a"}, {2, 1, 0, "b"}};
    EXPECT_EQ(Ids{2}, descendants_of(1, circle));
}

TEST(Processes, LeftOverAreOursWhoseParentIsGone) {
    EXPECT_EQ((Ids{300, 310, 500}), left_over({"netmend-probe.exe", "netmend-probe32.exe"}, processes));
    EXPECT_EQ(Ids{}, left_over({"something else.exe"}, processes));
}

std::u16string block_of(const std::vector<std::u16string>& variables) {
    std::u16string block;
    for (const auto& variable : variables)
        block += variable + u'\0';
    return block + u'\0';
}

TEST(Environment, IsCompletedAndOtherwiseKept) {
    const std::vector<std::pair<std::u16string, std::u16string>> needed{{u"SystemRoot", u"C:\\WINDOWS"},
                                                                        {u"TEMP", u""}};
    EXPECT_EQ(block_of({u"SystemRoot=C:\\WINDOWS"}), complete_environment(u"", needed));
    EXPECT_EQ(block_of({u"=C:=C:\\x", u"A=1", u"SystemRoot=C:\\WINDOWS", u"Z=2"}),
              complete_environment(block_of({u"Z=2", u"A=1", u"=C:=C:\\x"}), needed));
    EXPECT_EQ(block_of({u"SYSTEMROOT=D:\\NT"}), complete_environment(block_of({u"SYSTEMROOT=D:\\NT"}), needed))
        << "what is there is not replaced, in whatever case";
}

} // namespace
} // namespace netmend
