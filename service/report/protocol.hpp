// What service and control tool say to each other: one JSON request and one JSON reply a message, over the pipe. Every
// message is bounded and checked field by field before anybody acts on it; what is wrong is named. Portable, and knows
// neither pipe nor repair.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "statemachine/base/error.hpp"

namespace netmend::protocol {

inline constexpr int version = 1;                           // of requests and replies; fields are only ever added
inline constexpr int schema = 1;                            // of what `--json` prints
inline constexpr int depth_max = 8;                         // of nested objects and lists in a request
inline constexpr std::size_t named_max = 16;                // services or products of one `start`
inline constexpr char pipe_name[] = "\\\\.\\pipe\\netmend"; // of this machine only

enum class Verb { Status, Watch, Start, Consent, Continue, Cancel, Rollback };
std::string_view name_of(Verb verb); // "status"

// Whether anybody who is logged on may ask it; the rest is for administrators.
bool is_for_everybody(Verb verb);

struct Request {
    Verb verb = Verb::Status;
    std::string restart = "ask";            // start: "ask", "auto", "never"
    std::string restore_point = "if-on";    // start: "if-on", "switch-on", "none"
    bool force = false;                     // start: repair though the diagnosis says healthy
    bool any_plan = false;                  // start: agree to whatever plan the service makes
    std::vector<std::string> services{};    // start: to be switched on by name
    std::vector<std::string> products{};    // start: to be taken out by name
    bool confirm = false;                   // rollback: without it the reply only says what would be put back
    bool whole_registry = false;            // rollback: the last net, where TCP/IP could not be installed again
    std::string act;                        // rollback: id of the repair or removal that was shown
    std::string plan;                       // start, consent: id of the plan that the person agreed to
    std::vector<std::string> accepted_loss; // start, consent: of that plan, what was accepted by itself
    bool operator==(const Request&) const = default;
};

std::string print(const Request& request);
Result<Request> parse_request(std::string_view text); // TooLarge or Corrupt, with a sentence that names the field

struct Reply {
    int code = 0;                    // exit code of the control tool, see exit_code.hpp
    std::string message;             // a sentence for people; empty where the status says it all
    nlohmann::json status = nullptr; // status_of() the repair
};

std::string print(const Reply& reply);
Result<Reply> parse_reply(std::string_view text);

// What the pipe's server sends back.
struct Answer {
    std::string text;
    bool stream = false; // keep the client and send it every later status, until it goes
};

// One line, always valid UTF-8: names out of a registry may be anything.
std::string text_of(const nlohmann::json& json);

} // namespace netmend::protocol
