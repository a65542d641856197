#include "service/repair_service.hpp"

#include <exception>
#include <thread>
#include <utility>

#include "service/adapters/child_programs.hpp"
#include "service/catalog_watch.hpp"
#include "service/control_server.hpp"
#include "service/locking/mutex.hpp"
#include "service/mailbox.hpp"
#include "service/report/request_handler.hpp"
#include "service/windows/paths.hpp"
#include "service/windows/programs.hpp"
#include "statemachine/base/joint.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/machine/phase.hpp"

namespace netmend {
namespace {

constexpr int bugs_recorded_max = 20; // one that comes again and again drives nothing else out of the log

constexpr DWORD installation_time = 5000; // an installation is many writes, which one look sees

constexpr char restart_reminder[] =
    "netmend repairs the network of this computer and waits for a restart. Choose Restart, not Shut down.";

// All adapters of the process, in the order in which they come to life.
struct Adapters {
    explicit Adapters(OpenedStateFolder opened) : folder(std::move(opened)), chronicle(make_chronicle(folder.path)) {}

    OpenedStateFolder folder;
    std::unique_ptr<Chronicle> chronicle;
    std::unique_ptr<Registry> registry = make_registry();
    std::unique_ptr<ProtocolStack> stack = make_protocol_stack();
    std::unique_ptr<Services> services = make_services();
    std::unique_ptr<Probe> probe = make_probe();
    std::unique_ptr<Power> power = make_power();
    std::unique_ptr<System> system = make_system();
    std::unique_ptr<RestorePoints> restore_points = make_restore_points();
    std::unique_ptr<InterruptibleClock> clock = make_clock();
    std::unique_ptr<Notice> notice = make_notice();
    Windows windows{*registry,      *stack,          *services, *probe,  *power,    *system,
                    *folder.folder, *restore_points, *clock,    *notice, *chronicle};
};

class RepairService final : public ServiceBody, private Watcher, private serving::Handler {
  public:
    ~RepairService() override {
        ask_stop();
        if (worker_.joinable())
            worker_.join();
    }

    Result<void> start() override {
        const std::wstring path = win32::state_folder();
        if (path.empty())
            return fail(ErrorKind::NotFound, "Windows does not name its own folder.");
        auto opened = open_state_folder(path, win32::older_state_folder());
        if (!opened)
            return tl::unexpected(opened.error());
        end_left_over_probes();
        adapters_ = std::make_unique<Adapters>(std::move(*opened));
        on_bug([chronicle = adapters_->chronicle.get()](const std::string& sentence) {
            if (bugs_seen() <= bugs_recorded_max)
                chronicle->record(sentence);
        });
        mailbox_ = std::make_unique<WorkerMailbox>(*adapters_->clock);
        for (const std::string& sentence : adapters_->folder.told) {
            adapters_->chronicle->record(sentence);
            adapters_->notice->tell(sentence);
        }
        if (auto served = server_.start(); !served) {
            adapters_->chronicle->record(served.error().text);
            return served;
        }
        worker_ = std::thread([this] { work(); });
        return {};
    }

    void ask_stop() override {
        if (mailbox_)
            mailbox_->stop();
    }

    bool stopped_within(std::chrono::milliseconds time) override {
        if (worker_.joinable()) {
            if (::WaitForSingleObject(ended_.get(), static_cast<DWORD>(time.count())) == WAIT_TIMEOUT)
                return false;
            worker_.join();
        }
        server_.stop();
        return true;
    }

    void power_resumed() override {
        Request request;
        request.kind = Request::Kind::PowerReturned;
        mailbox_->post(request);
    }

    // Somebody came who may not have seen the notice yet. Nothing is counted and nothing decided.
    void user_logged_on() override {
        const Lock guard(phase_lock_);
        const PhaseFacts* phase = phase_named(phase_);
        if (phase && phase->waits_for_restart())
            adapters_->notice->tell(restart_reminder);
    }

  private:
    void work() {
        try {
            repair();
        } catch (const std::exception& error) {
            adapters_->chronicle->record(std::string("netmend ends because of an error in itself: ") + error.what());
            // Everything is saved. Ended without a word to Windows, so that the recovery actions start us again.
            ::TerminateProcess(::GetCurrentProcess(), ERROR_EXCEPTION_IN_SERVICE);
        }
        ::SetEvent(ended_.get());
    }

    void repair() {
        constexpr auto pause = std::chrono::milliseconds(limits::before_next_save);
        for (std::string told; !mailbox_->stopping() && !settle_own_programs(told);)
            mailbox_->wait_for_post(static_cast<DWORD>(pause.count()));
        Driver driver(adapters_->windows, *mailbox_, *this);
        while (!mailbox_->stopping()) {
            if (const auto woken = driver.wake(); woken)
                break;
            else
                adapters_->chronicle->record("netmend could not look at its checkpoint yet. " + woken.error().text);
            mailbox_->wait_for_post(static_cast<DWORD>(pause.count()));
        }
        CatalogWatch watch;
        while (!mailbox_->stopping()) {
            driver.run();
            if (!mailbox_->stopping())
                rest(driver, watch);
        }
    }

    // Until somebody asks for something, or has written the catalogs after a repair.
    void rest(Driver& driver, CatalogWatch& watch) {
        const HANDLE written = driver.watches() ? watch.armed() : nullptr;
        driver.look_again(); // what came before it was armed
        if (!mailbox_->wait_for_post_or(written))
            return;
        watch.written();
        mailbox_->wait_for_post(installation_time);
    }

    // An upgrade was cut off: nothing is done with programs of two builds. False: they still are.
    bool settle_own_programs(std::string& told) {
        const Result<Settled> settled = win32::settle_programs_in(win32::program_folder());
        std::string sentence;
        if (!settled)
            sentence = "The programs of netmend are of two versions, because an installation was cut off, and netmend "
                       "waits until they are of one again. " +
                       settled.error().text;
        else if (*settled != Settled::NothingOpen)
            sentence = std::string("An installation that was cut off has been ") +
                       (*settled == Settled::ToNew ? "finished." : "taken back.");
        if (!sentence.empty() && sentence != std::exchange(told, sentence))
            adapters_->chronicle->record(sentence);
        return settled.has_value();
    }

    void changed(const Snapshot& snapshot) override {
        {
            const Lock guard(phase_lock_);
            phase_ = snapshot.has_repair ? snapshot.checkpoint.phase : "";
        }
        handler_.changed(snapshot);
        server_.publish(handler_.status_reply());
    }

    protocol::Answer answer(const std::string& request, bool administrator) override {
        return handler_.answer(request, administrator);
    }

    std::unique_ptr<Adapters> adapters_;
    std::unique_ptr<WorkerMailbox> mailbox_;
    Mutex phase_lock_;
    std::string phase_ GUARDED_BY(phase_lock_);
    RequestHandler handler_{[this](const Request& request) { mailbox_->post(request); }};
    ControlServer server_{*this, [this](const std::string& sentence) { adapters_->chronicle->record(sentence); }};
    win32::KernelHandle ended_{::CreateEventW(/*lpEventAttributes=*/nullptr, /*bManualReset=*/TRUE,
                                              /*bInitialState=*/FALSE, /*lpName=*/nullptr)};
    std::thread worker_;
};

} // namespace

std::unique_ptr<ServiceBody> make_repair_service() {
    return std::make_unique<RepairService>();
}

} // namespace netmend
