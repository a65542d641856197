// May this be asked now? Answered here and nowhere else, for the pipe's server, for the loop that carries it out, and
// for what people read. It says no more than the transition table does: a test compares them over every phase and
// request.
#pragma once

#include <optional>
#include <string>

#include "statemachine/machine/event.hpp"
#include "statemachine/request.hpp"

namespace netmend {

struct Permission {
    enum class Kind {
        Granted,
        NothingToDo, // it is as asked already
        GoesOnAlone, // nobody has to ask
        Underway,    // another repair, or the same one
        Refused,     // it would do harm, or there is nothing to do it with
    };
    Kind kind = Kind::Refused;
    std::string sentence;       // why not, for people; empty where granted
    std::optional<Event> event; // where granted: what the machine is told. Empty for Start, which makes a new machine

    bool granted() const { return kind == Kind::Granted; }
};

Permission may_be_asked(Request::Kind kind, const Snapshot& state);

// A phase that this netmend does not know counts as one.
bool is_unfinished(const Snapshot& state);

// A rollback would undo what was done before this repair, which left nothing that could be put back.
bool is_for_earlier(const Snapshot& state);

// Whose changes a rollback would undo now, where it may be asked.
const Checkpoint& undone_by_rollback(const Snapshot& state);

} // namespace netmend
