// The table is the truth, so it is printed: in statemachine/README.md as sentences, in tests/golden row by row. A
// change of the table shows as a change of both. NETMEND_UPDATE_GOLDEN=1 writes them anew.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "tests/simulated/source_folder.hpp"
#include "tests/unit/golden_text.hpp"
#include "tests/unit/table_text.hpp"

namespace netmend::test {
namespace {

const std::string root = source_folder();
const std::string begin_mark = "<!-- table: begin -->\n", end_mark = "<!-- table: end -->";

std::string contents_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool updating() {
    return std::getenv("NETMEND_UPDATE_GOLDEN") != nullptr;
}

void write(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

TEST(Table, StandsInTheReadmeAsItIsCompiled) {
    const std::string path = root + "/statemachine/README.md";
    const std::string readme = contents_of(path);
    const std::size_t begin = readme.find(begin_mark), end = readme.find(end_mark);
    ASSERT_NE(begin, readme.npos) << "statemachine/README.md has no table";
    ASSERT_NE(end, readme.npos);
    const std::size_t from = begin + begin_mark.size();
    if (updating())
        write(path, readme.substr(0, from) + "\n" + table_as_markdown() + "\n" + readme.substr(end));
    EXPECT_EQ(contents_of(path).substr(from).find("\n" + table_as_markdown() + "\n" + end_mark), 0u)
        << "the table has changed: NETMEND_UPDATE_GOLDEN=1 writes it anew";
}

TEST(Table, ExpandsToTheRowsOfTheGoldenFile) {
    expect_golden("table_expanded.txt", table_expanded());
}

} // namespace
} // namespace netmend::test
