// The border put together: the adapters that a look needs, made when it is asked for, and the state folder read only.
#include "control/windows_border.hpp"

#include <optional>

#include "control/siblings.hpp"
#include "service/adapters/adapters.hpp"
#include "service/adapters/child_programs.hpp"
#include "service/windows/error.hpp"
#include "service/windows/event_log.hpp"
#include "service/windows/late.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/security.hpp"
#include "service/windows/service_install.hpp"
#include "service/windows/text.hpp"

namespace netmend::control {
namespace {

constexpr int start_waits_max = 50; // for a service that is starting: 10 s in all
constexpr DWORD start_wait = 200;

Result<Bytes> read_whole(const std::wstring& path, const std::string& name, std::size_t bytes_max) {
    const DWORD attributes = ::GetFileAttributesW(path.c_str());
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY))
        return fail(ErrorKind::Corrupt, "The file " + name + " is a folder.");
    const win32::FileHandle file(::CreateFileW(
        path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
        /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, /*hTemplateFile=*/nullptr));
    if (!file)
        return win32::failed("The file " + name + " could not be opened.");
    if (::GetFileType(file.get()) != FILE_TYPE_DISK) // a device or a pipe may never end
        return fail(ErrorKind::Unsupported, "The file " + name + " is no file on a disk.");
    LARGE_INTEGER size{};
    if (!::GetFileSizeEx(file.get(), &size))
        return win32::failed("The size of the file " + name + " could not be read.");
    if (static_cast<unsigned long long>(size.QuadPart) > bytes_max)
        return fail(ErrorKind::TooLarge, "The file " + name + " is larger than it may be.");
    Bytes data(static_cast<std::size_t>(size.QuadPart));
    DWORD length = 0;
    if (!data.empty() && !::ReadFile(file.get(), data.data(), static_cast<DWORD>(data.size()), &length,
                                     /*lpOverlapped=*/nullptr))
        return win32::failed("The file " + name + " could not be read.");
    data.resize(length);
    return data;
}

class ReadOnlyFolder final : public StateFolder {
  public:
    Result<Bytes> read(const std::string& name, std::size_t bytes_max) override {
        return read_whole(folder() + L"\\" + win32::wide(name), name, bytes_max);
    }
    Result<std::vector<std::string>> list() override { return std::vector<std::string>(); } // only asked for free names
    Result<void> write(const std::string& name, const Bytes&) override { return refused(name); }
    Result<void> rename(const std::string& from, const std::string&) override { return refused(from); }
    Result<void> save_hives(const std::string& prefix, bool) override { return refused(prefix); }
    Result<void> put_hive_back(const std::string& name, const std::string&) override { return refused(name); }

  private:
    static Result<void> refused(const std::string& name) {
        return fail(ErrorKind::Unsupported, "The control tool only reads: " + name + " stays as it is.");
    }
    const std::wstring& folder() {
        if (!folder_)
            folder_ = find_state_folder();
        return *folder_;
    }
    std::optional<std::wstring> folder_;
};

// Looking asks for the uptime and for safe mode; uninstalling stops a restart that counts down. The rest is the
// service's.
struct OwnPower final : Power {
    Result<BootSession> boot_session() override { return none(); }
    bool safe_mode() override { return real->safe_mode(); }
    std::chrono::seconds uptime() override { return real->uptime(); }
    Result<std::vector<std::string>> logged_on() override { return none(); }
    Result<void> ask_restart(std::chrono::seconds, const std::string&, bool) override { return none(); }
    Result<void> abort_restart() override { return real->abort_restart(); }
    static tl::unexpected<Error> none() { return fail(ErrorKind::Unsupported, "The control tool only looks."); }
    std::unique_ptr<Power> real = make_power();
};
// What a look never uses; each does nothing, which is true to "looking changes nothing".
struct NoClock final : Clock {
    std::string now() override { return {}; }
    bool wait(std::chrono::milliseconds) override { return false; }
};
struct NobodyTold final : Notice, Chronicle {
    void tell(const std::string&) override {}
    void record(const std::string&) override {}
    void add_to_history(const std::string&) override {}
};

struct Adapters {
    explicit Adapters(StateFolder& folder)
        : all{*registry, *stack, *services, *probe, power, *system, folder, *restore_points, clock, nobody, nobody} {}
    std::unique_ptr<Registry> registry = make_registry();
    std::unique_ptr<ProtocolStack> stack = make_protocol_stack();
    std::unique_ptr<Services> services = make_services();
    std::unique_ptr<Probe> probe = make_probe();
    std::unique_ptr<System> system = make_system();
    std::unique_ptr<RestorePoints> restore_points = make_restore_points();
    OwnPower power;
    NoClock clock;
    NobodyTold nobody;
    Windows all;
};

class RealBorder final : public Border {
  public:
    Result<std::unique_ptr<Connection>> connect() override {
        auto connection = open_connection();
        // Nobody there, yet the service is on its way: its pipe comes before it says that it runs.
        for (int i = 0; i < start_waits_max && !connection && connection.error().kind == ErrorKind::NotFound &&
                        service_state() == ServiceState::Starting;
             ++i) {
            ::Sleep(start_wait);
            connection = open_connection();
        }
        return connection;
    }

    ServiceState service_state() override {
        const auto status = win32::service_status();
        if (!status)
            return status.error().kind == ErrorKind::NotFound ? ServiceState::Missing : ServiceState::Unknown;
        switch (status->state) {
        case SERVICE_START_PENDING:
            return ServiceState::Starting;
        case SERVICE_RUNNING:
            return ServiceState::Running;
        default:
            return ServiceState::Stopped;
        }
    }

    void record(const std::string& sentence) override { win32::write_to_event_log(sentence); }

    bool administrator() override { return win32::is_administrator(); }

    bool remote_session() override {
        using SystemMetrics = int WINAPI(int);
        const auto metrics = win32::late<SystemMetrics>(L"user32.dll", "GetSystemMetrics");
        return metrics && metrics(/*SM_REMOTESESSION=*/0x1000) != 0;
    }

    Windows& windows() override {
        if (!adapters_)
            adapters_ = std::make_unique<Adapters>(folder_);
        return adapters_->all;
    }

    StateFolder& state_folder() override { return folder_; }
    Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) override {
        return read_whole(win32::wide(path), path, bytes_max);
    }
    Result<std::string> program_path(const std::string& typed) override {
        return win32::program_path(win32::wide(typed)).map([](const std::wstring& path) {
            return win32::narrow(path);
        });
    }
    Result<std::vector<std::string>> install() override { return install_programs(); }
    Result<std::vector<std::string>> uninstall() override { return uninstall_programs(); }

  private:
    ReadOnlyFolder folder_;
    std::unique_ptr<Adapters> adapters_;
};

} // namespace

std::unique_ptr<Border> make_border() {
    run_only(siblings());
    return std::make_unique<RealBorder>();
}

} // namespace netmend::control
