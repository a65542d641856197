// One repair as a person lives through it: a simulated Windows, the service's process on it, and the person who types
// commands and restarts when told. live() goes on until the repair rests for good; a cut planned in the Windows ends
// the process, and the story boots and starts the service again as Windows would. At the end the promise of the
// product is checked, not its words.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/driver.hpp"
#include "tests/simulated/inbox.hpp"
#include "tests/simulated/windows.hpp"

namespace netmend::stories {

using simulated::Cut;
using simulated::Ended;
using simulated::Ending;
using simulated::Fault;
using simulated::Installer;
using simulated::Loss;
using simulated::Moment;
using simulated::NetshReset;
using simulated::Preset;
using simulated::Tree;

Request request(Request::Kind kind);

// The mailbox and the watcher of one story.
class Desk final : public simulated::Inbox, public Watcher {
  public:
    void changed(const Snapshot& snapshot) override;

    Snapshot seen;
    std::map<std::string, std::function<void()>> on_phase;
};

// How the person behaves when a restart is due.
enum class Person {
    Restarts,           // when told
    RestartsTwice,      // and once more for good measure
    ShutsDownFirst,     // "shut down and power on" with Fast Startup first, a restart the second time
    RestartsTheService, // in the hope that it helps; a restart the second time
    NeverRestarts,
};

class Story {
  public:
    explicit Story(Preset preset, Fault fault = Fault::None, RestartPolicy policy = RestartPolicy::Ask);

    simulated::Windows windows;
    Desk desk;
    RestartPolicy policy;
    Person person = Person::Restarts;
    Tree found; // the registry as the repair found it, taken by start()

    // -- acts --------------------------------------------------------------------------------------------
    void start(bool forced = false); // `netmend start --yes`, and the service does what it can at once
    void ask(Request::Kind kind);    // consent, cancel, continue, rollback; the service takes it at once
    void serve();                    // the service wakes where it is not awake, and runs until it rests
    void live(int rounds_max = 60);  // serves, restarts, serves …, until nothing more will happen
    void tell(const Request& what);  // the same as ask, with everything in it
    void restart(simulated::BootOptions options = {});
    void kill_service();                                               // and it does not start before the next serve()
    void damage(const std::string& beginning);                         // halves every file whose name begins so
    void after_effect(int effect, std::function<void()> act);          // once; counted from start()
    void when_in(const std::string& phase, std::function<void()> act); // once, as soon as the repair has come there

    // -- what can be seen ----------------------------------------------------------------------------------
    const Checkpoint& checkpoint() const { return desk.seen.checkpoint; }
    const std::string& phase() const { return desk.seen.checkpoint.phase; }
    bool is_over() const; // settled, or resting for a person
    bool rests_for_restart() const;
    int bugs() const { return bugs_ + (driver_ ? driver_->bugs() : 0); }
    int restarts = 0;                  // true ones, seen by Windows since start()
    std::function<void()> after_start; // called once, when the effects are counted from here

    // -- the promise -----------------------------------------------------------------------------------------
    // Every violation as a sentence; empty is what a test expects. `changed_outside`: paths that the story itself
    // changed and that may therefore differ from what was found.
    std::vector<std::string> violations(const std::vector<std::string>& changed_outside = {}) const;

  private:
    void watch_effect(Moment moment, const simulated::Effect& effect);
    void watch_backup();
    bool wake_service();
    void boot_after(const Ended& ended);
    void person_acts();

    netmend::Windows ports_;
    std::unique_ptr<Driver> driver_;
    bool awake_ = false, started_ = false;
    int bugs_ = 0, turns_of_the_person_ = 0, boots_at_start_ = 0;
    std::map<int, std::function<void()>> planned_;
    std::map<std::string, Bytes> backups_; // as first seen
    std::vector<std::string> broken_rules_;
};

// Every healthy third-party provider that `before` has and `after` lacks, by DLL name.
std::vector<std::string> lost_third_parties(const Tree& before, const Tree& after, const simulated::Windows& windows);

} // namespace netmend::stories
