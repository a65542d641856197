// Guards and actions of the table. An action writes a fact down and does nothing else.
#pragma once

#include <string>
#include <vector>

#include "statemachine/machine/guards.hpp"

namespace netmend {

struct NotePlan {
    static void write(Checkpoint& facts, const Plan& plan, const event::Look& look,
                      const std::vector<std::string>& third_parties);
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        write(*machine.facts, event.plan, event.look, event.third_parties);
    }
};
struct NoteRefusal {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        NotePlan::write(*machine.facts, event.plan, event.look, {});
        machine.facts->trouble = event.plan.refusal;
    }
};
struct NoteConsent {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->accepted_plan = event.plan;
    }
};
struct NoteBackup {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->backup_name = event.name;
        machine.facts->backup_digest = event.digest;
    }
};
struct NoteSettings {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->settings_name = event.name;
        machine.facts->settings_digest = event.digest;
    }
};
struct NoteSettingsLook {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->settings_differences = event.differences;
    }
};
struct NoteRestorePoint {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->restore_point = event.number;
        machine.facts->restore_turned_on = event.turned_on;
        machine.facts->restore_point_note = event.note;
    }
};
struct NoteLook {
    static void write(Checkpoint& facts, const event::Look& look);
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        write(*machine.facts, event.look);
    }
};
struct NoteLookFailure { // the look, and that it sent the repair back or on
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        NoteLook::write(*machine.facts, event.look);
        machine.facts->failed_in = machine.facts->phase;
        if (!event.look.findings.empty())
            machine.facts->trouble = event.look.findings.front();
    }
};
struct NoteUnseen {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        NoteLook::write(*machine.facts, event.look);
        machine.facts->trouble = event.why;
    }
};
struct NoteSound {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts->sound_seen = true;
    }
};
struct CountTry {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        ++machine.facts->tries;
        machine.facts->trouble = event.why;
    }
};
struct NoteFailure { // this step sends the repair back, or on to another way
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->failed_in = machine.facts->phase;
        machine.facts->trouble = event.why;
    }
};
struct NoteOldEntries {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts->failed_in = machine.facts->phase;
        machine.facts->trouble = "The old Winsock entries came back after the restart.";
    }
};
struct CountWake {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        ++machine.facts->wakes;
    }
};
struct NoteWakesSpent {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts->failed_in = machine.facts->phase;
        machine.facts->trouble = "This step was begun too often and never came to its end.";
    }
};
struct NoteExtraRestart {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        ++machine.facts->extra_restarts;
        machine.facts->trouble = event.why;
    }
};
struct NoteAnotherRound { // what was verified is damaged, and one more installation may help
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S& from, T& to) const {
        NoteLookFailure()(event, machine, from, to);
        ++machine.facts->extra_restarts;
    }
};
struct NoteLostSettings {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        ++machine.facts->extra_restarts;
        machine.facts->settings_differences = event.differences;
        machine.facts->trouble = event.differences.front();
    }
};
struct NoteDoubt { // the same restart is asked for once more
    static void write(Checkpoint& facts, const std::string& why);
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        write(*machine.facts, event.why);
    }
};
struct Remind { // the person did not restart, or not so that Windows started anew; past the bound it waits quietly
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        if (machine.facts->reminders >= limits::restart_reminders_max)
            return;
        ++machine.facts->reminders;
        machine.facts->restart_asked_here = false;
    }
};
struct AskInstead { // Windows would not restart by itself
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->restart_refused = true;
        machine.facts->trouble = event.why;
    }
};
struct NoteMissingInbox {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->missing_inbox = event.missing;
    }
};
struct NoteOutsideChanges { // a repeated putting back sees only what was left
    static void add(Checkpoint& facts, const std::vector<std::string>& changes);
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        add(*machine.facts, event.outside_changes);
    }
};
struct NoteDifference {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->trouble = event.what;
    }
};
struct NoteCancel {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts->cancel_noted = true;
    }
};
struct CountAnew { // a person is there and asks: what was tried without one counts no more
    static void write(Checkpoint& facts);
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        write(*machine.facts);
    }
};
struct CancelAnew {
    template<class E, class M, class S, class T> void operator()(const E&, M& machine, S&, T&) const {
        machine.facts->cancel_noted = true;
        CountAnew::write(*machine.facts);
    }
};
struct NoteSystemChange {
    template<class E, class M, class S, class T> void operator()(const E& event, M& machine, S&, T&) const {
        machine.facts->failed_in = machine.facts->phase;
        machine.facts->trouble = event.what;
    }
};

} // namespace netmend
