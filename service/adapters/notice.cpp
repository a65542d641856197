// The Notice port: a message box in every session where somebody is logged on, shown by Windows for us and never waited
// for. A service has no desktop of its own to show one on. Where Windows can't (no Terminal Services), nobody is told;
// `netmend status` says the same.
#include <windows.h>

#include "service/adapters/adapters.hpp"
#include "service/windows/late.hpp"
#include "service/windows/sessions.hpp"
#include "service/windows/text.hpp"

namespace netmend {
namespace {

using SendMessageToSession = BOOL WINAPI(HANDLE, DWORD, wchar_t*, DWORD, wchar_t*, DWORD, DWORD, DWORD, DWORD*, BOOL);

class SessionNotice final : public Notice {
  public:
    void tell(const std::string& text) override {
        std::wstring message = win32::wide(text);
        for (const DWORD session : win32::active_sessions())
            send(session, message);
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
