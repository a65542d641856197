// Every form that stands in a registry export, and what is told of those that nobody can read.
#include <gtest/gtest.h>

#include "statemachine/base/text.hpp"
#include "statemachine/reg_export/reg_export.hpp"
#include "tests/unit/reg_forms.hpp"

namespace netmend {
namespace {

const std::string head = "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\Key]\n";

RegistryKey key_of(const Bytes& file) {
    Result<RegExport> from = RegExport::read(file);
    EXPECT_TRUE(from.has_value()) << (from ? "" : from.error().text);
    const Result<RegistryKey> key = from ? from->read("Key") : RegistryKey{};
    return key.value_or(RegistryKey{});
}

RegistryKey key_of(const std::string& lines) {
    return key_of(bytes_of(head + lines));
}

RegistryValue only(const RegistryKey& key) {
    EXPECT_EQ(key.values.size(), 1u);
    return key.values.empty() ? RegistryValue{} : key.values.front();
}

std::string error_of(const std::string& file) {
    const Result<RegExport> from = RegExport::read(bytes_of(file));
    return from ? "no error" : from.error().text;
}

TEST(RegExportText, ReadsEveryTypeOfValue) {
    const std::pair<const char*, RegistryValue> forms[] = {
        {"\"a\"=\"xy\"", {"a", 1, {'x', 0, 'y', 0, 0, 0}}},
        {"\"a\"=\"\"", {"a", 1, {0, 0}}},
        {"@=\"x\"", {"", 1, {'x', 0, 0, 0}}},
        {"\"a\"=dword:0000010f", {"a", 4, {0x0F, 1, 0, 0}}},
        {"\"a\"=DWORD:5", {"a", 4, {5, 0, 0, 0}}},
        {"\"a\"=hex:01,FF,0a", {"a", 3, {1, 0xFF, 10}}},
        {"\"a\"=hex:", {"a", 3, {}}},
        {"\"a\"=hex(0):", {"a", 0, {}}},
        {"\"a\"=hex(2):25,00,00,00", {"a", 2, {0x25, 0, 0, 0}}},
        {"\"a\"=hex(4):01,02", {"a", 4, {1, 2}}},
        {"\"a\"=hex(7):61,00,00,00,00,00", {"a", 7, {0x61, 0, 0, 0, 0, 0}}},
        {"\"a\"=hex(b):01,00,00,00,00,00,00,00", {"a", 11, {1, 0, 0, 0, 0, 0, 0, 0}}},
        {"\"a\"=hex(ffff0007):01", {"a", 0xFFFF0007, {1}}},
        {" \"a\" = \"x\" ; told by hand", {"a", 1, {'x', 0, 0, 0}}},
    };
    for (const auto& [line, value] : forms)
        EXPECT_EQ(only(key_of(std::string(line) + "\n")), value) << line;
}

TEST(RegExportText, GoesOnBehindABackslash) {
    const RegistryValue value{"a", 3, {1, 2, 3, 4}};
    for (const char* lines : {"\"a\"=hex:01,02,\\\n  03,04\n", "\"a\"=hex:01,02,\\\r\n  03,\\\r\n  04\r\n",
                              "\"a\"=hex:\\\n  01,02,03,04", "\"a\"=hex:01,02,\\ ; two\n\n  ; and two\n  03,04\n"})
        EXPECT_EQ(only(key_of(lines)), value) << lines;
}

TEST(RegExportText, UndoesEscapesAndKeepsLineBreaksOfStrings) {
    EXPECT_EQ(only(key_of("\"a\\\\b\\\"c\"=\"C:\\\\x \\\"y\\\"\"\n")).name, "a\\b\"c");
    EXPECT_EQ(winsock::text_of(key_of("\"a\"=\"C:\\\\x \\\"y\\\"\"\n"), "a"), "C:\\x \"y\"");
    EXPECT_EQ(winsock::text_of(key_of("\"a\"=\"one\r\ntwo\nthree; [four]\"\n"), "a"), "one\r\ntwo\nthree; [four]");
    EXPECT_EQ(winsock::text_of(key_of("\"a\"=\"%SystemRoot%\\x.dll\"\n"), "a"), "%SystemRoot%\\x.dll");
}

TEST(RegExportText, IsTheSameInEveryEncoding) {
    const std::string text = head + "; a comment\n\n\"a\"=\"x\"\n\"b\"=hex(2):61,00,\\\n  00,00\n";
    const RegistryKey plain = key_of(bytes_of(text));
    ASSERT_EQ(plain.values.size(), 2u);
    Bytes marked = bytes_of(text);
    marked.insert(marked.begin(), {0xEF, 0xBB, 0xBF});
    Bytes unmarked = in_utf16(text);
    unmarked.erase(unmarked.begin(), unmarked.begin() + 2);
    Bytes crlf;
    for (const char c : text) {
        if (c == '\n')
            crlf.push_back('\r');
        crlf.push_back(static_cast<std::uint8_t>(c));
    }
    for (const Bytes& form : {in_utf16(text), in_utf16(text, true), marked, unmarked, crlf})
        EXPECT_EQ(key_of(form).values, plain.values);
}

TEST(RegExportText, KeepsWhatIsNotAscii) {
    const RegistryValue wanted{"\xC3\xA4", 1, {0xE4, 0, 0xAC, 0x20, 0, 0}};
    EXPECT_EQ(only(key_of("\"\xC3\xA4\"=\"\xC3\xA4\xE2\x82\xAC\"\n")), wanted);
    Bytes wide = in_utf16(head + "\"a\"=\"?\"\n");
    const auto mark = std::find(wide.begin(), wide.end(), std::uint8_t{'?'});
    *mark = 0x00;
    *(mark + 1) = 0xD8; // an unpaired surrogate comes back as it was
    EXPECT_EQ(only(key_of(wide)).data, (Bytes{0x00, 0xD8, 0, 0}));
}

TEST(RegExportText, WidensTheTextsOfRegedit4) {
    const std::string head4 = "REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\Key]\r\n";
    EXPECT_EQ(only(key_of(bytes_of(head4 + "\"a\"=\"\xE4\x81\"\r\n"))).data, (Bytes{0xE4, 0, 0x81, 0, 0, 0}));
    EXPECT_EQ(only(key_of(bytes_of(head4 + "\"a\"=hex(2):25,e4,00\r\n"))).data, (Bytes{0x25, 0, 0xE4, 0, 0, 0}));
    EXPECT_EQ(winsock::texts_of(key_of(bytes_of(head4 + "\"a\"=hex(7):61,62,00,63,00,00\r\n")), "a"),
              (std::vector<std::string>{"ab", "c"}));
    EXPECT_EQ(only(key_of(bytes_of(head4 + "\"a\"=hex:25,e4,00\r\n"))).data, (Bytes{0x25, 0xE4, 0}));
    EXPECT_EQ(only(key_of(bytes_of(head4 + "\"a\"=hex(2):25,00,41,00,00,00\r\n"))).data, // UTF-16 all the same
              (Bytes{0x25, 0, 0x41, 0, 0, 0}));
}

TEST(RegExportText, AppliesDeletionsInTheirOrder) {
    EXPECT_EQ(only(key_of("\"a\"=\"x\"\n\"b\"=dword:1\n\"A\"=-\n")).name, "b");
    EXPECT_TRUE(key_of("\"a\"=\"x\"\n[-HKEY_LOCAL_MACHINE\\Key]\n\"b\"=dword:1\n").values.empty());
    EXPECT_EQ(only(key_of("\"a\"=\"x\"\n[-HKLM\\KEY]\n[HKLM\\Key]\n\"b\"=dword:1\n")).name, "b");
    EXPECT_EQ(key_of("[HKLM\\Key\\Sub\\Sub]\n[-HKEY_LOCAL_MACHINE\\Key\\Sub]\n[-HKLM\\None\\Sub]\n").subkeys.size(),
              0u);
}

TEST(RegExportText, MergesAKeyThatComesTwice) {
    const RegistryKey key = key_of("\"a\"=\"x\"\n\"b\"=\"x\"\n[HKEY_LOCAL_MACHINE\\Other]\n[hkey_local_machine\\KEY]\n"
                                   "\"A\"=dword:2\n\"c\"=\"\"\n");
    ASSERT_EQ(key.values.size(), 3u);
    EXPECT_EQ(key.values[0], (RegistryValue{"A", 4, {2, 0, 0, 0}}));
    EXPECT_EQ(key.values[2].name, "c");
}

TEST(RegExportText, TellsLineKeyAndValueOfWhatItCannotRead) {
    const std::pair<const char*, const char*> mistakes[] = {
        {"\"Packed\"=hex:01,02,\\\n  03,0g\n", "line 5: the value Packed of \"HKEY_LOCAL_MACHINE\\Key\": a comma is "
                                               "missing behind byte 4."},
        {"\"a\"=hex:01,xx\n", "line 4: the value a of \"HKEY_LOCAL_MACHINE\\Key\": byte 2 is not hexadecimal."},
        {"\"a\"=hex:01,02,\\\n",
         "line 5: the value a of \"HKEY_LOCAL_MACHINE\\Key\": the file ends in the middle of it, "
         "it was cut off."},
        {"\"a\"=hex:01,\\ 02\n", "line 4: the value a of \"HKEY_LOCAL_MACHINE\\Key\": something stands behind the "
                                 "backslash at the end of a line."},
        {"\n\"a\"=dword:123456789\n",
         "line 5: the value a of \"HKEY_LOCAL_MACHINE\\Key\": the number has more than eight "
         "hexadecimal digits."},
        {"@=dword:\n", "line 4: the value @ of \"HKEY_LOCAL_MACHINE\\Key\": a hexadecimal number is missing."},
        {"\"a\"=\"x\n\n[HKLM\\b]\n",
         "line 4: the value a of \"HKEY_LOCAL_MACHINE\\Key\": a quoted text begins here and "
         "does not end."},
        {"\"a\"=\"x\" y\n", "line 4: the value a of \"HKEY_LOCAL_MACHINE\\Key\": something stands behind it."},
        {"\"a\"=qword:1\n",
         "line 4: the value a of \"HKEY_LOCAL_MACHINE\\Key\": its data is neither a quoted text, nor "
         "dword:, nor hex:."},
        {"\"a\"=hex(123456789):\n",
         "line 4: the value a of \"HKEY_LOCAL_MACHINE\\Key\": the number has more than eight "
         "hexadecimal digits."},
        {"\"a\" dword:1\n", "line 4: the value a of \"HKEY_LOCAL_MACHINE\\Key\": an equals sign is missing behind the "
                            "name of a value."},
        {"[HKLM\\b\n", "line 4: a key begins with \"[\" and does not end with \"]\"."},
        {"[]\n", "line 4: the key has no name."},
        {"  03,04\n", "line 4: this is neither a key, nor a value, nor a comment: \"03,04\"."},
    };
    for (const auto& [lines, error] : mistakes)
        EXPECT_EQ(error_of(head + lines), error);
    EXPECT_EQ(error_of("REGEDIT4\n\"a\"=\"x\"\n"), "line 2: a value stands before the first key.");
}

TEST(RegExportText, IsNoPicture) {
    const std::string none = "this is no registry export: it begins neither with \"Windows Registry Editor Version "
                             "5.00\" nor with \"REGEDIT4\".";
    for (const std::string& file :
         {std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), std::string("\xFF\xD8\xFF\xE0", 4), std::string(),
          std::string("\xFF\xFE", 2), std::string(1, '\0'), std::string("Windows Registry Editor Version 6.00\n"),
          std::string("REGEDIT\n"), std::string("<html>")})
        EXPECT_EQ(error_of(file), none);
}

TEST(RegExportText, KeepsItsLimits) {
    std::string deep = "Windows Registry Editor Version 5.00\n[HKEY_LOCAL_MACHINE";
    for (std::size_t i = 0; i < reg_limits::depth_max - 1; ++i)
        deep += "\\k";
    EXPECT_EQ(error_of(deep + "]\n"), "no error");
    EXPECT_EQ(error_of(deep + "\\k]\n"), "line 2: the key lies more than 512 keys deep.");
    std::string keys = "REGEDIT4\n";
    for (std::size_t i = 0; i < reg_limits::keys_max; ++i)
        keys += "[a\\" + std::to_string(i) + "]\n";
    EXPECT_EQ(error_of(keys), "line 250001: the export has more than 250000 keys.");
    std::string bytes = head + "\"a\"=hex:";
    for (std::size_t i = 0; i < reg_limits::value_bytes_max; ++i)
        bytes += "0,";
    EXPECT_EQ(error_of(bytes), "no error");
    EXPECT_EQ(error_of(bytes + "0"), "line 4: the value a of \"HKEY_LOCAL_MACHINE\\Key\": it has more than 16777216 "
                                     "bytes.");
    EXPECT_EQ(error_of(std::string(reg_limits::file_bytes_max + 1, 'W')), "the file has more than 64 MiB.");
}

} // namespace
} // namespace netmend
