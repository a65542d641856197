// Was there a true restart since the checkpoint was saved? Judged from the volatile key and the kernel's boot time,
// never from the wall clock (windows-facts, 7). Pure.
#pragma once

#include "statemachine/machine/event.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend {

// RestartHappened, RestartMissing, or RestartDoubtful: key and kernel disagree, one more restart is asked for, bounded.
Event judge_restart(const Checkpoint& saved, const BootSession& now);

// The same boot session: the key is there with the id that was saved.
bool same_session(const Checkpoint& saved, const BootSession& now);

} // namespace netmend
