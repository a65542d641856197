// The port of the sessions: one place for a client, behind which Windows has an instance of the pipe.
#pragma once

#include <string>

#include "service/report/protocol.hpp"

namespace netmend::serving {

struct Message {
    enum class End { Whole, TooLong, Gone };
    End end = End::Gone;
    std::string text; // of a whole one; of limits::pipe_message_bytes_max bytes at most
};

// Every operation that was begun ends once, and whoever has the stream tells its session of it, on one thread; after
// disconnect() nothing ends any more.
class Stream {
  public:
    virtual ~Stream() = default;
    virtual bool listen() = 0;                       // for the next client; false: not now
    virtual bool read() = 0;                         // its next message; false: it is gone
    virtual bool write(const std::string& text) = 0; // one message; false: it is gone
    virtual void disconnect() = 0;
    virtual bool is_administrator() = 0; // the client; asked after a message of it was read
};

struct Handler {
    virtual ~Handler() = default;
    // Quick, never waits. `request` is at most limits::pipe_message_bytes_max long and otherwise unchecked. An Answer
    // with `stream` keeps the client for every later status.
    virtual protocol::Answer answer(const std::string& request, bool administrator) = 0;
};

} // namespace netmend::serving
