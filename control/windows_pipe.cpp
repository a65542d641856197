// The client's end of the pipe. It lets the server see who we are and no more, and talks only to a pipe that
// LocalSystem or the Administrators own: anybody can make a pipe of this name while the service is not there.
#include "control/windows_border.hpp"
#include "service/adapters/own_key.hpp"
#include "service/report/protocol.hpp"
#include "service/windows/error.hpp"
#include "service/windows/security.hpp"
#include "service/windows/text.hpp"
#include "statemachine/base/limits.hpp"

namespace netmend::control {
namespace {

constexpr std::chrono::seconds answer_time{30};
constexpr DWORD place_time = 5000; // milliseconds to wait for a free place

class Pipe final : public Connection {
  public:
    Pipe(win32::FileHandle pipe, win32::KernelHandle event) : pipe_(std::move(pipe)), event_(std::move(event)) {}
    // Nothing may write into buffer_ when this object is gone.
    ~Pipe() override { cancel(); }

    Result<std::string> ask(const std::string& message) override {
        operation_ = {};
        operation_.hEvent = event_.get();
        pending_ = true;
        const BOOL written = ::WriteFile(pipe_.get(), message.data(), static_cast<DWORD>(message.size()),
                                         /*lpNumberOfBytesWritten=*/nullptr, &operation_);
        const auto done = finish(written, answer_time);
        if (!done)
            return tl::unexpected(done.error());
        return next(answer_time);
    }

    Result<std::string> next(std::chrono::milliseconds within) override {
        BOOL read = FALSE;
        if (!pending_) {
            operation_ = {};
            operation_.hEvent = event_.get();
            buffer_.resize(limits::pipe_message_bytes_max);
            read = ::ReadFile(pipe_.get(), buffer_.data(), static_cast<DWORD>(buffer_.size()),
                              /*lpNumberOfBytesRead=*/nullptr, &operation_);
            pending_ = true;
        } else {
            ::SetLastError(ERROR_IO_PENDING); // the one begun before the last time-out
        }
        const auto bytes = finish(read, within);
        if (!bytes)
            return tl::unexpected(bytes.error());
        return std::string(buffer_.data(), *bytes);
    }

  private:
    // TimedOut leaves the operation under way.
    Result<DWORD> finish(BOOL at_once, std::chrono::milliseconds within) {
        if (!at_once && ::GetLastError() != ERROR_IO_PENDING && ::GetLastError() != ERROR_MORE_DATA) {
            pending_ = false;
            return win32::failed("The service closed the connection.");
        }
        if (::WaitForSingleObject(event_.get(), static_cast<DWORD>(within.count())) == WAIT_TIMEOUT)
            return fail(ErrorKind::TimedOut, "The service did not answer in time.");
        DWORD bytes = 0;
        pending_ = false;
        if (!::GetOverlappedResult(pipe_.get(), &operation_, &bytes, /*bWait=*/FALSE))
            return ::GetLastError() == ERROR_MORE_DATA
                       ? fail(ErrorKind::TooLarge, "The service's answer is longer than any that netmend sends.")
                       : win32::failed("The service closed the connection.");
        return bytes;
    }

    void cancel() {
        ::CancelIo(pipe_.get());
        DWORD bytes = 0;
        if (pending_)
            ::GetOverlappedResult(pipe_.get(), &operation_, &bytes, /*bWait=*/TRUE);
    }

    win32::FileHandle pipe_;
    win32::KernelHandle event_;
    OVERLAPPED operation_{};
    std::vector<char> buffer_;
    bool pending_ = false;
};

Result<win32::FileHandle> open_pipe(const std::wstring& name) {
    // Not GENERIC_WRITE: that would ask for the right to serve the pipe as well.
    win32::FileHandle pipe(::CreateFileW(name.c_str(), GENERIC_READ | FILE_WRITE_DATA | FILE_WRITE_ATTRIBUTES,
                                         /*dwShareMode=*/0, /*lpSecurityAttributes=*/nullptr, OPEN_EXISTING,
                                         SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION | FILE_FLAG_OVERLAPPED,
                                         /*hTemplateFile=*/nullptr));
    if (!pipe)
        return win32::failed("The pipe " + win32::narrow(name) + " could not be opened.");
    return pipe;
}

Result<std::unique_ptr<Connection>> connect_to(const std::wstring& name) {
    auto pipe = open_pipe(name);
    if (!pipe && pipe.error().os_code == ERROR_PIPE_BUSY) {
        if (!::WaitNamedPipeW(name.c_str(), place_time))
            return fail(ErrorKind::Busy, "All places of the service's pipe are taken.", ERROR_PIPE_BUSY);
        pipe = open_pipe(name);
    }
    if (!pipe && pipe.error().os_code == ERROR_PIPE_BUSY) // somebody else was faster
        return fail(ErrorKind::Busy, pipe.error().text, ERROR_PIPE_BUSY);
    if (!pipe)
        return tl::unexpected(pipe.error());
    const auto ours = win32::owned_by_administrators(pipe->get());
    if (!ours || !*ours)
        return fail(ErrorKind::Corrupt, "The pipe of netmend's name belongs to somebody who is neither LocalSystem nor "
                                        "the Administrators: it is not netmend's service.");
    DWORD mode = PIPE_READMODE_MESSAGE;
    win32::KernelHandle event(::CreateEventW(/*lpEventAttributes=*/nullptr, TRUE, FALSE, /*lpName=*/nullptr));
    if (!event || !::SetNamedPipeHandleState(pipe->get(), &mode, /*lpMaxCollectionCount=*/nullptr,
                                             /*lpCollectDataTimeout=*/nullptr))
        return win32::failed("The pipe of the service could not be set up.");
    return std::make_unique<Pipe>(std::move(*pipe), std::move(event));
}

} // namespace

// Administrators by their own pipe, which nobody else can hold or fill; the name may be one of a service that is gone.
Result<std::unique_ptr<Connection>> open_connection() {
    if (const std::wstring name = own_text(administrator_pipe_value); !name.empty())
        if (auto connection = connect_to(name))
            return connection;
    return connect_to(win32::wide(protocol::pipe_name));
}

} // namespace netmend::control
