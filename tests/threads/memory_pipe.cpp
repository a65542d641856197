#include "tests/threads/memory_pipe.hpp"

#include <utility>

#include "statemachine/base/limits.hpp"

namespace netmend::test {

using serving::Message;

constexpr std::size_t room = 2; // messages that a client need not have read

MemoryPipe::MemoryPipe(std::size_t places) {
    for (std::size_t i = 0; i < places; ++i)
        places_.emplace_back(*this);
}

std::vector<serving::Stream*> MemoryPipe::streams() {
    std::vector<serving::Stream*> all;
    for (Place& place : places_)
        all.push_back(&place);
    return all;
}

bool MemoryPipe::Place::listen() {
    const std::lock_guard guard(pipe.lock_);
    listening = true;
    pipe.changed_.notify_all();
    return true;
}

bool MemoryPipe::Place::read() {
    const std::lock_guard guard(pipe.lock_);
    reading = true;
    return !client_closed || !to_server.empty();
}

bool MemoryPipe::Place::write(const std::string& text) {
    const std::lock_guard guard(pipe.lock_);
    being_written = text;
    writing = !client_closed;
    return writing;
}

void MemoryPipe::Place::disconnect() {
    const std::lock_guard guard(pipe.lock_);
    listening = taken = reading = writing = client_closed = false;
    to_server.clear();
    to_client.clear();
    ++visit;
    pipe.changed_.notify_all();
}

bool MemoryPipe::tell(serving::Sessions& sessions, std::size_t at) {
    enum class Ended { Nothing, Connected, Received, Written } ended = Ended::Nothing;
    Message message;
    bool good = true;
    {
        const std::lock_guard guard(lock_);
        Place& place = places_[at];
        if (place.listening && place.taken) {
            place.listening = false;
            ended = Ended::Connected;
        } else if (place.writing && (place.client_closed || place.to_client.size() < room)) {
            good = !place.client_closed;
            if (good)
                place.to_client.push_back(std::exchange(place.being_written, {}));
            place.writing = false;
            ended = Ended::Written;
        } else if (place.reading && (!place.to_server.empty() || place.client_closed)) {
            if (!place.to_server.empty()) {
                message.text = std::move(place.to_server.front());
                place.to_server.pop_front();
                message.end =
                    message.text.size() > limits::pipe_message_bytes_max ? Message::End::TooLong : Message::End::Whole;
            }
            place.reading = false;
            ended = Ended::Received;
        }
        changed_.notify_all();
    }
    const serving::Moment now = std::chrono::steady_clock::now();
    if (ended == Ended::Connected)
        sessions.connected(at, true, now);
    if (ended == Ended::Written)
        sessions.written(at, good, now);
    if (ended == Ended::Received)
        sessions.received(at, message, now);
    return ended != Ended::Nothing;
}

void MemoryPipe::serve(serving::Sessions& sessions) {
    sessions.listen(std::chrono::steady_clock::now());
    for (;;) {
        bool something = false;
        for (std::size_t place = 0; place < places_.size(); ++place)
            something = tell(sessions, place) || something;
        sessions.attend(std::chrono::steady_clock::now());
        std::unique_lock guard(lock_);
        if (stopping_)
            break;
        if (something || std::exchange(woken_, false))
            continue;
        // What a client does wakes it; a moment at most, so that nothing depends on who came first.
        changed_.wait_for(guard, std::chrono::milliseconds(5));
    }
    sessions.close();
}

void MemoryPipe::wake() {
    const std::lock_guard guard(lock_);
    woken_ = true;
    changed_.notify_all();
}

void MemoryPipe::stop() {
    const std::lock_guard guard(lock_);
    stopping_ = true;
    changed_.notify_all();
}

MemoryPipe::Client::Client(MemoryPipe& pipe) : pipe_(pipe) {
    std::unique_lock guard(pipe_.lock_);
    for (;; pipe_.changed_.wait(guard))
        for (place_ = 0; place_ < pipe_.places_.size(); ++place_) {
            Place& place = pipe_.places_[place_];
            if (!place.listening || place.taken)
                continue;
            place.taken = true;
            visit_ = place.visit;
            pipe_.changed_.notify_all();
            return;
        }
}

MemoryPipe::Client::~Client() {
    const std::lock_guard guard(pipe_.lock_);
    Place& place = pipe_.places_[place_];
    if (place.visit == visit_)
        place.client_closed = true;
    pipe_.changed_.notify_all();
}

bool MemoryPipe::Client::send(const std::string& text) {
    const std::lock_guard guard(pipe_.lock_);
    Place& place = pipe_.places_[place_];
    if (place.visit != visit_)
        return false;
    place.to_server.push_back(text);
    pipe_.changed_.notify_all();
    return true;
}

std::optional<std::string> MemoryPipe::Client::receive() {
    std::unique_lock guard(pipe_.lock_);
    Place& place = pipe_.places_[place_];
    pipe_.changed_.wait(guard, [&] { return place.visit != visit_ || !place.to_client.empty(); });
    if (place.visit != visit_)
        return std::nullopt;
    std::string text = std::move(place.to_client.front());
    place.to_client.pop_front();
    pipe_.changed_.notify_all();
    return text;
}

} // namespace netmend::test
