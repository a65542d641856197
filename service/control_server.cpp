#include "service/control_server.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <thread>

#include "service/session.hpp"
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
    explicit Implementation(Handler& handler) : handler_(handler) {}

    Result<void> start() {
        auto descriptor = win32::SecurityDescriptor::from_sddl(descriptor_text());
        if (!descriptor)
            return tl::unexpected(descriptor.error());
        SECURITY_ATTRIBUTES attributes = descriptor->attributes();
        for (Session& session : sessions_)
            if (auto made = create(session, attributes); !made)
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
        {
            const std::lock_guard guard(lock_);
            stopping_ = true;
        }
        ::SetEvent(wake_.get());
        thread_.join();
    }

    void publish(const std::string& text) {
        {
            const std::lock_guard guard(lock_);
            newest_ = text;
            if (++number_ == 0)
                number_ = 1;
        }
        if (wake_)
            ::SetEvent(wake_.get());
    }

  private:
    // The first one makes the pipe. A client of a service that was killed may keep the old one alive for a moment.
    Result<void> create(Session& session, SECURITY_ATTRIBUTES& attributes) {
        const bool first = &session == &sessions_.front();
        Result<void> made = session.create(attributes, first);
        for (int i = 1; first && i < first_tries_max && !made && made.error().kind == ErrorKind::AccessDenied; ++i) {
            ::Sleep(first_pause);
            made = session.create(attributes, first);
        }
        return made;
    }

    // The one thread. All operations of the sessions are its own, so that it can cancel them.
    void serve() {
        for (Session& session : sessions_)
            session.listen();
        std::array<HANDLE, 1 + 2 * clients_max> events{wake_.get()};
        for (std::size_t i = 0; i < clients_max; ++i) {
            events[1 + 2 * i] = sessions_[i].read_event();
            events[2 + 2 * i] = sessions_[i].write_event();
        }
        while (!stopping()) {
            const DWORD woken = ::WaitForMultipleObjects(static_cast<DWORD>(events.size()), events.data(),
                                                         /*bWaitAll=*/FALSE, time_to_wait());
            if (woken == WAIT_FAILED)
                break;
            for (std::size_t i = 0; i < clients_max; ++i)
                attend(sessions_[i]);
        }
        for (Session& session : sessions_)
            session.close();
    }

    // All of them, whichever event it was: none is then starved by a busy neighbour.
    void attend(Session& session) {
        std::string text;
        unsigned number = 0;
        {
            const std::lock_guard guard(lock_);
            text = newest_;
            number = number_;
        }
        if (::WaitForSingleObject(session.write_event(), 0) == WAIT_OBJECT_0)
            session.on_write();
        if (::WaitForSingleObject(session.read_event(), 0) == WAIT_OBJECT_0)
            session.on_read(handler_, number, watchers() < watchers_max);
        session.send_away_if_late();
        if (number != 0)
            session.offer(text, number);
    }

    std::size_t watchers() const {
        return static_cast<std::size_t>(std::count_if(sessions_.begin(), sessions_.end(),
                                                      [](const Session& session) { return session.is_watched(); }));
    }

    DWORD time_to_wait() const {
        DWORD time = INFINITE;
        for (const Session& session : sessions_)
            if (const auto left = session.time_left())
                time = std::min(time, *left);
        return time;
    }

    bool stopping() {
        const std::lock_guard guard(lock_);
        return stopping_;
    }

    Handler& handler_;
    std::array<Session, clients_max> sessions_;
    win32::KernelHandle wake_; // stop, or a status to publish
    std::thread thread_;
    std::mutex lock_; // of the three below
    bool stopping_ = false;
    std::string newest_;
    unsigned number_ = 0;
};

ControlServer::ControlServer(Handler& handler) : implementation_(std::make_unique<Implementation>(handler)) {}

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
