// start and continue: the plan is shown, agreed to, and shown again when the service's own plan differs.
#include "control/asking.hpp"
#include "control/following.hpp"
#include "control/looking.hpp"
#include "service/report/status.hpp"
#include "statemachine/machine/phase.hpp"

namespace netmend::control {
namespace {

constexpr std::chrono::minutes look_time{5}; // the service's own look, with a second one after a pause
constexpr char waiting_for_consent[] = "waiting-for-consent";

void tell_lines(const Call& call, const std::vector<std::string>& lines) {
    for (const std::string& line : lines)
        call.tell(line);
}

Outcome settle_consent(const Call& call, const nlohmann::json& status);

// Until the service has looked for itself, or, with --wait, until the repair rests.
Outcome follow_start(const Call& call) {
    const auto past_opening = [&](const nlohmann::json& status) {
        if (!is_working(status))
            return true;
        const std::string phase = phase_in(status);
        const PhaseFacts* known = phase_named(phase);
        return !call.arguments.wait && !phase.empty() && !(known && known->chapter == Chapter::Opening);
    };
    const Milliseconds time =
        call.arguments.wait ? Milliseconds(std::chrono::seconds(*call.arguments.wait)) : Milliseconds(look_time);
    if (call.arguments.wait) {
        Outcome outcome = follow_to_rest(call, time);
        const nlohmann::json status = outcome.data.value("status", nlohmann::json());
        return outcome_in(status) == waiting_for_consent ? settle_consent(call, status) : outcome;
    }
    const auto followed = follow(call, time, past_opening, [](const protocol::Reply&) {});
    if (!followed)
        return followed.error();
    const nlohmann::json& status = followed->last.status;
    if (outcome_in(status) == waiting_for_consent)
        return settle_consent(call, status);
    if (is_working(status)) {
        Outcome outcome = outcome_of(followed->last, exit_done);
        outcome.lines.insert(outcome.lines.begin(), "The repair has begun.");
        outcome.lines.push_back("`netmend watch` follows it, `netmend status` says what to do next.");
        return outcome;
    }
    return follow_to_rest(call, Milliseconds(0)); // it rests: its own code and words
}

Outcome settle_consent(const Call& call, const nlohmann::json& status) {
    const nlohmann::json sent = status.contains("repair") && status["repair"].is_object()
                                    ? status["repair"].value("plan", nlohmann::json())
                                    : nlohmann::json();
    const Plan found = plan_from(sent);
    call.tell("What the service found differs from the plan that you saw:");
    tell_lines(call, lines_of(found));
    protocol::Request request;
    if (!agrees(call, "Shall this be done?")) {
        request.verb = protocol::Verb::Cancel;
        const auto reply = ask_service(call, request);
        Outcome outcome{exit_cancelled, {declined_text(call)}};
        if (reply)
            outcome.data["status"] = reply->status;
        return outcome;
    }
    request.verb = protocol::Verb::Consent;
    // The service's own id: what it sent of a long plan was cut.
    request.plan =
        sent.is_object() && sent.value("id", nlohmann::json()).is_string() ? sent["id"].get<std::string>() : "";
    request.accepted_loss = accepted_loss(call, found.loss);
    const auto reply = ask_service(call, request);
    return reply ? follow_start(call) : reply.error();
}

// Empty: go on. Tells what was found and asks.
std::optional<Outcome> agree_on(const Call& call, const Look& seen) {
    Outcome outcome;
    outcome.data["windows"] = seen.windows;
    outcome.data["plan"] = netmend::json_of(seen.plan);
    outcome.data["diagnosis"] = json_of(seen.diagnosis);
    outcome.lines = {seen.windows};
    const winsock::Verdict verdict = seen.diagnosis.verdict;
    const bool broken = verdict == winsock::Verdict::Damaged;
    if (verdict == winsock::Verdict::CouldNotLook) {
        outcome.code = exit_failed;
        outcome.lines = lines_of(seen);
        outcome.lines.push_back("netmend repairs nothing that it could not look at; nothing was changed.");
        return outcome;
    }
    const bool named = !call.arguments.services.empty() || !call.arguments.products.empty();
    if (!broken && !call.arguments.force && !named) {
        outcome.data["outcome"] = "healthy";
        outcome.lines = lines_of(seen);
        outcome.lines.push_back("Nothing was changed. With --force netmend repairs all the same.");
        return outcome;
    }
    if (seen.plan.ladder.empty()) {
        outcome.code = exit_refused_here;
        outcome.data["outcome"] = "refused";
        for (const std::string& line : lines_of(seen.plan))
            outcome.lines.push_back(line);
        outcome.lines.push_back("Nothing was changed.");
        return outcome;
    }
    call.tell(seen.windows);
    tell_lines(call, lines_of(seen.plan));
    if (call.border.remote_session())
        call.tell("You are connected over the network: that connection ends during the repair. The repair goes on "
                  "without it.");
    if (agrees(call, call.arguments.products.empty() ? "Shall the repair begin?" : "Shall this be taken out?"))
        return std::nullopt;
    outcome.code = exit_cancelled;
    outcome.lines = {declined_text(call)};
    return outcome;
}

// On the phone one command must do: where netmend is not installed it offers that first. Empty: go on.
std::optional<Outcome> install_first(const Call& call) {
    if (call.border.service_state() != ServiceState::Missing)
        return std::nullopt;
    call.tell("netmend is not installed on this computer; a repair needs its service, which goes on after restarts.");
    if (!agrees(call, "Shall netmend be installed now?"))
        return Outcome{exit_not_installed, {declined_text(call), "`netmend install` installs it."}};
    const Outcome done = install(call);
    if (done.code != exit_done)
        return done;
    for (const std::string& line : done.lines)
        call.tell(line);
    return std::nullopt;
}

} // namespace

Outcome start(const Call& call) {
    if (auto refused = refused_without_rights(call))
        return *refused;
    if (auto ended = install_first(call))
        return *ended;
    // Asked first: there is no sense in a long look when a repair is running or nobody would carry it out.
    const auto before = ask_service(call, protocol::Request{});
    if (!before)
        return before.error();
    if (outcome_in(before->status) == waiting_for_consent)
        return settle_consent(call, before->status);
    if (before->status.value("unfinished", nlohmann::json()) == true) {
        Outcome outcome = outcome_of(*before, exit_already_running);
        outcome.lines.insert(outcome.lines.begin(), "A repair is running already.");
        outcome.lines.push_back("`netmend watch` follows it, `netmend cancel` ends it.");
        return outcome;
    }
    const Result<Look> seen = look(call.border.windows(), /*probe=*/true, call.arguments.force, call.arguments.services,
                                   call.arguments.products);
    if (!seen)
        return {exit_failed, {"netmend could not look, so nothing was changed: " + seen.error().text}};
    if (auto ended = agree_on(call, *seen))
        return *ended;

    protocol::Request request;
    request.verb = protocol::Verb::Start;
    request.restart = call.arguments.restart;
    request.force = call.arguments.force;
    request.restore_point = call.arguments.restore_point;
    request.any_plan = call.arguments.yes;
    request.services = call.arguments.services;
    request.products = call.arguments.products;
    request.plan = id_of(seen->plan);
    request.accepted_loss = accepted_loss(call, seen->plan.loss);
    const auto reply = ask_service(call, request);
    if (!reply)
        return reply.error();
    if (reply->code != exit_done)
        return outcome_of(*reply, reply->code);
    return follow_start(call);
}

Outcome go_on(const Call& call) {
    if (auto refused = refused_without_rights(call))
        return *refused;
    protocol::Request request;
    request.verb = protocol::Verb::Continue;
    const auto reply = ask_service(call, request);
    if (!reply)
        return reply.error();
    if (outcome_in(reply->status) == waiting_for_consent)
        return settle_consent(call, reply->status);
    if (reply->code != exit_done || !is_working(reply->status))
        return outcome_of(*reply, reply->code);
    call.tell(reply->message);
    return follow_to_rest(call, look_time);
}

} // namespace netmend::control
