// Answers the requests of the control tool from what is known of the repair: who may ask what, and what is refused
// because of the phase (permission.hpp). It carries nothing out; what is accepted is posted to the driver's mailbox.
// Portable; called from the pipe's thread and from the worker's.
#pragma once

#include <functional>
#include <string>

#include "service/locking/mutex.hpp"
#include "service/report/protocol.hpp"
#include "statemachine/permission.hpp"

namespace netmend {

class RequestHandler {
  public:
    using Post = std::function<void(const netmend::Request&)>; // never waits
    explicit RequestHandler(Post post) : post_(std::move(post)) {}

    // The worker's thread, each time the driver says so (Watcher::changed).
    void changed(const Snapshot& snapshot) EXCLUDES(lock_);

    // What watching clients are sent: a whole reply with the present status.
    std::string status_reply() const EXCLUDES(lock_);

    protocol::Answer answer(const std::string& text, bool administrator) EXCLUDES(lock_);

  private:
    protocol::Reply decide(const protocol::Request& request) REQUIRES(lock_);
    protocol::Reply start(const protocol::Request& request) REQUIRES(lock_);
    protocol::Reply consent(const protocol::Request& request) REQUIRES(lock_);
    protocol::Reply go_on() REQUIRES(lock_);
    protocol::Reply cancel() REQUIRES(lock_);
    protocol::Reply roll_back(const protocol::Request& request) REQUIRES(lock_);
    protocol::Reply replace_registry(const protocol::Request& request) REQUIRES(lock_);
    protocol::Reply refused(const Permission& permission) const REQUIRES(lock_);
    Permission permission(netmend::Request::Kind kind) const REQUIRES(lock_);
    protocol::Reply reply(int code, std::string message) const REQUIRES(lock_);
    protocol::Reply post(netmend::Request request, int code, std::string message) REQUIRES(lock_);

    Post post_;
    mutable Mutex lock_;
    Snapshot snapshot_ GUARDED_BY(lock_);
    // What was posted and is not yet seen in a snapshot: what is known is of the time before, and a second start must
    // be refused already. Empty: nothing.
    std::string posted_ GUARDED_BY(lock_);
    std::uint64_t posts_ GUARDED_BY(lock_) = 0; // the number of the last one
};

} // namespace netmend
