#include "service/windows/sessions.hpp"

#include "service/windows/error.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"

namespace netmend::win32 {
namespace {

// Of wtsapi32.h, which would make the library an import: it is missing on some Windows 2000 and in recovery systems.
constexpr wchar_t library[] = L"wtsapi32.dll";
constexpr int active = 0, disconnected = 4, listening = 6; // WTS_CONNECTSTATE_CLASS
constexpr int user_name = 5;                               // WTS_INFO_CLASS
struct SessionInfo {
    DWORD id;
    wchar_t* station;
    int state;
};
using EnumerateSessions = BOOL WINAPI(HANDLE, DWORD, DWORD, SessionInfo**, DWORD*);
using QuerySession = BOOL WINAPI(HANDLE, DWORD, int, wchar_t**, DWORD*);
using FreeMemory = void WINAPI(void*);

// Nothing: could not be read.
std::optional<std::string> person_in(DWORD session) {
    const auto query = late<QuerySession>(library, "WTSQuerySessionInformationW");
    const auto free = late<FreeMemory>(library, "WTSFreeMemory");
    wchar_t* name = nullptr;
    DWORD bytes = 0;
    if (!query || !free || !query(/*hServer=*/nullptr, session, user_name, &name, &bytes) || !name)
        return std::nullopt;
    const std::string text = narrow(name);
    free(name);
    return text;
}

// Each with its state, by `take`; false: no list.
template<class Take> bool each_session(const Take& take) {
    const auto enumerate = late<EnumerateSessions>(library, "WTSEnumerateSessionsW");
    const auto free = late<FreeMemory>(library, "WTSFreeMemory");
    SessionInfo* sessions = nullptr;
    DWORD count = 0;
    if (!enumerate || !free || !enumerate(/*hServer=*/nullptr, 0, 1, &sessions, &count))
        return false;
    for (DWORD i = 0; i < count; ++i)
        take(sessions[i]);
    if (sessions)
        free(sessions);
    return true;
}

} // namespace

Result<std::vector<Session>> all_sessions() {
    std::vector<Session> found;
    const bool listed = each_session([&](const SessionInfo& info) {
        if (info.state == listening)
            return;
        const std::optional<std::string> person = person_in(info.id);
        found.push_back({info.id, person.value_or(""), info.state == disconnected, !person});
    });
    if (!listed)
        return failed("This Windows does not tell who is logged on.");
    return found;
}

std::vector<DWORD> active_sessions() {
    std::vector<DWORD> ids;
    const auto take = [&](const SessionInfo& info) {
        if (info.state == active)
            ids.push_back(info.id);
    };
    if (each_session(take))
        return ids;
    using ConsoleSession = DWORD WINAPI();
    const auto console = late<ConsoleSession>(L"kernel32.dll", "WTSGetActiveConsoleSessionId");
    const DWORD id = console ? console() : 0;
    return id == 0xFFFFFFFF ? std::vector<DWORD>() : std::vector<DWORD>{id};
}

} // namespace netmend::win32
