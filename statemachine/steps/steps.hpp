// Carrying out an order over the ports: one function an order, each in its own file. A step begins by looking at the
// world, acts, looks again, and answers with the event that the machine will judge; an empty answer means that a
// request from a person came in between and the order is still to be done. A step keeps nothing and decides nothing
// about what comes next. It may write to the registry only what its order says.
#pragma once

#include <optional>

#include "statemachine/base/ports.hpp"
#include "statemachine/machine/event.hpp"
#include "statemachine/machine/order.hpp"
#include "statemachine/saved/intent.hpp"

namespace netmend::steps {

using Answer = std::optional<Event>;

// An order that the disk does not name is a bug, and a step that failed.
Answer carry_out(Order order, Windows& windows, const Checkpoint& facts, const Intent& on_disk);

Answer diagnose(Windows& windows, const Checkpoint& facts);
Answer record_settings(Windows& windows, const Checkpoint& facts);
Answer back_up(Windows& windows, const Checkpoint& facts);
Answer make_restore_point(Windows& windows, const Checkpoint& facts);
Answer prepare_rung(Windows& windows, const Checkpoint& facts);
Answer carry_out_rung(Windows& windows, const Checkpoint& facts);
Answer look_after_rung(Windows& windows, const Checkpoint& facts);
Answer undo_rung(Windows& windows, const Checkpoint& facts);
Answer reset_winsock(Windows& windows, const Checkpoint& facts);
Answer reset_catalog(Windows& windows, const Checkpoint& facts);
Answer delete_winsock_keys(Windows& windows, const Checkpoint& facts);
Answer see_blank_keys(Windows& windows, const Checkpoint& facts);
Answer install_tcpip(Windows& windows, const Checkpoint& facts, InstallWay way);
Answer check_reinstall(Windows& windows, const Checkpoint& facts);
Answer uninstall_tcpip(Windows& windows, const Checkpoint& facts);
Answer delete_tcpip_keys(Windows& windows, const Checkpoint& facts);
Answer reinstall_tcpip(Windows& windows, const Checkpoint& facts);
Answer give_back_settings(Windows& windows, const Checkpoint& facts);
Answer ask_for_restart(Windows& windows, const Checkpoint& facts); // StepDone: asked for
Event restart_overdue(Windows& windows); // what is to be said when Windows accepted it and its time is over
Answer verify(Windows& windows, const Checkpoint& facts);
Answer compare_inbox_providers(Windows& windows, const Checkpoint& facts);
Answer compare_settings(Windows& windows, const Checkpoint& facts);
Answer put_back(Windows& windows, const Checkpoint& facts);
Answer compare_with_backup(Windows& windows, const Checkpoint& facts);
Answer replace_registry(Windows& windows, const Checkpoint& facts);
Answer tell_outcome(Windows& windows, const Checkpoint& facts);

} // namespace netmend::steps
