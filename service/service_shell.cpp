#include "service/service_shell.hpp"

#include <windows.h>

#include <cstdio>

#include "service/windows/handle.hpp"
#include "service/windows/service_install.hpp"
#include "service/windows/version.hpp"

namespace netmend {
namespace {

// Of headers for later Windows versions than ours.
constexpr DWORD control_preshutdown = 0x0F, accept_preshutdown = 0x100;
constexpr DWORD session_logon = 5;      // WTS_SESSION_LOGON
constexpr DWORD resumed_by_itself = 18; // PBT_APMRESUMEAUTOMATIC: comes at every resume

constexpr DWORD start_hint = 30000, stop_hint = 10000; // milliseconds until the next sign of life
constexpr std::chrono::milliseconds sign_of_life{2000};

using win32::KernelHandle;

KernelHandle make_event() {
    return KernelHandle(::CreateEventW(/*lpEventAttributes=*/nullptr, /*bManualReset=*/TRUE, /*bInitialState=*/FALSE,
                                       /*lpName=*/nullptr));
}

DWORD accepted_controls() {
    const win32::Version version = win32::version();
    DWORD controls = SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_POWEREVENT;
    if (version.xp_or_later())
        controls |= SERVICE_ACCEPT_SESSIONCHANGE;
    // Where it exists, pre-shutdown comes while there is still time for a catalog writer to finish.
    return controls | (version.vista_or_later() ? accept_preshutdown : SERVICE_ACCEPT_SHUTDOWN);
}

// What Windows calls has no argument for us, so there is one for the process.
class Shell {
  public:
    explicit Shell(ServiceBody& body) : body_(body) {}

    void live() {
        handle_ = ::RegisterServiceCtrlHandlerExW(win32::service_name, &Shell::control, this);
        if (!handle_)
            return;
        report(SERVICE_START_PENDING, /*controls=*/0, start_hint);
        if (const auto started = body_.start(); !started) {
            status_.dwWin32ExitCode = started.error().os_code ? started.error().os_code : ERROR_EXCEPTION_IN_SERVICE;
            body_.ask_stop();
        } else {
            report(SERVICE_RUNNING, accepted_controls(), 0);
            ::WaitForSingleObject(end_.get(), INFINITE);
        }
        report(SERVICE_STOP_PENDING, /*controls=*/0, stop_hint);
        while (!body_.stopped_within(sign_of_life))
            report(SERVICE_STOP_PENDING, /*controls=*/0, stop_hint);
        report(SERVICE_STOPPED, /*controls=*/0, 0);
    }

    static Shell* only;

  private:
    // Called by a thread of the dispatcher; must return at once.
    static DWORD WINAPI control(DWORD code, DWORD type, void*, void* context) {
        auto& shell = *static_cast<Shell*>(context);
        switch (code) {
        case SERVICE_CONTROL_STOP:
        case SERVICE_CONTROL_SHUTDOWN:
        case control_preshutdown:
            shell.body_.ask_stop();
            ::SetEvent(shell.end_.get());
            return NO_ERROR;
        case SERVICE_CONTROL_POWEREVENT:
            if (type == resumed_by_itself)
                shell.body_.power_resumed();
            return NO_ERROR;
        case SERVICE_CONTROL_SESSIONCHANGE:
            if (type == session_logon)
                shell.body_.user_logged_on();
            return NO_ERROR;
        case SERVICE_CONTROL_INTERROGATE:
            return NO_ERROR;
        default:
            return ERROR_CALL_NOT_IMPLEMENTED;
        }
    }

    // Only the thread of live() reports, so no lock is needed.
    void report(DWORD state, DWORD controls, DWORD hint) {
        status_.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
        status_.dwCheckPoint = hint ? status_.dwCheckPoint + 1 : 0;
        status_.dwCurrentState = state;
        status_.dwControlsAccepted = controls;
        status_.dwWaitHint = hint;
        if (::SetServiceStatus(handle_, &status_) || !controls)
            return;
        status_.dwControlsAccepted = SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN; // an old Windows refused the rest
        ::SetServiceStatus(handle_, &status_);
    }

    ServiceBody& body_;
    SERVICE_STATUS_HANDLE handle_ = nullptr;
    SERVICE_STATUS status_{};
    KernelHandle end_ = make_event();
};
Shell* Shell::only = nullptr;

void WINAPI service_main(DWORD, wchar_t**) {
    Shell::only->live();
}

HANDLE console_end = nullptr;

BOOL WINAPI console_control(DWORD) {
    ::SetEvent(console_end);
    return TRUE;
}

} // namespace

int run_as_service(ServiceBody& body) {
    Shell shell(body);
    Shell::only = &shell;
    wchar_t name[] = L"netmend";
    const SERVICE_TABLE_ENTRYW table[] = {{name, &service_main}, {nullptr, nullptr}};
    if (::StartServiceCtrlDispatcherW(table))
        return 0;
    return static_cast<int>(::GetLastError());
}

int run_in_console(ServiceBody& body) {
    const KernelHandle end = make_event();
    console_end = end.get();
    ::SetConsoleCtrlHandler(&console_control, TRUE);
    if (const auto started = body.start(); !started) {
        std::fprintf(stderr, "%s (%lu)\n", started.error().text.c_str(),
                     static_cast<unsigned long>(started.error().os_code));
        body.ask_stop();
        body.stopped_within(sign_of_life);
        return static_cast<int>(started.error().os_code ? started.error().os_code : ERROR_EXCEPTION_IN_SERVICE);
    }
    std::puts("netmend runs in this console. Press Ctrl+C to stop it.");
    std::fflush(stdout);
    ::WaitForSingleObject(end.get(), INFINITE);
    body.ask_stop();
    while (!body.stopped_within(sign_of_life)) {
    }
    return 0;
}

} // namespace netmend
