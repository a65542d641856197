// Everything about a repair that survives a restart: names and plain facts, never ids of the state machine's library.
// The machine works on it, the driver saves it before every order, Boost.Serialization writes it (format in
// checkpoint_format.hpp), vault.hpp keeps it on disk. Saved names are data: rename the code, never the string.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/planning/plan.hpp"

namespace netmend {

enum class RestartPolicy { Ask, Auto, Never };
std::string_view name_of(RestartPolicy policy);                           // "ask", "auto", "never"
std::optional<RestartPolicy> restart_policy_named(std::string_view name); // empty: no such policy

// Whether System Restore, where it is off, is switched on for the restore point and off again afterwards.
enum class RestorePointPolicy { IfOn, SwitchOn, None };
std::string_view name_of(RestorePointPolicy policy); // "if-on", "switch-on", "none"
std::optional<RestorePointPolicy> restore_point_policy_named(std::string_view name);

struct Checkpoint {
    // Who and what.
    std::string repair_id; // "20261122-130500-1a2b3c4d-7": names its files, sorts by time
    std::string started;   // for texts only
    SystemIdentity identity;
    RestartPolicy restart_policy = RestartPolicy::Ask;
    bool forced = false;               // repair though the diagnosis says healthy
    bool any_plan = false;             // `--yes` without a plan shown: agree to whatever the service finds
    std::vector<std::string> services; // that a person named, to be switched on though nothing is broken for their sake
    std::vector<std::string> products; // layered ones that a person named, to be taken out though they work
    std::string accepted_plan;         // id_of the plan that the person agreed to
    std::vector<std::string> accepted_loss; // of its `loss`, what a person accepted by itself
    Plan plan;
    int rung = 0; // of plan.ladder, the one that is being carried out

    // Where.
    std::string phase;             // by its saved name; empty: not begun
    std::vector<std::string> path; // phases entered, oldest first; the last 64

    // Counts, each with a bound in limits.hpp.
    int tries = 0;     // of the present phase's order, failures only
    int wakes = 0;     // that found the present phase unfinished
    int deletions = 0; // of the Winsock keys
    int rollbacks = 0;
    int extra_restarts = 0;
    int rounds = 0; // in which a rung was written down or carried out once more
    int restart_doubts = 0;
    int reminders = 0;                        // in the present restart phase
    int restarts_asked = 0;                   // the article's number when nothing fails
    int boots_seen = 0;                       // a bound against loops only
    std::vector<std::string> restart_reasons; // one a restart asked for

    // What was noted.
    bool restart_asked_here = false; // in the present restart phase, since it was entered or last reminded of
    bool restart_refused = false;    // in the present restart phase: Windows would not by itself, a person is asked
    bool cancel_noted = false;
    bool told = false;     // the outcome, once
    std::string trouble;   // the last failure, a sentence
    std::string failed_in; // phase whose failure sent the repair back; empty: none

    // The restart that is waited for: all of the present restart phase.
    std::string restart_wanted_since;           // for texts only
    std::vector<std::string> restart_waits_for; // who was logged on when Windows last put it off
    int restart_refusals = 0;                   // Windows said "not now"
    int restarts_overdue = 0;                   // Windows said yes, and it did not come within its time

    // Boot session in which this was last saved.
    std::string session_id;
    std::optional<std::int64_t> kernel_boot;

    // What it relies on: names in the state folder (repair_files.hpp); created new once, never replaced.
    std::string backup_name;
    std::string backup_digest;
    std::string settings_name; // the record of the settings, likewise
    std::string settings_digest;
    std::vector<std::string> rung_names; // what each rung of Vista and later changes, likewise, the present one last
    std::vector<std::string> rung_digests;
    std::vector<std::string> rung_changes; // of all rungs so far, sentences for people

    // The restore point, where there is one.
    RestorePointPolicy restore_point_policy = RestorePointPolicy::IfOn;
    std::int64_t restore_point = 0; // its number; 0: none, or closed
    bool restore_turned_on = false; // System Restore is switched off again when it is closed
    std::string restore_point_note; // a sentence for the report

    // What was observed.
    bool sound_seen = false;                       // a step was seen to mend the catalog: damage after it is a loss
    std::string verdict;                           // of the last look
    std::vector<std::string> findings;             // its sentences
    std::vector<std::string> missing_inbox;        // inbox providers that were there, sound, and are gone
    std::vector<std::string> third_parties;        // providers that were in the catalog before
    std::vector<std::string> came_back;            // of what was accepted to be lost, what put itself back
    std::vector<std::string> outside_changes;      // owned values that somebody else changed in mid-repair
    std::vector<std::string> settings_differences; // after the repair, from what was recorded; empty: all is as it was
    std::vector<std::string> events;               // the last limits::events_kept, oldest first

    bool operator==(const Checkpoint&) const; // by its saved form
};

// Version of the saved form. Fields are only ever added.
inline constexpr std::uint32_t checkpoint_version = 7;

std::string save_text(const Checkpoint& checkpoint);
Result<Checkpoint> load_text(const std::string& text); // Corrupt: names what is wrong; nothing is thrown

// The rung that is being carried out, and whether TCP/IP goes with it; without a ladder none, and no.
std::optional<Procedure> present_procedure(const Checkpoint& checkpoint);
bool takes_tcpip_away(const Checkpoint& checkpoint);

// Nobody has to be there for its restarts.
bool restarts_by_itself(const Checkpoint& checkpoint);

void add_event(Checkpoint& checkpoint, const std::string& event); // forgets the oldest past the bound

} // namespace netmend
