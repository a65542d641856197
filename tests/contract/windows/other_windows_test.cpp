// What Windows answers where Wine does not: a restart that is refused, a disk that knows no owners, another processor,
// sessions of several people. Sources: the pages of InitiateSystemShutdownEx, GetVolumeInformation, IsWow64Process2 and
// WTSEnumerateSessions; that a disk without owners names Everyone is long known (Git for Windows tests for it).
#include <windows.h>

#include <winternl.h>

#include <cstring>
#include <string>

#include <gtest/gtest.h>

#include "service/adapters/adapters.hpp"
#include "service/windows/text.hpp"
#include "service/windows/version.hpp"
#include "tests/contract/windows/patched.hpp"

namespace netmend {
namespace {

using std::chrono::seconds;

DWORD restart_code = 0;
BOOL restart_forced = FALSE;
int restart_requests = 0;

BOOL WINAPI initiate(wchar_t*, wchar_t*, DWORD, BOOL forced, BOOL, DWORD) {
    ++restart_requests;
    restart_forced = forced;
    ::SetLastError(restart_code);
    return restart_code == ERROR_SUCCESS;
}

TEST(AskingForARestart, TellsWhatIsAcceptedFromWhatComesLaterAndFromWhatDoesNot) {
    const Patched shim(L"advapi32.dll", "InitiateSystemShutdownExW", &initiate);
    const auto power = make_power();
    for (const DWORD code : {0u, 1115u, 1190u}) {
        restart_code = code;
        EXPECT_TRUE(power->ask_restart(seconds(60), "restart", /*forced=*/false)) << code;
        EXPECT_FALSE(restart_forced);
    }
    for (const DWORD code : {21u, 1191u, 1271u}) {
        restart_code = code;
        const auto asked = power->ask_restart(seconds(60), "restart", /*forced=*/false);
        ASSERT_FALSE(asked) << code;
        EXPECT_EQ(ErrorKind::Busy, asked.error().kind) << code;
        EXPECT_EQ(code, asked.error().os_code);
        EXPECT_NE("", asked.error().text);
    }
    restart_code = ERROR_ACCESS_DENIED;
    const auto asked = power->ask_restart(seconds(60), "restart", /*forced=*/true);
    ASSERT_FALSE(asked);
    EXPECT_NE(ErrorKind::Busy, asked.error().kind);
    EXPECT_TRUE(restart_forced);
    EXPECT_EQ(7, restart_requests) << "one request a call: when it is asked again is decided elsewhere";
}

int aborted = 0;

BOOL WINAPI abort_shutdown(wchar_t*) {
    ++aborted;
    return TRUE;
}

TEST(StoppingARestart, StopsOnlyTheOneThatWindowsAcceptedFromUs) {
    const Patched asking(L"advapi32.dll", "InitiateSystemShutdownExW", &initiate);
    const Patched stopping(L"advapi32.dll", "AbortSystemShutdownW", &abort_shutdown);
    const auto power = make_power();
    EXPECT_TRUE(power->abort_restart()); // what another test here asked for
    aborted = 0;
    restart_code = ERROR_SHUTDOWN_IN_PROGRESS; // Windows Update's, or of somebody who typed shutdown /r
    EXPECT_TRUE(power->ask_restart(seconds(0), "restart", /*forced=*/false));
    EXPECT_TRUE(power->abort_restart());
    EXPECT_EQ(0, aborted);
    restart_code = ERROR_SUCCESS;
    EXPECT_TRUE(power->ask_restart(seconds(60), "restart", /*forced=*/false));
    EXPECT_TRUE(make_power()->abort_restart()) << "as the service does after it was started anew";
    EXPECT_EQ(1, aborted);
    EXPECT_TRUE(power->abort_restart());
    EXPECT_EQ(1, aborted) << "it was stopped: what counts down now is somebody else's";
}

struct SessionInfo {
    DWORD id;
    wchar_t* station;
    int state;
};
SessionInfo sessions[] = {{0, nullptr, 4}, {1, nullptr, 0}, {2, nullptr, 4}, {3, nullptr, 1}, {65536, nullptr, 6}};
const wchar_t* people[] = {L"", L"ann", L"bob", nullptr}; // nothing: it cannot be read

BOOL WINAPI enumerate(HANDLE, DWORD, DWORD, SessionInfo** list, DWORD* count) {
    *list = sessions;
    *count = static_cast<DWORD>(std::size(sessions));
    return TRUE;
}
BOOL WINAPI query(HANDLE, DWORD session, int what, wchar_t** text, DWORD* bytes) {
    if (what != 5 || session >= std::size(people) || !people[session])
        return FALSE;
    *text = const_cast<wchar_t*>(people[session]);
    *bytes = static_cast<DWORD>((std::wcslen(people[session]) + 1) * sizeof(wchar_t));
    return TRUE;
}
void WINAPI free_nothing(void*) {}

TEST(WhoIsLoggedOn, CountsDisconnectedSessionsAndThoseThatCannotBeRead) {
    const Patched list(L"wtsapi32.dll", "WTSEnumerateSessionsW", &enumerate);
    const Patched one(L"wtsapi32.dll", "WTSQuerySessionInformationW", &query);
    const Patched nothing(L"wtsapi32.dll", "WTSFreeMemory", &free_nothing);
    const auto names = make_power()->logged_on();
    ASSERT_TRUE(names) << names.error().text;
    EXPECT_EQ((std::vector<std::string>{"ann", "bob (disconnected)", "somebody in session 3"}), *names);
}

BOOL WINAPI refuse_list(HANDLE, DWORD, DWORD, SessionInfo**, DWORD*) {
    ::SetLastError(RPC_S_SERVER_UNAVAILABLE);
    return FALSE;
}

TEST(WhoIsLoggedOn, IsNotNobodyWhereWindowsDoesNotTell) {
    const Patched list(L"wtsapi32.dll", "WTSEnumerateSessionsW", &refuse_list);
    EXPECT_FALSE(make_power()->logged_on());
}

struct AttributeInformation { // FILE_FS_ATTRIBUTE_INFORMATION
    ULONG attributes;
    LONG component_length_max;
    ULONG name_length;
    wchar_t name[1];
};

NTSTATUS NTAPI volume_without_owners(HANDLE, IO_STATUS_BLOCK*, void* buffer, ULONG, int) {
    auto* information = static_cast<AttributeInformation*>(buffer);
    *information = {0x6 /* unicode, case kept: FAT32 */, 255, 0, {}};
    return 0;
}

BOOL WINAPI owner_everyone(HANDLE, SECURITY_INFORMATION, PSECURITY_DESCRIPTOR into, DWORD size, DWORD* needed) {
    struct {
        SECURITY_DESCRIPTOR_RELATIVE head;
        SID owner;
    } answer{{SECURITY_DESCRIPTOR_REVISION, 0, SE_SELF_RELATIVE, sizeof(SECURITY_DESCRIPTOR_RELATIVE), 0, 0, 0},
             {SID_REVISION, 1, SECURITY_WORLD_SID_AUTHORITY, {SECURITY_WORLD_RID}}};
    *needed = sizeof answer;
    if (size < sizeof answer) {
        ::SetLastError(ERROR_INSUFFICIENT_BUFFER);
        return FALSE;
    }
    std::memcpy(into, &answer, sizeof answer);
    return TRUE;
}

// The simplest way to lose a repair: at every start the folder would count as somebody else's.
TEST(ADiskWithoutOwners, KeepsItsStateOverEveryStartAndIsWarnedOf) {
    const Patched volume(L"ntdll.dll", "NtQueryVolumeInformationFile", &volume_without_owners);
    const Patched owner(L"advapi32.dll", "GetKernelObjectSecurity", &owner_everyone);
    wchar_t temporary[MAX_PATH + 1] = L"";
    ::GetTempPathW(MAX_PATH + 1, temporary);
    const std::wstring path = std::wstring(temporary) + L"netmend-fat-" + std::to_wstring(::GetCurrentProcessId());
    const Bytes saved{'s', 'a', 'v', 'e', 'd'};
    for (int start = 0; start < 3; ++start) {
        const auto opened = open_state_folder(path, path + L"-older");
        ASSERT_TRUE(opened) << opened.error().text;
        EXPECT_EQ(path, opened->path) << "it is believed where it is";
        if (start == 0) {
            ASSERT_EQ(1u, opened->told.size());
            EXPECT_NE(std::string::npos, opened->told.front().find(win32::narrow(path)));
            ASSERT_TRUE(opened->folder->write("checkpoint", saved));
        }
        const auto read = opened->folder->read("checkpoint", 100);
        ASSERT_TRUE(read) << "start " << start << ": " << read.error().text;
        EXPECT_EQ(saved, *read);
    }
    ::DeleteFileW((path + L"\\checkpoint").c_str());
    EXPECT_TRUE(::RemoveDirectoryW(path.c_str()));
}

BOOL WINAPI on_arm64(HANDLE, USHORT* process, USHORT* native) {
    *process = sizeof(void*) == 8 ? IMAGE_FILE_MACHINE_UNKNOWN : IMAGE_FILE_MACHINE_I386;
    *native = 0xAA64;
    return TRUE;
}

TEST(AnotherProcessor, IsSaidByNameAndNothingIsDone) {
    EXPECT_EQ("", win32::why_wrong_bitness());
    const Patched shim(L"kernel32.dll", "IsWow64Process2", &on_arm64);
    EXPECT_NE(std::string::npos, win32::why_wrong_bitness().find("ARM64"));
}

} // namespace
} // namespace netmend
