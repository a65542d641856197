// The procedures, one row of data each: the gentle rungs of Vista and later, and those of the two articles. A ladder is
// a list of them, weakest first; each follows when the one before was not enough, and a person follows the last one.
// What is done in which order, and what happens when it fails, is the transition table; here is what everybody else has
// to know of a procedure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/planning/procedure.hpp"
#include "statemachine/winsock/finding.hpp"

namespace netmend {

struct PlannedStep { // several of them may count as one step of the bar
    ProgressStep counts_as;
    std::string_view text; // a sentence for people
};

struct WindowsRange { // from this service pack on
    enum class Edition { Any, Workstation, Server };
    int major, minor, service_pack_from;
    Edition edition = Edition::Any;
    bool and_later = false; // every version from this one on
};

enum class Removes { // of other makers' providers
    Nothing,
    BrokenLayers,
    Accepted, // broken ones, and healthy ones whose loss a person accepted
    Named,    // healthy ones that a person wants out
    Everything
};

struct ProcedureRow {
    Procedure procedure;
    std::string_view name; // as saved, in the JSON and in the history; data, never renamed
    std::string_view rung; // "reset the Winsock catalog, restart"; for a ladder that is shown
    std::span<const PlannedStep> steps;
    int restarts;            // the article's own number, when nothing fails
    bool takes_tcpip_away;   // between two restarts there is no network; settings and bindings go with it
    bool may_follow;         // another procedure that was not enough
    bool forbidden_by_roles; // on a machine that others need for theirs (roles.hpp)
    Removes removes;
    bool does_a_part; // beside the other rungs of its ladder; false: for when the one before was not enough
    std::span<const winsock::Part> answers; // what it puts right
    std::span<const WindowsRange> windows;
    std::string_view warning; // beside those of every plan; may be empty
};

// Weakest first: the order of a ladder.
std::span<const ProcedureRow> all_procedures();

const ProcedureRow& row_of(Procedure procedure);
std::optional<Procedure> procedure_named(std::string_view name); // empty: none of this version
std::vector<std::string> names_of(const std::vector<Procedure>& ladder);

// Those that this Windows gets, weakest first.
std::vector<Procedure> procedures_for(const SystemIdentity& identity);

// Whether it can mend that damage; some damage that was found.
bool answers(Procedure procedure, const winsock::Finding& finding);
bool answers(Procedure procedure, const winsock::Diagnosis& diagnosis);

// Whether it does a part of the work beside others, and is not only there for when they were not enough.
inline bool is_part(Procedure procedure) {
    return row_of(procedure).does_a_part;
}

} // namespace netmend
