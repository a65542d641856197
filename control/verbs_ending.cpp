// cancel and rollback: both say first what they will do and how many restarts that takes, and ask.
#include <algorithm>

#include "control/asking.hpp"
#include "control/following.hpp"
#include "control/saved_state.hpp"
#include "statemachine/mending/exclusion.hpp"
#include "statemachine/steps/backup_of.hpp"

namespace netmend::control {
namespace {

constexpr std::chrono::minutes put_back_time{5};
constexpr std::size_t differences_shown_max = 20;

// An end that was wished for is no failure of the command.
Outcome follow_to_end(const Call& call) {
    Outcome outcome = follow_to_rest(call, put_back_time);
    if (outcome.code == exit_cancelled)
        outcome.code = exit_done;
    return outcome;
}

std::string text_of_field(const nlohmann::json& object, const char* field) {
    return object.is_object() && object.contains(field) && object[field].is_string() ? object[field].get<std::string>()
                                                                                     : std::string();
}

// What is no longer as the backup has it: what the repair changed, and what has been changed since.
std::vector<std::string> what_differs(const Call& call, const nlohmann::json& repair) {
    Checkpoint facts;
    facts.backup_name = text_of_field(repair, "backup");
    facts.backup_digest = text_of_field(repair, "backup_digest");
    if (facts.backup_name.empty())
        return {"Nothing has been backed up yet, because nothing has been changed yet."};
    const Result<Backup> was = steps::backup_of(call.border.windows(), facts);
    if (!was)
        return {"What would be put back cannot be listed: " + was.error().text};
    const Result<Backup> is = read_owned_set(call.border.windows().registry);
    if (!is)
        return {"What would be put back cannot be listed: " + is.error().text};
    std::vector<Difference> all = differences(*was, *is);
    if (const Result<std::vector<std::string>> kept = mending::keys_of_exclusions(call.border.windows().registry))
        leave_out(all, *kept);
    std::vector<std::string> lines{"This is not as it was before the repair and would be put back: " +
                                   std::to_string(all.size()) + " differences"};
    for (std::size_t i = 0; i < std::min(all.size(), differences_shown_max); ++i)
        lines.push_back("  - " + all[i].text);
    if (all.size() > differences_shown_max)
        lines.push_back("  - and " + std::to_string(all.size() - differences_shown_max) + " more");
    return lines;
}

} // namespace

Outcome cancel(const Call& call) {
    if (auto refused = refused_without_rights(call))
        return *refused;
    const auto present = ask_service(call, protocol::Request{});
    if (!present)
        return present.error();
    const nlohmann::json promise = present->status.value("cancel", nlohmann::json());
    const std::string text = text_of_field(promise, "text");
    if (present->status.value("unfinished", nlohmann::json()) != true) {
        Outcome outcome{exit_done, {text.empty() ? "No repair is running." : text}};
        outcome.data["status"] = present->status;
        return outcome;
    }
    call.tell(text);
    if (!agrees(call, "Shall the repair be cancelled?"))
        return {exit_cancelled, {declined_text(call)}};
    protocol::Request request;
    request.verb = protocol::Verb::Cancel;
    const auto reply = ask_service(call, request);
    if (!reply)
        return reply.error();
    return reply->code == exit_cancelled ? follow_to_end(call) : outcome_of(*reply, reply->code);
}

Outcome roll_back(const Call& call) {
    if (auto refused = refused_without_rights(call))
        return *refused;
    protocol::Request request;
    request.verb = protocol::Verb::Rollback;
    request.whole_registry = call.arguments.whole_registry;
    const auto before = ask_service(call, request);
    if (!before)
        return before.error();
    // What was done before it, where the last repair left nothing to put back.
    const bool is_earlier =
        before->status.value("unfinished", nlohmann::json()) != true && outcome_in(before->status) != "repaired";
    const nlohmann::json repair = before->status.value(is_earlier ? "earlier" : "repair", nlohmann::json());
    if (before->code != exit_done || !repair.is_object())
        return outcome_of(*before, before->code);
    call.tell(before->message);
    const std::vector<std::string> differ = what_differs(call, repair);
    for (const std::string& line : differ)
        call.tell(line);
    if (!agrees(call,
                request.whole_registry ? "Shall the whole registry be put back?" : "Shall everything be put back?")) {
        Outcome outcome{exit_cancelled, {declined_text(call)}};
        outcome.data["differences"] = differ;
        outcome.data["status"] = before->status;
        return outcome;
    }
    request.confirm = true;
    request.act = text_of_field(repair, "id");
    const auto reply = ask_service(call, request);
    if (!reply)
        return reply.error();
    return reply->code == exit_done ? follow_to_end(call) : outcome_of(*reply, reply->code);
}

} // namespace netmend::control
