// The ports of one simulated Windows except registry and state folder, which are public members. Private to
// tests/simulated.
#pragma once

#include "tests/simulated/windows.hpp"

namespace netmend::simulated {

class Windows::Stack final : public ProtocolStack {
  public:
    explicit Stack(Windows& windows) : w_(windows) {}
    Result<ToolRun> reset_catalog() override;
    Result<ToolRun> reset_catalog_32() override;
    Result<InstallRun> install_tcpip(InstallWay way, const std::vector<Bytes>& entries) override;
    Result<DriverState> driver_state(const std::string& service) override;
    Result<std::uint32_t> categorize(const std::string& program, std::uint32_t categories) override;
    Result<ComponentState> tcpip_component() override;
    Result<InstallChecks> check_reinstall() override;
    Result<RemoveRun> uninstall_tcpip() override;
    Result<std::vector<BindingPath>> bindings() override;
    Result<InstallRun> restore_bindings(const std::vector<BindingPath>& bindings) override;

  private:
    Result<ToolRun> run_reset(NetshReset answer, int own_bits);
    Result<InstallRun> run_installer(Installer answer, const std::function<void()>& work);
    Windows& w_;
};

class Windows::ServiceManager final : public Services {
  public:
    explicit ServiceManager(Windows& windows) : w_(windows) {}
    Result<void> configure(const std::string& service, const ServiceConfiguration& configuration) override;
    Result<void> start(const std::string& service) override;

  private:
    Windows& w_;
};

class Windows::Prober final : public Probe {
  public:
    explicit Prober(Windows& windows) : w_(windows) {}
    Result<std::vector<ProbeReport>> probe_sockets() override;
    Result<void> start_winsock_once() override;

  private:
    Windows& w_;
};

class Windows::PowerPort final : public Power {
  public:
    explicit PowerPort(Windows& windows) : w_(windows) {}
    Result<BootSession> boot_session() override;
    bool safe_mode() override;
    std::chrono::seconds uptime() override;
    Result<std::vector<std::string>> logged_on() override;
    Result<void> ask_restart(std::chrono::seconds countdown, const std::string& message, bool forced) override;
    Result<void> abort_restart() override;

  private:
    Windows& w_;
};

class Windows::Machine final : public System {
  public:
    explicit Machine(Windows& windows) : w_(windows) {}
    Result<SystemIdentity> identity() override;
    Result<bool> file_exists(const std::string& path, int bits) override;
    Result<bool> on_fixed_disk(const std::string& path, int bits) override;
    Result<FileFacts> describe_file(const std::string& path, int bits) override;
    Result<bool> changed_since_start(const std::string& key) override;
    Result<bool> services_started() override;

  private:
    Windows& w_;
};

class Windows::SimulatedClock final : public Clock {
  public:
    explicit SimulatedClock(Windows& windows) : w_(windows) {}
    std::string now() override;
    bool wait(std::chrono::milliseconds time) override;

  private:
    Windows& w_;
};

class Windows::People final : public Notice, public Chronicle {
  public:
    explicit People(Windows& windows) : w_(windows) {}
    void tell(const std::string& text) override;
    void record(const std::string& event) override;
    void add_to_history(const std::string& line) override;

  private:
    Windows& w_;
};

class Windows::SystemRestore final : public RestorePoints {
  public:
    explicit SystemRestore(Windows& windows) : w_(windows) {}
    Result<RestorePointRun> make(const std::string& description, bool turn_on) override;
    Result<void> close(std::int64_t number, bool cancelled, bool turn_off) override;

  private:
    Windows& w_;
};

struct Windows::PortSet {
    explicit PortSet(Windows& windows)
        : stack(windows), services(windows), prober(windows), power(windows), machine(windows), restore_points(windows),
          clock(windows), people(windows) {}
    Stack stack;
    ServiceManager services;
    Prober prober;
    PowerPort power;
    Machine machine;
    SystemRestore restore_points;
    SimulatedClock clock;
    People people;
};

} // namespace netmend::simulated
