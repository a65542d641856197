#include "service/report/request_handler.hpp"

#include "service/report/sentences.hpp"
#include "service/report/status.hpp"
#include "statemachine/saved/repair_files.hpp"

namespace netmend {
namespace {

using protocol::Reply;
using protocol::Verb;

constexpr char how_to_become_one[] =
    "Only an administrator may do that. Open the command prompt with \"Run as administrator\" and type it again.";

netmend::Request of_kind(netmend::Request::Kind kind) {
    netmend::Request request;
    request.kind = kind;
    return request;
}

} // namespace

void RequestHandler::changed(const Snapshot& snapshot) {
    const Lock guard(lock_);
    snapshot_ = snapshot;
    if (snapshot.taken >= posts_) // else it tells of something before that
        posted_.clear();
}

std::string RequestHandler::status_reply() const {
    const Lock guard(lock_);
    return print(reply(exit_code_of(snapshot_), ""));
}

protocol::Answer RequestHandler::answer(const std::string& text, bool administrator) {
    const Result<protocol::Request> request = protocol::parse_request(text);
    if (!request)
        return {print(Reply{exit_bad_usage, request.error().text, nullptr})};
    if (!administrator && !protocol::is_for_everybody(request->verb))
        return {print(Reply{exit_not_permitted, how_to_become_one, nullptr})};
    const Lock guard(lock_);
    return {print(decide(*request)), request->verb == Verb::Watch};
}

Reply RequestHandler::reply(int code, std::string message) const {
    Reply reply{code, std::move(message), status_of(snapshot_)};
    if (!posted_.empty()) {
        reply.status["outcome"] = "working";
        reply.status["exit_code"] = static_cast<int>(exit_already_running);
        reply.status["unfinished"] = true;
        reply.status["sentences"] = {posted_};
    }
    return reply;
}

Reply RequestHandler::post(netmend::Request request, int code, std::string message) {
    request.number = ++posts_;
    posted_ = message;
    post_(request);
    Reply posted = reply(code, std::move(message));
    // The repair that is known is the one before.
    if (request.kind == netmend::Request::Kind::Start)
        posted.status["repair"] = nullptr;
    return posted;
}

Reply RequestHandler::decide(const protocol::Request& request) {
    switch (request.verb) {
    case Verb::Status:
    case Verb::Watch: {
        Reply answer = reply(exit_code_of(snapshot_), "");
        answer.code = answer.status["exit_code"].get<int>();
        return answer;
    }
    case Verb::Start:
        return start(request);
    case Verb::Consent:
        return consent(request);
    case Verb::Continue:
        return go_on();
    case Verb::Cancel:
        return cancel();
    case Verb::Rollback:
        return request.whole_registry ? replace_registry(request) : roll_back(request);
    }
    return reply(exit_bad_usage, "");
}

// What is refused, and with which exit code: that nothing had to be done is no failure.
Reply RequestHandler::refused(const Permission& permission) const {
    switch (permission.kind) {
    case Permission::Kind::NothingToDo:
        return reply(exit_done, permission.sentence);
    case Permission::Kind::GoesOnAlone:
        return reply(exit_code_of(snapshot_), permission.sentence);
    case Permission::Kind::Underway:
        return reply(exit_already_running, permission.sentence);
    case Permission::Kind::Granted:
    case Permission::Kind::Refused:
        break;
    }
    return reply(exit_failed, permission.sentence);
}

Permission RequestHandler::permission(netmend::Request::Kind kind) const {
    return may_be_asked(kind, snapshot_);
}

Reply RequestHandler::start(const protocol::Request& request) {
    Permission may = permission(netmend::Request::Kind::Start);
    if (!posted_.empty())
        may.kind = Permission::Kind::Underway;
    if (may.kind == Permission::Kind::Underway) {
        Reply underway = reply(exit_already_running, "");
        const auto& sentences = underway.status["sentences"];
        underway.message = "A repair is running already: " +
                           (sentences.empty() ? std::string() : sentences.front().get<std::string>()) +
                           " `netmend watch` follows it, `netmend cancel` ends it.";
        return underway;
    }
    if (!may.granted())
        return refused(may);
    netmend::Request start = of_kind(netmend::Request::Kind::Start);
    start.restart_policy = restart_policy_named(request.restart).value_or(RestartPolicy::Ask);
    start.restore_points = restore_point_policy_named(request.restore_point).value_or(RestorePointPolicy::IfOn);
    start.forced = request.force;
    start.any_plan = request.any_plan;
    start.services = request.services;
    start.products = request.products;
    start.plan = request.plan;
    start.accepted_loss = request.accepted_loss;
    return post(start, exit_done, "The repair begins.");
}

Reply RequestHandler::consent(const protocol::Request& request) {
    if (const Permission may = permission(netmend::Request::Kind::Consent); !may.granted())
        return refused(may);
    netmend::Request consent = of_kind(netmend::Request::Kind::Consent);
    consent.plan = request.plan;
    consent.accepted_loss = request.accepted_loss;
    return post(consent, exit_done, "The repair goes on.");
}

Reply RequestHandler::go_on() {
    if (const Permission may = permission(netmend::Request::Kind::Continue); !may.granted())
        return refused(may);
    return post(of_kind(netmend::Request::Kind::Continue), exit_done, "netmend looks at the network again.");
}

Reply RequestHandler::cancel() {
    const CancelPromise promise = cancel_promise(snapshot_);
    if (posted_.empty() && !promise.possible)
        return reply(exit_done, promise.text);
    return post(of_kind(netmend::Request::Kind::Cancel), exit_cancelled,
                promise.possible ? "The repair is cancelled. " + promise.text : "The repair is cancelled.");
}

Reply RequestHandler::replace_registry(const protocol::Request& request) {
    if (const Permission may = permission(netmend::Request::Kind::ReplaceRegistry); !may.granted())
        return refused(may);
    if (!request.confirm)
        return reply(exit_done, "The whole registry of Windows would be put back as it was before the repair began, " +
                                    repair_that_made(snapshot_.checkpoint, snapshot_.checkpoint.backup_name) +
                                    ". Everything that anybody has changed in it since is lost: programs that were "
                                    "installed, passwords of services, settings. That takes 1 restart.");
    return post(of_kind(netmend::Request::Kind::ReplaceRegistry), exit_done, "The whole registry is being put back.");
}

Reply RequestHandler::roll_back(const protocol::Request& request) {
    if (const Permission may = permission(netmend::Request::Kind::Rollback); !may.granted())
        return refused(may);
    const bool late = !is_unfinished(snapshot_);
    const Checkpoint& repair = undone_by_rollback(snapshot_);
    if (!request.act.empty() && request.act != repair.repair_id)
        return reply(exit_failed, "Nothing is put back: what was shown is no longer what would be undone. Look at "
                                  "`netmend status`.");
    if (!posted_.empty())
        return reply(exit_already_running, "Something else was asked a moment ago: " + posted_);
    if (!request.confirm)
        return reply(exit_done, late ? "Everything that " + act_text(repair) +
                                           " changed would be put back from the backup " + repair.backup_name +
                                           ". That takes 1 restart."
                                     : cancel_promise(snapshot_).text);
    netmend::Request undo = of_kind(netmend::Request::Kind::Rollback);
    undo.act = repair.repair_id;
    return post(undo, exit_done, "Everything is being put back as it was found.");
}

} // namespace netmend
