#include "statemachine/driver.hpp"

#include <algorithm>

#include "statemachine/base/limits.hpp"
#include "statemachine/machine/boot_judgement.hpp"
#include "statemachine/machine/states.hpp"
#include "statemachine/permission.hpp"
#include "statemachine/planning/windows_kinds.hpp"
#include "statemachine/saved/acts.hpp"
#include "statemachine/saved/repair_files.hpp"
#include "statemachine/steps/rungs.hpp"
#include "statemachine/steps/steps.hpp"

namespace netmend {

Driver::Driver(Windows& windows, Mailbox& mailbox, Watcher& watcher)
    : windows_(windows), mailbox_(mailbox), watcher_(watcher), vault_(windows.folder) {}

Driver::~Driver() = default;

Result<void> Driver::wake() {
    Result<SystemIdentity> identity = windows_.system.identity();
    if (!identity)
        return tl::unexpected(identity.error());
    Result<BootSession> session = windows_.power.boot_session();
    if (!session)
        return tl::unexpected(session.error());
    Result<Vault::Loaded> loaded = vault_.load(checkpoint_version, windows_.clock.now());
    unreadable_ = !loaded;
    if (!loaded) {
        set_aside_why_ = loaded.error().text;
        tell_changed();
        return tl::unexpected(loaded.error());
    }

    identity_ = *identity;
    session_ = *session;
    set_aside_ = loaded->set_aside;
    if (loaded->state == Vault::Loaded::State::None)
        set_aside_ = set_aside_earlier();
    set_aside_why_ = loaded->why;
    if (!loaded->set_aside.empty())
        windows_.chronicle.record("A checkpoint was set aside: " + set_aside_why_);
    if (loaded->state == Vault::Loaded::State::Found) {
        Result<Checkpoint> checkpoint = load_text(loaded->payload);
        if (checkpoint) {
            checkpoint_ = *checkpoint;
            saved_ = loaded->payload;
            on_disk_ = intent_of(checkpoint_);
            earlier_ = newest_act_before(windows_.folder, number_of_act(checkpoint_.repair_id));
            wake_machine(*identity, *session);
        } else if (const Result<void> rejected = reject(checkpoint.error().text); !rejected) {
            return rejected;
        }
    }
    tell_changed();
    return {};
}

// Whole, and yet not to be understood: neither it nor an older one is acted upon.
Result<void> Driver::reject(const std::string& why) {
    const Result<Vault::Loaded> aside = vault_.set_aside_everything(windows_.clock.now(), why);
    if (!aside) {
        unreadable_ = true;
        set_aside_why_ = aside.error().text;
        tell_changed();
        return tl::unexpected(aside.error());
    }
    set_aside_ = aside->set_aside;
    set_aside_why_ = aside->why;
    windows_.chronicle.record("The checkpoint is not acted upon: " + set_aside_why_);
    return {};
}

// What an earlier start set aside stays reported until a new repair begins.
std::vector<std::string> Driver::set_aside_earlier() {
    std::vector<std::string> names;
    if (const Result<std::vector<std::string>> listed = windows_.folder.list())
        for (const std::string& name : *listed)
            if (name.starts_with("checkpoint.aside-"))
                names.push_back(name);
    return names;
}

void Driver::wake_machine(const SystemIdentity& identity, const BootSession& session) {
    const PhaseFacts* left = phase_named(checkpoint_.phase);
    const bool over = left != nullptr && left->is_over();
    const bool new_session = !same_session(checkpoint_, session);
    if (new_session && !over)
        ++checkpoint_.boots_seen;

    if (!over && !same_system(checkpoint_.identity, identity)) {
        const std::string what = "This was begun on " + windows_name(checkpoint_.identity) + " and would go on on " +
                                 windows_name(identity) + ", or on another machine.";
        machine_ = std::make_unique<Machine>(checkpoint_, event::WokeElsewhere{checkpoint_.phase, what});
    } else {
        const bool safe_mode = windows_.power.safe_mode();
        machine_ = std::make_unique<Machine>(checkpoint_, safe_mode);
        // On the way back a start in safe mode is as good a restart as any.
        if (machine_->phase().waits_for_restart() && (!safe_mode || machine_->phase().way_back == WayBack::Returning))
            machine_->handle(judge_restart(checkpoint_, session));
    }
    set_again_ = switched_off();
    look_again();
    checkpoint_.session_id = session.id;
    checkpoint_.kernel_boot = session.kernel_boot;
    note(std::string("Woke in ") + std::string(machine_->phase().name) + (new_session ? ", new boot session." : "."));
}

void Driver::run() {
    while (!mailbox_.stopping()) {
        take_requests();
        if (!machine_)
            break;
        const Order order = machine_->order();
        if (!save()) {
            // The order is not carried out. What freed the disk cannot be known, so look again now and then.
            windows_.clock.wait(limits::before_next_save);
            continue;
        }
        if (stuck_ || (order == Order::None && !machine_->waits_for_windows()))
            break;
        if (order == Order::None)
            await_restart();
        else
            carry_out(order);
    }
    if (mailbox_.stopping()) { // a cancel that came while the service was ending must not be lost
        take_requests();
        if (machine_)
            save();
    }
    tell_changed();
}

void Driver::carry_out(Order order) {
    working_ = true;
    if (order == Order::AskForRestart)
        machine_->note_restart_wanted(windows_.clock.now());
    tell_changed();
    windows_.chronicle.record(std::string(machine_->phase().name) + ": " + std::string(name_of(order)));
    const steps::Answer answer = steps::carry_out(order, windows_, checkpoint_, on_disk_);
    working_ = false;
    if (!answer) { // interrupted by a request: the order is still to be done
        tell_changed();
        return;
    }
    if (std::holds_alternative<event::StepDone>(*answer) && order == Order::AskForRestart) {
        machine_->note_restart_asked();
    } else if (std::holds_alternative<event::StepDone>(*answer) && order == Order::TellOutcome) {
        machine_->note_told();
    } else {
        const int tries_before = checkpoint_.tries, refusals_before = checkpoint_.restart_refusals;
        answered(*answer);
        if (checkpoint_.tries > tries_before)
            windows_.clock.wait(limits::before_next_try);
        if (checkpoint_.restart_refusals > refusals_before) {
            tell_changed();
            windows_.clock.wait(checkpoint_.restart_refusals < limits::restart_refusals_soon_max
                                    ? limits::before_next_restart_request
                                    : limits::before_late_restart_request);
        }
    }
    tell_changed();
}

void Driver::answered(const Event& answer) {
    const int bugs_before = machine_->bugs();
    // A locked console gives the same answer all night: written down once, so that it drives nothing else out.
    const auto* put_off = std::get_if<event::RestartPutOff>(&answer);
    if (!put_off || put_off->why != checkpoint_.trouble)
        note(std::string(name_of(answer)) + ": " + detail_of(answer));
    machine_->handle(answer);
    set_again_ = switched_off();
    // An answer without a row is a bug of ours. The same order would get it again, for ever: rest until it is woken.
    stuck_ = machine_->bugs() > bugs_before;
}

// Accepted means no more than that: work that nobody has saved, or `shutdown -a`, may have held it up.
void Driver::await_restart() {
    if (!windows_.clock.wait(limits::restart_countdown + limits::restart_comes_within))
        return;
    answered(steps::restart_overdue(windows_));
    tell_changed();
}

void Driver::take_requests() {
    while (std::optional<Request> request = mailbox_.take()) {
        taken_ = std::max(taken_, request->number);
        accept(*request);
    }
}

void Driver::accept(const Request& request) {
    stuck_ = false;
    Permission permission = may_be_asked(request.kind, snapshot());
    if (!permission.granted())
        return;
    if (!permission.event)
        return begin(request);
    if (request.kind == Request::Kind::Rollback) {
        // Another act than the one that was shown: somebody else's rollback came first.
        if (!request.act.empty() && request.act != undone_by_rollback(snapshot()).repair_id) {
            windows_.chronicle.record("Not undone, because it is not what would be undone now: " + request.act);
            return;
        }
        if (is_for_earlier(snapshot()))
            take_up_earlier();
    }
    if (auto* consent = std::get_if<event::ConsentGiven>(&*permission.event))
        *consent = {request.plan, request.accepted_loss};
    machine_->handle(*permission.event);
    // What is over nobody looks at again: with the intent in two saves, this one and the next, a disk whose cache loses
    // the last does not leave "repaired" over what was put back.
    if (std::holds_alternative<event::RollbackAsked>(*permission.event))
        save();
    note("Asked by a person or by Windows; now in " + std::string(machine_->phase().name) + ".");
    tell_changed();
}

std::vector<std::string> Driver::switched_off() {
    return is_in<Repaired>(checkpoint_.phase) ? steps::still_or_again_off(windows_, checkpoint_)
                                              : std::vector<std::string>();
}

bool Driver::save() {
    const std::string text = save_text(checkpoint_);
    if (text == saved_)
        return true;
    Result<void> done = keeps_earlier_ ? keep_act(windows_.folder, *earlier_) : Result<void>();
    keeps_earlier_ = keeps_earlier_ && !done;
    if (done)
        done = vault_.save(checkpoint_version, text);
    if (done) {
        saved_ = text;
        on_disk_ = intent_of(checkpoint_);
    }
    if (done.has_value() == save_failed_) { // changed: say so once, not every minute
        save_failed_ = !done.has_value();
        if (save_failed_) {
            const std::string text_for_people =
                "The repair waits: its progress could not be saved. " + done.error().text + " Make room on the disk.";
            windows_.chronicle.record(text_for_people);
            windows_.notice.tell(text_for_people);
        }
        tell_changed();
    }
    return done.has_value();
}

void Driver::note(const std::string& event) {
    add_event(checkpoint_, windows_.clock.now() + " " + event);
    windows_.chronicle.record(event);
}

Snapshot Driver::snapshot() const {
    Snapshot seen;
    seen.has_repair = machine_ != nullptr;
    seen.checkpoint = checkpoint_;
    seen.safe_mode = machine_ && machine_->resting_for_safe_mode();
    seen.working = working_;
    seen.save_failed = save_failed_;
    seen.system_changed = machine_ && !same_system(checkpoint_.identity, identity_);
    seen.unreadable = unreadable_;
    seen.set_aside = set_aside_;
    seen.set_aside_why = set_aside_why_;
    seen.set_again = set_again_;
    seen.back_again = back_again_;
    seen.taken = taken_;
    if (earlier_ && same_system(earlier_->identity, identity_))
        seen.earlier = earlier_;
    return seen;
}

void Driver::tell_changed() {
    watcher_.changed(snapshot());
}

} // namespace netmend
