// The border to Win32 where no portable contract reaches it: text, child processes, the state folder's owner, links in
// the registry.
#include <windows.h>

#include <cstring>

#include <gtest/gtest.h>

#include "service/adapters/adapters.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/process.hpp"
#include "service/windows/security.hpp"
#include "service/windows/text.hpp"

namespace netmend {
namespace {

using std::chrono::seconds;

win32::ChildResult cmd(const std::wstring& arguments, const std::string& input, seconds deadline) {
    const auto result = win32::run({win32::system_folder() + L"\\cmd.exe", arguments, input, deadline});
    EXPECT_TRUE(result);
    return result.value_or(win32::ChildResult{});
}

TEST(Text, GoesThereAndBackWithoutLoss) {
    for (const std::string text :
         {"", "plain", "\xC3\xA4 \xE2\x82\xAC", "\xF0\x9F\x98\x80", "half a pair: \xED\xA0\x80"})
        EXPECT_EQ(text, win32::narrow(win32::wide(text)));
}

TEST(Text, ReplacesBytesThatAreNoUtf8) {
    EXPECT_EQ(L"\xFFFDx\xFFFD", win32::wide("\xFFx\xC3"));
    EXPECT_EQ(L"\xFFFD\xFFFD", win32::wide("\xC0\x80")) << "an overlong zero is no zero";
}

TEST(ChildProcess, GivesItsExitCodeAndItsOutput) {
    const auto result = cmd(L"/c echo hello& exit 3010", "", seconds(60));
    EXPECT_EQ(3010u, result.exit_code);
    EXPECT_EQ("hello\r\n", result.output);
    EXPECT_FALSE(result.killed || result.crashed());
}

TEST(ChildProcess, ReadsWhatItIsGiven) {
    const auto result = cmd(L"/c more", "some input\r\n", seconds(60));
    EXPECT_NE(std::string::npos, result.output.find("some input"));
}

TEST(ChildProcess, IsKilledAtItsDeadlineWithWhatItStarted) {
    const auto result = cmd(L"/c ping -n 100 127.0.0.1", "", seconds(2));
    EXPECT_TRUE(result.killed);
}

TEST(ChildProcess, IsNotWaitedForByWhatItLeftBehind) {
    // The grandchild keeps the pipe of the output open, and would for ever.
    const auto result = cmd(L"/c echo first& start /b ping -n 10000 127.0.0.1", "", seconds(60));
    EXPECT_FALSE(result.killed);
    EXPECT_NE(std::string::npos, result.output.find("first"));
}

TEST(ChildProcess, MayLeaveALongInputUnread) {
    EXPECT_EQ(7u, cmd(L"/c exit 7", std::string(300'000, 'x'), seconds(60)).exit_code);
}

// Longer than any buffer of a pipe: the child must read while we write, and its last line decides.
TEST(ChildProcess, ReadsALongInputToItsEnd) {
    const std::wstring probe = win32::program_folder() + L"\\netmend-probe.exe";
    std::string entry(2 * 888, '0');
    entry.replace(0, 2 * 5, "782e646c6c"); // x.dll
    entry.replace(2 * 300, 2, "01");       // a base provider
    std::string input;
    for (int i = 0; i < 200; ++i)
        input += entry + "\r\n";
    ASSERT_GT(input.size(), 300'000u);
    const auto run = win32::run({probe, L"install-tcpip --way=write-entries", input + "no entry\r\n", seconds(60)});
    ASSERT_TRUE(run);
    EXPECT_FALSE(run->killed);
    EXPECT_NE(std::string::npos, run->output.find("\"read the entries\"")) << run->output;
    EXPECT_NE(std::string::npos, run->output.find("\"code\":13")) << "and nothing was changed: " << run->output;
}

TEST(ChildProcess, ReadsALongListOfBindingsToItsEnd) {
    std::vector<BindingPath> paths;
    for (int i = 0; i < 4000; ++i)
        paths.push_back({"ms_tcpip->card-" + std::to_string(i) + std::string(100, 'x'), true});
    const auto run = make_protocol_stack()->restore_bindings(paths);
    ASSERT_TRUE(run) << run.error().text;
    EXPECT_FALSE(run->killed);
    EXPECT_NE("netmend-probe", run->call) << "it came to its end and said so";
}

TEST(ChildProcess, HasAWholeEnvironment) {
    wchar_t root[MAX_PATH] = L"";
    ASSERT_NE(0u, ::GetEnvironmentVariableW(L"SystemRoot", root, MAX_PATH));
    ASSERT_TRUE(::SetEnvironmentVariableW(L"SystemRoot", nullptr));
    const std::string there = cmd(L"/c echo %SystemRoot%", "", seconds(60)).output;
    ::SetEnvironmentVariableW(L"SystemRoot", root);
    EXPECT_EQ(win32::narrow(win32::windows_folder()) + "\r\n", there);
}

TEST(ChildProcess, SaysNotFoundForAMissingProgram) {
    const auto result = win32::run({win32::system_folder() + L"\\no-such-program.exe", L"", "", seconds(1)});
    ASSERT_FALSE(result);
    EXPECT_EQ(ErrorKind::NotFound, result.error().kind);
}

class OpeningTheStateFolder : public testing::Test {
  protected:
    void SetUp() override {
        wchar_t temporary[MAX_PATH + 1] = L"";
        ::GetTempPathW(MAX_PATH + 1, temporary);
        parent_ = std::wstring(temporary) + L"netmend-border-" + std::to_wstring(::GetCurrentProcessId());
        path_ = parent_ + L"\\netmend";
        older_ = parent_ + L"\\older";
        ASSERT_TRUE(::CreateDirectoryW(parent_.c_str(), /*lpSecurityAttributes=*/nullptr));
    }
    void TearDown() override {
        ::RemoveDirectoryW(path_.c_str());
        ::DeleteFileW(aside_.c_str());
        EXPECT_TRUE(::RemoveDirectoryW(parent_.c_str()));
    }
    void put(const std::wstring& path, const char* text) {
        const win32::FileHandle file(::CreateFileW(path.c_str(), GENERIC_WRITE, 0, /*lpSecurityAttributes=*/nullptr,
                                                   CREATE_ALWAYS, 0, /*hTemplateFile=*/nullptr));
        DWORD written = 0;
        ASSERT_TRUE(::WriteFile(file.get(), text, static_cast<DWORD>(std::strlen(text)), &written, nullptr));
    }
    std::wstring parent_, path_, older_, aside_;
};

TEST_F(OpeningTheStateFolder, MakesItOnceAndTakesItAgain) {
    for (int twice = 0; twice < 2; ++twice) {
        const auto opened = open_state_folder(path_, older_);
        ASSERT_TRUE(opened) << opened.error().text;
        EXPECT_TRUE(opened->told.empty());
    }
}

TEST_F(OpeningTheStateFolder, MovesAFileOfThatNameAside) {
    win32::FileHandle(::CreateFileW(path_.c_str(), GENERIC_WRITE, 0, /*lpSecurityAttributes=*/nullptr, CREATE_NEW, 0,
                                    /*hTemplateFile=*/nullptr));
    const auto opened = open_state_folder(path_, older_);
    ASSERT_TRUE(opened) << opened.error().text;
    EXPECT_FALSE(opened->told.empty());
    WIN32_FIND_DATAW found{};
    const HANDLE search = ::FindFirstFileW((path_ + L".foreign-*").c_str(), &found);
    ASSERT_NE(INVALID_HANDLE_VALUE, search) << "the file is kept under another name";
    ::FindClose(search);
    aside_ = parent_ + L"\\" + found.cFileName;
    EXPECT_TRUE(opened->folder->write("checkpoint", {1}));
    ::DeleteFileW((path_ + L"\\checkpoint").c_str());
}

TEST_F(OpeningTheStateFolder, TakesAnOlderOneOver) {
    ASSERT_TRUE(::CreateDirectoryW(older_.c_str(), /*lpSecurityAttributes=*/nullptr));
    put(older_ + L"\\checkpoint", "repair");
    const auto opened = open_state_folder(path_, older_);
    ASSERT_TRUE(opened) << opened.error().text;
    EXPECT_EQ(path_, opened->path);
    EXPECT_TRUE(opened->told.empty());
    EXPECT_EQ(6u, opened->folder->read("checkpoint", 100).value_or(Bytes{}).size());
    EXPECT_EQ(INVALID_FILE_ATTRIBUTES, ::GetFileAttributesW(older_.c_str()));
    ::DeleteFileW((path_ + L"\\checkpoint").c_str());
}

// Its other name would let somebody change it through a folder that is not ours.
TEST_F(OpeningTheStateFolder, NeitherReadsNorWritesAFileThatHasASecondName) {
    const auto opened = open_state_folder(path_, older_);
    ASSERT_TRUE(opened);
    const std::wstring planted = parent_ + L"\\planted", name = path_ + L"\\checkpoint.new";
    put(planted, "theirs");
    ASSERT_TRUE(::CreateHardLinkW(name.c_str(), planted.c_str(), /*lpSecurityAttributes=*/nullptr));
    const auto data = opened->folder->read("checkpoint.new", 100);
    ASSERT_FALSE(data);
    EXPECT_EQ(ErrorKind::Corrupt, data.error().kind);
    ASSERT_TRUE(opened->folder->write("checkpoint.new", {1, 2}));
    EXPECT_EQ(Bytes({1, 2}), opened->folder->read("checkpoint.new", 100).value_or(Bytes{}));
    WIN32_FILE_ATTRIBUTE_DATA theirs{};
    ASSERT_TRUE(::GetFileAttributesExW(planted.c_str(), GetFileExInfoStandard, &theirs));
    EXPECT_EQ(6u, theirs.nFileSizeLow) << "as it was";
    ::DeleteFileW(planted.c_str());
    ::DeleteFileW(name.c_str());
}

TEST_F(OpeningTheStateFolder, SaysCorruptForAFolderInPlaceOfAFile) {
    const auto opened = open_state_folder(path_, older_);
    ASSERT_TRUE(opened);
    ASSERT_TRUE(::CreateDirectoryW((path_ + L"\\checkpoint").c_str(), /*lpSecurityAttributes=*/nullptr));
    const auto data = opened->folder->read("checkpoint", 100);
    ASSERT_FALSE(data);
    EXPECT_EQ(ErrorKind::Corrupt, data.error().kind);
    EXPECT_EQ(std::vector<std::string>{"checkpoint"}, opened->folder->list().value_or(std::vector<std::string>{}));
    ::RemoveDirectoryW((path_ + L"\\checkpoint").c_str());
}

// A key whose list denies everybody, LocalSystem too, is deleted; and read, changed and put back with its descriptor.
class RefusingKey : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(registry->create(root + "\\below", {}));
        ASSERT_TRUE(registry->set(root + "\\below", {"kept", 3, {1}}));
        for (const std::string& path : {root + "\\below", root}) {
            const auto descriptor = win32::SecurityDescriptor::from_sddl(L"O:BAG:BAD:P(D;;KA;;;WD)(A;;KR;;;AN)");
            win32::RegistryHandle key;
            ASSERT_TRUE(descriptor);
            ASSERT_EQ(ERROR_SUCCESS, ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, win32::wide(path).c_str(), 0,
                                                     WRITE_DAC | WRITE_OWNER, key.put()));
            ASSERT_EQ(ERROR_SUCCESS,
                      ::RegSetKeySecurity(key.get(), OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                                          descriptor->get()));
        }
    }
    void TearDown() override { EXPECT_TRUE(registry->erase_tree(root)); }

    const std::unique_ptr<Registry> registry = make_registry();
    const std::string root = "SYSTEM\\CurrentControlSet\\Services\\netmend-contract-refusing";
};

TEST_F(RefusingKey, IsDeletedWithAllBelowIt) {
    win32::RegistryHandle key;
    ASSERT_EQ(ERROR_ACCESS_DENIED, ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, win32::wide(root).c_str(), 0,
                                                   KEY_ENUMERATE_SUB_KEYS | DELETE, key.put()));
    const auto erased = registry->erase_tree(root);
    ASSERT_TRUE(erased) << erased.error().text << " " << erased.error().os_code;
    EXPECT_FALSE(registry->read(root));
}

TEST_F(RefusingKey, IsChangedAndRefusesAsBefore) {
    const auto changed = registry->set(root, {"new", 3, {2}});
    ASSERT_TRUE(changed) << changed.error().text << " " << changed.error().os_code;
    EXPECT_TRUE(registry->erase_value(root, "new"));
    win32::RegistryHandle key;
    EXPECT_EQ(ERROR_ACCESS_DENIED,
              ::RegOpenKeyExW(HKEY_LOCAL_MACHINE, win32::wide(root).c_str(), 0, KEY_SET_VALUE, key.put()));
}

// Malware that puts a link into the Winsock keys must not make us delete what the link points to.
TEST(ErasingATree, DoesNotFollowALink) {
    const auto registry = make_registry();
    const std::string root = "SYSTEM\\CurrentControlSet\\Services\\netmend-contract-link";
    ASSERT_TRUE(registry->create(root + "\\target\\kept", {}));
    ASSERT_TRUE(registry->create(root + "\\tree", {}));
    win32::RegistryHandle link;
    ASSERT_EQ(ERROR_SUCCESS,
              ::RegCreateKeyExW(HKEY_LOCAL_MACHINE, win32::wide(root + "\\tree\\link").c_str(), 0,
                                /*lpClass=*/nullptr, REG_OPTION_CREATE_LINK, KEY_WRITE,
                                /*lpSecurityAttributes=*/nullptr, link.put(), /*lpdwDisposition=*/nullptr));
    const std::wstring target = L"\\Registry\\Machine\\" + win32::wide(root) + L"\\target";
    ASSERT_EQ(ERROR_SUCCESS, ::RegSetValueExW(link.get(), L"SymbolicLinkValue", 0, REG_LINK,
                                              reinterpret_cast<const BYTE*>(target.data()),
                                              static_cast<DWORD>(target.size() * sizeof(wchar_t))));
    link.reset();
    ASSERT_TRUE(registry->read(root + "\\tree\\link\\kept")) << "the link works";
    EXPECT_TRUE(registry->erase_tree(root + "\\tree"));
    EXPECT_TRUE(registry->read(root + "\\target\\kept"));
    EXPECT_FALSE(registry->read(root + "\\tree"));
    EXPECT_TRUE(registry->erase_tree(root));
}

} // namespace
} // namespace netmend
