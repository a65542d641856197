#include "service/control_server.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "service/pipe_instance.hpp"
#include "service/serving/sessions.hpp"
#include "service/windows/error.hpp"
#include "service/windows/security.hpp"
#include "service/windows/version.hpp"

namespace netmend {
namespace {

constexpr int first_tries_max = 10;
constexpr DWORD first_pause = 200; // milliseconds

// What a client needs and no more: "write" as Windows groups rights would let it add an instance of its own.
constexpr wchar_t client_rights[] = L"0x12019b";

// LocalSystem's default owner is the Administrators group; the owner is named because clients look at it. A service
// that runs by hand belongs to an administrator, who then needs the right to make the other instances.
std::wstring descriptor_text() {
    const bool system = win32::is_local_system();
    const std::wstring clients = client_rights;
    std::wstring text = system ? L"O:SYG:SYD:P" : L"O:BAG:BAD:P";
    // Later systems reject clients of other machines by a flag of the pipe; the entry would lock out local programs
    // that were started over a network logon.
    if (!win32::version().vista_or_later())
        text += L"(D;;GA;;;NU)";
    text += L"(A;;GA;;;SY)(A;;" + (system ? clients : L"GA") + L";;;BA)(A;;" + clients + L";;;IU)";
    return text;
}

} // namespace

class ControlServer::Implementation {
  public:
    explicit Implementation(serving::Handler& handler) : sessions_(streams(), handler, [this] { wake(); }) {}

    Result<void> start() {
        auto descriptor = win32::SecurityDescriptor::from_sddl(descriptor_text());
        if (!descriptor)
            return tl::unexpected(descriptor.error());
        SECURITY_ATTRIBUTES attributes = descriptor->attributes();
        for (PipeInstance& instance : instances_)
            if (auto made = create(instance, attributes); !made)
                return made;
        wake_.reset(::CreateEventW(/*lpEventAttributes=*/nullptr, FALSE, FALSE, /*lpName=*/nullptr));
        if (!wake_)
            return win32::failed("An event for the control tool's pipe could not be made.");
        thread_ = std::thread([this] { serve(); });
        return {};
    }

    void stop() {
        if (!thread_.joinable())
            return;
        stopping_ = true;
        wake();
        thread_.join();
    }

    void publish(const std::string& text) { sessions_.publish(text); }

  private:
    std::vector<serving::Stream*> streams() {
        std::vector<serving::Stream*> all;
        for (PipeInstance& instance : instances_)
            all.push_back(&instance);
        return all;
    }

    void wake() {
        if (wake_)
            ::SetEvent(wake_.get());
    }

    // The first one makes the pipe. A client of a service that was killed may keep the old one alive for a moment.
    Result<void> create(PipeInstance& instance, SECURITY_ATTRIBUTES& attributes) {
        const bool first = &instance == &instances_.front();
        Result<void> made = instance.create(attributes, first);
        for (int i = 1; first && i < first_tries_max && !made && made.error().kind == ErrorKind::AccessDenied; ++i) {
            ::Sleep(first_pause);
            made = instance.create(attributes, first);
        }
        return made;
    }

    // The one thread. All operations of the instances are its own, so that it can cancel them.
    void serve() {
        sessions_.listen(Clock::now());
        std::array<HANDLE, 1 + 2 * clients_max> events{wake_.get()};
        for (std::size_t i = 0; i < clients_max; ++i) {
            events[1 + 2 * i] = instances_[i].read_event();
            events[2 + 2 * i] = instances_[i].write_event();
        }
        while (!stopping_) {
            const DWORD woken = ::WaitForMultipleObjects(static_cast<DWORD>(events.size()), events.data(),
                                                         /*bWaitAll=*/FALSE, time_to_wait());
            if (woken == WAIT_FAILED)
                break;
            // All of them, whichever event it was: none is then starved by a busy neighbour.
            for (std::size_t i = 0; i < clients_max; ++i)
                look_at(i);
            sessions_.attend(Clock::now());
        }
        sessions_.close();
        for (PipeInstance& instance : instances_)
            instance.close();
    }

    void look_at(std::size_t place) {
        PipeInstance& instance = instances_[place];
        if (::WaitForSingleObject(instance.write_event(), 0) == WAIT_OBJECT_0)
            sessions_.written(place, instance.take_written(), Clock::now());
        if (::WaitForSingleObject(instance.read_event(), 0) != WAIT_OBJECT_0)
            return;
        if (instance.is_listening())
            sessions_.connected(place, instance.take_client(), Clock::now());
        else
            sessions_.received(place, instance.take_message(), Clock::now());
    }

    // Milliseconds, rounded up: woken early, it would only wait once more.
    DWORD time_to_wait() const {
        const auto deadline = sessions_.deadline();
        if (!deadline)
            return INFINITE;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count();
        return left > 0 ? static_cast<DWORD>(left) : 0;
    }

    using Clock = std::chrono::steady_clock;

    std::array<PipeInstance, clients_max> instances_;
    serving::Sessions sessions_;
    win32::KernelHandle wake_; // stop, or a status to publish
    std::thread thread_;
    std::atomic<bool> stopping_ = false;
};

ControlServer::ControlServer(serving::Handler& handler) : implementation_(std::make_unique<Implementation>(handler)) {}

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
