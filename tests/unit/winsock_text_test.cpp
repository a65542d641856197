// Texts, numbers and paths of the registry as plain types, at their borders.
#include <gtest/gtest.h>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "statemachine/winsock/symptoms.hpp"

namespace netmend::winsock {
namespace {

Bytes units(std::initializer_list<unsigned> all) {
    Bytes out;
    for (const unsigned unit : all) {
        out.push_back(static_cast<std::uint8_t>(unit & 0xFF));
        out.push_back(static_cast<std::uint8_t>(unit >> 8));
    }
    return out;
}

std::string from(const Bytes& data) {
    return utf8_from_utf16(data.data(), data.size());
}

TEST(Text, GoesFromUtf16ToUtf8AndBack) {
    const std::pair<Bytes, std::string> texts[] = {
        {units({}), ""},
        {units({'a', 'b'}), "ab"},
        {units({0x7F}), "\x7F"},
        {units({0x80}), "\xC2\x80"},
        {units({0x7FF}), "\xDF\xBF"},
        {units({0x800}), "\xE0\xA0\x80"},
        {units({0xFFFF}), "\xEF\xBF\xBF"},
        {units({'a', 0xE4, 'b'}), "a\xC3\xA4"
                                  "b"},
        {units({0xD800, 0xDC00}), "\xF0\x90\x80\x80"},
        {units({0xDBFF, 0xDFFF}), "\xF4\x8F\xBF\xBF"},
        {units({0xD83D, 0xDE00, 'x'}), "\xF0\x9F\x98\x80x"},
        {units({0xD800}), "\xED\xA0\x80"},
        {units({0xDC00}), "\xED\xB0\x80"},
        {units({0xDFFF, 0xD800}), "\xED\xBF\xBF\xED\xA0\x80"},
        {units({0xD800, 'x'}), "\xED\xA0\x80x"},
        {units({0xD800, 0xD800, 0xDC00}), "\xED\xA0\x80\xF0\x90\x80\x80"},
        {units({0xD800, 0xE000}), "\xED\xA0\x80\xEE\x80\x80"},
    };
    for (const auto& [wide, text] : texts) {
        EXPECT_EQ(from(wide), text);
        EXPECT_EQ(utf16_from_utf8(text), wide) << text;
    }
    EXPECT_EQ(from(units({'a', 0, 'b'})), "a") << "up to its NUL";
    EXPECT_EQ(from(units({0xE4, 0, 'b'})), "\xC3\xA4");
    EXPECT_EQ(from({'a', 0, 'b'}), "a") << "half a character is none";
    EXPECT_EQ(from({0, 1, 'b'}), "\xC4\x80");
    EXPECT_EQ(from({0x61}), "");
}

TEST(Text, ThatIsNoUtf8BecomesTheReplacement) {
    const Bytes odd = units({0xFFFD});
    for (const char* text : {"\x80", "\xBF", "\xF5", "\xFF", "\xC3", "\xE2\x82", "\xF4\x90\x80\x80"})
        EXPECT_EQ(utf16_from_utf8(text), odd) << static_cast<int>(static_cast<unsigned char>(*text));
    EXPECT_EQ(utf16_from_utf8("\xC3x"), units({0xFFFD, 'x'}));
    EXPECT_EQ(utf16_from_utf8("\xE2\x82\xE2\x82\xAC"), units({0xFFFD, 0x20AC}));
    EXPECT_EQ(utf16_from_utf8("\xF4\x8F\xBF\xBF"), units({0xDBFF, 0xDFFF}));
}

TEST(Text, ForPeopleIsPrintableAndShort) {
    EXPECT_EQ(printable("a\n\x1F\x7F\x1B b~", 100), "a???? b~");
    EXPECT_EQ(printable("\xC2\x80\xC2\x9F\xC2\xA0", 100), "??\xC2\xA0");
    EXPECT_EQ(printable("\xED\xA0\x80x\xED\xBF\xBF\xEE\x80\x80", 100), "?x?\xEE\x80\x80");
    EXPECT_EQ(printable("x\xFF", 100), "x?");
    EXPECT_EQ(printable("12345678", 8), "12345...") << "room for a character of four bytes is kept";
    EXPECT_EQ(printable("12345", 8), "12345");
    EXPECT_EQ(printable("", 0), "");
}

TEST(Text, ComparesWithoutRegardToAsciiCase) {
    EXPECT_EQ(lower("AZaz@[\xC3\x84"), "azaz@[\xC3\x84");
    EXPECT_TRUE(same_text("AbZ", "aBz"));
    EXPECT_TRUE(same_text("", ""));
    for (const auto& [a, b] : {std::pair{"a", "b"}, std::pair{"a", "ab"}, std::pair{"@", "`"}, std::pair{"[", "{"},
                               std::pair{"\xC3\x84", "\xC3\xA4"}, std::pair{"a", ""}})
        EXPECT_FALSE(same_text(a, b)) << a << " " << b;
    const std::pair<char, int> digits[] = {{'0', 0},  {'9', 9},  {'a', 10}, {'f', 15}, {'A', 10}, {'F', 15}, {'/', -1},
                                           {':', -1}, {'`', -1}, {'g', -1}, {'@', -1}, {'G', -1}, {'\0', -1}};
    for (const auto& [c, digit] : digits)
        EXPECT_EQ(hex_digit(c), digit) << c;
}

TEST(Text, IsFoundAmongOthersAtAStartAndBelowAKey) {
    EXPECT_TRUE(has_text({"Tcpip", "NetBIOS"}, "TCPIP"));
    EXPECT_FALSE(has_text({"Tcpip6"}, "Tcpip"));
    EXPECT_FALSE(has_text({}, ""));
    EXPECT_TRUE(starts_with_text("SYSTEM32\\x.sys", "system32\\"));
    EXPECT_FALSE(starts_with_text("sys", "system32\\"));
    for (const char* path : {"A\\B", "a\\b", "A\\B\\c"})
        EXPECT_TRUE(is_at_or_below(path, "A\\B")) << path;
    for (const char* path : {"A", "A\\Bc", "A\\", ""})
        EXPECT_FALSE(is_at_or_below(path, "A\\B")) << path;
    EXPECT_EQ(listed({}), "");
    EXPECT_EQ(listed({"a", "b"}), "a, b");
    EXPECT_EQ(listed({"a", "b"}, "; "), "a; b");
}

TEST(Values, AreReadOnlyInTheTypeThatTheyHave) {
    const Bytes one{1, 2, 3, 0x84}, text = units({'x', 0}), list = units({'a', 'b', 0, 'c', 0, 0, 'd', 0});
    for (std::uint32_t type = 0; type < 13; ++type) {
        const RegistryKey key{{}, {{"Number", type, one}, {"Text", type, text}, {"List", type, list}}, {}};
        EXPECT_EQ(dword_of(key, "NUMBER").has_value(), type == 4) << type;
        EXPECT_EQ(text_of(key, "TEXT").has_value(), type == 1 || type == 2) << type;
        EXPECT_EQ(texts_of(key, "list").size(), type == 7 ? 2u : 0u) << type;
        EXPECT_EQ(find_value(key, "number"), &key.values[0]);
        EXPECT_EQ(find_value(key, "Numbe"), nullptr);
    }
    const auto number = [](Bytes data) { return dword_of(RegistryKey{{}, {{"n", 4, std::move(data)}}, {}}, "n"); };
    EXPECT_EQ(number(one), 0x84030201u);
    EXPECT_FALSE(number({1, 2, 3}));
    EXPECT_FALSE(number({1, 2, 3, 4, 5}));
    EXPECT_FALSE(number({}));
}

TEST(Values, OfListsEndAtTheFirstEmptyText) {
    const auto texts = [](Bytes data) { return texts_of(RegistryKey{{}, {{"l", 7, std::move(data)}}, {}}, "l"); };
    using Texts = std::vector<std::string>;
    EXPECT_EQ(texts(units({'a', 'b', 0, 'c', 0, 0, 'd', 0, 0})), (Texts{"ab", "c"}));
    EXPECT_EQ(texts(units({'a', 0, 'b'})), (Texts{"a", "b"})) << "without its end";
    EXPECT_EQ(texts(units({0x100, 0x200, 0, 0})), (Texts{"\xC4\x80\xC8\x80"})) << "half a zero is none";
    EXPECT_EQ(texts(units({0, 'a', 0})), Texts{});
    EXPECT_EQ(texts({'a', 0, 'b'}), Texts{"a"});
    EXPECT_EQ(texts({}), Texts{});
}

TEST(ProviderPath, IsOfOneKind) {
    const std::pair<PathKind, std::vector<const char*>> kinds[] = {
        {PathKind::System,
         {"%SystemRoot%\\system32\\x.dll", "%WINDIR%\\System32\\x.dll", "%systemroot%/system32/x.dll",
          "%SystemRoot%\\SysWOW64\\x.dll", "%windir%\\syswow64\\x.dll", "C:\\WINDOWS\\system32\\x.dll",
          "d:\\winnt\\System32\\x.dll", "C:\\Windows\\SysWOW64\\x.dll", "z:\\windows\\system32\\x.dll",
          "%SystemDrive%\\Windows\\system32\\x.dll", "C:\\\\Windows\\\\system32\\\\x.dll"}},
        {PathKind::Usual,
         {"%windir%\\sysnative\\x.dll", "C:/Windows/sysnative/x.dll", "z:\\w\\system32\\x.dll",
          "%SystemDrive%\\w\\system32\\x.dll", "C:\\Program Files\\x.dll", "C:\\x.dll", "%ProgramFiles%\\A\\x.dll",
          "%SystemRoot%\\x.dll", "%SystemRoot%\\system32\\sub\\x.dll", "C:\\Windows\\system32\\sub\\x.dll",
          "C:\\a\\b\\system32\\x.dll", "C:\\system32\\x.dll", "C:\\Windows\\system3\\x.dll", "%windir%\\system\\x.dll",
          "%a%\\x.dll"}},
        {PathKind::Bare, {"x.dll", "", "%SystemRoot%", "C:x.dll"}},
        {PathKind::Unusual,
         {"\\x.dll",
          "\\\\server\\share\\x.dll",
          "sub\\x.dll",
          "1:\\a\\x.dll",
          "{:\\a\\x.dll",
          "C:\\Temp\\x.dll",
          "C:\\a\\TMP\\x.dll",
          "C:\\Users\\a\\x.dll",
          "C:\\Documents and Settings\\x.dll",
          "C:\\a\\AppData\\x.dll",
          "C:\\RECYCLER\\x.dll",
          "C:\\$Recycle.Bin\\x.dll",
          "%TEMP%\\x.dll",
          "%tmp%\\x.dll",
          "%APPDATA%\\x.dll",
          "%LocalAppData%\\x.dll",
          "%USERPROFILE%\\x.dll",
          "C:\\a\\..\\x.dll",
          "C:\\Windows\\Temp\\x.dll",
          "%a\\x.dll",
          "%a%b\\x.dll",
          "C:a\\x.dll",
          "\\a%b%\\x.dll"}},
    };
    for (const auto& [kind, paths] : kinds)
        for (const char* path : paths)
            EXPECT_EQ(kind_of_path(path, SystemFolder{}), kind) << path;
}

// Where the machine says where its Windows lies, no other folder is the system folder.
TEST(ProviderPath, IsInTheSystemFolderOfThatMachineOrNot) {
    const SystemFolder d{"d:\\winxp", 0, true}, long_name{"c:\\windows2003", 0, true};
    for (const char* path : {"D:\\WinXP\\System32\\x.dll", "%SystemRoot%\\system32\\x.dll",
                             "%SystemDrive%\\winxp\\system32\\x.dll", "d:/winxp//SYSTEM32/x.dll"})
        EXPECT_EQ(kind_of_path(path, d), PathKind::System) << path;
    for (const char* path :
         {"C:\\WinXP\\System32\\x.dll", "D:\\Windows\\system32\\x.dll", "%SystemDrive%\\windows\\system32\\x.dll",
          "D:\\WinXP\\a\\system32\\x.dll", "D:\\WinXP\\system32\\drivers\\x.dll"})
        EXPECT_EQ(kind_of_path(path, d), PathKind::Usual) << path;
    for (const char* path : {"C:\\WINDOW~1\\system32\\x.dll", "C:\\window~12\\SYSTEM32\\x.dll"})
        EXPECT_EQ(kind_of_path(path, long_name), PathKind::System) << path;
    for (const char* path : {"C:\\WINDO~1\\system32\\x.dll", "C:\\window~\\system32\\x.dll",
                             "C:\\window~x\\system32\\x.dll", "C:\\WINDOW~1\\system~1\\x.dll"})
        EXPECT_EQ(kind_of_path(path, long_name), PathKind::Usual) << path;
    EXPECT_EQ(kind_of_path("D:\\WINXP~1\\system32\\x.dll", d), PathKind::Usual) << "a short name is its own";
}

TEST(ProviderPath, IsWhatProgramsOfThatBitnessSee) {
    const char* wow = "%SystemRoot%\\SysWOW64\\x.dll";
    EXPECT_EQ(kind_of_path(wow, {"", 32, true}), PathKind::System);
    EXPECT_EQ(kind_of_path(wow, {"", 0, true}), PathKind::System);
    EXPECT_EQ(kind_of_path(wow, {"", 64, true}), PathKind::Usual) << "a DLL of 32 bits in a program of 64";
    EXPECT_EQ(kind_of_path(wow, {"", 32, false}), PathKind::Usual) << "there is no such folder";
    for (const int bits : {0, 32, 64})
        EXPECT_EQ(kind_of_path("%windir%\\sysnative\\x.dll", {"", bits, true}), PathKind::Usual);
}

// Two DLLs in such a folder are of one maker; in every other place that proves nothing.
TEST(ProviderPath, IsInAFolderThatItsMakerHasForItselfOrNot) {
    const SystemFolder c{"c:\\windows", 0, true};
    const std::pair<const char*, const char*> own[] = {
        {"C:\\Program Files\\Shield\\x.dll", "c:\\program files\\shield"},
        {"C:/Program Files//Shield/x.dll", "c:\\program files\\shield"},
        {"C:\\Program Files/Shield\\x.dll", "c:\\program files\\shield"},
        {"%ProgramFiles%\\Shield\\x.dll", "%programfiles%\\shield"},
        {"C:\\Program Files\\Common Files\\Shield\\x.dll", "c:\\program files\\common files\\shield"},
        {"D:\\Shield\\x.dll", "d:\\shield"},
        {"D:\\Games\\Programs\\x.dll", "d:\\games\\programs"},
    };
    for (const auto& [path, folder] : own)
        EXPECT_EQ(own_folder(path, c), folder) << path;
    for (const char* path : {"x.dll",
                             "",
                             "C:\\x.dll",
                             "C:/x.dll",
                             "%SystemDrive%\\x.dll",
                             "C:\\Temp\\x.dll",
                             "C:\\a\\tmp\\x.dll",
                             "C:/Users/a/AppData/Local/Temp/x.dll",
                             "C:\\Users\\a\\x.dll",
                             "%TEMP%\\x.dll",
                             "\\\\server\\share\\x.dll",
                             "\\\\.\\pipe\\a\\x.dll",
                             "\\??\\C:\\Shield\\x.dll",
                             "sub\\x.dll",
                             "C:\\Program Files\\x.dll",
                             "C:\\PROGRA~1\\x.dll",
                             "C:\\Programme\\x.dll",
                             "C:\\Archivos de programa\\x.dll",
                             "C:\\ProgramData\\x.dll",
                             "%ProgramFiles%\\x.dll",
                             "%CommonProgramFiles%\\x.dll",
                             "%SystemDrive%\\Program Files\\x.dll",
                             "C:\\Program Files\\Common Files\\x.dll",
                             "C:\\Windows\\x.dll",
                             "%windir%\\x.dll",
                             "%SystemRoot%\\system32\\x.dll",
                             "C:\\Windows\\system\\x.dll",
                             "%windir%\\sysnative\\x.dll"})
        EXPECT_EQ(own_folder(path, c), "") << path;
}

TEST(ProviderPath, IsRemoteOnTheNetworkAndOfDevices) {
    for (const char* path :
         {"\\\\server\\share\\x.dll", "//server/share/x.dll", "\\\\?\\C:\\x.dll", "\\\\.\\pipe\\x", "\\??\\C:\\x.dll"})
        EXPECT_TRUE(is_remote(path)) << path;
    for (const char* path : {"", "\\", "\\x.dll", "C:\\x.dll", "x.dll"})
        EXPECT_FALSE(is_remote(path)) << path;
}

TEST(ProviderPath, HasAFileInLowerCase) {
    for (const char* path : {"X.DLL", "C:\\a\\X.dll", "a/x.Dll", "C:\\a/X.dll", "a/b\\x.dll"})
        EXPECT_EQ(file_of(path), "x.dll") << path;
    EXPECT_EQ(file_of("C:\\a\\"), "");
    EXPECT_TRUE(is_one_of("x.dll", {"a.dll", "x.dll"}));
    EXPECT_FALSE(is_one_of("x.dll", {"a.dll", "xx.dll"}));
    EXPECT_FALSE(is_one_of("x.dll", {}));
}

TEST(Symptoms, BlameOneOfThree) {
    for (const std::uint32_t code : {10013u, 10024u, 10054u, 10055u, 10060u, 10061u, 10067u})
        EXPECT_EQ(blame_of(code), Blame::Others) << code;
    for (const std::uint32_t code : {10043u, 10044u, 10047u, 10049u})
        EXPECT_EQ(blame_of(code), Blame::Absent) << code;
    for (const std::uint32_t code : {2u, 720u, 10022u, 10038u, 10041u, 10045u, 10050u, 10106u, 10107u, 11003u, 4711u})
        EXPECT_EQ(blame_of(code), Blame::Stack) << code;
    EXPECT_EQ(symptom_of(4711), nullptr);
}

} // namespace
} // namespace netmend::winsock
