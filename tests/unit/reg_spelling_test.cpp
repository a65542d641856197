// How far the spelling of a registry export may stray from what regedit writes, and where it is refused; and its bytes
// as text.
#include <gtest/gtest.h>

#include "statemachine/base/text.hpp"
#include "statemachine/reg_export/reg_export.hpp"
#include "statemachine/reg_export/reg_text.hpp"
#include "tests/unit/reg_forms.hpp"

namespace netmend {
namespace {

const std::string key_line = "[HKEY_LOCAL_MACHINE\\Key]\n";
const std::string where = "the value a of \"HKEY_LOCAL_MACHINE\\Key\": ";

// "ok", or the error.
std::string read(const std::string& file, const std::string& key = "Key") {
    Result<RegExport> from = RegExport::read(bytes_of(file));
    if (!from)
        return from.error().text;
    const Result<RegistryKey> found = from->read(key);
    return !found ? "no such key" : found->values.empty() ? "no value" : "ok";
}

std::string data_of(const std::string& line) {
    Result<RegExport> from = RegExport::read(bytes_of("REGEDIT4\n" + key_line + line));
    if (!from)
        return from.error().text;
    const Result<RegistryKey> key = from->read("Key");
    std::string out;
    for (const RegistryValue& value : key->values) {
        out += value.name + "/" + std::to_string(value.type) + ":";
        for (const std::uint8_t byte : value.data)
            out += " " + std::to_string(byte);
    }
    return out;
}

TEST(RegSpelling, OfTheHeaderMayHaveBlanksAndEmptyLines) {
    for (const char* word : {"REGEDIT4", "regedit4", "Windows Registry Editor Version 5.00"})
        for (const char* before : {"", "\n", "  \n", "\t\r\n \r\n", "  ", "\n\n \t"})
            for (const char* behind : {"\n", " \n", "\t\r\n", " \t \n\n", "\r"})
                EXPECT_EQ(read(before + std::string(word) + behind + key_line + "@=dword:1\n"), "ok")
                    << "'" << before << "' '" << behind << "'";
    EXPECT_EQ(read("REGEDIT4"), "no such key");
    EXPECT_EQ(read("REGEDIT4  "), "no such key");
    for (const char* header : {"REGEDIT4x\n", "REGEDIT4 ; told\n", "REGEDIT 4\n", ";\nREGEDIT4\n", " \n \n", " "})
        EXPECT_EQ(read(header + key_line).find("this is no registry export"), 0u) << header;
}

TEST(RegSpelling, OfAKeyMayHaveBlanksAndACommentAndNothingElse) {
    for (const char* line : {"[HKLM\\Key]", "  [HKLM\\Key]", "\t[HKLM\\Key]\t ", "[HKLM\\Key];told",
                             "[HKLM\\Key]  ; told", "[HKLM\\Key]\t; \"a\"=5", "[HKLM\\\\Key\\]", "[\\HKLM\\KEY]"})
        EXPECT_EQ(read("REGEDIT4\n" + std::string(line) + "\n@=dword:1\n"), "ok") << line;
    for (const char* line : {"[HKLM\\Key]x", "[HKLM\\Key] x", "[HKLM\\Key]\tx", "[HKLM\\Key]xx",
                             "[HKLM\\Key]=", "[-HKLM\\Key]x", "[-HKLM\\Key] -"})
        EXPECT_EQ(read("REGEDIT4\n" + std::string(line) + "\n"), "line 2: something stands behind the key.") << line;
    EXPECT_EQ(read("REGEDIT4\n[HKLM\\a]b]\n@=dword:1\n", "a]b"), "ok");
    EXPECT_EQ(read("REGEDIT4\n[HKLM\\Key] ; ]\n@=dword:1\n", "Key] ; "), "ok") << "the last bracket ends it";
    for (const char* line : {"[-]", "[-\\]", "[\\]", "[]"})
        EXPECT_EQ(read("REGEDIT4\n" + std::string(line) + "\n"), "line 2: the key has no name.") << line;
    EXPECT_EQ(read("REGEDIT4\n[-HKLM\\b\n"), "line 2: a key begins with \"[\" and does not end with \"]\".");
}

TEST(RegSpelling, OfAValueMayHaveBlanksAndAComment) {
    const std::pair<const char*, const char*> lines[] = {
        {"\"a\"=\"x\"\t ;\n", "a/1: 120 0 0 0"},
        {"\t\"a\"\t=\t\"x\"\n", "a/1: 120 0 0 0"},
        {"\"a\"=dword:  5\n", "a/4: 5 0 0 0"},
        {"\"a\"=dword:5 ; told\n", "a/4: 5 0 0 0"},
        {"\"a\"=dword:89aBcDeF\n", "a/4: 239 205 171 137"},
        {"\"a\"=hex: 1 , 2,c;\n", "a/3: 1 2 12"},
        {"\"a\"=HEX:1,2,\n", "a/3: 1 2"},
        {"\"a\"=hex:1,2,; told\n", "a/3: 1 2"},
        {"\"a\"=hex:1,\\\n\n\t\n;\n2\n", "a/3: 1 2"},
        {"\"a\"=hex(a):1\n", "a/10: 1"},
        {"\"a\"=\"x\\y\\z\"\n", "a/1: 120 0 92 0 121 0 92 0 122 0 0 0"},
        {"\"a\"=\"x\"\n\"a\"=- ; gone\n", ""},
        {"\"a\"=\"x\"\n\"a\" = -\n", ""},
        {"@=\"x\"\n@=-\n", ""},
        {";\"a\"=5\n  ; [\n", ""},
        {"\"a\"=hex(2):61,00,62\n", "a/2: 97 0 0 0 98 0"},
        {"\"a\"=hex(2):61,00\n", "a/2: 97 0 0 0"},
        {"\"a\"=hex(1):61,62,00,00\n", "a/1: 97 0 98 0 0 0 0 0"},
        {"\"a\"=hex(7):61,00,00,00\n", "a/7: 97 0 0 0"},
        {"\"a\"=hex(2):\n", "a/2:"},
    };
    for (const auto& [line, data] : lines)
        EXPECT_EQ(data_of(line), data) << line;
}

TEST(RegSpelling, OfAValueIsRefusedWithASentence) {
    const std::pair<const char*, const char*> lines[] = {
        {"\"a\"=- x\n", "something stands behind it."},
        {"\"a\"=dword:5 x\n", "something stands behind it."},
        {"\"a\"=dword:g\n", "a hexadecimal number is missing."},
        {"\"a\"=hex(7:1\n", "the type behind hex does not end with \")\"."},
        {"\"a\"=hex()1\n", "a hexadecimal number is missing."},
        {"\"a\"=hex 1\n", "a colon is missing behind hex."},
        {"\"a\"=hex(7)1\n", "a colon is missing behind hex."},
        {"\"a\"=hex:1 2\n", "a comma is missing behind byte 1."},
        {"\"a\"=hex:123\n", "a comma is missing behind byte 1."},
        {"\"a\"=hex:,1\n", "byte 1 is not hexadecimal."},
        {"\"a\"=hex:1,,1\n", "byte 2 is not hexadecimal."},
        {"\"a\"=hex:1,\\x\n", "something stands behind the backslash at the end of a line."},
        {"\"a\"=\n", "its data is neither a quoted text, nor dword:, nor hex:."},
        {"\"a\"=dword 5\n", "its data is neither a quoted text, nor dword:, nor hex:."},
        {"\"a\"=\"x\\\"\n", "a quoted text begins here and does not end."},
        {"\"a\"=\"x\\", "a quoted text begins here and does not end."},
        {"\"a\"\n", "an equals sign is missing behind the name of a value."},
    };
    for (const auto& [line, error] : lines)
        EXPECT_EQ(data_of(line), "line 3: " + where + error) << line;
    EXPECT_EQ(data_of("\"a\n"), "line 3: a quoted text begins here and does not end.");
    EXPECT_EQ(data_of("\"a\"=hex:1,\\"), "line 3: " + where + "the file ends in the middle of it, it was cut off.");
    EXPECT_EQ(data_of("\"a\"=hex:1,\\\n  \\\n 2 \\\n"),
              "line 6: " + where + "the file ends in the middle of it, it was cut off.");
    EXPECT_EQ(data_of("[-HKLM\\Key]\n\"a\"=hex:g\n"),
              "line 4: the value a of \"HKLM\\Key\": byte 1 is not hexadecimal.")
        << "below a deleted key, too";
    EXPECT_EQ(read("REGEDIT4\n\"a\"=hex:g\n"), "line 2: a value stands before the first key.");
    EXPECT_EQ(read("REGEDIT4\n\"a\"x\n"), "line 2: an equals sign is missing behind the name of a value.");
}

TEST(RegSpelling, OfOneLineSaysNothingAboutTheNext) {
    EXPECT_EQ(data_of("\"a\"=\"x\"\nx\n"), "line 4: this is neither a key, nor a value, nor a comment: \"x\".");
    EXPECT_EQ(data_of("\"a\"=\"x\"\n[b\n"), "line 4: a key begins with \"[\" and does not end with \"]\".");
    EXPECT_EQ(data_of("\"a\"=dword:1\n@=dword:2\n"), "a/4: 1 0 0 0/4: 2 0 0 0");
    EXPECT_EQ(data_of("\"a\"=dword:1\n@=dword:x\n"),
              "line 4: the value @ of \"HKEY_LOCAL_MACHINE\\Key\": a hexadecimal number is missing.");
    EXPECT_EQ(data_of("[HKLM\\Other]\n\"a\"=dword:x\n"),
              "line 4: the value a of \"HKLM\\Other\": a hexadecimal number is missing.");
    EXPECT_EQ(data_of("\"a\"=dword:1\n[-HKLM\\Other]\n\"b\"=dword:2\n[HKLM\\Key]\n\"c\"=dword:3\n"),
              "a/4: 1 0 0 0c/4: 3 0 0 0");
    EXPECT_EQ(data_of(std::string(500, 'y') + "\n"),
              "line 3: this is neither a key, nor a value, nor a comment: \"" + std::string(57, 'y') + "...\".");
}

TEST(RegSpelling, OfATextMayBeLongAndNoLonger) {
    const std::string longest(reg_limits::value_bytes_max / 2 - 1, 'y');
    EXPECT_EQ(read("REGEDIT4\n" + key_line + "@=\"" + longest + "\"\n"), "ok");
    EXPECT_EQ(read("REGEDIT4\n" + key_line + "@=\"" + longest + "y\"\n"),
              "line 3: the value @ of \"HKEY_LOCAL_MACHINE\\Key\": its text is too long.");
}

TEST(RegSpelling, CountsLinesAsAnEditorDoes) {
    EXPECT_EQ(data_of("\"a\"=\"one\r\ntwo\nthree\"\nx\n").find("line 6: "), 0u);
    EXPECT_EQ(data_of("\r\n\r\nx\n").find("line 5: "), 0u);
    EXPECT_EQ(data_of("\r\rx\n").find("line 5: "), 0u);
    EXPECT_EQ(data_of("\n\r\nx").find("line 5: "), 0u);
    EXPECT_EQ(data_of("; one\n\"a\"=hex:1,\\\r\n  2\r\nx").find("line 6: "), 0u);
    RegTree tree;
    EXPECT_EQ(read_reg("REGEDIT4\n\n[HKLM\\a]\n", tree)->lines, 4u);
    EXPECT_EQ(read_reg("REGEDIT4", tree)->lines, 1u);
}

TEST(RegSpelling, TellsWhetherTheLastLineIsOpen) {
    const std::pair<const char*, bool> files[] = {{"REGEDIT4\n[HKLM\\a]", true},
                                                  {"REGEDIT4\n[HKLM\\a]\n", false},
                                                  {"REGEDIT4\n[HKLM\\a]\r\n", false},
                                                  {"REGEDIT4\n[HKLM\\a]\n@=dword:1", true},
                                                  {"REGEDIT4\n[HKLM\\a]\n; told", true},
                                                  {"REGEDIT4\n[HKLM\\a]\n@=\"x\" ;", true},
                                                  {"REGEDIT4\n[HKLM\\a]\n@=\"x\"\n", false}};
    for (const auto& [file, open] : files)
        EXPECT_EQ(RegExport::read(bytes_of(file))->ends_in_a_line(), open) << file;
}

TEST(RegSpelling, KnowsTheShortNamesOfTheRoots) {
    const std::pair<const char*, const char*> roots[] = {{"HKLM", "HKEY_LOCAL_MACHINE"},  {"hku", "HKEY_USERS"},
                                                         {"HKCU", "HKEY_CURRENT_USER"},   {"HKCR", "HKEY_CLASSES_ROOT"},
                                                         {"HKCC", "HKEY_CURRENT_CONFIG"}, {"HKXY", "HKXY"},
                                                         {"HKEY_USERS", "HKEY_USERS"}};
    for (const auto& [given, name] : roots) {
        RegTree tree;
        EXPECT_TRUE(tree.key(std::string(given) + "\\HKLM"));
        ASSERT_EQ(tree.root().key().subkeys, std::vector<std::string>{name});
        EXPECT_EQ(tree.root().find(name)->key().subkeys, std::vector<std::string>{"HKLM"}) << "only of the first part";
        EXPECT_TRUE(tree.key_deleted(given));
        EXPECT_TRUE(tree.root().subkeys.empty());
    }
}

TEST(RegSpelling, OfAValueWithoutAKeyGoesNowhere) {
    RegTree tree;
    EXPECT_TRUE(tree.value({"a", 4, {1, 0, 0, 0}}));
    EXPECT_TRUE(tree.value_deleted("a"));
    EXPECT_TRUE(tree.root().values.empty());
    EXPECT_TRUE(tree.key("HKLM\\a"));
    EXPECT_TRUE(tree.value({"b", 4, {1, 0, 0, 0}}));
    EXPECT_TRUE(tree.key_deleted("HKLM\\b"));
    EXPECT_TRUE(tree.value({"c", 4, {1, 0, 0, 0}}));
    EXPECT_TRUE(tree.value_deleted("b"));
    ASSERT_EQ(tree.root().find("HKEY_LOCAL_MACHINE\\a")->key().values.size(), 1u);
    EXPECT_EQ(tree.root().find("HKEY_LOCAL_MACHINE\\A")->key().values[0].name, "b");
}

TEST(RegSpelling, OfMoreValuesThanItMayHoldIsRefused) {
    std::string file = "REGEDIT4\n[a]\n";
    for (std::size_t i = 0; i < reg_limits::values_max; ++i)
        file += "@=\"\"\n@=-\n";
    EXPECT_EQ(read(file, "a"), "no such key");
    EXPECT_EQ(read(file + "@=\"\"\n"), "line 2000003: the value @ of \"a\": the export has more than 1000000 values.")
        << "deleted ones were work too";
}

TEST(RegText, IsReadInEveryByteOrderWithAndWithoutItsMark) {
    const std::string text = "REGEDIT4\r\n";
    for (const std::string& one : {text, std::string("Windows\n")})
        for (const bool big : {false, true}) {
            Bytes wide = in_utf16(one, big);
            EXPECT_EQ(reg_text(wide), one);
            wide.push_back('x');
            EXPECT_EQ(reg_text(wide), one) << "half a character at the end is none";
            EXPECT_EQ(reg_text(std::span(wide).subspan(2)), one);
        }
    EXPECT_EQ(reg_text(Bytes{0xEF, 0xBB, 0xBF, 'R', 'x'}), "Rx");
    EXPECT_EQ(reg_text(Bytes{'R'}), "R");
    EXPECT_EQ(reg_text(Bytes{0, 'x'}), std::string("\0x", 2));
    EXPECT_EQ(reg_text(Bytes{'W', 0, 0, 0, 'x', 0}), std::string("W\0x", 3)) << "goes on behind a NUL";
    EXPECT_EQ(reg_text(Bytes{'W', 0, 0, 0}), std::string("W\0", 2));
    EXPECT_EQ(reg_text(Bytes{}), "");
}

TEST(RegText, OfAnUnknownCodePageIsLatin1) {
    for (const char* text : {"plain", "\xC3\xA4", "\xE2\x82\xAC", "\xE0\xA0\x80", "\xF0\x9F\x98\x80",
                             "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xED\xA0\x80", "\xC2\x80"})
        EXPECT_EQ(reg_text(bytes_of(text)), text);
    const std::pair<const char*, const char*> other[] = {
        {"\xE4", "\xC3\xA4"},
        {"x\x80y", "x\xC2\x80y"},
        {"\xC0\x80", "\xC3\x80\xC2\x80"},
        {"\xC1\xBF", "\xC3\x81\xC2\xBF"},
        {"\xE0\x9F\xBF", "\xC3\xA0\xC2\x9F\xC2\xBF"},
        {"\xF0\x8F\xBF\xBF", "\xC3\xB0\xC2\x8F\xC2\xBF\xC2\xBF"},
        {"\xF4\x90\x80\x80", "\xC3\xB4\xC2\x90\xC2\x80\xC2\x80"},
        {"\xF5\x80\x80\x80", "\xC3\xB5\xC2\x80\xC2\x80\xC2\x80"},
        {"\xE2\x82", "\xC3\xA2\xC2\x82"},
        {"\xE2\x82x", "\xC3\xA2\xC2\x82x"},
        {"\xE2x\x82", "\xC3\xA2x\xC2\x82"},
        {"\xFFx", "\xC3\xBFx"},
    };
    for (const auto& [bytes, text] : other)
        EXPECT_EQ(reg_text(bytes_of(bytes)), text);
}

} // namespace
} // namespace netmend
