// Actions of the table: each writes facts down in the checkpoint and does nothing else. Plain functions under the names
// that the table uses; what they write is in rules.cpp.
#pragma once

#include <cstddef>

#include "statemachine/machine/event_fwd.hpp"

namespace netmend {

struct Checkpoint;
struct PhaseFacts;

// clang-format off
struct NotePlan           { static void write(Checkpoint& facts, const Event& found); };
struct NoteRefusal        { static void write(Checkpoint& facts, const Event& found); };
struct NoteConsent        { static void write(Checkpoint& facts, const Event& given); };
struct NoteSettings       { static void write(Checkpoint& facts, const Event& recorded); };
struct NoteBackup         { static void write(Checkpoint& facts, const Event& backed_up); };
struct NoteRestorePoint   { static void write(Checkpoint& facts, const Event& tried); };
struct NoteLook           { static void write(Checkpoint& facts, const Event& seen); };
struct NoteLookFailure    { static void write(Checkpoint& facts, const Event& seen); };  // the look, and that it sent the repair back or on
struct NoteUnseen         { static void write(Checkpoint& facts, const Event& unseen); };
struct NoteSound          { static void write(Checkpoint& facts, const Event&); };       // a step was seen to mend the catalog
struct NoteAnotherRound   { static void write(Checkpoint& facts, const Event& seen); };  // damaged again, and one more round may help
struct NoteRung           { static void write(Checkpoint& facts, const Event& prepared); };
struct NoteRound          { static void write(Checkpoint& facts, const Event& why); };    // the same rung once more
struct CountTry           { static void write(Checkpoint& facts, const Event& failed); };
struct NoteFailure        { static void write(Checkpoint& facts, const Event& failed); }; // it sends the repair back, or on to another way
struct NoteOldEntries     { static void write(Checkpoint& facts, const Event&); };
struct NoteExtraRestart   { static void write(Checkpoint& facts, const Event& why); };
struct NoteSettingsLook   { static void write(Checkpoint& facts, const Event& compared); };
struct NoteLostSettings   { static void write(Checkpoint& facts, const Event& compared); };
struct NoteMissingInbox   { static void write(Checkpoint& facts, const Event& compared); };
struct NoteOutsideChanges { static void write(Checkpoint& facts, const Event& put_back); }; // a repeated putting back sees only what was left
struct NoteDifference     { static void write(Checkpoint& facts, const Event& different); };
struct NoteCancel         { static void write(Checkpoint& facts, const Event&); };
struct CountAnew          { static void write(Checkpoint& facts, const Event&); };       // a person is there and asks: what was tried without one counts no more
struct CancelAnew         { static void write(Checkpoint& facts, const Event&); };
struct CountWake          { static void write(Checkpoint& facts, const Event&); };
struct NoteWakesSpent     { static void write(Checkpoint& facts, const Event&); };
struct NoteSystemChange   { static void write(Checkpoint& facts, const Event& elsewhere); };
struct NoteDoubt          { static void write(Checkpoint& facts, const Event& doubtful); }; // the same restart is asked for once more
struct Remind             { static void write(Checkpoint& facts, const Event&); };       // no true restart; past the bound it waits quietly
struct NotePutOff         { static void write(Checkpoint& facts, const Event& put_off); }; // Windows is asked again in a while
struct AskInstead         { static void write(Checkpoint& facts, const Event& refused); }; // Windows would not restart by itself
// clang-format on

void climb(Checkpoint& facts); // to the next rung of the ladder

// Entering a phase writes down its name and resets what is counted per phase. It does nothing else, and nothing at all
// in the phase that was woken.
void enter_phase(Checkpoint& facts, const PhaseFacts& phase);

// An event had no row in the present phase: a bug of ours, written down.
void note_no_row(Checkpoint& facts, const Event& event);

} // namespace netmend
