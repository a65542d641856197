// One instance of the pipe and the client at its other end. Life, again and again: listens, reads a request, writes the
// reply, reads on until the client goes; a client that watches stays and gets every later status. A client that is
// slow, talks too much or makes no sense is sent away without harm to the others. Only the server's thread uses it.
#pragma once

#include <windows.h>

#include <optional>
#include <string>
#include <vector>

#include "service/control_server.hpp"
#include "service/windows/handle.hpp"

namespace netmend {

inline constexpr DWORD clients_max = 4;                // at once; others wait until an instance of the pipe is free
inline constexpr DWORD watchers_max = clients_max - 1; // or people who only look could lock the administrators out

class Session {
  public:
    // `first` makes the pipe and fails where somebody else has one of that name.
    Result<void> create(SECURITY_ATTRIBUTES& attributes, bool first);

    void listen();
    void close(); // for good

    bool is_watched() const { return state_ == State::Watching; }
    HANDLE read_event() const { return read_event_.get(); }   // set: call on_read()
    HANDLE write_event() const { return write_event_.get(); } // set: call on_write()
    // `number`: of the newest status: an answer to a client that watches is at least as new.
    void on_read(ControlServer::Handler& handler, unsigned number, bool may_watch);
    void on_write();

    // Milliseconds that its client may still take; empty: nobody is being waited for.
    std::optional<DWORD> time_left() const;
    void send_away_if_late();

    // The newest status, for a client that watches. `number` counts the statuses, so that none is sent twice.
    void offer(const std::string& text, unsigned number);

  private:
    enum class State { Listening, Conversing, Watching, Refusing };

    void read();
    void answer(const std::string& request, ControlServer::Handler& handler, unsigned number, bool may_watch);
    void refuse(int code, const std::string& why); // says so, and sends away a moment later
    bool write(const std::string& text);
    bool is_administrator() const;
    void give_time(DWORD milliseconds) { deadline_ = ::GetTickCount() + milliseconds; }
    void send_away();
    void cancel_all();

    State state_ = State::Listening;
    win32::FileHandle pipe_;
    win32::KernelHandle read_event_, write_event_;
    OVERLAPPED reading_{}, writing_{};
    bool is_reading_ = false, is_writing_ = false;
    std::vector<char> request_;
    std::string reply_;
    std::optional<DWORD> deadline_; // on GetTickCount's clock
    unsigned sent_ = 0;             // number of the status last sent to a watching client
};

} // namespace netmend
