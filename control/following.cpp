#include "control/following.hpp"

#include <algorithm>

#include "control/saved_state.hpp"
#include "service/report/status.hpp"

namespace netmend::control {
namespace {

using nlohmann::json;

std::string text_in(const json& object, const char* field) {
    if (!object.is_object())
        return {};
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int number_in(const json& object, const char* group, const char* field) {
    if (!object.is_object() || !object.contains(group) || !object[group].is_object())
        return 0;
    const auto found = object[group].find(field);
    return found != object[group].end() && found->is_number_integer() ? found->get<int>() : 0;
}

json repair_in(const json& status) {
    return status.is_object() && status.contains("repair") ? status["repair"] : json();
}

Outcome senseless(const Error& error) {
    return {exit_failed, {error.text}};
}

tl::expected<protocol::Reply, Outcome> read_reply(const Result<std::string>& text) {
    if (!text)
        return tl::unexpected(Outcome{
            exit_not_running,
            {"The service did not answer. " + text.error().text, "Type `netmend status` to see how it stands."}});
    Result<protocol::Reply> reply = protocol::parse_reply(*text);
    if (!reply)
        return tl::unexpected(senseless(reply.error()));
    if (!reply->status.is_object()) // refused as a whole: not permitted, or not understood
        return tl::unexpected(Outcome{reply->code, {reply->message}});
    return *reply;
}

} // namespace

Outcome no_service(const Call& call, const Error& error) {
    if (error.kind == ErrorKind::AccessDenied)
        return {exit_not_permitted,
                {"netmend's service lets only administrators and people who are logged on at this "
                 "computer ask. " +
                 error.text}};
    if (error.kind == ErrorKind::Corrupt)
        return {exit_not_permitted, {error.text, "netmend does not talk to it."}};
    if (error.kind == ErrorKind::Busy || error.kind == ErrorKind::TimedOut)
        return {exit_not_running, {"The service is busy with other callers. Try again in a moment."}};
    switch (call.border.service_state()) {
    case ServiceState::Missing:
        return {exit_not_installed,
                {"netmend is not installed on this computer. An administrator types: netmend "
                 "install"}};
    case ServiceState::Starting:
        return {exit_not_running, {"The service of netmend is just starting. Try again in a moment."}};
    case ServiceState::Running:
        return {exit_not_running,
                {"The service of netmend runs but does not answer. An administrator types: net stop "
                 "netmend, then: net start netmend"}};
    default:
        return {exit_not_running, {"The service of netmend is not running. An administrator types: net start netmend"}};
    }
}

tl::expected<protocol::Reply, Outcome> ask_service(const Call& call, const protocol::Request& request) {
    auto connection = call.border.connect();
    if (!connection)
        return tl::unexpected(no_service(call, connection.error()));
    return read_reply((*connection)->ask(print(request)));
}

std::string outcome_in(const json& status) {
    return text_in(status, "outcome");
}

std::string phase_in(const json& status) {
    return text_in(repair_in(status), "phase");
}

std::vector<std::string> sentences_in(const json& status) {
    std::vector<std::string> sentences;
    if (status.is_object() && status.contains("sentences") && status["sentences"].is_array())
        for (const json& sentence : status["sentences"])
            if (sentence.is_string())
                sentences.push_back(sentence.get<std::string>());
    return sentences;
}

std::string bar_of(const json& status) {
    constexpr int width = 20;
    const json repair = repair_in(status);
    const int total = number_in(repair, "steps", "total"), present = number_in(repair, "steps", "present");
    const int done = std::clamp(number_in(repair, "steps", "done"), 0, std::max(total, 0));
    if (total <= 0 || present <= 0)
        return {};
    const auto filled = static_cast<std::size_t>(width * done / total);
    const int restarts = number_in(repair, "restarts", "total");
    std::string bar = "[" + std::string(filled, '#') + std::string(width - filled, '.') + "] " + std::to_string(done) +
                      " of " + std::to_string(total) + " steps";
    if (restarts > 0)
        bar += ", " + std::to_string(number_in(repair, "restarts", "done")) + " of " + std::to_string(restarts) +
               (restarts == 1 ? " restart" : " restarts");
    return bar;
}

bool is_working(const json& status) {
    return outcome_in(status) == "working";
}

Outcome outcome_of(const protocol::Reply& reply, int code) {
    Outcome outcome;
    outcome.code = code;
    if (!reply.message.empty())
        outcome.lines.push_back(reply.message);
    for (const std::string& sentence : sentences_in(reply.status))
        outcome.lines.push_back(sentence);
    if (const std::string bar = bar_of(reply.status); !bar.empty())
        outcome.lines.push_back(bar);
    outcome.data["status"] = reply.status;
    return outcome;
}

tl::expected<Followed, Outcome> follow(const Call& call, Milliseconds time,
                                       const std::function<bool(const json&)>& done,
                                       const std::function<void(const protocol::Reply&)>& seen) {
    auto connection = call.border.connect();
    if (!connection)
        return tl::unexpected(no_service(call, connection.error()));
    protocol::Request request;
    request.verb = protocol::Verb::Watch;
    auto reply = read_reply((*connection)->ask(print(request)));
    const auto end = std::chrono::steady_clock::now() + time;
    Followed followed;
    while (reply) {
        followed.last = *reply;
        seen(followed.last);
        followed.done = done(followed.last.status);
        if (followed.done)
            return followed;
        const auto left = std::chrono::duration_cast<Milliseconds>(end - std::chrono::steady_clock::now());
        const Result<std::string> next = (*connection)->next(std::max(left, Milliseconds(0)));
        if (!next && next.error().kind == ErrorKind::TimedOut)
            return followed;
        if (!next) {
            followed.gone = true;
            return followed;
        }
        reply = read_reply(next);
    }
    return tl::unexpected(reply.error());
}

Outcome follow_to_rest(const Call& call, Milliseconds time) {
    std::string told;
    const auto tell = [&](const protocol::Reply& reply) {
        const std::vector<std::string> sentences = sentences_in(reply.status);
        if (sentences.empty() || !is_working(reply.status) || sentences.front() == told)
            return;
        told = sentences.front();
        const std::string bar = bar_of(reply.status);
        call.tell(bar.empty() ? told : bar + "  " + told);
    };
    const auto followed = follow(
        call, time, [](const json& status) { return !is_working(status); }, tell);
    if (!followed)
        return followed.error();
    const int present = followed->last.status.value("exit_code", json()).is_number_integer()
                            ? followed->last.status["exit_code"].get<int>()
                            : static_cast<int>(exit_failed);
    if (followed->done)
        return outcome_of(followed->last, present);
    if (followed->gone) {
        Outcome outcome = outcome_of(followed->last, exit_not_running);
        outcome.lines = {"The service has stopped. The repair goes on where it was when the service runs again."};
        return outcome;
    }
    Outcome outcome = outcome_of(followed->last, exit_done); // accepted, and still at work
    outcome.lines.push_back("The repair goes on by itself. `netmend watch` follows it.");
    return outcome;
}

Result<bool> repair_is_open(const Call& call) {
    if (const auto reply = ask_service(call, protocol::Request{}))
        return reply->status.value("unfinished", nlohmann::json()) == true;
    const Result<Snapshot> snapshot = saved_state(call.border.state_folder());
    if (!snapshot)
        return fail(snapshot.error().kind, "Whether a repair is under way could not be seen: " + snapshot.error().text,
                    snapshot.error().os_code);
    return is_unfinished(*snapshot);
}

} // namespace netmend::control
