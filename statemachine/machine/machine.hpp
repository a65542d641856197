// The state machine of a repair as a plain class over the compiled table. It is woken into the saved phase, takes
// events, and says which order comes next; it owns no fact itself but works on the checkpoint it was given, which
// must outlive it. It never acts.
#pragma once

#include "statemachine/machine/compiled_table.hpp"
#include "statemachine/machine/event.hpp"
#include "statemachine/machine/phase.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend {

class Machine {
  public:
    // Wakes into facts.phase. In safe mode the procedure rests until the next waking; looking and the way back work.
    explicit Machine(Checkpoint& facts, bool safe_mode = false);
    // Wakes on another Windows or machine than the one where the repair was begun: nothing more is touched.
    Machine(Checkpoint& facts, const event::WokeElsewhere& elsewhere);
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    void handle(const Event& event);

    // Notes that belong to no transition: the restart was asked for in this phase, the outcome was told.
    void note_restart_wanted(const std::string& now); // a time for texts
    void note_restart_asked();
    void note_told();

    // What is to be done next; Order::None while it rests.
    Order order() const;
    // Windows was asked to restart by itself and said yes: it rests until that has had its time.
    bool waits_for_windows() const;

    const PhaseFacts& phase() const;
    bool resting_for_safe_mode() const { return safe_mode_; }

    // Events that had no row, counted since construction: a bug of ours, never of Windows.
    int bugs() const;

  private:
    CompiledTable table_;
    Checkpoint& facts_;
    bool safe_mode_ = false;
};

} // namespace netmend
