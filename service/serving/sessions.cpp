#include "service/serving/sessions.hpp"

#include <algorithm>
#include <utility>

namespace netmend::serving {

Sessions::Sessions(const std::vector<Stream*>& streams, Handler& handler, std::function<void()> wake,
                   const Patience& patience)
    : wake_(std::move(wake)) {
    for (Stream* stream : streams)
        sessions_.emplace_back(*stream, handler, patience);
}

void Sessions::publish(const std::string& text) {
    {
        const Lock guard(lock_);
        newest_.text = text;
        if (++newest_.number == 0)
            newest_.number = 1;
    }
    wake_();
}

void Sessions::listen(Moment now) {
    for (Session& session : sessions_)
        session.listen(now);
}

void Sessions::received(std::size_t place, const Message& message, Moment now) {
    sessions_[place].received(message, newest().number, watchers() + 1 < sessions_.size(), now);
}

void Sessions::attend(Moment now) {
    const Status status = newest();
    for (Session& session : sessions_) {
        session.send_away_if_late(now);
        if (status.number != 0)
            session.offer(status.text, status.number, now);
    }
}

std::optional<Moment> Sessions::deadline() const {
    std::optional<Moment> first;
    for (const Session& session : sessions_)
        if (const auto deadline = session.deadline(); deadline && (!first || *deadline < *first))
            first = deadline;
    return first;
}

void Sessions::close() {
    for (Session& session : sessions_)
        session.close();
}

Sessions::Status Sessions::newest() {
    const Lock guard(lock_);
    return newest_;
}

std::size_t Sessions::watchers() const {
    return static_cast<std::size_t>(
        std::count_if(sessions_.begin(), sessions_.end(), [](const Session& session) { return session.is_watched(); }));
}

} // namespace netmend::serving
