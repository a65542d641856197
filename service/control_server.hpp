// The pipe \\.\pipe\netmend: a few instances, one request and one reply each, served by one thread that waits without a
// time limit when nobody asks. Life: made, start() (clients can connect when it returns), answers and publishes,
// stop(). It knows who may connect; how long a client is waited for is the sessions' business, and what a request means
// the handler's.
#pragma once

#include <memory>
#include <string>

#include "service/serving/stream.hpp"
#include "statemachine/base/error.hpp"

namespace netmend {

class ControlServer {
  public:
    explicit ControlServer(serving::Handler& handler); // called on the server's thread
    ~ControlServer();                                  // stops
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
