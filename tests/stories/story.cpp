#include "tests/stories/story.hpp"

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"

namespace netmend::stories {

Story::Story(Preset preset, Fault fault, RestartPolicy how) : World(preset, fault), policy(how) {
    effects_max = 3000;
    on_change = [this](const Snapshot& snapshot) {
        seen = snapshot;
        if (auto planned = on_phase_.extract(snapshot.checkpoint.phase))
            planned.mapped()();
    };
}

Story::~Story() {
    if (is_awake() && desk.view.over)
        watch.at_end(seen.checkpoint);
    for (const world::Violation& each : watch.violations)
        ADD_FAILURE() << each.invariant << ": " << each.what;
}

void Story::when_in(const std::string& phase, std::function<void()> act) {
    on_phase_[phase] = std::move(act);
}

void Story::start(bool forced) {
    Request what = request(Request::Kind::Start);
    what.restart_policy = policy;
    what.forced = forced;
    what.any_plan = true;
    if (!started_) {
        boots_at_start_ = windows.boots;
        windows.forget_effects();
        started_ = true;
        if (after_start)
            after_start();
    }
    tell(what);
}

bool Story::has_layer() const {
    const auto left = simulated::third_party_dlls(windows.registry.now, windows.identity.x64);
    return std::find(left.begin(), left.end(), simulated::layered_dll) != left.end();
}

std::vector<std::string> Story::changed_since(const Tree& was) const {
    auto lines = was.differences(windows.registry.now, simulated::services_path);
    std::erase_if(lines, [](const std::string& line) { return line.ends_with("value Serial_Access_Num differs"); });
    return lines;
}

void Story::ask(Request::Kind kind) {
    tell(request(kind));
}

void Story::tell(const Request& what) {
    World::ask(what);
    serve();
}

void Story::damage(const std::string& beginning) {
    World::damage([&](const std::string& name) { return name.starts_with(beginning); },
                  [](const Bytes& data) {
                      return std::optional<Bytes>({data.begin(), data.begin() + static_cast<long>(data.size() / 2)});
                  });
}

void Story::others_set(const std::string& key, const RegistryValue& value, bool is_put_back) {
    others_write(
        /*catalog=*/false, [&](Tree& tree) { tree.set(key, value); }, /*edits_found=*/!is_put_back);
}

void Story::restart(simulated::BootOptions options) {
    World::restart(options);
    serve();
}

void Story::live(int rounds_max) {
    for (int round = 0; round < rounds_max; ++round) {
        if (!is_awake()) {
            serve();
            continue;
        }
        if (is_over())
            break;
        person_acts();
    }
    restarts = windows.boots - boots_at_start_;
}

// Nothing is being carried out: somebody has to do something, or time has to pass.
void Story::person_acts() {
    ++turns_of_the_person_;
    const bool first = turns_of_the_person_ % 2 == 1;
    if (!desk.view.waits_for_restart || windows.restart_is_under_way() || person == Person::Restarts)
        benign(); // safe mode, a full disk, a service that could not look
    else if (person == Person::RestartsTwice)
        World::restart(), World::restart();
    else if (person == Person::NeverRestarts)
        windows.pass(std::chrono::hours(24));
    else if (!first)
        World::restart();
    else if (person == Person::RestartsTheService)
        end_process();
    else { // Person::ShutsDownFirst
        World::ask(request(Request::Kind::PowerReturned));
        windows.pass(std::chrono::hours(8));
    }
    serve();
}

std::vector<std::string> Story::violations() {
    if (is_awake())
        watch.at_end(seen.checkpoint);
    std::vector<std::string> out;
    for (const world::Violation& each : std::exchange(watch.violations, {}))
        out.push_back(std::string(each.invariant) + ": " + each.what);
    // Who plays no more than a story asks for no restarts beside: the bounds hold as they are.
    if (seen.checkpoint.restarts_asked > limits::restarts_per_repair_max)
        out.push_back("asked for too many restarts");
    const int phases = limits::restarts_per_repair_max + limits::restart_reminders_max;
    if (windows.restarts_asked - windows.restarts_refused > phases * limits::restarts_overdue_max ||
        windows.restarts_refused > phases * limits::restart_refusals_max)
        out.push_back("asked Windows for too many restarts");
    return out;
}

} // namespace netmend::stories
