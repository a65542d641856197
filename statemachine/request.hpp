// What people and the power manager may ask of a repair, and what anybody may see of it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/saved/checkpoint.hpp"

namespace netmend {

// What people and the power manager may ask in between. Requests are taken between two orders.
struct Request {
    enum class Kind { Start, Consent, Cancel, Continue, Rollback, ReplaceRegistry, PowerReturned };
    static constexpr Kind all_kinds[] = {Kind::Start,    Kind::Consent,         Kind::Cancel,       Kind::Continue,
                                         Kind::Rollback, Kind::ReplaceRegistry, Kind::PowerReturned};
    Kind kind = Kind::Cancel;
    RestartPolicy restart_policy = RestartPolicy::Ask;            // Start
    RestorePointPolicy restore_points = RestorePointPolicy::IfOn; // Start
    bool forced = false;                                          // Start
    bool any_plan = false;                                        // Start
    std::vector<std::string> services;                            // Start: to be switched on by name
    std::vector<std::string> products;                            // Start: to be taken out by name
    std::string plan;                                             // Start, Consent: id of the plan that was shown
    std::vector<std::string> accepted_loss;                       // Start, Consent: of that plan, by name
    std::string act;          // Rollback: id of what was shown; empty: whatever is next
    std::uint64_t number = 0; // of whoever posts it: rises; 0: nobody asks for it
};

class Mailbox {
  public:
    virtual ~Mailbox() = default;
    virtual std::optional<Request> take() = 0; // empty: nothing asked
    virtual bool stopping() = 0;               // the service is to end: finish nothing, keep everything
};

// What anybody may see of a repair; a copy, safe to hand to other threads.
struct Snapshot {
    bool has_repair = false;
    Checkpoint checkpoint;
    bool safe_mode = false;
    bool working = false;                // an order is being carried out
    bool save_failed = false;            // the disk is full: waits, does nothing
    std::vector<std::string> set_again;  // services that the repair was to switch on, and that are switched off
    std::vector<std::string> back_again; // sentences: what the repair took out of the catalogs and is in them again
    bool system_changed = false;         // the repair is over, and this is another Windows or machine now: no rollback
    bool unreadable = false;             // the checkpoint could not be looked at; tried again, nothing begun meanwhile
    std::vector<std::string> set_aside;  // damaged checkpoints, new names
    std::string set_aside_why;
    // What a rollback takes up next, where this repair left nothing to put back: the newest one before it that changed
    // something and was not undone. Null: none.
    std::shared_ptr<const Checkpoint> earlier;
    std::uint64_t taken = 0; // number of the last request that was taken up
};

class Watcher { // is told after every change; must not block
  public:
    virtual ~Watcher() = default;
    virtual void changed(const Snapshot& snapshot) = 0;
};

} // namespace netmend
