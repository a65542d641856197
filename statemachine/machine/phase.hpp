// What is known of each phase, as data. The rows are in states.hpp; code that has only a saved name looks them up here.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "statemachine/machine/order.hpp"
#include "statemachine/planning/procedure.hpp"

namespace netmend {

enum class WayBack {
    Untouched,  // nothing to undo: a cancel simply ends
    Restorable, // the backup is put back
    Stranded,   // no TCP/IP: forward is the way back
    Finishing,  // mended already: forward is the way back
    Returning,  // on the way back already
    Resting,    // waits for a person; the backup can still be put back
    Settled,    // over
};
std::string_view name_of(WayBack way_back); // "untouched"

enum class Chapter { Opening, Ladder, WinsockReset, Reset, Keys, Reinstall, Closing, Rollback, Resting, Settled };
struct ChapterRow {
    Chapter chapter;
    std::string_view name;  // what saved names begin with
    std::string_view title; // for readers of the table
};
inline constexpr ChapterRow chapters[] = {
    {Chapter::Opening, "opening", "Opening: look, agree, back up"},
    {Chapter::Ladder, "ladder", "The ladder, Vista and later: write down, change, look, undo what did not help"},
    {Chapter::WinsockReset, "winsock-reset",
     "Its last rung: reset with what was agreed to, give back, restart, compare"},
    {Chapter::Reset, "reset", "The guide, Windows XP SP2 and later: reset, restart, verify"},
    {Chapter::Keys, "keys", "KB 811259, Windows XP without SP2: delete the keys, restart, install TCP/IP, restart"},
    {Chapter::Reinstall, "reinstall",
     "The guide, Windows 2000: uninstall, restart, delete the keys, restart, install, settings, restart"},
    {Chapter::Closing, "closing", "Closing, for every procedure"},
    {Chapter::Rollback, "rollback", "Rollback: put back, restart, compare"},
    {Chapter::Resting, "resting", "Resting: a person is asked"},
    {Chapter::Settled, "settled", "When it is over"},
};
// Does not compile for a name whose chapter is not among them. Letter by letter: under sanitizers g++ takes no search
// in a text that is a template's argument for constant.
consteval Chapter chapter_of(std::string_view saved_name) {
    for (const ChapterRow& row : chapters) {
        std::size_t same = 0;
        while (same < row.name.size() && same < saved_name.size() && saved_name[same] == row.name[same])
            ++same;
        if (same == row.name.size() && same < saved_name.size() && saved_name[same] == '/')
            return row.chapter;
    }
    throw "a phase of no chapter";
}

// What scripts are told of a repair, as `outcome` of the status. None, DamagedCheckpoint and Restarting are of no
// phase.
enum class RepairOutcome {
    None,
    DamagedCheckpoint,
    Working,
    WaitingForConsent,
    RestartNeeded,
    Restarting,
    Unproven,
    NeedingPerson,
    Healthy,
    Refused,
    Unchanged,
    Cancelled,
    Repaired,
    RolledBack,
    KeptAsIs,
};

struct PhaseFacts {
    std::string_view name; // as saved: "keys/deleting-keys"
    Chapter chapter = Chapter::Settled;
    Order order = Order::None;
    WayBack way_back = WayBack::Settled;
    ProgressStep step = ProgressStep::None;
    bool rests_in_safe_mode = false; // does nothing until Windows is started normally
    RepairOutcome outcome = RepairOutcome::Working;
    std::string_view sentence; // "The two Winsock keys are being deleted."

    constexpr bool waits_for_restart() const { return order == Order::AskForRestart; }
    constexpr bool is_over() const { return way_back == WayBack::Settled; }
    // One that the articles do not have: it stands between steps, and a report names it.
    bool is_extra_restart() const { return waits_for_restart() && !is_restart(step); }
};

// In the order of the rows.
std::span<const PhaseFacts> all_phases();

// Null: no such phase in this version.
const PhaseFacts* phase_named(std::string_view name);

} // namespace netmend
