#include "statemachine/base/joint.hpp"

#include <atomic>
#include <utility>

namespace netmend {
namespace {

std::atomic<int> seen = 0;

BugHandler& handler() {
    static BugHandler set;
    return set;
}

} // namespace

std::string bug(const char* where, const std::string& what) {
    ++seen;
    const std::string sentence = std::string("netmend has an error in itself, in ") + where + ": " + what;
    if (handler())
        handler()(sentence);
    return sentence;
}

int bugs_seen() {
    return seen;
}

BugHandler on_bug(BugHandler next) {
    return std::exchange(handler(), std::move(next));
}

} // namespace netmend
