#include "service/control_server.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <thread>
#include <vector>

#include "service/adapters/own_key.hpp"
#include "service/pipe_holder.hpp"
#include "service/pipe_instance.hpp"
#include "service/serving/sessions.hpp"
#include "service/windows/error.hpp"
#include "service/windows/security.hpp"
#include "service/windows/text.hpp"

namespace netmend {
namespace {

constexpr DWORD clients_max = 4, administrators_max = 2;

// One pipe: its name, its instances and their sessions.
class Door {
  public:
    Door(PipeName name, serving::Handler& handler, const std::function<void()>& wake) : name_(std::move(name)) {
        std::vector<serving::Stream*> streams;
        for (DWORD i = 0; i < name_.instances; ++i)
            streams.push_back(&instances_.emplace_back(name_));
        sessions_ = std::make_unique<serving::Sessions>(streams, handler, wake);
    }

    Result<void> prepare() {
        for (PipeInstance& instance : instances_)
            if (auto prepared = instance.prepare(); !prepared)
                return prepared;
        return {};
    }
    void close() {
        sessions_->close();
        for (PipeInstance& instance : instances_)
            instance.close();
    }
    void look(serving::Moment now) {
        for (std::size_t place = 0; place < instances_.size(); ++place)
            look_at(place, now);
        sessions_->attend(now);
    }
    void add_events(std::vector<HANDLE>& events) const {
        for (const PipeInstance& instance : instances_) {
            events.push_back(instance.read_event());
            events.push_back(instance.write_event());
        }
    }
    serving::Sessions& sessions() { return *sessions_; }
    const PipeName& name() const { return name_; }

  private:
    void look_at(std::size_t place, serving::Moment now) {
        PipeInstance& instance = instances_[place];
        if (::WaitForSingleObject(instance.write_event(), 0) == WAIT_OBJECT_0)
            sessions_->written(place, instance.take_written(), now);
        if (::WaitForSingleObject(instance.read_event(), 0) != WAIT_OBJECT_0)
            return;
        if (instance.is_listening())
            sessions_->connected(place, instance.take_client(), now);
        else
            sessions_->received(place, instance.take_message(), now);
    }

    PipeName name_;
    std::deque<PipeInstance> instances_;
    std::unique_ptr<serving::Sessions> sessions_;
};

} // namespace

class ControlServer::Implementation {
  public:
    Implementation(serving::Handler& handler, Record record)
        : record_(std::move(record)), doors_{{{{protocol::pipe_name, descriptors::client_pipe(win32::maker()),
                                                clients_max},
                                               handler,
                                               [this] { wake(); }},
                                              {{protocol::pipe_name + ("-" + win32::narrow(random_id())),
                                                descriptors::administrator_pipe(win32::maker()), administrators_max},
                                               handler,
                                               [this] { wake(); }}}} {}

    Result<void> start() {
        wake_.reset(::CreateEventW(/*lpEventAttributes=*/nullptr, FALSE, FALSE, /*lpName=*/nullptr));
        if (!wake_)
            return win32::failed("An event for the control tool's pipe could not be made.");
        for (Door& door : doors_)
            if (auto prepared = door.prepare(); !prepared)
                return prepared;
        const win32::KernelHandle listening(
            ::CreateEventW(/*lpEventAttributes=*/nullptr, TRUE, FALSE, /*lpName=*/nullptr));
        thread_ = std::thread([this, event = listening.get()] { serve(event); });
        ::WaitForSingleObject(listening.get(), INFINITE);
        // After it is there: who reads the name finds the pipe.
        if (const auto published = set_own_text(administrator_pipe_value, win32::wide(doors_[1].name().path));
            !published)
            record("The second pipe could not be published. " + published.error().text);
        return {};
    }

    void stop() {
        if (!thread_.joinable())
            return;
        stopping_ = true;
        wake();
        thread_.join();
    }

    void publish(const std::string& text) {
        for (Door& door : doors_)
            door.sessions().publish(text);
    }

  private:
    void wake() {
        if (wake_)
            ::SetEvent(wake_.get());
    }
    void record(const std::string& sentence) const {
        if (record_)
            record_(sentence);
    }

    // The one thread. All operations of the instances are its own, so that it can cancel them.
    void serve(HANDLE listening) {
        std::vector<HANDLE> events{wake_.get()};
        for (Door& door : doors_) {
            door.sessions().listen(Clock::now());
            door.add_events(events);
        }
        ::SetEvent(listening);
        while (!stopping_) {
            tell_who_holds_it();
            const DWORD woken = ::WaitForMultipleObjects(static_cast<DWORD>(events.size()), events.data(),
                                                         /*bWaitAll=*/FALSE, time_to_wait());
            if (woken == WAIT_FAILED) { // nobody could ask for anything any more: ended, and started again by Windows
                record("netmend ends because it cannot wait for its pipes any more.");
                ::TerminateProcess(::GetCurrentProcess(), ERROR_EXCEPTION_IN_SERVICE);
            }
            // All of them, whichever event it was: none is then starved by a busy neighbour.
            for (Door& door : doors_)
                door.look(Clock::now());
        }
        for (Door& door : doors_)
            door.close();
    }

    // Once, and once more when it is over.
    void tell_who_holds_it() {
        const PipeName& name = doors_[0].name();
        const bool held = !name.is_ours && name.refused != ERROR_SUCCESS;
        if (held == was_held_)
            return;
        was_held_ = held;
        record(held ? "The pipe " + name.path + " could not be made: " + who_holds_pipe(name.path, name.refused) +
                          " netmend works without it and tries again; administrators are served by another one."
                    : "The pipe " + name.path + " is netmend's own now.");
    }

    // Milliseconds, rounded up: woken early, it would only wait once more.
    DWORD time_to_wait() {
        std::optional<serving::Moment> first;
        for (Door& door : doors_)
            if (const auto deadline = door.sessions().deadline(); deadline && (!first || *deadline < *first))
                first = deadline;
        if (!first)
            return INFINITE;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*first - Clock::now()).count();
        return left > 0 ? static_cast<DWORD>(left) : 0;
    }

    using Clock = std::chrono::steady_clock;

    Record record_;
    std::array<Door, 2> doors_;
    win32::KernelHandle wake_; // stop, or a status to publish
    std::thread thread_;
    std::atomic<bool> stopping_ = false;
    bool was_held_ = false;
};

ControlServer::ControlServer(serving::Handler& handler, Record record)
    : implementation_(std::make_unique<Implementation>(handler, std::move(record))) {}

ControlServer::~ControlServer() {
    stop();
}

Result<void> ControlServer::start() {
    return implementation_->start();
}

void ControlServer::stop() {
    implementation_->stop();
}

void ControlServer::publish(const std::string& reply) {
    implementation_->publish(reply);
}

} // namespace netmend
