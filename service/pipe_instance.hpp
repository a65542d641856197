// One instance of a pipe, overlapped: the stream behind one session. Only the server's thread uses it. It is made when
// it is to listen for the first time, and again and again where somebody else has a pipe of that name.
#pragma once

#include <windows.h>

#include <cstdint>
#include <string>
#include <vector>

#include "service/serving/stream.hpp"
#include "service/windows/handle.hpp"
#include "statemachine/base/error.hpp"

namespace netmend {

// What the instances of one pipe share.
struct PipeName {
    std::string path;
    std::string descriptor;    // SDDL
    DWORD instances = 0;       // at once; other clients wait until one is free
    bool is_ours = false;      // the first instance is there: no other one is ever added to a pipe of somebody else
    std::uint32_t refused = 0; // code of the last attempt to make the first one; 0: none failed
};

class PipeInstance final : public serving::Stream {
  public:
    explicit PipeInstance(PipeName& name) : name_(name) {}
    Result<void> prepare(); // its events; once, before anything else

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
    bool make();

    PipeName& name_;
    win32::FileHandle pipe_;
    win32::KernelHandle read_event_, write_event_;
    OVERLAPPED reading_{}, writing_{};
    bool is_listening_ = false, is_reading_ = false, is_writing_ = false;
    std::vector<char> request_;
    std::string reply_;
};

} // namespace netmend
