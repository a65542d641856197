// What a code means: every code of the list, numbers of Winsock errors, mistyped ones; and the list in
// control/README.md, which is printed from the same data.
#include "control/explaining.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "statemachine/winsock/codes.hpp"
#include "tests/simulated/source_folder.hpp"

namespace netmend::control {
namespace {

TEST(Explaining, SaysOfEveryCodeFourThings) {
    for (const winsock::CodeRow& row : winsock::code_rows) {
        const Outcome outcome = explanation_of(std::string(row.code));
        EXPECT_EQ(outcome.code, 0) << row.code;
        ASSERT_EQ(outcome.lines.size(), 4u) << row.code;
        EXPECT_TRUE(outcome.lines[0].starts_with(std::string(row.code) + " (")) << outcome.lines[0];
        EXPECT_TRUE(outcome.lines[1].starts_with("How it comes about: ")) << outcome.lines[1];
        EXPECT_TRUE(outcome.lines[2].starts_with("What netmend does: ")) << outcome.lines[2];
        EXPECT_TRUE(outcome.lines[3].starts_with("What you can do: ")) << outcome.lines[3];
        for (const std::string& line : outcome.lines)
            EXPECT_TRUE(line.ends_with('.')) << line;
        for (const char* field : {"code", "gravest", "mildest", "meaning", "cause", "netmend", "person"})
            EXPECT_TRUE(outcome.data.contains(field)) << field;
    }
}

TEST(Explaining, KnowsNumbersOfWinsockErrors) {
    const Outcome outcome = explanation_of("10106");
    EXPECT_EQ(outcome.code, 0);
    ASSERT_EQ(outcome.lines.size(), 2u);
    EXPECT_NE(outcome.lines[0].find("WSAEPROVIDERFAILEDINIT"), std::string::npos) << outcome.lines[0];
    EXPECT_NE(outcome.lines[1].find("SystemRoot"), std::string::npos) << outcome.lines[1];
    EXPECT_EQ(explanation_of("10038").code, 0);
    for (const char* none : {"12345", "99999999999999999999", "-1", ""})
        EXPECT_EQ(explanation_of(none).code, 87) << none;
}

TEST(Explaining, NamesTheNearestOfAMistypedCode) {
    const Outcome outcome = explanation_of("orphans");
    EXPECT_EQ(outcome.code, 87);
    EXPECT_NE(outcome.lines.at(0).find("Did you mean orphan?"), std::string::npos) << outcome.lines[0];
    EXPECT_EQ(explanation_of("ORPHAN").code, 0);
}

// NETMEND_UPDATE_GOLDEN in the environment writes the table anew.
TEST(Explaining, PrintsTheListOfTheReadme) {
    const std::string path = source_folder() + "/control/README.md";
    std::ifstream file(path, std::ios::binary);
    std::string readme{std::istreambuf_iterator<char>(file), {}};
    const std::size_t table = readme.find("| code |"), end = readme.find("\n\n", table);
    ASSERT_NE(table, std::string::npos) << "control/README.md has no list of codes";
    const std::size_t size = end == std::string::npos ? std::string::npos : end + 1 - table;
    if (std::getenv("NETMEND_UPDATE_GOLDEN") != nullptr) {
        readme.replace(table, size, codes_as_markdown());
        std::ofstream(path, std::ios::binary) << readme;
    }
    EXPECT_EQ(readme.substr(table, size), codes_as_markdown());
}

} // namespace
} // namespace netmend::control
