// The plan of a repair, made from a diagnosis and from which Windows this is: what is broken, what will be done, what
// will be removed, how many restarts. The control tool shows it before `start`; the service makes its own and asks
// again when the two differ.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "statemachine/planning/procedures.hpp"

namespace netmend {

struct Plan {
    std::string verdict;               // "healthy", "damaged", "suspicious", "could-not-look"
    std::vector<Procedure> ladder;     // weakest first; each follows when the one before was not enough, then a person
    std::string refusal;               // why there is none for this machine, a sentence
    std::vector<std::string> broken;   // one sentence a finding of weight, worst first
    std::vector<std::string> steps;    // what will be done, in order
    std::vector<std::string> removed;  // third-party providers that will be gone, by name
    std::vector<std::string> services; // that a person named and that will be switched on
    std::vector<std::string> warnings; // what the articles warn of
    int restarts = 0;                  // when nothing fails
    int restarts_if_not_enough = 0;    // with the first procedure that is no part of these; equal where none follows
    // Healthy providers of others that the reset of Vista and later would take: each is accepted by itself, or none
    // goes.
    std::vector<std::string> loss{};
};

// The first procedure's saved name; empty: none.
std::string_view first_name(const Plan& plan);

// Tells whether two plans would do the same: procedures, what is removed, and services
// that were named. Not the findings, which may move.
std::string id_of(const Plan& plan);

} // namespace netmend
