#include "service/windows/service_install.hpp"

#include <iterator>

#include "service/windows/error.hpp"
#include "service/windows/handle.hpp"

namespace netmend::win32 {
namespace {

constexpr wchar_t display_name[] = L"netmend network repair";
constexpr wchar_t description[] =
    L"Repairs a broken Windows networking stack (Winsock and TCP/IP) and carries the repair across restarts.";
constexpr const wchar_t* safe_boot_keys[] = {L"SYSTEM\\CurrentControlSet\\Control\\SafeBoot\\Minimal\\netmend",
                                             L"SYSTEM\\CurrentControlSet\\Control\\SafeBoot\\Network\\netmend"};
constexpr DWORD process_end_time = 30000; // milliseconds
constexpr wchar_t event_source_key[] = L"SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\netmend";

Result<ServiceHandle> open_manager(DWORD access) {
    ServiceHandle manager(::OpenSCManagerW(/*lpMachineName=*/nullptr, /*lpDatabaseName=*/nullptr, access));
    if (!manager)
        return failed("The service control manager could not be opened.");
    return manager;
}

Result<ServiceHandle> open_service(DWORD access) {
    auto manager = open_manager(SC_MANAGER_CONNECT);
    if (!manager)
        return manager;
    ServiceHandle service(::OpenServiceW(manager->get(), service_name, access));
    if (!service)
        return failed("The service netmend could not be opened.");
    return service;
}

Result<ServiceHandle> create_or_change(const std::wstring& program) {
    auto manager = open_manager(SC_MANAGER_CONNECT | SC_MANAGER_CREATE_SERVICE);
    if (!manager)
        return manager;
    // Quoted, because a path with a blank would otherwise be tried piece by piece.
    const std::wstring command = L"\"" + program + L"\"";
    ServiceHandle service(::CreateServiceW(
        manager->get(), service_name, display_name, SERVICE_ALL_ACCESS, SERVICE_WIN32_OWN_PROCESS, SERVICE_AUTO_START,
        SERVICE_ERROR_NORMAL, command.c_str(), /*lpLoadOrderGroup=*/nullptr, /*lpdwTagId=*/nullptr,
        /*lpDependencies=*/nullptr, /*lpServiceStartName=*/nullptr, /*lpPassword=*/nullptr));
    if (service)
        return service;
    if (::GetLastError() != ERROR_SERVICE_EXISTS)
        return failed("The service netmend could not be registered.");
    service.reset(::OpenServiceW(manager->get(), service_name, SERVICE_ALL_ACCESS));
    if (!service || !::ChangeServiceConfigW(service.get(), SERVICE_WIN32_OWN_PROCESS, SERVICE_AUTO_START,
                                            SERVICE_ERROR_NORMAL, command.c_str(), /*lpLoadOrderGroup=*/nullptr,
                                            /*lpdwTagId=*/nullptr, /*lpDependencies=*/L"\0", L"LocalSystem",
                                            /*lpPassword=*/L"", display_name))
        return failed("The registration of the service netmend could not be changed.");
    return service;
}

// Old Windows versions refuse what they do not know; none of these decides whether a repair works.
void configure(SC_HANDLE service) {
    SERVICE_DESCRIPTIONW text{const_cast<wchar_t*>(description)};
    ::ChangeServiceConfig2W(service, SERVICE_CONFIG_DESCRIPTION, &text);

    SC_ACTION actions[] = {{SC_ACTION_RESTART, 5000}, {SC_ACTION_RESTART, 60000}, {SC_ACTION_RESTART, 300000}};
    SERVICE_FAILURE_ACTIONSW failure{};
    failure.dwResetPeriod = 86400; // seconds
    failure.cActions = static_cast<DWORD>(std::size(actions));
    failure.lpsaActions = actions;
    ::ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS, &failure);

    struct { // SERVICE_FAILURE_ACTIONS_FLAG, level 4, Vista and later: also when it stops with an error, not by a crash
        BOOL on_failures_too;
    } flag{TRUE};
    ::ChangeServiceConfig2W(service, /*SERVICE_CONFIG_FAILURE_ACTIONS_FLAG=*/4, &flag);

    struct { // SERVICE_PRESHUTDOWN_INFO, level 7, Vista and later
        DWORD milliseconds;
    } preshutdown{static_cast<DWORD>(std::chrono::milliseconds(preshutdown_time).count())};
    ::ChangeServiceConfig2W(service, /*SERVICE_CONFIG_PRESHUTDOWN_INFO=*/7, &preshutdown);
}

Result<void> set_text(const wchar_t* path, const wchar_t* name, DWORD type, const std::wstring& text) {
    RegistryHandle key;
    LONG code =
        ::RegCreateKeyExW(HKEY_LOCAL_MACHINE, path, 0, /*lpClass=*/nullptr, REG_OPTION_NON_VOLATILE, KEY_SET_VALUE,
                          /*lpSecurityAttributes=*/nullptr, key.put(), /*lpdwDisposition=*/nullptr);
    if (code == ERROR_SUCCESS)
        code = ::RegSetValueExW(key.get(), name, 0, type, reinterpret_cast<const BYTE*>(text.c_str()),
                                static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t)));
    if (code != ERROR_SUCCESS)
        return failed("The registration for safe mode or the event log could not be written.",
                      static_cast<DWORD>(code));
    return {};
}

std::wstring program_of(SC_HANDLE service) {
    alignas(QUERY_SERVICE_CONFIGW) BYTE buffer[8192]; // 8 KiB is the documented maximum
    DWORD needed = 0;
    const auto configuration = reinterpret_cast<QUERY_SERVICE_CONFIGW*>(buffer);
    if (!::QueryServiceConfigW(service, configuration, sizeof buffer, &needed) || !configuration->lpBinaryPathName)
        return {};
    const std::wstring command = configuration->lpBinaryPathName;
    if (command.empty() || command[0] != L'"')
        return command;
    return command.substr(1, command.find(L'"', 1) - 1);
}

// Polls, because the wait function for services is Vista's; this is for install and uninstall only, never at rest.
Result<void> wait_for(SC_HANDLE service, DWORD wanted, std::chrono::milliseconds within) {
    for (std::chrono::milliseconds waited{0};; waited += std::chrono::milliseconds(100)) {
        SERVICE_STATUS status{};
        if (!::QueryServiceStatus(service, &status))
            return failed("The state of the service netmend could not be read.");
        if (status.dwCurrentState == wanted)
            return {};
        if (wanted == SERVICE_RUNNING && status.dwCurrentState == SERVICE_STOPPED)
            return failed("The service netmend stopped right after its start.",
                          status.dwWin32ExitCode ? status.dwWin32ExitCode : ERROR_SERVICE_NOT_ACTIVE);
        if (waited >= within)
            return failed("The service netmend did not get there in time.", ERROR_TIMEOUT);
        ::Sleep(100);
    }
}

// Empty where none runs. Opened before the stop: afterwards its number may be somebody else's.
KernelHandle process_of(SC_HANDLE service) {
    SERVICE_STATUS_PROCESS status{};
    DWORD needed = 0;
    if (!::QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, reinterpret_cast<BYTE*>(&status), sizeof status,
                                &needed) ||
        status.dwProcessId == 0)
        return {};
    return KernelHandle(::OpenProcess(SYNCHRONIZE, /*bInheritHandle=*/FALSE, status.dwProcessId));
}

} // namespace

Result<void> install_service(const std::wstring& program) {
    auto service = create_or_change(program);
    if (!service)
        return tl::unexpected(service.error());
    configure(service->get());
    for (const wchar_t* key : safe_boot_keys)
        if (auto written = set_text(key, /*name=*/nullptr, REG_SZ, L"Service"); !written)
            return written;
    // This tool of Windows XP and later carries messages 1 to 1000 that are nothing but the text we hand over, so that
    // the event viewer shows our sentences without a message file of our own.
    return set_text(event_source_key, L"EventMessageFile", REG_EXPAND_SZ, L"%SystemRoot%\\System32\\EventCreate.exe");
}

Result<void> uninstall_service() {
    auto service = open_service(DELETE);
    if (!service)
        return tl::unexpected(service.error());
    if (!::DeleteService(service->get()) && ::GetLastError() != ERROR_SERVICE_MARKED_FOR_DELETE)
        return failed("The service netmend could not be removed.");
    for (const wchar_t* key : safe_boot_keys)
        ::RegDeleteKeyW(HKEY_LOCAL_MACHINE, key);
    ::RegDeleteKeyW(HKEY_LOCAL_MACHINE, event_source_key);
    return {};
}

Result<ServiceStatus> service_status() {
    auto service = open_service(SERVICE_QUERY_STATUS | SERVICE_QUERY_CONFIG);
    if (!service) // an ordinary user may not read the configuration on every Windows
        service = open_service(SERVICE_QUERY_STATUS);
    if (!service)
        return tl::unexpected(service.error());
    SERVICE_STATUS_PROCESS status{};
    DWORD needed = 0;
    if (!::QueryServiceStatusEx(service->get(), SC_STATUS_PROCESS_INFO, reinterpret_cast<BYTE*>(&status), sizeof status,
                                &needed))
        return failed("The state of the service netmend could not be read.");
    return ServiceStatus{status.dwCurrentState, status.dwProcessId, program_of(service->get())};
}

Result<void> start_service(std::chrono::milliseconds within) {
    auto service = open_service(SERVICE_START | SERVICE_QUERY_STATUS);
    if (!service)
        return tl::unexpected(service.error());
    if (!::StartServiceW(service->get(), 0, /*lpServiceArgVectors=*/nullptr) &&
        ::GetLastError() != ERROR_SERVICE_ALREADY_RUNNING)
        return failed("The service netmend could not be started.");
    return wait_for(service->get(), SERVICE_RUNNING, within);
}

Result<void> stop_service(std::chrono::milliseconds within) {
    auto service = open_service(SERVICE_STOP | SERVICE_QUERY_STATUS);
    if (!service)
        return tl::unexpected(service.error());
    const KernelHandle process = process_of(service->get());
    SERVICE_STATUS status{};
    if (!::ControlService(service->get(), SERVICE_CONTROL_STOP, &status) &&
        ::GetLastError() != ERROR_SERVICE_NOT_ACTIVE)
        return failed("The service netmend could not be stopped.");
    auto stopped = wait_for(service->get(), SERVICE_STOPPED, within);
    // It says so before its process has ended, and until then nobody can replace or delete its program.
    if (stopped && process && ::WaitForSingleObject(process.get(), process_end_time) != WAIT_OBJECT_0)
        return failed("The service netmend stopped, and its process did not end.", ERROR_TIMEOUT);
    return stopped;
}

} // namespace netmend::win32
