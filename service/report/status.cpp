#include "service/report/status.hpp"

#include <array>
#include <string_view>

#include "service/report/progress.hpp"
#include "service/report/protocol.hpp"
#include "service/report/sentences.hpp"
#include "statemachine/base/limits.hpp"
#include "statemachine/machine/phase.hpp"
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

struct OutcomeCode {
    std::string_view outcome;
    ExitCode code;
};

constexpr std::array outcome_codes{
    OutcomeCode{"none", exit_done},
    OutcomeCode{"damaged-checkpoint", exit_failed},
    OutcomeCode{"working", exit_already_running},
    OutcomeCode{"waiting-for-consent", exit_already_running},
    OutcomeCode{"restart-needed", exit_restart_needed},
    OutcomeCode{"restarting", exit_restarting},
    OutcomeCode{"unproven", exit_failed},
    OutcomeCode{"needing-person", exit_failed},
    OutcomeCode{"healthy", exit_done},
    OutcomeCode{"refused", exit_refused_here},
    OutcomeCode{"unchanged", exit_failed},
    OutcomeCode{"cancelled", exit_cancelled},
    OutcomeCode{"repaired", exit_done},
    OutcomeCode{"rolled-back", exit_failed},
    OutcomeCode{"kept-as-is", exit_failed},
};

const PhaseFacts* phase_of(const Snapshot& snapshot) {
    return snapshot.has_repair ? phase_named(snapshot.checkpoint.phase) : nullptr;
}

json identity_of(const Checkpoint& repair) {
    return {{"name", windows_name(repair.identity)}, {"x64", repair.identity.x64}};
}

json repair_of(const Checkpoint& repair, const PhaseFacts* phase) {
    const Progress progress = progress_of(repair);
    return {
        {"id", repair.repair_id},
        {"started", repair.started},
        {"windows", identity_of(repair)},
        {"phase", repair.phase},
        {"phase_sentence", phase ? phase->sentence : std::string_view("This phase is not known here.")},
        {"way_back", phase ? name_of(phase->way_back) : std::string_view("unknown")},
        {"procedure", repair.plan.procedure},
        {"restart_policy", name_of(repair.restart_policy)},
        {"forced", repair.forced},
        {"steps", {{"present", progress.step}, {"done", progress.steps_done}, {"total", progress.steps_total}}},
        {"restarts",
         {{"done", progress.restarts_done},
          {"total", progress.restarts_total},
          {"asked", repair.restarts_asked},
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
    if (!snapshot.has_repair)
        return snapshot.set_aside.empty() && snapshot.set_aside_why.empty() ? "none" : "damaged-checkpoint";
    const PhaseFacts* phase = phase_of(snapshot);
    if (!phase)
        return "working";
    if (phase->waits_for_restart) {
        const Checkpoint& repair = snapshot.checkpoint;
        const bool by_itself =
            repair.restart_policy == RestartPolicy::Auto && !repair.restart_refused && !snapshot.safe_mode;
        return by_itself ? "restarting" : "restart-needed";
    }
    if (phase->name == "opening/awaiting-consent")
        return "waiting-for-consent";
    if (phase->order == Order::TellOutcome)
        return std::string(phase->name.substr(phase->name.find('/') + 1));
    return "working";
}

ExitCode exit_code_of(const Snapshot& snapshot) {
    const std::string outcome = outcome_of(snapshot);
    for (const OutcomeCode& entry : outcome_codes)
        if (entry.outcome == outcome)
            return entry.code;
    return exit_failed;
}

bool is_unfinished(const Snapshot& snapshot) {
    if (!snapshot.has_repair)
        return false;
    const PhaseFacts* phase = phase_of(snapshot);
    return !phase || phase->way_back != WayBack::Settled;
}

json json_of(const Plan& plan) {
    return {
        {"id", id_of(plan)},
        {"verdict", plan.verdict},
        {"procedure", plan.procedure},
        {"refusal", cut(plan.refusal, text_max)},
        {"broken", list_of(plan.broken)},
        {"steps", list_of(plan.steps)},
        {"removed", list_of(plan.removed)},
        {"warnings", list_of(plan.warnings)},
        {"restarts", plan.restarts},
        {"restarts_if_not_enough", plan.restarts_if_not_enough},
    };
}

json status_of(const Snapshot& snapshot) {
    const CancelPromise cancel = cancel_promise(snapshot);
    json status{
        {"schema", protocol::schema},
        {"outcome", outcome_of(snapshot)},
        {"exit_code", static_cast<int>(exit_code_of(snapshot))},
        {"unfinished", is_unfinished(snapshot)},
        {"working", snapshot.working},
        {"safe_mode", snapshot.safe_mode},
        {"save_failed", snapshot.save_failed},
        {"set_aside",
         {{"names", list_of(snapshot.set_aside, set_aside_max)}, {"why", cut(snapshot.set_aside_why, text_max)}}},
        {"cancel", {{"possible", cancel.possible}, {"restarts", cancel.restarts}, {"text", cancel.text}}},
        {"repair", nullptr},
        {"sentences", list_of(sentences_of(snapshot))},
    };
    if (snapshot.has_repair)
        status["repair"] = repair_of(snapshot.checkpoint, phase_of(snapshot));
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
