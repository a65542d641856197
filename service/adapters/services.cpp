// The Services port: what the service control manager changes and starts. What it answers is no proof: the registry is
// read again, and the state is asked for.
#include <windows.h>

#include "service/adapters/adapters.hpp"
#include "service/windows/error.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {
namespace {

Result<win32::ServiceHandle> opened(const std::string& service, DWORD rights) {
    const win32::ServiceHandle manager(
        ::OpenSCManagerW(/*lpMachineName=*/nullptr, /*lpDatabaseName=*/nullptr, SC_MANAGER_CONNECT));
    if (!manager)
        return win32::failed("The service control manager could not be opened.");
    win32::ServiceHandle handle(::OpenServiceW(manager.get(), win32::wide(service).c_str(), rights));
    if (!handle)
        return win32::failed("The service " + service + " could not be opened.");
    return handle;
}

std::wstring multi_sz(const std::vector<std::string>& names) {
    std::wstring list;
    for (const std::string& name : names)
        list += win32::wide(name) + L'\0';
    return list + L'\0';
}

class WindowsServices final : public Services {
  public:
    Result<void> configure(const std::string& service, const ServiceConfiguration& configuration) override {
        const Result<win32::ServiceHandle> handle = opened(service, SERVICE_CHANGE_CONFIG);
        if (!handle)
            return tl::unexpected(handle.error());
        const std::wstring dependencies = multi_sz(configuration.depends_on.value_or(std::vector<std::string>()));
        if (!::ChangeServiceConfigW(handle->get(), SERVICE_NO_CHANGE, configuration.start.value_or(SERVICE_NO_CHANGE),
                                    SERVICE_NO_CHANGE, /*lpBinaryPathName=*/nullptr, /*lpLoadOrderGroup=*/nullptr,
                                    /*lpdwTagId=*/nullptr, configuration.depends_on ? dependencies.c_str() : nullptr,
                                    /*lpServiceStartName=*/nullptr, /*lpPassword=*/nullptr, /*lpDisplayName=*/nullptr))
            return win32::failed("The service " + service + " could not be configured.");
        return {};
    }

    // StartService returns before the service runs; the services that it stands on are started by Windows.
    Result<void> start(const std::string& service) override {
        const Result<win32::ServiceHandle> handle = opened(service, SERVICE_START | SERVICE_QUERY_STATUS);
        if (!handle)
            return tl::unexpected(handle.error());
        if (!::StartServiceW(handle->get(), 0, nullptr) && ::GetLastError() != ERROR_SERVICE_ALREADY_RUNNING)
            return win32::failed("The service " + service + " could not be started.");
        constexpr DWORD between_looks = 250; // milliseconds
        for (std::chrono::milliseconds waited{0}; waited < limits::service_starts_within;
             waited += std::chrono::milliseconds(between_looks)) {
            SERVICE_STATUS status{};
            if (!::QueryServiceStatus(handle->get(), &status))
                return win32::failed("The state of the service " + service + " could not be read.");
            if (status.dwCurrentState == SERVICE_RUNNING)
                return {};
            if (status.dwCurrentState == SERVICE_STOPPED)
                return fail(ErrorKind::Failed, "The service " + service + " stopped again.", status.dwWin32ExitCode);
            ::Sleep(between_looks);
        }
        return fail(ErrorKind::TimedOut, "The service " + service + " does not come to run.");
    }
};

} // namespace

std::unique_ptr<Services> make_services() {
    return std::make_unique<WindowsServices>();
}

} // namespace netmend
