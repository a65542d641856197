// The transition table, compiled by Boost.MSM: it is woken without a phase, takes events, and works on the facts it was
// given. The back-end's header is included by compiled_table.cpp alone, which sees the table and nothing of what events
// carry, of bounds, ports or the checkpoint's fields: none of these is a reason to compile it again.
#pragma once

#include <memory>

#include "statemachine/machine/event_fwd.hpp"

namespace netmend {

struct Checkpoint;

class CompiledTable {
  public:
    explicit CompiledTable(Checkpoint& facts); // which must outlive it
    ~CompiledTable();
    CompiledTable(const CompiledTable&) = delete;
    CompiledTable& operator=(const CompiledTable&) = delete;

    void handle(const Event& event);
    int bugs() const; // events that had no row

  private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

} // namespace netmend
