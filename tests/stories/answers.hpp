// Which events the step of an order may answer with, for tests of the table and the machine.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "statemachine/machine/event.hpp"
#include "statemachine/machine/machine.hpp"
#include "statemachine/machine/phase.hpp"

namespace netmend::stories {

std::set<std::string> answers_of(Order order);

std::vector<Event> one_of_each(); // every kind of event once, with empty contents

bool acts(const PhaseFacts& phase); // has a step that changes or looks at Windows

// Why a phase never meets an event, empty where it may. The driver asks the same questions before it sends one.
std::string reason_against(const PhaseFacts& phase, const std::string& event);

// A machine in this phase, on these facts. A comparison at the end is entered, not woken into: that would begin it
// again.
std::unique_ptr<Machine> machine_in(const PhaseFacts& phase, Checkpoint& facts);

} // namespace netmend::stories
