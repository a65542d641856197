// The Notice port: a message box in every session where somebody is logged on, shown by Windows for us and never waited
// for. A service has no desktop of its own to show one on. Where Windows can't (no Terminal Services), nobody is told;
// `netmend status` says the same.
#include <windows.h>

#include "service/adapters/adapters.hpp"
#include "service/windows/late.hpp"
#include "service/windows/text.hpp"

namespace netmend {
namespace {

// Of wtsapi32.h, which would make the library an import: it is missing on some Windows 2000 and in recovery systems.
struct SessionInfo {
    DWORD id;
    wchar_t* station;
    int state; // WTSActive 0
};
using EnumerateSessions = BOOL WINAPI(HANDLE, DWORD, DWORD, SessionInfo**, DWORD*);
using SendMessageToSession = BOOL WINAPI(HANDLE, DWORD, wchar_t*, DWORD, wchar_t*, DWORD, DWORD, DWORD, DWORD*, BOOL);
using FreeMemory = void WINAPI(void*);

class SessionNotice final : public Notice {
  public:
    void tell(const std::string& text) override {
        const wchar_t library[] = L"wtsapi32.dll";
        const auto enumerate = win32::late<EnumerateSessions>(library, "WTSEnumerateSessionsW");
        const auto free = win32::late<FreeMemory>(library, "WTSFreeMemory");
        std::wstring message = win32::wide(text);
        SessionInfo* sessions = nullptr;
        DWORD count = 0;
        if (enumerate && free && enumerate(/*hServer=*/nullptr, 0, 1, &sessions, &count)) {
            for (DWORD i = 0; i < count; ++i)
                if (sessions[i].state == 0)
                    send(sessions[i].id, message);
            free(sessions);
            return;
        }
        using ConsoleSession = DWORD WINAPI();
        const auto console = win32::late<ConsoleSession>(L"kernel32.dll", "WTSGetActiveConsoleSessionId");
        const DWORD id = console ? console() : 0;
        if (id != 0xFFFFFFFF)
            send(id, message);
    }

  private:
    static void send(DWORD session, std::wstring& message) {
        wchar_t title[] = L"netmend";
        DWORD answer = 0;
        const auto bytes = [](std::size_t characters) { return static_cast<DWORD>(characters * sizeof(wchar_t)); };
        if (const auto show = win32::late<SendMessageToSession>(L"wtsapi32.dll", "WTSSendMessageW"))
            show(/*hServer=*/nullptr, session, title, bytes(std::size(title) - 1), message.data(),
                 bytes(message.size()), MB_OK | MB_ICONINFORMATION, /*Timeout=*/0, &answer, /*bWait=*/FALSE);
    }
};

} // namespace

std::unique_ptr<Notice> make_notice() {
    return std::make_unique<SessionNotice>();
}

} // namespace netmend
