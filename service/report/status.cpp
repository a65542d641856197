#include "service/report/status.hpp"

#include <array>
#include <string_view>

#include "service/report/protocol.hpp"
#include "service/report/sentences.hpp"
#include "service/report/standing.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/planning/windows_kinds.hpp"

namespace netmend {
namespace {

using nlohmann::json;

constexpr std::size_t list_max = 32;
constexpr std::size_t set_aside_max = 8;
constexpr std::size_t text_max = 400;
constexpr std::size_t status_bytes_max = limits::pipe_message_bytes_max - 4096; // room for the reply around it

// Of a length that fits, and without what would steer a terminal: names out of a registry may be anything.
std::string cut(std::string text, std::size_t bytes_max) {
    if (text.size() > bytes_max) {
        std::size_t end = bytes_max;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end; // never in the middle of a character
        text = text.substr(0, end) + " ...";
    }
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' ';
    return text;
}

json list_of(const std::vector<std::string>& texts, std::size_t count_max = list_max) {
    json list = json::array();
    for (std::size_t i = 0; i < texts.size() && i < count_max; ++i)
        list.push_back(cut(texts[i], text_max));
    if (texts.size() > count_max)
        list.push_back("and " + std::to_string(texts.size() - count_max) + " more");
    return list;
}

struct OutcomeRow {
    RepairOutcome outcome;
    std::string_view name; // scripts rely on it
    ExitCode code;
};

constexpr std::array outcomes{
    OutcomeRow{RepairOutcome::None, "none", exit_done},
    OutcomeRow{RepairOutcome::DamagedCheckpoint, "damaged-checkpoint", exit_failed},
    OutcomeRow{RepairOutcome::Working, "working", exit_already_running},
    OutcomeRow{RepairOutcome::WaitingForConsent, "waiting-for-consent", exit_already_running},
    OutcomeRow{RepairOutcome::RestartNeeded, "restart-needed", exit_restart_needed},
    OutcomeRow{RepairOutcome::Restarting, "restarting", exit_restarting},
    OutcomeRow{RepairOutcome::Unproven, "unproven", exit_failed},
    OutcomeRow{RepairOutcome::NeedingPerson, "needing-person", exit_failed},
    OutcomeRow{RepairOutcome::Healthy, "healthy", exit_done},
    OutcomeRow{RepairOutcome::Refused, "refused", exit_refused_here},
    OutcomeRow{RepairOutcome::Unchanged, "unchanged", exit_failed},
    OutcomeRow{RepairOutcome::Cancelled, "cancelled", exit_cancelled},
    OutcomeRow{RepairOutcome::Repaired, "repaired", exit_done},
    OutcomeRow{RepairOutcome::RolledBack, "rolled-back", exit_failed},
    OutcomeRow{RepairOutcome::KeptAsIs, "kept-as-is", exit_failed},
};

constexpr bool each_stands_at_its_place() {
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i].outcome != static_cast<RepairOutcome>(i))
            return false;
    return true;
}
static_assert(each_stands_at_its_place() && outcomes.size() == static_cast<std::size_t>(RepairOutcome::KeptAsIs) + 1,
              "every outcome has its row");

const OutcomeRow& row_of(RepairOutcome outcome) {
    return outcomes[static_cast<std::size_t>(outcome)];
}

json identity_of(const Checkpoint& repair) {
    return {{"name", windows_name(repair.identity)}, {"x64", repair.identity.x64}};
}

json repair_of(const Standing& standing) {
    const Checkpoint& repair = standing.snapshot.checkpoint;
    const Progress& progress = standing.progress;
    const PhaseFacts* phase = standing.phase;
    return {
        {"id", repair.repair_id},
        {"started", repair.started},
        {"windows", identity_of(repair)},
        {"phase", repair.phase},
        {"phase_sentence", phase ? phase->sentence : std::string_view("This phase is not known here.")},
        {"way_back", phase ? name_of(phase->way_back) : std::string_view("unknown")},
        {"procedure", first_name(repair.plan)},
        {"restart_policy", name_of(repair.restart_policy)},
        {"forced", repair.forced},
        {"services", list_of(repair.services)},
        {"steps", {{"present", progress.step}, {"done", progress.steps_done}, {"total", progress.steps_total}}},
        {"restarts",
         {{"done", progress.restarts_done},
          {"total", progress.restarts_total},
          {"asked", repair.restarts_asked},
          {"waiting_since", repair.restart_wanted_since},
          {"waits_for", list_of(repair.restart_waits_for)},
          {"put_off", repair.restart_refusals + repair.restarts_overdue},
          {"reasons", list_of(repair.restart_reasons)}}},
        {"boots_seen", repair.boots_seen},
        {"tries", repair.tries},
        {"cancelled", repair.cancel_noted},
        {"trouble", cut(repair.trouble, text_max)},
        {"failed_in", repair.failed_in},
        {"verdict", repair.verdict},
        {"findings", list_of(repair.findings)},
        {"plan", json_of(repair.plan)},
        {"third_parties", list_of(repair.third_parties)},
        {"accepted_loss", list_of(repair.accepted_loss)},
        {"came_back", list_of(repair.came_back)},
        {"missing_inbox", list_of(repair.missing_inbox)},
        {"outside_changes", list_of(repair.outside_changes)},
        {"backup", repair.backup_name},
        {"backup_digest", repair.backup_digest},
        {"settings", repair.settings_name},
        {"settings_digest", repair.settings_digest},
        {"settings_differences", list_of(repair.settings_differences)},
        {"restore_point", cut(repair.restore_point_note, text_max)},
        {"path", list_of(repair.path)},
        {"events", list_of(repair.events)},
    };
}

} // namespace

std::string outcome_of(const Snapshot& snapshot) {
    return std::string(row_of(standing_of(snapshot).outcome).name);
}

ExitCode exit_code_of(const Snapshot& snapshot) {
    return row_of(standing_of(snapshot).outcome).code;
}

json json_of(const Plan& plan) {
    return {
        {"id", id_of(plan)},
        {"verdict", plan.verdict},
        {"procedure", first_name(plan)},
        {"refusal", cut(plan.refusal, text_max)},
        {"broken", list_of(plan.broken)},
        {"steps", list_of(plan.steps)},
        {"removed", list_of(plan.removed)},
        {"services", list_of(plan.services)},
        {"warnings", list_of(plan.warnings)},
        {"loss", list_of(plan.loss)},
        {"restarts", plan.restarts},
        {"restarts_if_not_enough", plan.restarts_if_not_enough},
    };
}

json status_of(const Snapshot& snapshot) {
    const Standing standing = standing_of(snapshot);
    const CancelPromise cancel = cancel_promise(standing);
    json status{
        {"schema", protocol::schema},
        {"outcome", row_of(standing.outcome).name},
        {"exit_code", static_cast<int>(row_of(standing.outcome).code)},
        {"unfinished", standing.unfinished},
        {"working", snapshot.working},
        {"safe_mode", snapshot.safe_mode},
        {"save_failed", snapshot.save_failed},
        {"set_aside",
         {{"names", list_of(snapshot.set_aside, set_aside_max)}, {"why", cut(snapshot.set_aside_why, text_max)}}},
        {"set_again", list_of(snapshot.set_again)},
        {"back_again", list_of(snapshot.back_again)},
        {"cancel", {{"possible", cancel.possible}, {"restarts", cancel.restarts}, {"text", cancel.text}}},
        {"repair", nullptr},
        {"sentences", list_of(sentences_of(standing))},
    };
    if (snapshot.has_repair)
        status["repair"] = repair_of(standing);
    status["earlier"] = nullptr;
    if (const Checkpoint* act = snapshot.earlier.get())
        status["earlier"] = {{"id", act->repair_id},
                             {"started", act->started},
                             {"procedure", first_name(act->plan)},
                             {"removed", list_of(act->plan.removed)},
                             {"backup", act->backup_name},
                             {"backup_digest", act->backup_digest}};
    // The least needed first; every one of them is in the chronicle.
    for (const char* field :
         {"events", "path", "findings", "third_parties", "outside_changes", "missing_inbox", "plan"}) {
        if (protocol::text_of(status).size() <= status_bytes_max)
            break;
        if (status["repair"].is_object())
            status["repair"].erase(field);
        status["cut"] = true;
    }
    return status;
}

} // namespace netmend
