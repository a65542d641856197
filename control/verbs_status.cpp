// status, watch, history and report: what is known, from the service or from the disk.
#include "control/asking.hpp"
#include "control/following.hpp"
#include "control/looking.hpp"
#include "control/saved_state.hpp"
#include "service/report/status.hpp"

namespace netmend::control {
namespace {

constexpr std::size_t history_bytes_max = 4u << 20;
constexpr std::chrono::hours watch_time{24 * 14};

// The service is not there: what it left on the disk, read only.
Outcome status_from_disk(const Call& call, Outcome outcome) {
    const Result<Snapshot> snapshot = saved_state(call.border.state_folder());
    if (!snapshot) {
        if (snapshot.error().kind == ErrorKind::AccessDenied)
            outcome.lines.push_back("What it saved can be read by an administrator only.");
        else if (snapshot.error().kind != ErrorKind::NotFound)
            outcome.lines.push_back("What it saved could not be read: " + snapshot.error().text);
        return outcome;
    }
    outcome.data["status"] = status_of(*snapshot);
    outcome.data["from_disk"] = true;
    if (snapshot->has_repair || !snapshot->set_aside_why.empty())
        outcome.lines.push_back("This is what it saved last:");
    if (snapshot->has_repair || !snapshot->set_aside_why.empty())
        for (const std::string& sentence : sentences_in(outcome.data["status"]))
            outcome.lines.push_back(sentence);
    return outcome;
}

struct HistoryLine { // as written when a repair has settled: fields apart by tabs, the last one free text
    std::vector<std::string> fields;
    bool good() const { return fields.size() == 7; }
};

HistoryLine parse_history(std::string_view line) {
    HistoryLine parsed;
    while (parsed.fields.size() < 6 && line.find('\t') != std::string_view::npos) {
        parsed.fields.emplace_back(line.substr(0, line.find('\t')));
        line.remove_prefix(line.find('\t') + 1);
    }
    parsed.fields.emplace_back(line);
    return parsed;
}

void add_history(Outcome& outcome, std::string_view text) {
    outcome.data["history"] = nlohmann::json::array();
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        while (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (line.empty())
            continue;
        const HistoryLine parsed = parse_history(line);
        if (!parsed.good()) {
            outcome.lines.emplace_back(line);
            outcome.data["history"].push_back({{"text", line}});
            continue;
        }
        const auto& f = parsed.fields;
        outcome.lines.push_back(f[1] + " to " + f[2] + (f[3].empty() ? "" : ", procedure " + f[3]) +
                                ", restarts: " + f[5] + ". " + f[6]);
        outcome.data["history"].push_back({{"id", f[0]},
                                           {"started", f[1]},
                                           {"ended", f[2]},
                                           {"procedure", f[3]},
                                           {"phase", f[4]},
                                           {"restarts", f[5]},
                                           {"text", f[6]}});
    }
}

} // namespace

Outcome status(const Call& call) {
    if (call.arguments.settings)
        return recorded_settings(call);
    const auto reply = ask_service(call, protocol::Request{});
    return reply ? outcome_of(*reply, reply->code) : status_from_disk(call, reply.error());
}

Outcome watch(const Call& call) {
    std::string told;
    const auto tell = [&](const protocol::Reply& reply) {
        if (call.arguments.json) {
            call.terminal.print(protocol::text_of(reply.status)); // one line each; the outcome follows at the end
            return;
        }
        const std::vector<std::string> sentences = sentences_in(reply.status);
        const std::string line = bar_of(reply.status) + (sentences.empty() ? "" : "  " + sentences.front());
        if (is_working(reply.status) && line != told)
            call.terminal.print(told = line);
    };
    const auto done = [](const nlohmann::json& status) { return !is_working(status); };
    const auto followed = follow(call, Milliseconds(watch_time), done, tell);
    if (!followed)
        return followed.error();
    if (followed->gone)
        return {exit_not_running,
                {"The service has stopped. The repair goes on where it was when the service runs "
                 "again; `netmend status` says how it stands."}};
    const auto code = followed->last.status.find("exit_code");
    const bool has_code = code != followed->last.status.end() && code->is_number_integer();
    return outcome_of(followed->last, has_code ? code->get<int>() : static_cast<int>(exit_failed));
}

Outcome history(const Call& call) {
    const Result<Bytes> text = call.border.state_folder().read("history.jsonl", history_bytes_max);
    Outcome outcome;
    outcome.data["history"] = nlohmann::json::array();
    if (text)
        add_history(outcome, std::string_view(reinterpret_cast<const char*>(text->data()), text->size()));
    if (text || text.error().kind == ErrorKind::NotFound) {
        if (outcome.lines.empty())
            outcome.lines = {"No repair has come to its end on this computer."};
        return outcome;
    }
    if (text.error().kind != ErrorKind::AccessDenied)
        return {exit_failed, {"The history could not be read: " + text.error().text}};
    return refused_without_rights(call).value_or(Outcome{exit_not_permitted, {text.error().text}});
}

Outcome report(const Call& call) {
    Outcome whole;
    const auto add = [&](const char* title, const Outcome& part) {
        whole.lines.push_back(std::string("== ") + title);
        whole.lines.insert(whole.lines.end(), part.lines.begin(), part.lines.end());
        whole.data.update(part.data);
    };
    add("Program", show_version(call));
    const Outcome present = status(call);
    add("Repair", present);
    if (present.data.contains("status") && present.data["status"]["repair"].is_object())
        for (const auto& event : present.data["status"]["repair"].value("events", nlohmann::json::array()))
            if (event.is_string())
                whole.lines.push_back("  " + event.get<std::string>());
    add("Settings before the repair", recorded_settings(call));
    add("Network stack", diagnose(call));
    add("History", history(call));
    return whole;
}

} // namespace netmend::control
