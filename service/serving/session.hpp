// One place for a client, again and again: listens, reads a request, writes the reply, reads on until the client goes;
// a client that watches stays and gets every later status. A client that is slow, talks too much or makes no sense is
// sent away without harm to the others.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "service/serving/stream.hpp"

namespace netmend::serving {

using Moment = std::chrono::steady_clock::time_point;

struct Patience {
    std::chrono::milliseconds with_client{5000};  // for one request, or for taking one reply
    std::chrono::milliseconds with_refused{1000}; // to take the sentence that says why
};

class Session {
  public:
    Session(Stream& stream, Handler& handler, const Patience& patience)
        : stream_(stream), handler_(handler), patience_(patience) {}

    void listen(Moment now);
    void close(); // for good

    bool is_watched() const { return state_ == State::Watching; }
    // What was begun has ended. `number`: of the newest status: an answer to a client that watches is at least as new.
    void connected(bool good, Moment now);
    void received(const Message& message, unsigned number, bool may_watch, Moment now);
    void written(bool good, Moment now);

    std::optional<Moment> deadline() const { return deadline_; } // empty: nobody is being waited for
    void send_away_if_late(Moment now);

    // The newest status, for a client that watches. `number` counts the statuses, so that none is sent twice.
    void offer(const std::string& text, unsigned number, Moment now);

  private:
    enum class State { Listening, Conversing, Watching, Refusing, Closed };

    void read(Moment now);
    void answer(const std::string& request, unsigned number, bool may_watch, Moment now);
    void refuse(int code, const std::string& why, Moment now); // says so, and sends away a moment later
    bool write(const std::string& text, Moment now);
    void send_away(Moment now);

    Stream& stream_;
    Handler& handler_;
    Patience patience_;
    State state_ = State::Listening;
    bool is_writing_ = false;
    std::optional<Moment> deadline_;
    unsigned sent_ = 0; // number of the status last sent to a watching client
};

} // namespace netmend::serving
