// The Power port: boot session, safe mode, uptime, and the request for a restart.
#include "service/adapters/adapters.hpp"
#include "service/adapters/own_key.hpp"
#include "service/decisions/restarting.hpp"
#include "service/windows/error.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/kernel_time.hpp"
#include "service/windows/late.hpp"
#include "service/windows/privileges.hpp"
#include "service/windows/safe_mode.hpp"
#include "service/windows/sessions.hpp"
#include "service/windows/text.hpp"
#include "service/windows/version.hpp"

namespace netmend {
namespace {

// Volatile: gone after every true restart, still there after "shut down and power on" with Fast Startup.
constexpr wchar_t session_key[] = L"BootSession";
constexpr wchar_t session_value[] = L"Id";
constexpr wchar_t countdown_value[] = L"RestartCountsDownUntil"; // uptime in seconds
// Operating system, reconfiguration, planned: without a reason Windows records the restart as an accident.
constexpr DWORD reason = 0x00020000 | 0x00000004 | 0x80000000;

std::optional<std::int64_t> kernel_boot() {
    const auto time = win32::kernel_time();
    if (!time || !time->bias)
        return std::nullopt;
    return time->boot - *time->bias;
}

class WindowsPower final : public Power {
  public:
    Result<BootSession> boot_session() override {
        BootSession session;
        session.kernel_boot = kernel_boot();
        // Its parent is lasting: a volatile key may have lasting parents but no lasting children.
        const auto key = open_own_key(session_key, /*lasting=*/false);
        if (!key)
            return tl::unexpected(key.error());
        wchar_t text[64] = L"";
        DWORD size = sizeof text - sizeof(wchar_t), type = 0;
        LONG code = ::RegQueryValueExW(key->get(), session_value, /*lpReserved=*/nullptr, &type,
                                       reinterpret_cast<BYTE*>(text), &size);
        if (code == ERROR_SUCCESS && type == REG_SZ && text[0]) {
            session.id = win32::narrow(text);
            return session;
        }
        const std::wstring id = random_id();
        code = id.empty()
                   ? ERROR_GEN_FAILURE
                   : ::RegSetValueExW(key->get(), session_value, 0, REG_SZ, reinterpret_cast<const BYTE*>(id.c_str()),
                                      static_cast<DWORD>((id.size() + 1) * sizeof(wchar_t)));
        if (code != ERROR_SUCCESS)
            return win32::failed("The id of the boot session could not be written.", static_cast<DWORD>(code));
        session.id = win32::narrow(id);
        return session;
    }

    bool safe_mode() override { return win32::safe_mode(); }

    std::chrono::seconds uptime() override {
        using TickCount = ULONGLONG WINAPI();
        static const auto tick_count = win32::late<TickCount>(L"kernel32.dll", "GetTickCount64");
        // The old count starts again after 49 days: then a restart waits two minutes longer than it had to.
        const ULONGLONG milliseconds = tick_count ? tick_count() : ::GetTickCount();
        return std::chrono::seconds(static_cast<std::int64_t>(milliseconds / 1000));
    }

    Result<std::vector<std::string>> logged_on() override {
        const auto sessions = win32::all_sessions();
        if (!sessions)
            return tl::unexpected(sessions.error());
        const auto names = netmend::logged_on(*sessions);
        if (!names)
            return fail(ErrorKind::Unsupported, "This Windows lists no session, not even its own.");
        return *names;
    }

    Result<void> ask_restart(std::chrono::seconds countdown, const std::string& message, bool forced) override {
        if (!win32::enable_privilege(SE_SHUTDOWN_NAME))
            return win32::failed("This account may not restart the computer.", ERROR_PRIVILEGE_NOT_HELD);
        std::wstring text = win32::wide(message);
        const DWORD code = initiate(text, static_cast<DWORD>(countdown.count()), forced);
        if (code == ERROR_SUCCESS)
            note_countdown(uptime() + countdown + std::chrono::seconds(1)); // both were rounded down
        switch (restart_reply(code)) {
        case RestartReply::Accepted:
            return {};
        case RestartReply::NotNow:
            return fail(ErrorKind::Busy, why_not_now(code), code);
        case RestartReply::Refused:
            break;
        }
        return win32::failed("Windows did not accept the request to restart, error " + std::to_string(code) + ".",
                             code);
    }

    Result<void> abort_restart() override {
        if (!may_be_our_restart(countdown_until(), uptime()))
            return {};
        win32::enable_privilege(SE_SHUTDOWN_NAME);
        if (::AbortSystemShutdownW(/*lpMachineName=*/nullptr) || ::GetLastError() == ERROR_NO_SHUTDOWN_IN_PROGRESS) {
            note_countdown(std::chrono::seconds(0));
            return {};
        }
        return win32::failed("The restart under way could not be stopped.");
    }

  private:
    // Gone after a true restart, as the countdown is. Where it cannot be written down, ours is not stopped later: the
    // person sees Windows' own countdown, and `shutdown /a` stops it.
    static void note_countdown(std::chrono::seconds until) {
        const auto seconds = static_cast<DWORD>(until.count());
        if (const auto key = open_own_key(session_key, /*lasting=*/false))
            ::RegSetValueExW(key->get(), countdown_value, 0, REG_DWORD, reinterpret_cast<const BYTE*>(&seconds),
                             sizeof seconds);
    }

    static std::optional<std::chrono::seconds> countdown_until() {
        const auto key = open_own_key(session_key, /*lasting=*/false);
        DWORD seconds = 0, size = sizeof seconds, type = 0;
        if (!key ||
            ::RegQueryValueExW(key->get(), countdown_value, /*lpReserved=*/nullptr, &type,
                               reinterpret_cast<BYTE*>(&seconds), &size) != ERROR_SUCCESS ||
            type != REG_DWORD || size != sizeof seconds)
            return std::nullopt;
        return std::chrono::seconds(seconds);
    }

    static std::string why_not_now(DWORD code) {
        return code == ERROR_MACHINE_LOCKED ? "its console is locked."
                                            : "it is not ready for that (error " + std::to_string(code) + ").";
    }

    // Countdown 0 could not be aborted.
    static DWORD initiate(std::wstring& text, DWORD countdown, BOOL forced) {
        using InitiateEx = BOOL WINAPI(wchar_t*, wchar_t*, DWORD, BOOL, BOOL, DWORD);
        const auto initiate_ex = win32::late<InitiateEx>(L"advapi32.dll", "InitiateSystemShutdownExW"); // XP and later
        const BOOL accepted = initiate_ex
                                  ? initiate_ex(/*lpMachineName=*/nullptr, text.data(), countdown, forced,
                                                /*bRebootAfterShutdown=*/TRUE, reason)
                                  : ::InitiateSystemShutdownW(/*lpMachineName=*/nullptr, text.data(), countdown, forced,
                                                              /*bRebootAfterShutdown=*/TRUE);
        return accepted ? ERROR_SUCCESS : ::GetLastError();
    }
};

} // namespace

std::unique_ptr<Power> make_power() {
    return std::make_unique<WindowsPower>();
}

} // namespace netmend
