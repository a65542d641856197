#include "service/report/sentences.hpp"

#include "statemachine/machine/states.hpp"
#include "statemachine/permission.hpp"
#include "statemachine/planning/windows_kinds.hpp"
#include "statemachine/saved/repair_files.hpp"

namespace netmend {
namespace {

using Sentences = std::vector<std::string>;

void add_set_aside(const Snapshot& snapshot, Sentences& sentences) {
    if (snapshot.set_aside.empty() && snapshot.set_aside_why.empty())
        return;
    if (snapshot.set_aside.empty())
        sentences.push_back("The saved progress of a repair cannot be used; nothing was touched because of it.");
    else
        sentences.push_back(
            "The saved progress of a repair was damaged and set aside as " + joined(snapshot.set_aside) +
            "; nothing was touched because of it. What it had recorded and backed up is kept beside it.");
    if (!snapshot.set_aside_why.empty())
        sentences.push_back(snapshot.set_aside_why);
}

// The articles' own clicks. The dialog has them up to Server 2003 only.
void add_clicks(const Checkpoint& repair, Sentences& sentences) {
    if (repair.identity.major != 5)
        return;
    if (repair.identity.minor == 0) {
        sentences.push_back("TCP/IP can be installed by hand: Start, Settings, Network and Dial-up Connections, right "
                            "click on the connection, Properties, Install, Protocol, Add. Choose Internet Protocol "
                            "(TCP/IP), OK. Then restart.");
        sentences.push_back("When that is done, type: netmend continue");
        return;
    }
    sentences.push_back("TCP/IP can be installed again by hand: Control Panel, Network Connections, right click on the "
                        "connection, Properties, Install, Protocol, Add, Have Disk. Type %windir%\\inf, OK. Choose "
                        "Internet Protocol (TCP/IP), OK. Then choose Restart.");
    sentences.push_back("When that is done, type: netmend continue");
}

void add_trouble(const Checkpoint& repair, Sentences& sentences) {
    if (repair.trouble.empty())
        return;
    if (const PhaseFacts* phase = phase_named(repair.failed_in))
        sentences.push_back("It failed here: " + std::string(phase->sentence) + " " + repair.trouble);
    else
        sentences.push_back(repair.trouble);
}

// Only those that the plan did not name.
void add_restart_reasons(const Checkpoint& repair, Sentences& sentences) {
    for (const std::string& reason : repair.restart_reasons) {
        const PhaseFacts* phase = phase_named(reason);
        if (!phase)
            sentences.push_back("A restart more than planned: " + reason);
        else if (phase->is_extra_restart())
            sentences.push_back("A restart more than planned: " + std::string(phase->sentence));
    }
}

void add_what_is_left(const Checkpoint& repair, Sentences& sentences) {
    if (!repair.outside_changes.empty())
        sentences.push_back("Somebody else changed these in the meantime: " + joined(repair.outside_changes));
    if (!repair.backup_name.empty())
        sentences.push_back((is_own(repair, repair.backup_name)
                                 ? "The backup of this repair is kept: "
                                 : "The backup of the repair that took TCP/IP out is kept: ") +
                            repair.backup_name);
}

void add_repaired(const Checkpoint& repair, bool still_so, Sentences& sentences) {
    const bool by_name =
        !repair.products.empty() || (!repair.plan.services.empty() && repair.plan.verdict != "damaged");
    sentences.push_back(by_name && !still_so       ? "This was done, and it is not so any more: see below."
                        : !repair.products.empty() ? "Done: what you named is out of the Winsock catalogs."
                        : repair.plan.services.empty() || repair.plan.verdict == "damaged"
                            ? "Repaired: sockets carry data again."
                            : "Done: what you named is switched on.");
    for (const std::string& change : repair.rung_changes)
        sentences.push_back("  - " + change);
    if (!repair.rung_changes.empty() && repair.restarts_asked == 0)
        sentences.push_back("No restart is needed. Programs that were running all the time may need one: restart this "
                            "computer when it suits you.");
    if (!repair.settings_differences.empty()) {
        sentences.push_back("These network settings are not as they were before:");
        for (const std::string& difference : repair.settings_differences)
            sentences.push_back("  - " + difference);
    }
    if (!repair.plan.removed.empty())
        sentences.push_back("These were taken out of the network stack: " + joined(repair.plan.removed) +
                            ". Install such a program again if it no longer works.");
    if (!repair.missing_inbox.empty())
        sentences.push_back(
            "These parts of Windows were there before and are missing now: " + joined(repair.missing_inbox) + ".");
    if (!repair.came_back.empty())
        sentences.push_back("These were taken out and have put themselves back: " + joined(repair.came_back) + ".");
    if (kind_of(repair.identity).unsupported)
        sentences.push_back(windows_name(repair.identity) + " is no longer supported: install its service pack now.");
    add_restart_reasons(repair, sentences);
    if (!repair.trouble.empty())
        sentences.push_back("On the way there: " + repair.trouble);
    sentences.push_back("The way back stays open: netmend rollback");
}

void add_since_when(const Checkpoint& repair, Sentences& sentences) {
    if (repair.restart_wanted_since.empty())
        return;
    const std::string since = "It has waited for this restart since " + repair.restart_wanted_since;
    if (!restarts_by_itself(repair))
        sentences.push_back(since + ", for a person.");
    else if (!repair.restart_waits_for.empty())
        sentences.push_back(since + ". Logged on: " + joined(repair.restart_waits_for) + ".");
    else if (repair.restart_refusals > 0 || repair.restarts_overdue > 0)
        sentences.push_back(since + ".");
}

void add_restart(const Standing& standing, const PhaseFacts& phase, Sentences& sentences) {
    const Checkpoint& repair = standing.snapshot.checkpoint;
    const Progress& progress = standing.progress;
    const std::string step = "step " + std::to_string(progress.step) + " of " + std::to_string(progress.steps_total);
    const bool put_off = repair.restart_refusals > 0 || repair.restarts_overdue > 0;
    if (!restarts_by_itself(repair))
        sentences.push_back("Restart this computer: " + step + ". Choose Restart, not Shut down.");
    else if (put_off)
        sentences.push_back("This computer restarts by itself as soon as Windows lets it: " + step +
                            ". A person may restart it at any time; `netmend cancel` stops it.");
    else
        sentences.push_back("This computer restarts by itself in a moment: " + step + ". `netmend cancel` stops it.");
    if (put_off)
        sentences.push_back(repair.trouble);
    add_since_when(repair, sentences);
    if (repair.reminders > 0)
        sentences.push_back("It was started again or switched on, but Windows did not restart: shutting down and "
                            "switching on is no restart where Fast Startup is on.");
    if (repair.restart_refused)
        sentences.push_back("Windows would not restart by itself, so it takes a person.");
    sentences.emplace_back(phase.sentence);
    if (phase.way_back != WayBack::Returning)
        add_restart_reasons(repair, sentences);
}

void add_working(const Standing& standing, const PhaseFacts& phase, Sentences& sentences) {
    const Checkpoint& repair = standing.snapshot.checkpoint;
    const Progress& progress = standing.progress;
    std::string text(phase.sentence);
    if (progress.step > 0)
        text += " (Step " + std::to_string(progress.step) + " of " + std::to_string(progress.steps_total) + ".)";
    sentences.push_back(text);
    if (phase.way_back == WayBack::Returning) {
        add_trouble(repair, sentences);
    } else if (repair.tries > 0) {
        sentences.push_back("This is try " + std::to_string(repair.tries + 1) + " of this step. " + repair.trouble);
    }
}

// `still_so`: nobody has undone since what was done.
void add_settled(const Checkpoint& repair, const PhaseFacts& phase, bool still_so, Sentences& sentences) {
    if (phase.outcome == RepairOutcome::Repaired) {
        add_repaired(repair, still_so, sentences);
        return;
    }
    sentences.emplace_back(phase.sentence);
    add_trouble(repair, sentences);
    if (phase.outcome == RepairOutcome::RolledBack) {
        if (repair.rollbacks > 0)
            add_clicks(repair, sentences);
        add_restart_reasons(repair, sentences);
    }
    if (phase.outcome == RepairOutcome::Healthy || phase.outcome == RepairOutcome::Refused)
        return;
    add_what_is_left(repair, sentences);
}

void add_resting(const Checkpoint& repair, const PhaseFacts& phase, Sentences& sentences) {
    sentences.emplace_back(phase.sentence);
    add_trouble(repair, sentences);
    if (phase.outcome == RepairOutcome::NeedingPerson)
        add_clicks(repair, sentences);
    else
        sentences.push_back("Look whether the network works. `netmend continue` checks again.");
    sentences.push_back("`netmend rollback` puts everything back as it was found.");
    add_what_is_left(repair, sentences);
}

// Windows 2000 without TCP/IP: nothing can be put back piece by piece, so the one way is forward.
void add_without_tcpip(const Checkpoint& repair, const PhaseFacts& phase, Sentences& sentences) {
    sentences.emplace_back(phase.sentence);
    const std::size_t passed = repair.path.size();
    if (passed >= 2 && is_in<ConfirmingRegistry>(repair.path[passed - 2]) &&
        !is_in<ConfirmingRegistry>(repair.failed_in))
        sentences.push_back("Windows did not take its registry of before the repair: " + repair.trouble);
    else
        add_trouble(repair, sentences);
    add_clicks(repair, sentences);
    sentences.push_back("The settings of every connection are written down and are given back after that: netmend "
                        "status --settings shows them.");
    if (!backup_lacks_tcpip(repair))
        sentences.push_back(
            "The last net is the whole registry of Windows as it was before the repair. netmend never puts it "
            "back by itself; `netmend rollback --whole-registry` does, with 1 restart, and everything that "
            "anybody has changed since is lost with it.");
    add_what_is_left(repair, sentences);
}

void add_repair(const Standing& standing, const PhaseFacts& phase, Sentences& sentences) {
    const Checkpoint& repair = standing.snapshot.checkpoint;
    if (phase.waits_for_restart())
        add_restart(standing, phase, sentences);
    else if (phase.is_over())
        add_settled(repair, phase, standing.snapshot.back_again.empty() && standing.snapshot.set_again.empty(),
                    sentences);
    else if (phase.way_back == WayBack::Resting)
        add_resting(repair, phase, sentences);
    else if (phase.outcome == RepairOutcome::NeedingPerson)
        add_without_tcpip(repair, phase, sentences);
    else if (phase.outcome == RepairOutcome::WaitingForConsent)
        sentences.push_back(std::string(phase.sentence) + " Type `netmend continue` to see it and to answer.");
    else
        add_working(standing, phase, sentences);
    if (repair.cancel_noted && !phase.is_over())
        sentences.push_back("It was cancelled and ends as soon as it is safe.");
}

} // namespace

std::vector<std::string> sentences_of(const Snapshot& snapshot) {
    return sentences_of(standing_of(snapshot));
}

CancelPromise cancel_promise(const Snapshot& snapshot) {
    return cancel_promise(standing_of(snapshot));
}

std::vector<std::string> sentences_of(const Standing& standing) {
    Sentences sentences;
    const Snapshot& snapshot = standing.snapshot;
    const PhaseFacts* phase = standing.phase;
    if (snapshot.save_failed)
        sentences.push_back("The repair waits and does nothing: its progress could not be saved. Make room on the disk "
                            "that holds Windows; it then goes on by itself.");
    if (snapshot.safe_mode && phase && standing.unfinished)
        sentences.push_back("Windows runs in safe mode, so the repair rests. Start Windows normally and it goes on.");
    if (!snapshot.has_repair && snapshot.set_aside.empty() && snapshot.set_aside_why.empty())
        sentences.push_back("No repair is under way on this computer. Type `netmend diagnose` to see whether it needs "
                            "one.");
    else if (snapshot.has_repair && !phase)
        sentences.push_back("A newer netmend left this repair in a phase that this one does not know: " +
                            snapshot.checkpoint.phase + ".");
    if (phase)
        add_repair(standing, *phase, sentences);
    if (is_for_earlier(snapshot))
        sentences.push_back("`netmend rollback` undoes next what was done before that: " + act_text(*snapshot.earlier) +
                            ".");
    for (const std::string& service : snapshot.set_again)
        sentences.push_back(
            "The service " + service +
            ", which this repair was to switch on, is switched off. If it was on since, a policy, a "
            "program or a person did that. netmend leaves it so; change what does it, and begin again.");
    sentences.insert(sentences.end(), snapshot.back_again.begin(), snapshot.back_again.end());
    add_set_aside(snapshot, sentences);
    return sentences;
}

CancelPromise cancel_promise(const Standing& standing) {
    const Permission permission = may_be_asked(Request::Kind::Cancel, standing.snapshot);
    if (!permission.granted())
        return {false, 0, permission.sentence};
    const PhaseFacts* phase = standing.phase;
    switch (phase->way_back) {
    case WayBack::Stranded: {
        const int left = standing.progress.restarts_total - standing.progress.restarts_done;
        return {true, left,
                "TCP/IP is out of this computer, and nothing could put it back but its installation. So a cancel "
                "finishes that first and gives the settings back; that takes " +
                    restarts_text(left) + "."};
    }
    case WayBack::Untouched:
        return {true, 0, "Nothing has been changed yet: a cancel ends the repair at once, without a restart."};
    case WayBack::Finishing:
        return {true, 0, "The network is mended already: the repair finishes in a moment, without a further restart."};
    case WayBack::Returning: {
        const int restarts = phase->order == Order::CompareWithBackup ? 0 : 1;
        return {true, restarts,
                "Everything is being put back as it was found already; that takes " + restarts_text(restarts) + "."};
    }
    default:
        if (phase->chapter == Chapter::Ladder || is_in<PreparingWinsockReset>(phase->name))
            return {true, 0, "A cancel undoes what was changed, without a restart."};
        return {true, 1,
                "A cancel puts everything back as it was found. That takes 1 restart; before it the computer is not "
                "back in its old state."};
    }
}

} // namespace netmend
