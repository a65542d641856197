#include "service/serving/session.hpp"

#include <exception>
#include <utility>

#include "service/report/exit_code.hpp"

namespace netmend::serving {

void Session::listen(Moment now) {
    state_ = State::Listening;
    deadline_.reset();
    is_writing_ = false;
    if (stream_.listen())
        return;
    state_ = State::Refusing; // odd; try again in a while
    deadline_ = now + patience_.with_client;
}

void Session::close() {
    state_ = State::Closed;
    deadline_.reset();
    stream_.disconnect();
}

void Session::connected(bool good, Moment now) {
    if (state_ != State::Listening)
        return;
    if (!good)
        return send_away(now);
    state_ = State::Conversing;
    deadline_ = now + patience_.with_client;
    read(now);
}

void Session::received(const Message& message, unsigned number, bool may_watch, Moment now) {
    if (state_ == State::Closed)
        return;
    if (message.end == Message::End::TooLong)
        return refuse(exit_bad_usage, "A message may be 64 KiB long at most.", now);
    if (message.end == Message::End::Gone || state_ != State::Conversing ||
        is_writing_) // or talks where it should listen
        return send_away(now);
    answer(message.text, number, may_watch, now);
}

void Session::written(bool good, Moment now) {
    if (!std::exchange(is_writing_, false))
        return;
    if (!good)
        return send_away(now);
    if (state_ == State::Watching)
        deadline_.reset();
}

void Session::send_away_if_late(Moment now) {
    if (deadline_ && *deadline_ <= now)
        send_away(now);
}

void Session::offer(const std::string& text, unsigned number, Moment now) {
    if (state_ != State::Watching || is_writing_ || sent_ == number)
        return;
    sent_ = number;
    if (!write(text, now))
        send_away(now);
}

void Session::read(Moment now) {
    if (!stream_.read())
        send_away(now);
}

void Session::answer(const std::string& request, unsigned number, bool may_watch, Moment now) {
    protocol::Answer answer;
    try {
        answer = handler_.answer(request, stream_.is_administrator());
    } catch (const std::exception& error) { // of a library, such as no memory
        return refuse(exit_failed, std::string("The request could not be answered: ") + error.what(), now);
    }
    if (answer.stream && !may_watch)
        return refuse(exit_failed,
                      "Others are watching already and all their places are taken; `netmend status` answers.", now);
    if (!write(answer.text, now))
        return send_away(now);
    if (answer.stream) {
        state_ = State::Watching;
        sent_ = number;
    }
    read(now); // the client's next request, or that it goes
}

void Session::refuse(int code, const std::string& why, Moment now) {
    state_ = State::Refusing;
    if (is_writing_ || !write(print(protocol::Reply{code, why, nullptr}), now))
        return send_away(now);
    deadline_ = now + patience_.with_refused;
}

bool Session::write(const std::string& text, Moment now) {
    deadline_ = now + patience_.with_client;
    is_writing_ = stream_.write(text);
    return is_writing_;
}

void Session::send_away(Moment now) {
    stream_.disconnect();
    listen(now);
}

} // namespace netmend::serving
