#include "tests/contract/state_folder_contract.hpp"

#include <algorithm>

namespace netmend {
namespace {

constexpr std::size_t enough = 1u << 20;

} // namespace

bool StateFolderContract::lists(const std::string& name) {
    const auto names = folder_->list();
    EXPECT_TRUE(names);
    return names && std::find(names->begin(), names->end(), name) != names->end();
}

TEST_P(StateFolderContract, SaysNotFoundForAMissingFile) {
    const auto data = folder_->read("missing", enough);
    ASSERT_FALSE(data);
    EXPECT_EQ(ErrorKind::NotFound, data.error().kind);
}

TEST_P(StateFolderContract, ReadsBackWhatItWrote) {
    const Bytes data{0, 1, 2, 255, '\r', '\n', 26};
    ASSERT_TRUE(folder_->write("file", data));
    EXPECT_EQ(data, folder_->read("file", enough).value_or(Bytes{}));
    EXPECT_TRUE(lists("file"));
}

TEST_P(StateFolderContract, ReplacesTheWholeFile) {
    ASSERT_TRUE(folder_->write("file", Bytes(5000, 1)));
    ASSERT_TRUE(folder_->write("file", Bytes(10, 2)));
    EXPECT_EQ(Bytes(10, 2), folder_->read("file", enough).value_or(Bytes{}));
}

TEST_P(StateFolderContract, WritesAnEmptyFile) {
    ASSERT_TRUE(folder_->write("empty", {}));
    const auto data = folder_->read("empty", enough);
    ASSERT_TRUE(data);
    EXPECT_TRUE(data->empty());
}

TEST_P(StateFolderContract, RefusesAFileThatIsLargerThanItsReaderAllows) {
    ASSERT_TRUE(folder_->write("file", Bytes(101, 1)));
    const auto data = folder_->read("file", 100);
    ASSERT_FALSE(data);
    EXPECT_EQ(ErrorKind::TooLarge, data.error().kind);
    EXPECT_TRUE(folder_->read("file", 101));
}

TEST_P(StateFolderContract, RenamesOverAnExistingFile) {
    ASSERT_TRUE(folder_->write("new", {2}));
    ASSERT_TRUE(folder_->write("old", {1}));
    ASSERT_TRUE(folder_->rename("new", "old"));
    EXPECT_EQ(Bytes{2}, folder_->read("old", enough).value_or(Bytes{}));
    EXPECT_FALSE(lists("new"));
}

TEST_P(StateFolderContract, PutsNoRegistryBackThatIsNotThere) {
    const auto done = folder_->put_hive_back("missing.hiv", "replaced");
    ASSERT_FALSE(done);
    EXPECT_EQ(ErrorKind::NotFound, done.error().kind);
    EXPECT_FALSE(lists("replaced"));
    EXPECT_FALSE(lists("replaced.given"));
}

TEST_P(StateFolderContract, SaysNotFoundWhenItShallRenameAMissingFile) {
    ASSERT_TRUE(folder_->write("old", {1}));
    const auto renamed = folder_->rename("missing", "old");
    ASSERT_FALSE(renamed);
    EXPECT_EQ(ErrorKind::NotFound, renamed.error().kind);
    EXPECT_EQ(Bytes{1}, folder_->read("old", enough).value_or(Bytes{}));
}

TEST_P(StateFolderContract, ListsNothingAtFirst) {
    const auto names = folder_->list();
    ASSERT_TRUE(names);
    EXPECT_TRUE(names->empty());
}

} // namespace netmend
