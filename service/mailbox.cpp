#include "service/mailbox.hpp"

namespace netmend {
namespace {

constexpr std::size_t requests_max = 64; // a client that asks more often than anybody can answer is not heard

} // namespace

void WorkerMailbox::post(const Request& request) {
    const Lock guard(lock_);
    if (requests_.size() < requests_max)
        requests_.push_back(request);
    else
        requests_.back() = request; // whoever waits for the last one must see it taken
    clock_.interrupt();
    ::SetEvent(posted_.get());
}

void WorkerMailbox::stop() {
    const Lock guard(lock_);
    stopping_ = true;
    clock_.interrupt();
    ::SetEvent(posted_.get());
}

void WorkerMailbox::wait_for_post(DWORD milliseconds) {
    ::WaitForSingleObject(posted_.get(), milliseconds);
}

bool WorkerMailbox::wait_for_post_or(HANDLE event) {
    const HANDLE events[] = {posted_.get(), event};
    return ::WaitForMultipleObjects(event ? 2 : 1, events, /*bWaitAll=*/FALSE, INFINITE) == WAIT_OBJECT_0 + 1;
}

std::optional<Request> WorkerMailbox::take() {
    const Lock guard(lock_);
    if (requests_.empty()) {
        if (!stopping_)
            clock_.forget_interruption(); // it was for what has been taken; the next wait shall not end early
        return std::nullopt;
    }
    Request request = requests_.front();
    requests_.pop_front();
    return request;
}

bool WorkerMailbox::stopping() {
    const Lock guard(lock_);
    return stopping_;
}

} // namespace netmend
