// The procedures of the two articles, one row of data each. A ladder is a list of them, weakest first; each follows
// when the one before was not enough, and a person follows the last one. What is done in which order, and what happens
// when it fails, is the transition table; here is what everybody else has to know of a procedure.
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
    std::span<const std::string_view> answers; // codes of findings; empty: every damage
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

// Whether it can mend some damage that was found.
bool answers(Procedure procedure, const winsock::Diagnosis& diagnosis);

} // namespace netmend
