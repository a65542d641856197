#include "tests/world/calls.hpp"

namespace netmend::world {
namespace {

// What a port does here: asks, and calls the port behind it where nothing is in the way.
template<class Port> class Asking {
  protected:
    Asking(Calls& calls, Port& to) : to_(to), calls_(calls) {}

    template<class Call>
    auto ask(const char* name, const std::string& object, const Call& call) const -> decltype(call()) {
        if (std::optional<Error> error = calls_.error_of(name, object))
            return tl::unexpected<Error>(*std::move(error));
        return call();
    }

    Port& to_;
    Calls& calls_;
};

class AskedRegistry final : public Registry, Asking<Registry> {
  public:
    AskedRegistry(Calls& calls, Registry& to) : Asking(calls, to) {}
    Result<RegistryKey> read(const std::string& path) override {
        return ask("registry read", path, [&] { return to_.read(path); });
    }
    Result<RegistryKey> read_content(const std::string& path) override {
        return ask("registry read", path, [&] { return to_.read_content(path); });
    }
    Result<void> create(const std::string& path, const Bytes& descriptor) override {
        return ask("registry create", path, [&] { return to_.create(path, descriptor); });
    }
    Result<bool> create_volatile(const std::string& path) override {
        return ask("registry create_volatile", path, [&] { return to_.create_volatile(path); });
    }
    Result<void> set(const std::string& path, const RegistryValue& value) override {
        return ask("registry set", path, [&] { return to_.set(path, value); });
    }
    Result<void> erase_value(const std::string& path, const std::string& name) override {
        return ask("registry erase_value", path, [&] { return to_.erase_value(path, name); });
    }
    Result<void> erase_tree(const std::string& path) override {
        return ask("registry erase_tree", path, [&] { return to_.erase_tree(path); });
    }
    Result<void> flush() override {
        return ask("registry flush", "", [&] { return to_.flush(); });
    }
};

class AskedStack final : public ProtocolStack, Asking<ProtocolStack> {
  public:
    AskedStack(Calls& calls, ProtocolStack& to) : Asking(calls, to) {}
    Result<ToolRun> reset_catalog() override {
        return ask("stack reset_catalog", "", [&] { return to_.reset_catalog(); });
    }
    Result<ToolRun> reset_catalog_32() override {
        return ask("stack reset_catalog_32", "", [&] { return to_.reset_catalog_32(); });
    }
    Result<InstallRun> install_tcpip(InstallWay way, const std::vector<Bytes>& entries) override {
        return ask("stack install_tcpip", std::to_string(static_cast<int>(way)),
                   [&] { return to_.install_tcpip(way, entries); });
    }
    Result<DriverState> driver_state(const std::string& service) override {
        return ask("stack driver_state", service, [&] { return to_.driver_state(service); });
    }
    Result<std::uint32_t> categorize(const std::string& program, std::uint32_t categories) override {
        return ask("stack categorize", program, [&] { return to_.categorize(program, categories); });
    }
    Result<ComponentState> tcpip_component() override {
        return ask("stack tcpip_component", "", [&] { return to_.tcpip_component(); });
    }
    Result<InstallChecks> check_reinstall() override {
        return ask("stack check_reinstall", "", [&] { return to_.check_reinstall(); });
    }
    Result<RemoveRun> uninstall_tcpip() override {
        return ask("stack uninstall_tcpip", "", [&] { return to_.uninstall_tcpip(); });
    }
    Result<std::vector<BindingPath>> bindings() override {
        return ask("stack bindings", "", [&] { return to_.bindings(); });
    }
    Result<InstallRun> restore_bindings(const std::vector<BindingPath>& bindings) override {
        return ask("stack restore_bindings", "", [&] { return to_.restore_bindings(bindings); });
    }
};

class AskedServices final : public Services, Asking<Services> {
  public:
    AskedServices(Calls& calls, Services& to) : Asking(calls, to) {}
    Result<void> configure(const std::string& service, const ServiceConfiguration& configuration) override {
        return ask("services configure", service, [&] { return to_.configure(service, configuration); });
    }
    Result<void> start(const std::string& service) override {
        return ask("services start", service, [&] { return to_.start(service); });
    }
};

class AskedProbe final : public Probe, Asking<Probe> {
  public:
    AskedProbe(Calls& calls, Probe& to) : Asking(calls, to) {}
    void begin() override { to_.begin(); }
    Result<std::vector<ProbeReport>> probe_sockets() override {
        return ask("probe probe_sockets", "", [&] { return to_.probe_sockets(); });
    }
    Result<void> start_winsock_once() override {
        return ask("probe start_winsock_once", "", [&] { return to_.start_winsock_once(); });
    }
};

class AskedPower final : public Power, Asking<Power> {
  public:
    AskedPower(Calls& calls, Power& to) : Asking(calls, to) {}
    Result<BootSession> boot_session() override {
        return ask("power boot_session", "", [&] { return to_.boot_session(); });
    }
    bool safe_mode() override { return to_.safe_mode(); }
    std::chrono::seconds uptime() override { return to_.uptime(); }
    Result<std::vector<std::string>> logged_on() override {
        return ask("power logged_on", "", [&] { return to_.logged_on(); });
    }
    Result<void> ask_restart(std::chrono::seconds countdown, const std::string& message, bool forced) override {
        return ask("power ask_restart", "", [&] { return to_.ask_restart(countdown, message, forced); });
    }
    Result<void> abort_restart() override {
        return ask("power abort_restart", "", [&] { return to_.abort_restart(); });
    }
};

class AskedSystem final : public System, Asking<System> {
  public:
    AskedSystem(Calls& calls, System& to) : Asking(calls, to) {}
    Result<SystemIdentity> identity() override {
        return ask("system identity", "", [&] { return to_.identity(); });
    }
    Result<bool> file_exists(const std::string& path, int bits) override {
        return ask("system file_exists", path, [&] { return to_.file_exists(path, bits); });
    }
    Result<bool> on_fixed_disk(const std::string& path, int bits) override {
        return ask("system on_fixed_disk", path, [&] { return to_.on_fixed_disk(path, bits); });
    }
    Result<FileFacts> describe_file(const std::string& path, int bits) override {
        return ask("system describe_file", path, [&] { return to_.describe_file(path, bits); });
    }
    Result<bool> changed_since_start(const std::string& key) override {
        return ask("system changed_since_start", key, [&] { return to_.changed_since_start(key); });
    }
    Result<bool> services_started() override {
        return ask("system services_started", "", [&] { return to_.services_started(); });
    }
};

class AskedFolder final : public StateFolder, Asking<StateFolder> {
  public:
    AskedFolder(Calls& calls, StateFolder& to) : Asking(calls, to) {}
    Result<Bytes> read(const std::string& name, std::size_t bytes_max) override {
        return ask("folder read", name, [&] { return to_.read(name, bytes_max); });
    }
    Result<void> write(const std::string& name, const Bytes& data) override {
        return ask("folder write", name, [&] { return to_.write(name, data); });
    }
    Result<void> rename(const std::string& from, const std::string& to) override {
        return ask("folder rename", to, [&] { return to_.rename(from, to); });
    }
    Result<std::vector<std::string>> list() override {
        return ask("folder list", "", [&] { return to_.list(); });
    }
    Result<void> save_hives(const std::string& prefix, bool whole) override {
        return ask("folder save_hives", prefix, [&] { return to_.save_hives(prefix, whole); });
    }
    Result<void> put_hive_back(const std::string& name, const std::string& replaced) override {
        return ask("folder put_hive_back", name, [&] { return to_.put_hive_back(name, replaced); });
    }
};

class AskedRestorePoints final : public RestorePoints, Asking<RestorePoints> {
  public:
    AskedRestorePoints(Calls& calls, RestorePoints& to) : Asking(calls, to) {}
    Result<RestorePointRun> make(const std::string& description, bool turn_on) override {
        return ask("restore_points make", "", [&] { return to_.make(description, turn_on); });
    }
    Result<void> close(std::int64_t number, bool cancelled, bool turn_off) override {
        return ask("restore_points close", "", [&] { return to_.close(number, cancelled, turn_off); });
    }
};

} // namespace

struct Calls::Ports {
    Ports(Calls& calls, netmend::Windows& to)
        : registry(calls, to.registry), stack(calls, to.stack), services(calls, to.services), probe(calls, to.probe),
          power(calls, to.power), system(calls, to.system), folder(calls, to.folder),
          restore_points(calls, to.restore_points), clock(to.clock), notice(to.notice), chronicle(to.chronicle) {}

    AskedRegistry registry;
    AskedStack stack;
    AskedServices services;
    AskedProbe probe;
    AskedPower power;
    AskedSystem system;
    AskedFolder folder;
    AskedRestorePoints restore_points;
    Clock& clock;
    Notice& notice;
    Chronicle& chronicle;
};

Calls::Calls(netmend::Windows to) : ports_(std::make_unique<Ports>(*this, to)) {}

Calls::~Calls() = default;

netmend::Windows Calls::ports() {
    Ports& p = *ports_;
    return {p.registry, p.stack,          p.services, p.probe,  p.power,    p.system,
            p.folder,   p.restore_points, p.clock,    p.notice, p.chronicle};
}

void Calls::refuse(int in, int times, ErrorKind kind) {
    refused_ = Refused{in, times, kind, {}, {}};
}

std::optional<Error> Calls::error_of(const char* call, const std::string& object) {
    if (on_call)
        on_call(call, object);
    if (!refused_)
        return std::nullopt;
    Refused& refused = *refused_;
    if (refused.call.empty()) {
        if (refused.in-- > 0)
            return std::nullopt;
        refused.call = call;
        refused.object = object;
    } else if (refused.call != call || refused.object != object) {
        return std::nullopt;
    }
    const Error error{refused.kind, std::string(call) + " " + object + ": the simulated Windows refuses", 5};
    if (--refused.times == 0)
        refused_.reset();
    return error;
}

} // namespace netmend::world
