#include "statemachine/machine/rules.hpp"

#include <algorithm>

#include "statemachine/base/joint.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/machine/event.hpp"
#include "statemachine/machine/phase.hpp"
#include "statemachine/saved/checkpoint.hpp"

namespace netmend {
namespace {

// How many phases of its path a checkpoint remembers; more only after many extra restarts.
constexpr std::size_t path_kept = 64;

void fail_here(Checkpoint& facts, const std::string& why) {
    facts.failed_in = facts.phase;
    facts.trouble = why;
}

} // namespace

void enter_phase(Checkpoint& facts, const PhaseFacts& phase) {
    if (facts.phase == phase.name)
        return; // woken, or begun here
    facts.phase = phase.name;
    facts.path.emplace_back(phase.name);
    if (facts.path.size() > path_kept)
        facts.path.erase(facts.path.begin());
    facts.tries = 0;
    facts.wakes = 0;
    facts.reminders = 0;
    facts.restart_asked_here = false;
    facts.restart_refused = false; // what stood in the way of one restart says nothing of the next
    facts.restart_wanted_since.clear();
    facts.restart_waits_for.clear();
    facts.restart_refusals = facts.restarts_overdue = 0;
    facts.told = false;
    if (phase.order == Order::DeleteWinsockKeys || phase.order == Order::DeleteTcpipKeys)
        ++facts.deletions;
    if (phase.order == Order::PutBack)
        ++facts.rollbacks;
    if (phase.waits_for_restart()) {
        ++facts.restarts_asked;
        facts.restart_reasons.emplace_back(phase.name);
    }
}

void note_no_row(Checkpoint& facts, const Event& event) {
    const std::string what = std::string(name_of(event)) + " has no row in " + facts.phase;
    add_event(facts, "bug: " + what);
    bug("the table", what + ".");
}

// Rungs begin with the same phase: it is entered anew, also where it climbs from itself.
void climb(Checkpoint& facts) {
    ++facts.rung;
    facts.phase.clear();
}

void NotePlan::write(Checkpoint& facts, const Event& found) {
    facts.plan = plan_of(found);
    facts.rung = 0;
    facts.third_parties.clear();
    if (const auto* damage = std::get_if<event::FoundDamage>(&found))
        facts.third_parties = damage->third_parties;
    if (const auto* none = std::get_if<event::FoundNoDamage>(&found))
        facts.third_parties = none->third_parties;
    NoteLook::write(facts, found);
}

void NoteRefusal::write(Checkpoint& facts, const Event& found) {
    NotePlan::write(facts, found);
    facts.trouble = facts.plan.refusal;
}

void NoteConsent::write(Checkpoint& facts, const Event& given) {
    const auto& consent = std::get<event::ConsentGiven>(given);
    facts.accepted_plan = consent.plan;
    facts.accepted_loss = consent.accepted_loss;
}

void NoteSettings::write(Checkpoint& facts, const Event& event) {
    const auto& recorded = std::get<event::SettingsRecorded>(event);
    facts.settings_name = recorded.name;
    facts.settings_digest = recorded.digest;
}

void NoteBackup::write(Checkpoint& facts, const Event& event) {
    const auto& backed_up = std::get<event::BackedUp>(event);
    facts.backup_name = backed_up.name;
    facts.backup_digest = backed_up.digest;
}

void NoteRestorePoint::write(Checkpoint& facts, const Event& event) {
    const auto& tried = std::get<event::RestorePointTried>(event);
    facts.restore_point = tried.number;
    facts.restore_turned_on = tried.turned_on;
    facts.restore_point_note = tried.note;
}

void NoteLook::write(Checkpoint& facts, const Event& seen) {
    const event::Look& look = look_of(seen);
    facts.verdict = look.verdict;
    facts.findings = look.findings;
}

void NoteLookFailure::write(Checkpoint& facts, const Event& seen) {
    NoteLook::write(facts, seen);
    facts.failed_in = facts.phase;
    if (!facts.findings.empty())
        facts.trouble = facts.findings.front();
}

void NoteUnseen::write(Checkpoint& facts, const Event& unseen) {
    NoteLook::write(facts, unseen);
    facts.trouble = why_of(unseen);
}

void NoteSound::write(Checkpoint& facts, const Event&) {
    facts.sound_seen = true;
}

void NoteAnotherRound::write(Checkpoint& facts, const Event& seen) {
    NoteLookFailure::write(facts, seen);
    ++facts.extra_restarts;
}

void NoteRung::write(Checkpoint& facts, const Event& event) {
    const auto& prepared = std::get<event::RungPrepared>(event);
    facts.rung_names.push_back(prepared.name);
    facts.rung_digests.push_back(prepared.digest);
    facts.rung_changes.insert(facts.rung_changes.end(), prepared.changes.begin(), prepared.changes.end());
}

void NoteRound::write(Checkpoint& facts, const Event& why) {
    ++facts.rounds;
    facts.trouble = why_of(why);
}

void CountTry::write(Checkpoint& facts, const Event& failed) {
    ++facts.tries;
    facts.trouble = why_of(failed);
}

void NoteFailure::write(Checkpoint& facts, const Event& failed) {
    fail_here(facts, why_of(failed));
}

void NoteOldEntries::write(Checkpoint& facts, const Event&) {
    fail_here(facts, "The old Winsock entries came back after the restart.");
}

void NoteExtraRestart::write(Checkpoint& facts, const Event& why) {
    ++facts.extra_restarts;
    facts.trouble = why_of(why);
}

void NoteSettingsLook::write(Checkpoint& facts, const Event& compared) {
    facts.settings_differences = differences_of(compared);
}

void NoteLostSettings::write(Checkpoint& facts, const Event& compared) {
    ++facts.extra_restarts;
    facts.settings_differences = differences_of(compared);
    facts.trouble = facts.settings_differences.front();
}

void NoteMissingInbox::write(Checkpoint& facts, const Event& compared) {
    const auto& seen = std::get<event::InboxCompared>(compared);
    facts.missing_inbox = seen.missing;
    facts.came_back = seen.came_back;
}

void NoteOutsideChanges::write(Checkpoint& facts, const Event& put_back) {
    for (const std::string& change : std::get<event::PutBackDone>(put_back).outside_changes)
        if (std::find(facts.outside_changes.begin(), facts.outside_changes.end(), change) ==
            facts.outside_changes.end())
            facts.outside_changes.push_back(change);
}

void NoteDifference::write(Checkpoint& facts, const Event& different) {
    facts.trouble = std::get<event::StillDifferent>(different).what;
}

void NoteCancel::write(Checkpoint& facts, const Event&) {
    facts.cancel_noted = true;
}

void CountAnew::write(Checkpoint& facts, const Event&) {
    facts.deletions = facts.rollbacks = facts.extra_restarts = facts.restart_doubts = facts.rounds = 0;
}

void CancelAnew::write(Checkpoint& facts, const Event& event) {
    facts.cancel_noted = true;
    CountAnew::write(facts, event);
}

void CountWake::write(Checkpoint& facts, const Event&) {
    ++facts.wakes;
}

void NoteWakesSpent::write(Checkpoint& facts, const Event&) {
    fail_here(facts, "This step was begun too often and never came to its end.");
}

void NoteSystemChange::write(Checkpoint& facts, const Event& elsewhere) {
    fail_here(facts, std::get<event::WokeElsewhere>(elsewhere).what);
}

void NoteDoubt::write(Checkpoint& facts, const Event& doubtful) {
    ++facts.restart_doubts;
    ++facts.restarts_asked;
    facts.restart_reasons.push_back(why_of(doubtful));
    facts.restart_asked_here = false;
    facts.trouble = why_of(doubtful);
}

void Remind::write(Checkpoint& facts, const Event&) {
    if (facts.reminders >= limits::restart_reminders_max)
        return;
    ++facts.reminders;
    facts.restart_asked_here = false;
}

void NotePutOff::write(Checkpoint& facts, const Event& event) {
    const auto& put_off = std::get<event::RestartPutOff>(event);
    ++(put_off.accepted ? facts.restarts_overdue : facts.restart_refusals);
    facts.restart_waits_for = put_off.waits_for;
    facts.restart_asked_here = false;
    facts.trouble = put_off.why;
}

void AskInstead::write(Checkpoint& facts, const Event& refused) {
    facts.restart_refused = true;
    facts.restart_asked_here = false; // of a person it was not
    facts.trouble = why_of(refused);
}

} // namespace netmend
