#include "tests/stories/story.hpp"

#include <algorithm>
#include <stdexcept>

#include "statemachine/base/limits.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::stories {
namespace {

// Ten times what the longest story needs: an order that is repeated for ever must fail a test, not hang it.
constexpr int effects_max = 3000;

bool changes_the_machine(const simulated::Effect& effect) {
    const std::string_view port = effect.port, act = effect.act;
    return (port == "registry" && act != "flush") || (port == "stack");
}

bool is_backup(const std::string& name) {
    return name.starts_with("backup") && !name.ends_with(".hiv");
}

bool contains(const Bytes& data, std::string_view text) {
    return std::search(data.begin(), data.end(), text.begin(), text.end()) != data.end();
}

bool starts_below_any(const std::string& line, const std::vector<std::string>& paths) {
    return std::any_of(paths.begin(), paths.end(),
                       [&](const auto& path) { return simulated::folded(line).starts_with(simulated::folded(path)); });
}

} // namespace

Request request(Request::Kind kind) {
    Request out;
    out.kind = kind;
    return out;
}

void Desk::changed(const Snapshot& snapshot) {
    seen = snapshot;
    if (auto planned = on_phase.extract(snapshot.checkpoint.phase))
        planned.mapped()();
}

Story::Story(Preset preset, Fault fault, RestartPolicy how)
    : windows(preset, fault), policy(how), ports_(windows.ports()) {
    found = windows.registry.now;
    windows.at_effect = [this](Moment moment, int, const simulated::Effect& effect) { watch_effect(moment, effect); };
}

// Law 2 and the promise, watched at every effect: no change of the machine without a verified backup on the disk and a
// checkpoint that names the phase which wants it.
void Story::watch_effect(Moment moment, const simulated::Effect& effect) {
    watch_backup();
    if (windows.effect_count() > effects_max)
        throw std::runtime_error("the story does not end; it is in " + phase());
    if (moment == Moment::Before && changes_the_machine(effect)) {
        const auto what = std::string(effect.port) + " " + effect.act + " " + effect.object;
        if (backups_.empty())
            broken_rules_.push_back("changed without a backup: " + what);
        bool intent_is_saved = false;
        for (const auto& [name, data] : windows.folder.files)
            intent_is_saved = intent_is_saved || (name.starts_with("checkpoint") && contains(data, phase()));
        if (!intent_is_saved)
            broken_rules_.push_back("changed without a saved intent in " + phase() + ": " + what);
    }
    if (moment == Moment::After)
        if (auto planned = planned_.extract(windows.effect_count()))
            planned.mapped()();
}

void Story::watch_backup() {
    for (const auto& [name, data] : windows.folder.files) {
        if (!is_backup(name) || name != checkpoint().backup_name)
            continue;
        const auto [at, is_new] = backups_.emplace(name, data);
        if (!is_new && at->second != data) {
            broken_rules_.push_back("the backup " + name + " was replaced");
            at->second = data;
        }
    }
}

void Story::after_effect(int effect, std::function<void()> act) {
    planned_[effect] = std::move(act);
}

void Story::when_in(const std::string& phase, std::function<void()> act) {
    desk.on_phase[phase] = std::move(act);
}

void Story::start(bool forced) {
    Request what = request(Request::Kind::Start);
    what.restart_policy = policy;
    what.forced = forced;
    what.any_plan = true;
    if (!started_) {
        found = windows.registry.now;
        boots_at_start_ = windows.boots;
        windows.forget_effects();
        started_ = true;
        if (after_start)
            after_start();
    }
    tell(what);
}

void Story::ask(Request::Kind kind) {
    tell(request(kind));
}

void Story::tell(const Request& what) {
    desk.requests.push_back(what);
    serve();
}

bool Story::wake_service() {
    if (!driver_) {
        driver_ = std::make_unique<Driver>(ports_, desk, desk);
        awake_ = false;
    }
    for (int tries = 0; !awake_ && tries < 5; ++tries) {
        awake_ = driver_->wake().has_value();
        if (!awake_)
            windows.pass(std::chrono::minutes(1));
    }
    return awake_;
}

void Story::serve() {
    try {
        if (!wake_service())
            return;
        driver_->run();
        desk.seen = driver_->snapshot();
    } catch (const Ended& ended) {
        boot_after(ended);
    }
}

void Story::boot_after(const Ended&) {
    kill_service();
    windows.boot();
}

void Story::kill_service() {
    if (driver_)
        bugs_ += driver_->bugs();
    driver_.reset();
    awake_ = false;
}

void Story::damage(const std::string& beginning) {
    for (auto& [name, data] : windows.folder.files)
        if (name.starts_with(beginning))
            data.resize(data.size() / 2);
}

void Story::restart(simulated::BootOptions options) {
    kill_service();
    windows.restart(options);
    serve();
}

bool Story::is_over() const {
    if (!desk.seen.has_repair)
        return true;
    const auto* here = phase_named(phase());
    return here && here->order == Order::TellOutcome && checkpoint().told;
}

bool Story::rests_for_restart() const {
    const auto* here = phase_named(phase());
    return desk.seen.has_repair && here && here->waits_for_restart();
}

void Story::live(int rounds_max) {
    for (int round = 0; round < rounds_max; ++round) {
        const bool had_service = driver_ != nullptr && awake_;
        if (!had_service) {
            serve();
            continue;
        }
        restarts = windows.boots - boots_at_start_;
        if (is_over())
            return;
        person_acts();
    }
    restarts = windows.boots - boots_at_start_;
}

// Nothing is being carried out: somebody has to do something, or time has to pass.
void Story::person_acts() {
    ++turns_of_the_person_;
    if (!rests_for_restart()) { // safe mode, a full disk, a service that could not look
        if (desk.seen.safe_mode)
            return restart();
        windows.pass(std::chrono::minutes(2));
        return serve();
    }
    if (windows.restart_is_under_way())
        return restart();
    const bool first = turns_of_the_person_ % 2 == 1;
    switch (person) {
    case Person::Restarts:
        return restart();
    case Person::RestartsTwice:
        kill_service();
        windows.restart();
        return restart();
    case Person::ShutsDownFirst:
        if (!first)
            return restart();
        desk.requests.push_back(request(Request::Kind::PowerReturned));
        windows.pass(std::chrono::hours(8));
        return serve();
    case Person::RestartsTheService:
        if (!first)
            return restart();
        kill_service();
        return serve();
    case Person::NeverRestarts:
        windows.pass(std::chrono::hours(24));
        return serve();
    }
}

std::vector<std::string> lost_third_parties(const Tree& before, const Tree& after, const simulated::Windows& windows) {
    std::vector<std::string> lost;
    const auto now = simulated::third_party_dlls(after, windows.identity.x64);
    for (const auto& name : simulated::third_party_dlls(before, windows.identity.x64))
        if (windows.files.count(name) && std::find(now.begin(), now.end(), name) == now.end())
            lost.push_back(name);
    return lost;
}

std::vector<std::string> Story::violations(const std::vector<std::string>& changed_outside) const {
    std::vector<std::string> out = broken_rules_;
    const auto say = [&out](const std::string& what) { out.push_back(what); };
    const auto& facts = checkpoint();
    if (bugs() != 0)
        say(std::to_string(bugs()) + " events had no row");
    if (!is_over())
        say("did not come to rest, but stays in " + phase());
    if (phase() == "settled/repaired") {
        if (!windows.sockets_work())
            say("said repaired, but sockets do not work");
        for (const auto& dll : lost_third_parties(found, windows.registry.now, windows))
            if (std::none_of(facts.plan.removed.begin(), facts.plan.removed.end(),
                             [&](const auto& name) { return simulated::folded(name).find(dll) != std::string::npos; }))
                say("lost " + dll + ", which the plan did not name");
        // Every setting of a connection is as it was, whatever the procedure took away and wrote anew.
        for (const char* key : {"\\Tcpip\\Parameters", "\\NetBT\\Parameters"})
            for (const auto& line :
                 found.differences(windows.registry.now, std::string(simulated::services_path) + key))
                if (!starts_below_any(line, changed_outside) && line.find(": value Dhcp") == line.npos)
                    say("a setting is not as it was: " + line);
    } else if (phase() != "resting/unproven" && phase() != "settled/kept-as-is" &&
               phase() != "reinstall/needing-person") {
        for (const auto& line : found.differences(windows.registry.now, simulated::services_path))
            if (!starts_below_any(line, changed_outside) && !simulated::is_writers_marker(line))
                say("not as found: " + line);
    }
    for (const auto& line : found.differences(windows.registry.now, simulated::unrelated_path))
        if (!starts_below_any(line, changed_outside))
            say("touched what is not ours: " + line);
    if (facts.restarts_asked > limits::restarts_per_repair_max)
        say("asked for too many restarts");
    if (windows.restarts_asked > limits::restarts_per_repair_max + limits::restart_reminders_max)
        say("asked Windows for too many restarts");
    if (desk.seen.has_repair && windows.told.empty())
        say("nobody was told");
    if (desk.seen.has_repair && windows.history.empty())
        say("no line in the history");
    return out;
}

} // namespace netmend::stories
