#include "service/pipe_instance.hpp"

#include <cstdlib>
#include <utility>

#include "service/windows/error.hpp"
#include "service/windows/security.hpp"
#include "service/windows/text.hpp"
#include "service/windows/version.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend {
namespace {

constexpr int listen_tries = 3;
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

Result<void> PipeInstance::prepare() {
    read_event_.reset(::CreateEventW(/*lpEventAttributes=*/nullptr, TRUE, FALSE, /*lpName=*/nullptr));
    write_event_.reset(::CreateEventW(/*lpEventAttributes=*/nullptr, TRUE, FALSE, /*lpName=*/nullptr));
    if (!read_event_ || !write_event_)
        return win32::failed("An event for the control tool's pipe could not be made.");
    request_.resize(limits::pipe_message_bytes_max);
    return {};
}

bool PipeInstance::make() {
    const auto descriptor = win32::SecurityDescriptor::from_sddl(win32::wide(name_.descriptor));
    if (!descriptor)
        return false;
    SECURITY_ATTRIBUTES attributes = descriptor->attributes();
    DWORD mode = PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_WAIT;
    if (win32::version().vista_or_later())
        mode |= reject_remote_clients;
    const DWORD open = PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | (name_.is_ours ? 0 : FILE_FLAG_FIRST_PIPE_INSTANCE);
    pipe_.reset(::CreateNamedPipeW(win32::wide(name_.path).c_str(), open, mode, name_.instances, buffer_bytes,
                                   buffer_bytes, /*nDefaultTimeOut=*/0, &attributes));
    if (!name_.is_ours)
        name_.refused = pipe_ ? ERROR_SUCCESS : ::GetLastError();
    name_.is_ours = name_.is_ours || pipe_;
    return static_cast<bool>(pipe_);
}

void PipeInstance::close() {
    disconnect();
    pipe_.reset();
    name_.is_ours = false;
}

bool PipeInstance::listen() {
    ::ResetEvent(write_event());
    if (!pipe_ && !make())
        return false; // the session tries again after a while
    for (int tries = 0; tries < listen_tries; ++tries) {
        reading_ = {};
        reading_.hEvent = read_event();
        is_reading_ = false;
        is_listening_ = true;
        if (::ConnectNamedPipe(pipe_.get(), &reading_)) {
            ::SetEvent(read_event());
            return true;
        }
        switch (::GetLastError()) {
        case ERROR_IO_PENDING:
            is_reading_ = true;
            return true;
        case ERROR_PIPE_CONNECTED: // came in between
            ::SetEvent(read_event());
            return true;
        default: // came and went (ERROR_NO_DATA): make the place free again
            ::DisconnectNamedPipe(pipe_.get());
        }
    }
    is_listening_ = false;
    ::ResetEvent(read_event());
    return false;
}

bool PipeInstance::take_client() {
    ::ResetEvent(read_event());
    is_listening_ = false;
    DWORD bytes = 0;
    return !std::exchange(is_reading_, false) || ::GetOverlappedResult(pipe_.get(), &reading_, &bytes, /*bWait=*/FALSE);
}

bool PipeInstance::read() {
    reading_ = {};
    reading_.hEvent = read_event();
    is_reading_ = true; // also where it ends at once: the result is fetched the same way
    if (::ReadFile(pipe_.get(), request_.data(), buffer_bytes, /*lpNumberOfBytesRead=*/nullptr, &reading_))
        return true;
    const DWORD code = ::GetLastError();
    is_reading_ = code == ERROR_MORE_DATA || code == ERROR_IO_PENDING; // more data: the event is set
    return is_reading_;
}

serving::Message PipeInstance::take_message() {
    using End = serving::Message::End;
    ::ResetEvent(read_event());
    DWORD bytes = 0;
    if (std::exchange(is_reading_, false) && !::GetOverlappedResult(pipe_.get(), &reading_, &bytes, /*bWait=*/FALSE))
        return {::GetLastError() == ERROR_MORE_DATA ? End::TooLong : End::Gone, {}};
    return {End::Whole, std::string(request_.data(), bytes)};
}

bool PipeInstance::write(const std::string& text) {
    reply_ = text;
    writing_ = {};
    writing_.hEvent = write_event();
    is_writing_ = ::WriteFile(pipe_.get(), reply_.data(), static_cast<DWORD>(reply_.size()),
                              /*lpNumberOfBytesWritten=*/nullptr, &writing_) ||
                  ::GetLastError() == ERROR_IO_PENDING;
    return is_writing_;
}

bool PipeInstance::take_written() {
    ::ResetEvent(write_event());
    DWORD bytes = 0;
    return std::exchange(is_writing_, false) && ::GetOverlappedResult(pipe_.get(), &writing_, &bytes, /*bWait=*/FALSE);
}

// A system older than Vista lets a server impersonate only after it has read something from that client.
bool PipeInstance::is_administrator() {
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

// The operations are of this thread, so CancelIo reaches them all; the buffers are free only when they have ended.
void PipeInstance::disconnect() {
    if (!pipe_)
        return;
    if (is_reading_ || is_writing_)
        ::CancelIo(pipe_.get());
    DWORD bytes = 0;
    if (std::exchange(is_reading_, false))
        ::GetOverlappedResult(pipe_.get(), &reading_, &bytes, /*bWait=*/TRUE);
    if (std::exchange(is_writing_, false))
        ::GetOverlappedResult(pipe_.get(), &writing_, &bytes, /*bWait=*/TRUE);
    is_listening_ = false;
    ::ResetEvent(read_event());
    ::ResetEvent(write_event());
    ::DisconnectNamedPipe(pipe_.get());
}

} // namespace netmend
