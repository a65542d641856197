// The pipe \\.\pipe\netmend and a second one for administrators alone: a few instances each, one request and one reply
// each, served by one thread that waits without a time limit when nobody asks. Life: made, start() (clients can connect
// when it returns), answers and publishes, stop(). It knows who may connect; how long a client is waited for is the
// sessions' business, and what a request means the handler's.
//
// Anybody may have a pipe of the first name while the service is not there, or take all its places. The service works
// all the same: it tries again every few seconds, and the second pipe has a random name that is published in a key
// which only LocalSystem writes and only administrators read.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "service/serving/stream.hpp"
#include "statemachine/base/error.hpp"

namespace netmend {

class ControlServer {
  public:
    using Record = std::function<void(const std::string& sentence)>; // for the chronicle; called on the server's thread
    explicit ControlServer(serving::Handler& handler, Record record = {}); // the handler, too
    ~ControlServer();                                                      // stops
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

    // An error means that neither pipe could be had for a reason of Windows: no memory, no events.
    Result<void> start();
    void stop(); // again without harm

    // To every client that watches; from any thread, never waits. A client too slow to read gets only the newest.
    void publish(const std::string& reply);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace netmend
