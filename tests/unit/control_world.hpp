// The other side of the control tool, played by a test: a simulated Windows to look at, the real request handler behind
// an imaginary pipe, and a terminal that remembers. What the service would do next is a list of snapshots: one is taken
// for each message a watching client waits for; at its end the connection is gone.
#pragma once

#include <deque>
#include <map>

#include "control/verbs.hpp"
#include "service/report/request_handler.hpp"
#include "tests/simulated/windows.hpp"
#include "tests/unit/control_repairs.hpp"

namespace netmend::control {

struct ControlWorld final : Border, Terminal {
    explicit ControlWorld(simulated::Fault fault = simulated::Fault::None,
                          simulated::Preset preset = simulated::Preset::XpSp3)
        : machine(preset, fault), ports(machine.ports()) {
        machine.boot();
    }

    struct Pipe final : Connection {
        explicit Pipe(ControlWorld& of) : world(of) {}
        Result<std::string> ask(const std::string& message) override {
            return world.handler.answer(message, world.is_administrator).text;
        }
        Result<std::string> next(std::chrono::milliseconds) override {
            if (world.coming.empty())
                return fail(ErrorKind::Failed, "The service closed the connection.");
            world.coming.front().taken = world.posted.size();
            world.handler.changed(world.coming.front());
            world.coming.pop_front();
            return world.handler.status_reply();
        }
        ControlWorld& world;
    };

    Result<std::unique_ptr<Connection>> connect() override {
        if (service != ServiceState::Running)
            return fail(ErrorKind::NotFound, "No pipe.");
        return std::make_unique<Pipe>(*this);
    }
    ServiceState service_state() override { return service; }
    bool administrator() override { return is_administrator; }
    bool remote_session() override { return false; }
    Windows& windows() override { return ports; }
    void record(const std::string& sentence) override { recorded.push_back(sentence); }
    StateFolder& state_folder() override { return ports.folder; }
    Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) override {
        const auto found = files.find(path);
        if (found == files.end())
            return fail(ErrorKind::NotFound, "The file " + path + " could not be opened.");
        if (found->second.size() > bytes_max)
            return fail(ErrorKind::TooLarge, "The file " + path + " is larger than it may be.");
        return found->second;
    }
    Result<std::string> program_path(const std::string& typed) override {
        const auto found = programs.find(typed);
        return found == programs.end() ? Result<std::string>(fail(ErrorKind::NotFound, typed + " was not found."))
                                       : found->second;
    }
    Result<std::vector<std::string>> install() override {
        if (!installs)
            return fail(ErrorKind::Failed, "The disk is full.");
        ++installations;
        service = ServiceState::Running;
        return std::vector<std::string>{"Installed."};
    }
    Result<std::vector<std::string>> uninstall() override {
        uninstalled = true;
        return std::vector<std::string>{"Removed."};
    }

    void print(const std::string& text) override { out += text + "\n"; }
    void complain(const std::string& text) override { err += text + "\n"; }
    bool interactive() override { return !answers.empty(); }
    std::string answer(const std::string& question) override {
        out += question + "\n";
        const std::string reply = answers.front();
        answers.pop_front();
        return reply;
    }

    int type(const std::vector<std::string>& words) {
        out.clear();
        return run(words, *this, *this);
    }

    simulated::Windows machine;
    Windows ports;
    std::map<std::string, Bytes> files;          // that somebody may name
    std::map<std::string, std::string> programs; // likewise, with how the disk spells them
    ServiceState service = ServiceState::Running;
    bool is_administrator = true, installs = true, uninstalled = false;
    int installations = 0;
    std::deque<std::string> answers; // empty: nobody is there
    std::deque<Snapshot> coming;
    std::vector<Request> posted;
    RequestHandler handler{[this](const Request& request) { posted.push_back(request); }};
    std::vector<std::string> recorded; // in the event log
    std::string out, err;
};

} // namespace netmend::control
