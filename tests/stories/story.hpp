// One repair as a person lives through it: a world, and the person who types commands and restarts when told. live()
// goes on until the repair rests for good; a cut planned in the Windows ends the process, and the story boots and
// starts the service again as Windows would. All invariants watch (tests/world/invariants.hpp): what they found broken
// fails the test, at violations() or when the story is over.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/world/world.hpp"

namespace netmend::stories {

// A release build (tests/run --quick) cuts at every effect of these stories, and the simulator's exhaustive part at
// every one of their procedures; under sanitizers each seventh is enough, and meets every loss and moment by turns.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr int effects_between_cuts = 7;
#else
inline constexpr int effects_between_cuts = 1;
#endif

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
using world::request;

// How the person behaves when a restart is due.
enum class Person {
    Restarts,           // when told
    RestartsTwice,      // and once more for good measure
    ShutsDownFirst,     // "shut down and power on" with Fast Startup first, a restart the second time
    RestartsTheService, // in the hope that it helps; a restart the second time
    NeverRestarts,
};

class Story : public world::World {
  public:
    explicit Story(Preset preset, Fault fault = Fault::None, RestartPolicy policy = RestartPolicy::Ask);
    ~Story() override;

    RestartPolicy policy;
    Person person = Person::Restarts;
    Snapshot seen; // what the service said last

    // -- acts --------------------------------------------------------------------------------------------
    void start(bool forced = false); // `netmend start --yes`, and the service does what it can at once
    void ask(Request::Kind kind);    // consent, cancel, continue, rollback; the service takes it at once
    void tell(const Request& what);  // the same as ask, with everything in it
    void live(int rounds_max = 60);  // serves, restarts, serves …, until nothing more will happen
    void restart(simulated::BootOptions options = {});
    void damage(const std::string& beginning); // halves every file whose name begins so
    void others_set(const std::string& key, const RegistryValue& value, bool is_put_back = false);
    void when_in(const std::string& phase, std::function<void()> act); // once, as soon as the repair has come there

    // -- what can be seen ----------------------------------------------------------------------------------
    const Checkpoint& checkpoint() const { return seen.checkpoint; }
    const std::string& phase() const { return seen.checkpoint.phase; }
    bool has_layer() const; // simulated::layered_dll
    std::vector<std::string>
    changed_since(const Tree& was) const; // below Services, but how often a catalog was written
    int restarts = 0;                     // true ones, seen by Windows since start()
    std::function<void()> after_start;    // called once, when the effects are counted from here

    // Every violation as a sentence; empty is what a test expects.
    std::vector<std::string> violations();

  private:
    void person_acts();

    bool started_ = false;
    int turns_of_the_person_ = 0, boots_at_start_ = 0;
    std::size_t told_ = 0; // violations
    std::map<std::string, std::function<void()>> on_phase_;
};

} // namespace netmend::stories
