// All places for clients, and the newest status for those that watch. One thread serves: it tells of what has ended,
// calls attend(), and sleeps until the next end, a status, or deadline(); publish() may come from any other.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "service/locking/mutex.hpp"
#include "service/serving/session.hpp"

namespace netmend::serving {

class Sessions {
  public:
    // `wake` lets the serving thread call attend(); from any thread. One place is nobody's to watch from, or people who
    // only look could lock the administrators out.
    Sessions(const std::vector<Stream*>& streams, Handler& handler, std::function<void()> wake,
             const Patience& patience = {});

    // To every client that watches; never waits. A client too slow to read gets only the newest.
    void publish(const std::string& text) EXCLUDES(lock_);

    // On the serving thread.
    void listen(Moment now);
    void connected(std::size_t place, bool good, Moment now) { sessions_[place].connected(good, now); }
    void received(std::size_t place, const Message& message, Moment now);
    void written(std::size_t place, bool good, Moment now) { sessions_[place].written(good, now); }
    void attend(Moment now); // the late are sent away; who watches gets the newest status
    std::optional<Moment> deadline() const;
    void close();

  private:
    struct Status {
        std::string text;
        unsigned number = 0; // 0: none yet
    };
    Status newest() EXCLUDES(lock_);
    std::size_t watchers() const;

    std::function<void()> wake_;
    std::deque<Session> sessions_;
    Mutex lock_;
    Status newest_ GUARDED_BY(lock_);
};

} // namespace netmend::serving
