#include "tests/world/joints.hpp"

#include <utility>

namespace netmend::world {

void stop_at_bugs() {
    on_bug([](const std::string& sentence) { throw BugFound(sentence); });
}

BugsWrittenDown::BugsWrittenDown()
    : before_(on_bug([this](const std::string& sentence) { sentences.push_back(sentence); })) {}

BugsWrittenDown::~BugsWrittenDown() {
    on_bug(std::move(before_));
}

} // namespace netmend::world
