#include "service/session.hpp"

#include <cstdlib>
#include <exception>

#include "control/exit_code.hpp"
#include "service/windows/error.hpp"
#include "service/windows/text.hpp"
#include "service/windows/version.hpp"
#include "statemachine/limits.hpp"

namespace netmend {
namespace {

constexpr DWORD client_time = 5000;                 // milliseconds for one request, or for taking one reply
constexpr DWORD refusal_time = 1000;                // to take the sentence that says why
constexpr DWORD reject_remote_clients = 0x00000008; // Vista and later; before, the descriptor denies them
constexpr auto buffer_bytes = static_cast<DWORD>(limits::pipe_message_bytes_max);

// Leaves a thread without its impersonation, or leaves the process: what the thread did next would be done as somebody
// else.
class Impersonation {
  public:
    explicit Impersonation(HANDLE pipe) : active_(::ImpersonateNamedPipeClient(pipe)) {}
    ~Impersonation() {
        if (active_ && !::RevertToSelf())
            std::abort();
    }
    explicit operator bool() const { return active_; }

  private:
    bool active_;
};

} // namespace

Result<void> Session::create(SECURITY_ATTRIBUTES& attributes, bool first) {
    DWORD mode = PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_WAIT;
    if (win32::version().vista_or_later())
        mode |= reject_remote_clients;
    const DWORD open = PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | (first ? FILE_FLAG_FIRST_PIPE_INSTANCE : 0);
    pipe_.reset(::CreateNamedPipeW(win32::wide(protocol::pipe_name).c_str(), open, mode, clients_max, buffer_bytes,
                                   buffer_bytes, /*nDefaultTimeOut=*/0, &attributes));
    if (!pipe_)
        return win32::failed("The pipe for the control tool could not be made.");
    read_event_.reset(::CreateEventW(/*lpEventAttributes=*/nullptr, TRUE, FALSE, /*lpName=*/nullptr));
    write_event_.reset(::CreateEventW(/*lpEventAttributes=*/nullptr, TRUE, FALSE, /*lpName=*/nullptr));
    if (!read_event_ || !write_event_)
        return win32::failed("An event for the control tool's pipe could not be made.");
    request_.resize(limits::pipe_message_bytes_max);
    return {};
}

void Session::listen() {
    state_ = State::Listening;
    deadline_.reset();
    ::ResetEvent(write_event());
    for (int tries = 0; tries < 3; ++tries) {
        reading_ = {};
        reading_.hEvent = read_event();
        is_reading_ = false;
        if (::ConnectNamedPipe(pipe_.get(), &reading_)) {
            ::SetEvent(read_event());
            return;
        }
        switch (::GetLastError()) {
        case ERROR_IO_PENDING:
            is_reading_ = true;
            return;
        case ERROR_PIPE_CONNECTED: // came in between
            ::SetEvent(read_event());
            return;
        default: // came and went (ERROR_NO_DATA): make the place free again
            ::DisconnectNamedPipe(pipe_.get());
        }
    }
    state_ = State::Refusing; // odd; try again in a while
    ::ResetEvent(read_event());
    give_time(client_time);
}

void Session::on_read(ControlServer::Handler& handler, unsigned number, bool may_watch) {
    ::ResetEvent(read_event());
    DWORD bytes = 0;
    const bool pending = std::exchange(is_reading_, false);
    const bool good = !pending || ::GetOverlappedResult(pipe_.get(), &reading_, &bytes, /*bWait=*/FALSE);
    const DWORD code = good ? ERROR_SUCCESS : ::GetLastError();
    if (state_ == State::Listening) {
        if (!good)
            return send_away();
        state_ = State::Conversing;
        give_time(client_time);
        return read();
    }
    if (code == ERROR_MORE_DATA)
        return refuse(exit_bad_usage, "A message may be 64 KiB long at most.");
    if (!good || state_ != State::Conversing || is_writing_) // gone, or talks where it should listen
        return send_away();
    answer(std::string(request_.data(), bytes), handler, number, may_watch);
}

void Session::read() {
    reading_ = {};
    reading_.hEvent = read_event();
    is_reading_ = true; // also where it ends at once: the result is fetched the same way
    if (!::ReadFile(pipe_.get(), request_.data(), buffer_bytes, /*lpNumberOfBytesRead=*/nullptr, &reading_)) {
        const DWORD code = ::GetLastError();
        if (code == ERROR_MORE_DATA)
            return; // the event is set
        if (code != ERROR_IO_PENDING) {
            is_reading_ = false;
            send_away();
        }
    }
}

void Session::answer(const std::string& request, ControlServer::Handler& handler, unsigned number, bool may_watch) {
    protocol::Answer answer;
    try {
        answer = handler.answer(request, is_administrator());
    } catch (const std::exception& error) { // of a library, such as no memory
        return refuse(exit_failed, std::string("The request could not be answered: ") + error.what());
    }
    if (answer.stream && !may_watch)
        return refuse(exit_failed,
                      "Others are watching already and all their places are taken; `netmend status` answers.");
    if (!write(answer.text))
        return send_away();
    if (answer.stream) {
        state_ = State::Watching;
        sent_ = number;
    }
    read(); // the client's next request, or that it goes
}

void Session::refuse(int code, const std::string& why) {
    state_ = State::Refusing;
    if (!write(print(protocol::Reply{code, why, nullptr})))
        return send_away();
    give_time(refusal_time);
}

bool Session::write(const std::string& text) {
    reply_ = text;
    writing_ = {};
    writing_.hEvent = write_event();
    is_writing_ = true;
    give_time(client_time);
    if (::WriteFile(pipe_.get(), reply_.data(), static_cast<DWORD>(reply_.size()), /*lpNumberOfBytesWritten=*/nullptr,
                    &writing_) ||
        ::GetLastError() == ERROR_IO_PENDING)
        return true;
    is_writing_ = false;
    return false;
}

void Session::on_write() {
    ::ResetEvent(write_event());
    if (!std::exchange(is_writing_, false))
        return;
    DWORD bytes = 0;
    if (!::GetOverlappedResult(pipe_.get(), &writing_, &bytes, /*bWait=*/FALSE))
        return send_away();
    if (state_ == State::Watching)
        deadline_.reset();
}

// A system older than Vista lets a server impersonate only after it has read something from that client.
bool Session::is_administrator() const {
    const Impersonation impersonation(pipe_.get());
    win32::KernelHandle token;
    // As ourselves: the client lends its identity for looking only.
    if (!impersonation || !::OpenThreadToken(::GetCurrentThread(), TOKEN_QUERY, /*OpenAsSelf=*/TRUE, token.put()))
        return false;
    SID_IDENTIFIER_AUTHORITY authority = SECURITY_NT_AUTHORITY;
    alignas(DWORD) BYTE group[SECURITY_MAX_SID_SIZE] = {};
    ::InitializeSid(group, &authority, 2);
    *::GetSidSubAuthority(group, 0) = SECURITY_BUILTIN_DOMAIN_RID;
    *::GetSidSubAuthority(group, 1) = DOMAIN_ALIAS_RID_ADMINS;
    BOOL member = FALSE;
    return ::CheckTokenMembership(token.get(), group, &member) && member;
}

std::optional<DWORD> Session::time_left() const {
    if (!deadline_)
        return std::nullopt;
    const auto left = static_cast<std::int32_t>(*deadline_ - ::GetTickCount()); // right also where the count wraps
    return left > 0 ? static_cast<DWORD>(left) : 0;
}

void Session::send_away_if_late() {
    if (time_left() == 0u)
        send_away();
}

void Session::offer(const std::string& text, unsigned number) {
    if (state_ != State::Watching || is_writing_ || sent_ == number)
        return;
    sent_ = number;
    if (!write(text))
        send_away();
}

void Session::send_away() {
    cancel_all();
    ::DisconnectNamedPipe(pipe_.get());
    listen();
}

// The operations are of this thread, so CancelIo reaches them all; the buffers are free only when they have ended.
void Session::cancel_all() {
    if (!is_reading_ && !is_writing_)
        return;
    ::CancelIo(pipe_.get());
    DWORD bytes = 0;
    if (std::exchange(is_reading_, false))
        ::GetOverlappedResult(pipe_.get(), &reading_, &bytes, /*bWait=*/TRUE);
    if (std::exchange(is_writing_, false))
        ::GetOverlappedResult(pipe_.get(), &writing_, &bytes, /*bWait=*/TRUE);
}

void Session::close() {
    if (!pipe_)
        return;
    cancel_all();
    ::DisconnectNamedPipe(pipe_.get());
    pipe_.reset();
}

} // namespace netmend
