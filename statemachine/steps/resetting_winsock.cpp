#include <algorithm>
#include <initializer_list>

#include "statemachine/base/text.hpp"
#include "statemachine/machine/states.hpp"
#include "statemachine/mending/apply.hpp"
#include "statemachine/mending/changing.hpp"
#include "statemachine/mending/reset_mending.hpp"
#include "statemachine/planning/planning.hpp"
#include "statemachine/steps/backup_of.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/steps/rungs.hpp"
#include "statemachine/steps/winsock_reset.hpp"
#include "statemachine/winsock/codes.hpp"
#include "statemachine/winsock/diagnosis.hpp"

namespace netmend::steps {
namespace {

// One look at the catalogs and at what they lack, with what is needed to give it back.
class Reset {
  public:
    Reset(Windows& windows, const Checkpoint& facts, const Backup& backup, const mending::Difference& record)
        : windows_(windows), facts_(facts), view_(backup), record_(record) {}

    // An error: it could not be looked at.
    Result<void> look() {
        Result<winsock::Catalogs> read = winsock::read_settled_catalogs(windows_.registry, facts_.identity.x64);
        if (!read)
            return tl::unexpected(read.error());
        catalogs = std::move(*read);
        return {};
    }

    bool holds_more() const { return mending::holds_more_than_own(catalogs); }

    Result<mending::Difference> kept_lost() { return mending::give_back_kept(windows_.registry, catalogs, record_); }
    // Only of lists that the reset has been over: nothing else is mended here.
    Result<mending::Difference> own_lost() {
        if (holds_more())
            return mending::Difference{};
        const mending::LookForDll dlls = mending::looks_for_dlls(windows_.registry, windows_.system);
        return mending::give_back_own(windows_.registry, catalogs, facts_.identity, dlls, &view_);
    }

    // Empty: interrupted. False: something could not be given back, and `why` says what.
    std::optional<bool> give_back(std::string& why, std::initializer_list<bool> parts = {false, true}) {
        for (const bool own : parts) { // what is no protocol first: by it Windows' own are found
            const Result<mending::Difference> lost = own ? own_lost() : kept_lost();
            const Result<mending::Applied> done = !lost ? Result<mending::Applied>(tl::unexpected(lost.error()))
                                                  : lost->empty()
                                                      ? Result<mending::Applied>(mending::Applied{})
                                                      : mending::apply(windows_.registry, windows_.clock, *lost);
            if (done && done->interrupted)
                return std::nullopt;
            if (done && lost)
                for (const std::string& sentence : lost->said)
                    windows_.chronicle.record("Given back after the reset: " + sentence);
            if (!done || !look()) {
                why = done ? "the catalogs could not be looked at" : done.error().text;
                return false;
            }
        }
        return true;
    }

    winsock::Catalogs catalogs;

  private:
    Windows& windows_;
    const Checkpoint& facts_;
    BackupRegistry view_;
    const mending::Difference& record_;
};

struct Runs { // of the tool
    std::string said;
    bool one_failed = false;
    void add(const char* which, const Result<ToolRun>& run) {
        const std::string how = !run          ? "it could not be started: " + run.error().text
                                : run->killed ? "it was stopped at its deadline"
                                              : "its exit code was " + std::to_string(run->exit_code);
        said += (said.empty() ? "" : "; ") + std::string(which) + how;
        one_failed = one_failed || !run || run->killed || run->exit_code != 0;
    }
};

// Nothing may have changed between what was written down and the first run of the tool.
std::optional<Event> prepared(Windows& windows, const mending::Difference& record) {
    if (const Result<int> open = mending::count_open(windows.registry, mending::kept_by_reset(record)); !open)
        return open.error().kind == ErrorKind::Busy ? Event(event::ChangedMeanwhile{open.error().text})
                                                    : Event(event::StepFailed{open.error().text});
    const Result<mending::Applied> done =
        mending::apply(windows.registry, windows.clock, mending::before_reset(record));
    if (!done)
        return done.error().kind == ErrorKind::Busy ? Event(event::ChangedMeanwhile{done.error().text})
                                                    : Event(event::StepFailed{done.error().text});
    return std::nullopt;
}

// Nothing says that the netsh of 64-bit Windows resets the list of 32-bit programs, too. Theirs does that.
Result<Runs> run_tools(Windows& windows, const Checkpoint& facts, Reset& reset) {
    Runs runs;
    const auto seen = [&]() -> Result<void> { // what the tool has left, when it is on the disk
        const Result<void> flushed = windows.registry.flush();
        return flushed ? reset.look() : flushed;
    };
    runs.add("", windows.stack.reset_catalog());
    if (const Result<void> first = seen(); !first)
        return tl::unexpected(first.error());
    const bool both = facts.identity.x64 && !reset.catalogs.protocol.empty();
    if (!both || !mending::holds_more_than_own(reset.catalogs.protocol.front(), reset.catalogs))
        return runs;
    runs.add("that of 32-bit programs: ", windows.stack.reset_catalog_32());
    if (const Result<void> second = seen(); !second)
        return tl::unexpected(second.error());
    return runs;
}

Result<mending::Applied> write_lists_of(const Backup& backup, Windows& windows, const Checkpoint& facts) {
    BackupRegistry view(backup);
    const Result<mending::Difference> lists = mending::lists_as_in(windows.registry, view, facts.identity.x64);
    return lists ? mending::apply(windows.registry, windows.clock, *lists)
                 : Result<mending::Applied>(tl::unexpected(lists.error()));
}

} // namespace

bool is_accepted(const std::string& name, const Checkpoint& facts) {
    const auto dll_of = [](const std::string& text) {
        const std::size_t at = text.rfind(": ");
        return at == std::string::npos ? text : text.substr(at);
    };
    return std::any_of(facts.accepted_loss.begin(), facts.accepted_loss.end(),
                       [&](const std::string& accepted) { return dll_of(accepted) == dll_of(name); });
}

std::vector<std::string> healthy_not_accepted(System& system, const winsock::Catalogs& catalogs,
                                              const Checkpoint& facts) {
    std::vector<std::string> left = others_in(catalogs, system).healthy;
    std::erase_if(left, [&](const std::string& name) { return is_accepted(name, facts); });
    return left;
}

bool reset_has_begun(const Checkpoint& facts) {
    const auto went_on = [](const std::string& phase) { return is_in<RestartForWinsock>(phase); };
    return std::any_of(facts.path.begin(), facts.path.end(), went_on) ||
           (is_in<ResettingWinsock>(facts.phase) && (facts.tries > 0 || facts.wakes > 0));
}

std::vector<std::string> what_goes(System& system, const winsock::Catalogs& catalogs) {
    const Providers others = others_in(catalogs, system);
    std::vector<std::string> sentences;
    for (const std::string& name : others.broken_layers)
        sentences.push_back("The Winsock reset takes " + name + " out, whose DLL is gone.");
    for (const std::string& name : others.healthy)
        sentences.push_back("The Winsock reset takes this out, as was agreed: " + name +
                            ". Install it again if you need it.");
    return sentences;
}

Answer reset_winsock(Windows& windows, const Checkpoint& facts) {
    // Without a good backup nothing is changed, however often this order is repeated.
    const Result<Backup> backup = backup_of(windows, facts);
    if (!backup)
        return event::StepFailed{"Nothing is changed without the backup: " + backup.error().text};
    const Result<mending::Difference> record = difference_of(windows, facts);
    if (!record)
        return event::StepFailed{"Nothing is changed that is not written down: " + record.error().text};
    const bool begun = reset_has_begun(facts);
    if (!begun)
        if (std::optional<Event> changed = prepared(windows, *record))
            return changed;
    Reset reset(windows, facts, *backup, *record);
    if (const Result<void> looked = reset.look(); !looked)
        return event::StepFailed{looked.error().text};
    std::string why;
    if (begun) // stopped anywhere, perhaps before the old key was right
        if (const std::optional<bool> given = reset.give_back(why, {false}); !given || !*given)
            return given ? Answer(event::StepFailed{why}) : Answer();
    const Result<mending::Difference> short_of = reset.own_lost();
    Runs runs;
    if (reset.holds_more() || !short_of || !short_of->empty()) {
        if (const auto left = healthy_not_accepted(windows.system, reset.catalogs, facts); !left.empty()) {
            why = "Since the list of what the reset takes was agreed to, this has come: " + winsock::listed(left);
            return begun ? Event(event::StepFailed{why}) : Event(event::ChangedMeanwhile{why});
        }
        const Result<Runs> run = run_tools(windows, facts, reset);
        if (!run)
            return event::StepFailed{run.error().text};
        runs = *run;
        windows.chronicle.record("netsh winsock reset: " + runs.said + ".");
    }
    const std::optional<bool> given = reset.give_back(why);
    if (!given)
        return std::nullopt;
    const CatalogLook after = look_at_catalog(windows, facts.identity);
    if (*given && !reset.holds_more() && after.catalog == Catalog::Sound) {
        const auto lacks = mending::less_than_computed(windows.registry, reset.catalogs, facts.identity);
        if (!lacks.empty())
            windows.chronicle.record("The reset left less than was computed: " + winsock::listed(lacks) + ".");
        return event::StepDone{};
    }
    why = "After netsh winsock reset (" + runs.said + "): " + (why.empty() ? after.text : why);
    // An exit code proves nothing, but it tells a tool that did not run from one whose effect shows after the restart.
    return runs.one_failed || !*given || after.catalog == Catalog::NotSeen ? Event(event::StepFailed{why})
                                                                           : Event(event::NoEffectSeen{why});
}

Answer look_after_reset(Windows& windows, const Checkpoint& facts, const winsock::Diagnosis& diagnosis) {
    const event::Look look = look_from(diagnosis);
    if (diagnosis.verdict == winsock::Verdict::Damaged) {
        if (const std::string left = winsock::all_left_to_a_person(diagnosis); !left.empty())
            return event::CouldNotLook{look, "What the reset mends is mended. What is left a person does: " + left};
        if (!answers(Procedure::ResetWinsock, diagnosis))
            return event::RungHelped{look};
        return facts.sound_seen ? Event(event::RungLost{"What the reset had mended is broken again."})
                                : Event(event::RungDidNotHelp{look});
    }
    const Result<Backup> backup = backup_of(windows, facts);
    const Result<mending::Difference> record = difference_of(windows, facts);
    if (!backup || !record)
        return event::CouldNotLook{look, backup ? record.error().text : backup.error().text};
    Reset reset(windows, facts, *backup, *record);
    const Result<void> looked = reset.look();
    const Result<mending::Difference> kept = looked ? reset.kept_lost() : tl::unexpected(looked.error());
    const Result<mending::Difference> own = kept ? reset.own_lost() : kept;
    if (!own)
        return event::CouldNotLook{look, own.error().text};
    if (!kept->empty() || !own->empty())
        return event::RungLost{"The restart has taken what the reset must leave."};
    return seen_mended(windows, look);
}

void put_lists_back(Windows& windows, const Backup& backup, const Checkpoint& facts) {
    if (present_procedure(facts) != Procedure::ResetWinsock)
        return;
    const Result<mending::Applied> done = write_lists_of(backup, windows, facts);
    if (!done)
        windows.chronicle.record("The lists of the catalogs could not be written back by themselves: " +
                                 done.error().text);
}

Answer undo_reset(Windows& windows, const Checkpoint& facts) {
    const Result<Backup> backup = backup_of(windows, facts);
    if (!backup)
        return event::StepFailed{"The reset cannot be undone by itself: " + backup.error().text};
    const Result<mending::Difference> record = difference_of(windows, facts);
    Result<mending::Applied> done = record ? mending::apply(windows.registry, windows.clock, record->reversed())
                                           : Result<mending::Applied>(tl::unexpected(record.error()));
    if (!done) // what the reset left is not byte for byte what was computed
        done = write_lists_of(*backup, windows, facts);
    if (!done)
        return event::StepFailed{"The reset cannot be undone by itself: " + done.error().text};
    if (done->interrupted)
        return std::nullopt;
    return event::StepDone{};
}

} // namespace netmend::steps
