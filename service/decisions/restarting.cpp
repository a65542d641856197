#include "service/decisions/restarting.hpp"

namespace netmend {

// The page of InitiateSystemShutdownEx names 21, 1115, 1190, 1191 and 1271. The codes of RPC come while the process
// that listens for such requests is not there yet.
RestartReply restart_reply(std::uint32_t code) {
    switch (code) {
    case 0:
    case 1115: // ERROR_SHUTDOWN_IN_PROGRESS
    case 1190: // ERROR_SHUTDOWN_IS_SCHEDULED
        return RestartReply::Accepted;
    case 21:   // ERROR_NOT_READY
    case 1191: // ERROR_SHUTDOWN_USERS_LOGGED_ON
    case 1271: // ERROR_MACHINE_LOCKED
    case 1717: // RPC_S_UNKNOWN_IF
    case 1722: // RPC_S_SERVER_UNAVAILABLE
        return RestartReply::NotNow;
    default:
        return RestartReply::Refused;
    }
}

bool may_be_our_restart(std::optional<std::chrono::seconds> until, std::chrono::seconds uptime) {
    return until && uptime <= *until;
}

std::optional<std::vector<std::string>> logged_on(const std::vector<Session>& sessions) {
    if (sessions.empty())
        return std::nullopt;
    std::vector<std::string> names;
    for (const Session& session : sessions) {
        if (session.person.empty() && !session.person_unread)
            continue;
        std::string name =
            session.person.empty() ? "somebody in session " + std::to_string(session.id) : session.person;
        if (session.disconnected)
            name += " (disconnected)";
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace netmend
