// The ProtocolStack port: netsh and the component installer as child processes with deadlines, drivers by the service
// control manager. Nothing that these say is taken as proof; the registry and the probe are looked at afterwards.
#include "service/adapters/adapters.hpp"
#include "service/adapters/child_programs.hpp"
#include "service/windows/error.hpp"
#include "service/windows/handle.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

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

InstallRun install_run(const ProbeRun& run) {
    InstallRun result;
    result.killed = run.child.killed;
    if (run.answer.empty()) { // killed, or it crashed inside the installer
        result.code = run.child.exit_code;
        result.call = "netmend-probe";
        return result;
    }
    result.restart_needed_first = value_in<bool>(run.answer, "restart-needed-first", false);
    result.restart_needed_after = value_in<bool>(run.answer, "restart-needed-after", false);
    result.code = value_in<std::uint32_t>(run.answer, "code", 0);
    result.call = text_in(run.answer, "call");
    return result;
}

Result<DriverState> start_type(SC_HANDLE service) {
    alignas(QUERY_SERVICE_CONFIGW) BYTE buffer[8192]; // the documented maximum
    DWORD needed = 0;
    const auto configuration = reinterpret_cast<QUERY_SERVICE_CONFIGW*>(buffer);
    if (!::QueryServiceConfigW(service, configuration, sizeof buffer, &needed))
        return win32::failed("The configuration of a driver could not be read.");
    return configuration->dwStartType == SERVICE_DISABLED ? DriverState::Disabled : DriverState::Stopped;
}

Result<ToolRun> reset_by_netsh_in(const std::wstring& folder) {
    const auto run =
        win32::run({folder + L"\\netsh.exe", L"winsock reset", /*input=*/"", limits::catalog_writer_deadline});
    if (!run)
        return tl::unexpected(run.error());
    return ToolRun{run->killed, run->exit_code};
}

class WindowsStack final : public ProtocolStack {
  public:
    Result<ToolRun> reset_catalog() override { return reset_by_netsh_in(win32::system_folder()); }

    Result<ToolRun> reset_catalog_32() override {
        const std::wstring folder = win32::system_folder_32();
        if (folder.empty())
            return fail(ErrorKind::Unsupported, "This Windows has no system folder of 32-bit programs.");
        return reset_by_netsh_in(folder);
    }

    Result<InstallRun> install_tcpip(InstallWay way, const std::vector<Bytes>& entries) override {
        if (entries.size() > limits::catalog_entries_max)
            return fail(ErrorKind::TooLarge, "There are more catalog entries to write than netmend handles.");
        const auto run =
            run_probe(probe_program, std::wstring(L"install-tcpip --way=") + word_for(way),
                      way == InstallWay::WriteEntries ? hex_lines(entries) : "", limits::component_installer_deadline);
        if (!run)
            return tl::unexpected(run.error());
        return install_run(*run);
    }

    Result<std::uint32_t> categorize(const std::string& program, std::uint32_t categories) override {
        const auto run = run_probe(probe_program, L"categorize", program + "\n" + std::to_string(categories) + "\n",
                                   limits::catalog_writer_deadline);
        if (!run)
            return tl::unexpected(run.error());
        if (run->child.killed)
            return fail(ErrorKind::TimedOut, "Windows did not answer when a program's category was set.");
        return value_in<std::uint32_t>(run->answer, "code", run->child.exit_code);
    }

    Result<ComponentState> tcpip_component() override {
        const auto run = run_probe(probe_program, L"tcpip-component", "", limits::component_look_deadline);
        if (!run)
            return tl::unexpected(run.error());
        const std::string state = text_in(run->answer, "state");
        return state == "installed" ? ComponentState::Installed
               : state == "absent"  ? ComponentState::Absent
                                    : ComponentState::Unknown;
    }

    Result<InstallChecks> check_reinstall() override {
        const auto run = run_probe(probe_program, L"check-reinstall", "", limits::component_look_deadline);
        if (!run)
            return tl::unexpected(run.error());
        InstallChecks checks;
        checks.killed = run->child.killed;
        const auto obstacles = run->answer.find("obstacles");
        if (obstacles == run->answer.end() || !obstacles->is_array())
            checks.obstacles.push_back("The component installer of Windows did not answer.");
        else
            for (const nlohmann::json& obstacle : *obstacles)
                checks.obstacles.push_back(obstacle.is_string() ? obstacle.get<std::string>() : "unknown");
        return checks;
    }

    Result<RemoveRun> uninstall_tcpip() override {
        const auto run = run_probe(probe_program, L"uninstall-tcpip", "", limits::component_installer_deadline);
        if (!run)
            return tl::unexpected(run.error());
        const InstallRun as_told = install_run(*run);
        RemoveRun result;
        result.killed = as_told.killed;
        result.code = as_told.code;
        result.call = as_told.call;
        result.still_held = value_in<bool>(run->answer, "held", false);
        result.holders = text_in(run->answer, "holders");
        return result;
    }

    Result<std::vector<BindingPath>> bindings() override {
        const auto run = run_probe(probe_program, L"bindings", "", limits::component_look_deadline);
        if (!run)
            return tl::unexpected(run.error());
        const auto paths = run->answer.find("paths");
        if (paths == run->answer.end() || !paths->is_array())
            return fail(ErrorKind::Failed, "Windows did not list the bindings of TCP/IP.");
        std::vector<BindingPath> found;
        for (const nlohmann::json& path : *paths)
            if (path.is_object() && found.size() < limits::catalog_entries_max)
                found.push_back({text_in(path, "token"), value_in<bool>(path, "enabled", false)});
        return found;
    }

    Result<InstallRun> restore_bindings(const std::vector<BindingPath>& bindings) override {
        std::string lines;
        for (const BindingPath& path : bindings)
            lines += (path.enabled ? "1 " : "0 ") + path.token + "\n";
        const auto run = run_probe(probe_program, L"restore-bindings", lines, limits::component_installer_deadline);
        if (!run)
            return tl::unexpected(run.error());
        return install_run(*run);
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
