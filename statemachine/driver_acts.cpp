// The half of the driver that is about more than one repair: how one begins, what stood before it, and what is looked
// for after it.
#include "statemachine/base/text.hpp"
#include "statemachine/driver.hpp"
#include "statemachine/machine/states.hpp"
#include "statemachine/permission.hpp"
#include "statemachine/planning/windows_kinds.hpp"
#include "statemachine/saved/acts.hpp"
#include "statemachine/steps/taken_out.hpp"

namespace netmend {
namespace {

// "20261122-130500-1a2b3c4d-7": from a time for texts, the boot session, and the number of the next checkpoint, which
// never comes twice: so no repair ever finds the backup of another one under its name, whatever the clock says.
std::string new_repair_id(const std::string& now, const std::string& session_id, std::uint64_t number) {
    std::string id;
    for (char c : now)
        if (c >= '0' && c <= '9')
            id += c;
    if (id.size() > 8)
        id.insert(8, "-");
    return id + "-" + session_id.substr(0, 8) + "-" + std::to_string(number);
}

} // namespace

void Driver::begin(const Request& request) {
    if (machine_) {
        bugs_ += machine_->bugs();
        if (is_in<Repaired>(checkpoint_.phase)) {
            earlier_ = std::make_shared<const Checkpoint>(checkpoint_);
            keeps_earlier_ = true;
        } else { // it was undone, and so were those after it
            set_undone_acts_aside(windows_.folder, number_of_act(checkpoint_.repair_id));
        }
    } else { // its checkpoint is not there, or was set aside: what it did to theirs nobody knows
        set_undone_acts_aside(windows_.folder, 0);
    }
    machine_.reset();
    checkpoint_ = Checkpoint{};
    set_aside_.clear();
    set_aside_why_.clear();
    set_again_.clear();
    back_again_.clear();
    checkpoint_.started = windows_.clock.now();
    checkpoint_.repair_id = new_repair_id(checkpoint_.started, session_.id, vault_.next_number());
    checkpoint_.identity = identity_;
    checkpoint_.restart_policy = request.restart_policy;
    checkpoint_.forced = request.forced;
    checkpoint_.any_plan = request.any_plan;
    checkpoint_.services = request.services;
    checkpoint_.products = request.products;
    checkpoint_.restore_point_policy = request.restore_points;
    checkpoint_.accepted_plan = request.plan;
    checkpoint_.accepted_loss = request.accepted_loss;
    checkpoint_.session_id = session_.id;
    checkpoint_.kernel_boot = session_.kernel_boot;
    checkpoint_.phase = Diagnosing::name;
    checkpoint_.path.push_back(checkpoint_.phase);
    machine_ = std::make_unique<Machine>(checkpoint_, windows_.power.safe_mode());
    note("Repair " + checkpoint_.repair_id + " begins on " + windows_name(identity_) + ".");
}

// What stood before it is as the newest one has left it, or found it: so the one before that is next.
void Driver::take_up_earlier() {
    bugs_ += machine_->bugs();
    machine_.reset();
    set_again_.clear();
    back_again_.clear();
    checkpoint_ = *earlier_;
    checkpoint_.session_id = session_.id;
    checkpoint_.kernel_boot = session_.kernel_boot;
    earlier_ = newest_act_before(windows_.folder, number_of_act(checkpoint_.repair_id));
    keeps_earlier_ = false; // it is on the disk
    machine_ = std::make_unique<Machine>(checkpoint_, windows_.power.safe_mode());
    note("What was done before is taken up to be undone.");
}

const Checkpoint* Driver::watched() const {
    if (machine_ && is_in<Repaired>(checkpoint_.phase))
        return &checkpoint_;
    return earlier_ && is_for_earlier(snapshot()) ? earlier_.get() : nullptr;
}

// Named once, and left alone. Who named it and wants it gone is called; who only had it taken out by a repair, and has
// perhaps installed it again as he was told to, reads it in the status.
void Driver::look_again() {
    const Checkpoint* act = watched();
    std::optional<std::vector<std::string>> back = act ? steps::back_again(windows_, *act) : std::vector<std::string>();
    if (!back || *back == back_again_)
        return;
    for (const std::string& sentence : *back)
        if (!winsock::has_text(told_back_, sentence)) {
            told_back_.push_back(sentence);
            windows_.chronicle.record(sentence);
            if (!act->products.empty())
                windows_.notice.tell("netmend: " + sentence);
        }
    back_again_ = std::move(*back);
    tell_changed();
}

} // namespace netmend
