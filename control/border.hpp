// Everything the control tool may ask of the world: the service behind its pipe, this Windows to look at, the state
// folder to read, the terminal. Narrow, so that the verbs are portable and tests can play the other side; the real one
// is in windows_*.cpp.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::control {

class Connection {
  public:
    virtual ~Connection() = default;
    virtual Result<std::string> ask(const std::string& message) = 0; // one request, its reply
    // The next status after a request to watch. TimedOut: none yet. Any other error: the service is gone.
    virtual Result<std::string> next(std::chrono::milliseconds within) = 0;
};

enum class ServiceState { Missing, Stopped, Starting, Running, Unknown };

class Border {
  public:
    virtual ~Border() = default;

    // Waits a little where the service is just starting or all its places are taken. NotFound: nobody serves.
    // AccessDenied: not permitted. Corrupt: the pipe belongs to somebody who is not our service.
    virtual Result<std::unique_ptr<Connection>> connect() = 0;
    virtual ServiceState service_state() = 0;

    virtual bool administrator() = 0;
    virtual bool remote_session() = 0; // this command came over a remote desktop connection

    virtual Windows& windows() = 0;          // for looking; its state folder refuses every change
    virtual StateFolder& state_folder() = 0; // the same folder, without making the other adapters

    // A file that somebody names on the command line, at most that large. NotFound, TooLarge, ...
    virtual Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) = 0;

    // A program that somebody names: whole and as its disk spells it. NotFound; Unsupported: a folder, a pattern, or
    // on no fixed disk of this computer.
    virtual Result<std::string> program_path(const std::string& typed) = 0;

    // Into Windows' event log, for whoever manages this computer. Never fails aloud.
    virtual void record(const std::string& sentence) = 0;

    // Both say what was done, one sentence each.
    virtual Result<std::vector<std::string>> install() = 0;
    virtual Result<std::vector<std::string>> uninstall() = 0;
};

class Terminal {
  public:
    virtual ~Terminal() = default;
    virtual void print(const std::string& text) = 0; // standard output, one line or several, without the last newline
    virtual void complain(const std::string& text) = 0;          // standard error
    virtual bool interactive() = 0;                              // somebody can answer
    virtual std::string answer(const std::string& question) = 0; // one line
};

} // namespace netmend::control
