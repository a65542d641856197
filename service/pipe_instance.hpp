// One instance of the pipe \\.\pipe\netmend, overlapped: the stream behind one session. Only the server's thread uses
// it.
#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "service/serving/stream.hpp"
#include "service/windows/handle.hpp"
#include "statemachine/base/error.hpp"

namespace netmend {

inline constexpr DWORD clients_max = 4; // at once; others wait until an instance of the pipe is free

class PipeInstance final : public serving::Stream {
  public:
    // `first` makes the pipe and fails where somebody else has one of that name.
    Result<void> create(SECURITY_ATTRIBUTES& attributes, bool first);

    void close(); // or the next server could not make the first one

    bool listen() override;
    bool read() override;
    bool write(const std::string& text) override;
    void disconnect() override;
    bool is_administrator() override;

    HANDLE read_event() const { return read_event_.get(); }   // set: a client, or a message of it, is there
    HANDLE write_event() const { return write_event_.get(); } // set: a message has been written
    bool is_listening() const { return is_listening_; }
    bool take_client();              // after read_event, while it listens; false: it was none
    serving::Message take_message(); // after read_event
    bool take_written();             // after write_event; false: the client is gone

  private:
    win32::FileHandle pipe_;
    win32::KernelHandle read_event_, write_event_;
    OVERLAPPED reading_{}, writing_{};
    bool is_listening_ = false, is_reading_ = false, is_writing_ = false;
    std::vector<char> request_;
    std::string reply_;
};

} // namespace netmend
