// Acts of before the present one that changed something and can still be undone, newest first: repairs and removals,
// each as its last checkpoint in a file of its own. Written before the next one begins, set aside by name when it was
// undone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "statemachine/base/ports.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend {

// How many checkpoints there had been when it began: rises from act to act, whatever a clock says. 0: its id is none.
std::uint64_t number_of_act(const std::string& repair_id);

inline constexpr std::string_view act_files = "act-", taken_out_files = "out-"; // how their names begin

// Of the files that begin so the newest one of an act before `number`; empty: none.
std::string newest_file_before(StateFolder& folder, std::string_view prefix, std::uint64_t number);

Result<void> keep_act(StateFolder& folder, const Checkpoint& act);

// The newest one of before `number`. Null: none, or that one cannot be read, and none is passed over.
std::shared_ptr<const Checkpoint> newest_act_before(StateFolder& folder, std::uint64_t number);

// Those of `number` and later were undone: the files of both kinds stay, by another name, or where somebody holds one,
// marked by an empty file of that name. Nothing above finds them any more.
void set_undone_acts_aside(StateFolder& folder, std::uint64_t number);

} // namespace netmend
