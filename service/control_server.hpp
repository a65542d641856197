// The pipe \\.\pipe\netmend: a few instances, one request and one reply each, served by one thread that waits without a
// time limit when nobody asks. Life: made, start() (clients can connect when it returns), answers and publishes,
// stop(). It knows who may connect and whether a client is an administrator; what a request means is the handler's
// business.
#pragma once

#include <memory>
#include <string>

#include "control/protocol.hpp"
#include "statemachine/error.hpp"

namespace netmend {

class ControlServer {
  public:
    struct Handler {
        virtual ~Handler() = default;
        // On the server's thread: quick, never waits. `request` is at most limits::pipe_message_bytes_max long and
        // otherwise unchecked. An Answer with `stream` keeps the client for publish().
        virtual protocol::Answer answer(const std::string& request, bool administrator) = 0;
    };

    explicit ControlServer(Handler& handler);
    ~ControlServer(); // stops
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

    // An error means that the pipe could not be made, or that somebody else has one of this name: do not run.
    Result<void> start();
    void stop(); // again without harm

    // To every client that watches; from any thread, never waits. A client too slow to read gets only the newest.
    void publish(const std::string& reply);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace netmend
