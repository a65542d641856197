#include "tests/contract/registry_contract.hpp"

#include <algorithm>

namespace netmend {

void RegistryContract::SetUp() {
    registry_ = GetParam().make();
    root_ = GetParam().root;
    ASSERT_TRUE(registry_->erase_tree(root_));
}

void RegistryContract::TearDown() {
    EXPECT_TRUE(registry_->erase_tree(root_));
}

RegistryKey RegistryContract::must_read(const std::string& path) {
    auto key = registry_->read(path);
    EXPECT_TRUE(key) << path << ": " << (key ? "" : key.error().text);
    return key.value_or(RegistryKey{});
}

TEST_P(RegistryContract, SaysNotFoundForAMissingKey) {
    const auto key = registry_->read(at("missing"));
    ASSERT_FALSE(key);
    EXPECT_EQ(ErrorKind::NotFound, key.error().kind);
    EXPECT_FALSE(key.error().text.empty());
}

TEST_P(RegistryContract, CreatesTheMissingParents) {
    ASSERT_TRUE(registry_->create(at("a\\b\\c"), {}));
    EXPECT_EQ(std::vector<std::string>{"a"}, must_read(root_).subkeys);
    EXPECT_EQ(std::vector<std::string>{"c"}, must_read(at("a\\b")).subkeys);
    EXPECT_TRUE(must_read(at("a\\b\\c")).values.empty());
}

TEST_P(RegistryContract, CreatesTwiceWithoutLosingWhatIsThere) {
    ASSERT_TRUE(registry_->create(at("a"), {}));
    ASSERT_TRUE(registry_->set(at("a"), {"kept", 4, {1, 0, 0, 0}}));
    ASSERT_TRUE(registry_->create(at("a"), {}));
    EXPECT_EQ(1u, must_read(at("a")).values.size());
}

TEST_P(RegistryContract, TellsWhoMadeAVolatileKeyFirst) {
    ASSERT_TRUE(registry_->create(root_, {}));
    const auto first = registry_->create_volatile(at("mark"));
    ASSERT_TRUE(first) << first.error().text;
    EXPECT_TRUE(*first);
    ASSERT_TRUE(registry_->set(at("mark"), {"whose", 4, {1, 0, 0, 0}}));
    const auto second = registry_->create_volatile(at("MARK"));
    ASSERT_TRUE(second);
    EXPECT_FALSE(*second);
    EXPECT_EQ(1u, must_read(at("mark")).values.size());
    EXPECT_EQ(std::vector<std::string>{"mark"}, must_read(root_).subkeys);
    ASSERT_TRUE(registry_->create(at("lasting"), {}));
    EXPECT_EQ(false, registry_->create_volatile(at("lasting")).value_or(true));
    ASSERT_TRUE(registry_->erase_tree(at("mark")));
    EXPECT_EQ(true, registry_->create_volatile(at("mark")).value_or(false)) << "it was gone";
}

TEST_P(RegistryContract, MakesTheMissingParentsOfAVolatileKey) {
    EXPECT_EQ(true, registry_->create_volatile(at("a\\b")).value_or(false));
    EXPECT_EQ(std::vector<std::string>{"b"}, must_read(at("a")).subkeys);
}

TEST_P(RegistryContract, KeepsTypeAndBytesOfEveryValue) {
    ASSERT_TRUE(registry_->create(root_, {}));
    const std::vector<RegistryValue> values{
        {"text", 1, {'a', 0, 0, 0}},
        {"text without its end", 1, {'a', 0}},
        {"odd number of bytes", 1, {'a', 0, 'b'}},
        {"binary", 3, {0, 1, 2, 255}},
        {"number", 4, {1, 2, 3, 4}},
        {"number of a wrong size", 4, {1, 2}},
        {"list", 7, {'a', 0, 0, 0, 'b', 0, 0, 0, 0, 0}},
        {"nothing at all", 0, {}},
        {"empty binary", 3, {}},
        {"a type that nobody knows", 0xABCD, {9, 8, 7}},
        {"", 1, {'d', 0, 0, 0}}, // the key's default value
    };
    for (const auto& value : values)
        ASSERT_TRUE(registry_->set(root_, value)) << value.name;
    const auto key = must_read(root_);
    ASSERT_EQ(values.size(), key.values.size());
    for (const auto& value : values)
        EXPECT_NE(key.values.end(), std::find(key.values.begin(), key.values.end(), value)) << value.name;
}

// RegSetValueExW of a text without an end looks behind it.
TEST_P(RegistryContract, KeepsATextWithoutItsEndWhateverLiesBehindIt) {
    ASSERT_TRUE(registry_->create(root_, {}));
    for (const std::size_t size : {2u, 3u, 5u}) {
        Bytes data(64, 0);
        std::fill_n(data.begin(), size, std::uint8_t{'a'});
        data.resize(size); // zeros stay behind it
        const RegistryValue value{"text", 2, std::move(data)};
        ASSERT_TRUE(registry_->set(root_, value));
        const auto key = must_read(root_);
        ASSERT_EQ(1u, key.values.size());
        EXPECT_EQ(value, key.values[0]) << size;
    }
}

TEST_P(RegistryContract, KeepsLongValues) {
    ASSERT_TRUE(registry_->create(root_, {}));
    Bytes data(200'000);
    for (std::size_t i = 0; i < data.size(); ++i)
        data[i] = static_cast<std::uint8_t>(i * 7);
    const RegistryValue value{"long", 3, data};
    ASSERT_TRUE(registry_->set(root_, value));
    const auto key = must_read(root_);
    ASSERT_EQ(1u, key.values.size());
    EXPECT_EQ(value, key.values[0]);
}

TEST_P(RegistryContract, ReplacesAValueWithAnotherType) {
    ASSERT_TRUE(registry_->create(root_, {}));
    ASSERT_TRUE(registry_->set(root_, {"v", 4, {1, 0, 0, 0}}));
    const RegistryValue second{"v", 3, {7}};
    ASSERT_TRUE(registry_->set(root_, second));
    ASSERT_TRUE(registry_->set(root_, second));
    EXPECT_EQ(std::vector<RegistryValue>{second}, must_read(root_).values);
}

TEST_P(RegistryContract, ComparesNamesWithoutRegardToCase) {
    ASSERT_TRUE(registry_->create(at("Key"), {}));
    ASSERT_TRUE(registry_->set(at("kEY"), {"Value", 3, {1}}));
    ASSERT_TRUE(registry_->set(at("KEY"), {"vALUE", 3, {2}}));
    const auto key = must_read(at("key"));
    ASSERT_EQ(1u, key.values.size());
    EXPECT_EQ(Bytes{2}, key.values[0].data);
    EXPECT_EQ(1u, must_read(root_).subkeys.size());
    ASSERT_TRUE(registry_->erase_value(at("key"), "VALUE"));
    EXPECT_TRUE(must_read(at("Key")).values.empty());
}

TEST_P(RegistryContract, ErasesAValueAndIsContentWhereItIsAbsent) {
    ASSERT_TRUE(registry_->create(root_, {}));
    ASSERT_TRUE(registry_->set(root_, {"gone", 3, {1}}));
    ASSERT_TRUE(registry_->set(root_, {"kept", 3, {2}}));
    for (int twice = 0; twice < 2; ++twice)
        ASSERT_TRUE(registry_->erase_value(root_, "gone"));
    ASSERT_TRUE(registry_->erase_value(at("no such key"), "gone"));
    const auto key = must_read(root_);
    ASSERT_EQ(1u, key.values.size());
    EXPECT_EQ("kept", key.values[0].name);
}

TEST_P(RegistryContract, ErasesAWholeTreeAndNothingBesideIt) {
    for (const char* path : {"tree\\a\\b\\c", "tree\\d", "tree beside", "other"})
        ASSERT_TRUE(registry_->create(at(path), {}));
    ASSERT_TRUE(registry_->set(at("tree\\a"), {"v", 3, {1}}));
    for (int twice = 0; twice < 2; ++twice)
        ASSERT_TRUE(registry_->erase_tree(at("tree")));
    EXPECT_FALSE(registry_->read(at("tree")));
    auto left = must_read(root_).subkeys;
    std::sort(left.begin(), left.end());
    EXPECT_EQ((std::vector<std::string>{"other", "tree beside"}), left);
}

TEST_P(RegistryContract, ErasesATreeOfManyKeys) {
    for (int i = 0; i < 60; ++i)
        ASSERT_TRUE(registry_->create(at("many\\" + std::to_string(i) + "\\below"), {}));
    EXPECT_EQ(60u, must_read(at("many")).subkeys.size());
    ASSERT_TRUE(registry_->erase_tree(at("many")));
    EXPECT_FALSE(registry_->read(at("many")));
}

TEST_P(RegistryContract, KeepsNamesThatAreNoAscii) {
    const std::string name = "Schl\xC3\xBCssel \xE2\x82\xAC"; // UTF-8
    ASSERT_TRUE(registry_->create(at(name), {}));
    ASSERT_TRUE(registry_->set(at(name), {name, 3, {1}}));
    EXPECT_EQ(std::vector<std::string>{name}, must_read(root_).subkeys);
    const auto key = must_read(at(name));
    ASSERT_EQ(1u, key.values.size());
    EXPECT_EQ(name, key.values[0].name);
}

TEST_P(RegistryContract, SetsTheDescriptorThatItIsGivenAndReadsItBack) {
    ASSERT_TRUE(registry_->create(at("first"), {}));
    const Bytes descriptor = must_read(at("first")).descriptor;
    if (descriptor.empty())
        GTEST_SKIP() << "descriptors cannot be read here";
    ASSERT_TRUE(registry_->create(at("second"), descriptor));
    EXPECT_EQ(descriptor, must_read(at("second")).descriptor);
    ASSERT_TRUE(registry_->create(at("second"), descriptor)) << "set again on a key that is there";
}

TEST_P(RegistryContract, ReadsTheSameContentWithoutTheDescriptor) {
    ASSERT_TRUE(registry_->create(at("sub"), {}));
    ASSERT_TRUE(registry_->create(at("another"), {}));
    ASSERT_TRUE(registry_->set(root_, {"large", 3, Bytes(5000, 7)}));
    ASSERT_TRUE(registry_->set(root_, {"", 1, {'d', 0, 0, 0}}));
    const RegistryKey whole = must_read(root_);
    const auto content = registry_->read_content(root_);
    ASSERT_TRUE(content);
    EXPECT_EQ(whole.subkeys, content->subkeys);
    EXPECT_EQ(whole.values, content->values);
    const auto leaf = registry_->read_content(at("sub"));
    ASSERT_TRUE(leaf);
    EXPECT_TRUE(leaf->subkeys.empty() && leaf->values.empty());
    const auto missing = registry_->read_content(at("missing"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(ErrorKind::NotFound, missing.error().kind);
}

TEST_P(RegistryContract, FlushesAndStillHasEverything) {
    ASSERT_TRUE(registry_->create(root_, {}));
    ASSERT_TRUE(registry_->set(root_, {"v", 3, {1}}));
    ASSERT_TRUE(registry_->flush());
    EXPECT_EQ(1u, must_read(root_).values.size());
}

} // namespace netmend
