// Probe, power, system, clock, people and records of the simulated Windows.

#include <algorithm>
#include <cstdio>
#include <utility>

#include "tests/simulated/port_set.hpp"

namespace netmend::simulated {

// Starting Winsock in a process is what writes the blank keys, so a look at the sockets does it, too.
Result<std::vector<ProbeReport>> Windows::Prober::probe_sockets() {
    w_.must_be_alive();
    if (w_.behaviour.probe_cannot_run)
        return fail(ErrorKind::Failed, "netmend-probe.exe could not be started", 2);
    ++w_.probe_runs;
    w_.some_process_starts_winsock();
    std::vector<ProbeReport> out;
    for (const int bits : bitnesses(w_.identity))
        out.push_back(run_sockets(w_.registry.now, bits, w_.ground()));
    out.front().network = w_.network();
    return out;
}

Result<void> Windows::Prober::start_winsock_once() {
    static const std::string object = "WSAStartup";
    w_.effects.before({"probe", "start_winsock_once", object});
    ++w_.winsock_starts;
    if (!w_.behaviour.probe_cannot_run)
        w_.some_process_starts_winsock();
    w_.effects.after({"probe", "start_winsock_once", object});
    if (w_.behaviour.probe_cannot_run)
        return fail(ErrorKind::Failed, "netmend-probe.exe could not be started", 2);
    return {};
}

Result<BootSession> Windows::PowerPort::boot_session() {
    w_.must_be_alive();
    BootSession out;
    if (w_.session_id_) {
        out.id = *w_.session_id_;
    } else {
        static const std::string object = "the volatile key";
        w_.effects.before({"power", "mark_session", object});
        out.id = std::to_string(10'000'000 + ++w_.marks_) + "-session"; // no two are alike
        w_.session_id_ = out.id;
        w_.effects.after({"power", "mark_session", object}); // somebody may delete it in this very moment
    }
    if (w_.behaviour.kernel_boot_given)
        out.kernel_boot = w_.kernel_boot_;
    return out;
}

bool Windows::PowerPort::safe_mode() {
    return w_.safe_mode_;
}

std::chrono::seconds Windows::PowerPort::uptime() {
    return std::chrono::duration_cast<std::chrono::seconds>(w_.uptime());
}

Result<std::vector<std::string>> Windows::PowerPort::logged_on() {
    w_.must_be_alive();
    switch (w_.behaviour.logged_on) {
    case LoggedOn::Somebody:
        return std::vector<std::string>{"ann"};
    case LoggedOn::Disconnected:
        return std::vector<std::string>{"bob (disconnected)"};
    case LoggedOn::Nobody:
        return std::vector<std::string>{};
    case LoggedOn::Untold:
        break;
    }
    return fail(ErrorKind::Unsupported, "This Windows does not tell who is logged on.", 1722);
}

Result<void> Windows::PowerPort::ask_restart(std::chrono::seconds countdown, const std::string& message, bool forced) {
    const char* act = forced ? "force_restart" : "ask_restart";
    w_.effects.before({"power", act, message});
    ++w_.restarts_asked;
    const auto answer = w_.behaviour.restart.next();
    const bool not_now = answer == RestartAnswer::Locked || answer == RestartAnswer::NotReady;
    const bool comes = answer == RestartAnswer::Happens || answer == RestartAnswer::UnderWay;
    if (comes || (forced && answer == RestartAnswer::OnlyByForce))
        w_.restart_at_ = w_.now_ + countdown;
    w_.restart_is_ours_ = answer != RestartAnswer::UnderWay;
    if (not_now || answer == RestartAnswer::Denied)
        ++w_.restarts_refused;
    w_.effects.after({"power", act, message});
    if (not_now)
        return fail(ErrorKind::Busy, "its console is locked.", answer == RestartAnswer::Locked ? 1271 : 21);
    if (answer == RestartAnswer::Denied)
        return fail(ErrorKind::AccessDenied, "Windows refused to restart", 5);
    return {};
}

Result<void> Windows::PowerPort::abort_restart() {
    static const std::string object = "the countdown";
    w_.effects.before({"power", "abort_restart", object});
    if (w_.restart_is_ours_)
        w_.restart_at_.reset();
    w_.effects.after({"power", "abort_restart", object});
    return {};
}

Result<SystemIdentity> Windows::Machine::identity() {
    w_.must_be_alive();
    return w_.identity;
}

Result<bool> Windows::Machine::file_exists(const std::string& path, int) {
    w_.must_be_alive();
    if (w_.behaviour.files_cannot_be_seen)
        return fail(ErrorKind::AccessDenied, path + " cannot be looked at", 5);
    return w_.files.count(base_name(path)) != 0;
}

Result<bool> Windows::Machine::on_fixed_disk(const std::string& path, int) {
    w_.must_be_alive();
    if (w_.behaviour.files_cannot_be_seen)
        return fail(ErrorKind::AccessDenied, path + " cannot be looked at", 5);
    const std::string drive = folded(path.substr(0, 2));
    return drive != "\\\\" && w_.behaviour.drives_not_fixed.count(drive) == 0;
}

Result<FileFacts> Windows::Machine::describe_file(const std::string& path, int) {
    w_.must_be_alive();
    const std::string name = base_name(path);
    if (w_.files.count(name) == 0)
        return fail(ErrorKind::NotFound, path + " is not there", 2);
    const auto known = w_.behaviour.described_files.find(name);
    return known == w_.behaviour.described_files.end() ? FileFacts{} : known->second;
}

Result<bool> Windows::Machine::changed_since_start(const std::string& key) {
    w_.must_be_alive();
    if (!w_.registry.now.has(key))
        return fail(ErrorKind::NotFound, key + " is not there", 2);
    const auto then = w_.booted_with_.read(key);
    return !then || then->values != w_.registry.now.read(key)->values;
}

Result<bool> Windows::Machine::services_started() {
    w_.must_be_alive();
    return w_.uptime() >= w_.behaviour.services_start_in;
}

std::string Windows::SimulatedClock::now() {
    constexpr long long month = 28 * 86400;
    const auto off = std::chrono::duration_cast<std::chrono::seconds>(w_.now_ + w_.wall_clock_is_off_by).count();
    const auto passed = (off % month + month) % month;
    char text[40];
    std::snprintf(text, sizeof text, "2026-11-%02dT%02d:%02d:%02dZ", static_cast<int>(1 + passed / 86400 % 28),
                  static_cast<int>(passed / 3600 % 24), static_cast<int>(passed / 60 % 60),
                  static_cast<int>(passed % 60));
    return text;
}

// A restart that was asked for happens when its countdown ends, also while the product waits.
bool Windows::SimulatedClock::wait(std::chrono::milliseconds time) {
    w_.must_be_alive();
    if (std::exchange(w_.interrupted_, false))
        return false;
    if (w_.restart_at_ && *w_.restart_at_ <= w_.now_ + time) {
        w_.now_ = std::max(w_.now_, *w_.restart_at_);
        w_.end(Ending::CleanRestart, Loss::Nothing);
    }
    w_.pass(time);
    return true;
}

void Windows::People::tell(const std::string& text) {
    w_.must_be_alive();
    w_.told.push_back(text);
}

void Windows::People::record(const std::string& event) {
    w_.must_be_alive();
    w_.recorded.push_back(event);
}

void Windows::People::add_to_history(const std::string& line) {
    w_.effects.before({"chronicle", "add_to_history", line});
    w_.history.push_back(line);
    w_.effects.after({"chronicle", "add_to_history", line});
}

} // namespace netmend::simulated
