// The ProtocolStack port: netsh and the component installer as child processes with deadlines, drivers by the service
// control manager. Nothing that these say is taken as proof; the registry and the probe are looked at afterwards.
#include "service/adapters/adapters.hpp"
#include "service/adapters/child_programs.hpp"
#include "service/windows/error.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/text.hpp"
#include "statemachine/limits.hpp"

namespace netmend {
namespace {

const wchar_t* word_for(InstallWay way) {
    switch (way) {
    case InstallWay::Install:
        return L"install";
    case InstallWay::UpdateComponent:
        return L"update";
    case InstallWay::WriteEntries:
        return L"write-entries";
    }
    return L"install";
}

std::string hex_lines(const std::vector<Bytes>& entries) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const Bytes& entry : entries) {
        for (const std::uint8_t byte : entry) {
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
        text += '\n';
    }
    return text;
}

Result<DriverState> start_type(SC_HANDLE service) {
    alignas(QUERY_SERVICE_CONFIGW) BYTE buffer[8192]; // the documented maximum
    DWORD needed = 0;
    const auto configuration = reinterpret_cast<QUERY_SERVICE_CONFIGW*>(buffer);
    if (!::QueryServiceConfigW(service, configuration, sizeof buffer, &needed))
        return win32::failed("The configuration of a driver could not be read.");
    return configuration->dwStartType == SERVICE_DISABLED ? DriverState::Disabled : DriverState::Stopped;
}

class WindowsStack final : public ProtocolStack {
  public:
    Result<ToolRun> reset_catalog() override {
        const std::wstring netsh = win32::system_folder() + L"\\netsh.exe";
        const auto run = win32::run({netsh, L"winsock reset", /*input=*/"", limits::catalog_writer_deadline});
        if (!run)
            return tl::unexpected(run.error());
        return ToolRun{run->killed, run->exit_code};
    }

    Result<InstallRun> install_tcpip(InstallWay way, const std::vector<Bytes>& entries) override {
        if (entries.size() > limits::catalog_entries_max)
            return fail(ErrorKind::TooLarge, "There are more catalog entries to write than netmend handles.");
        const auto run =
            run_probe(probe_program, std::wstring(L"install-tcpip --way=") + word_for(way),
                      way == InstallWay::WriteEntries ? hex_lines(entries) : "", limits::component_installer_deadline);
        if (!run)
            return tl::unexpected(run.error());
        InstallRun result;
        result.killed = run->child.killed;
        if (run->answer.empty()) { // killed, or it crashed inside the installer
            result.code = run->child.exit_code;
            result.call = "netmend-probe";
            return result;
        }
        const auto flag = [&](const char* name) {
            const auto found = run->answer.find(name);
            return found != run->answer.end() && found->is_boolean() && found->get<bool>();
        };
        result.restart_needed_first = flag("restart-needed-first");
        result.restart_needed_after = flag("restart-needed-after");
        if (const auto code = run->answer.find("code"); code != run->answer.end() && code->is_number_unsigned())
            result.code = code->get<std::uint32_t>();
        if (const auto call = run->answer.find("call"); call != run->answer.end() && call->is_string())
            result.call = call->get<std::string>().substr(0, limits::text_bytes_max);
        return result;
    }

    Result<DriverState> driver_state(const std::string& service) override {
        win32::ServiceHandle manager(
            ::OpenSCManagerW(/*lpMachineName=*/nullptr, /*lpDatabaseName=*/nullptr, SC_MANAGER_CONNECT));
        if (!manager)
            return win32::failed("The service control manager could not be opened.");
        win32::ServiceHandle driver(
            ::OpenServiceW(manager.get(), win32::wide(service).c_str(), SERVICE_QUERY_STATUS | SERVICE_QUERY_CONFIG));
        if (!driver && ::GetLastError() == ERROR_SERVICE_DOES_NOT_EXIST)
            return DriverState::Missing;
        SERVICE_STATUS status{};
        if (!driver || !::QueryServiceStatus(driver.get(), &status))
            return win32::failed("The state of the driver " + service + " could not be read.");
        if (status.dwCurrentState == SERVICE_RUNNING)
            return DriverState::Running;
        if (status.dwCurrentState != SERVICE_STOPPED)
            return DriverState::Unknown; // on its way from one to the other
        return start_type(driver.get());
    }
};

} // namespace

std::unique_ptr<ProtocolStack> make_protocol_stack() {
    return std::make_unique<WindowsStack>();
}

} // namespace netmend
