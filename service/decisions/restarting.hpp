// What Windows means when it is asked for a restart, by the code of InitiateSystemShutdown(Ex), and who counts as
// logged on at a machine with several sessions.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace netmend {

enum class RestartReply {
    Accepted, // by us or by somebody else: one under way serves as well
    NotNow,   // asked again later
    Refused,  // asking again would not help
};
RestartReply restart_reply(std::uint32_t code);

// AbortSystemShutdown stops whatever counts down. Before the uptime `until`, which was written down when Windows
// accepted ours (none: it never did, in this boot session), that may be ours; afterwards it is somebody else's.
bool may_be_our_restart(std::optional<std::chrono::seconds> until, std::chrono::seconds uptime);

struct Session {
    std::uint32_t id = 0;
    std::string person;         // empty: nobody is logged on in it
    bool disconnected = false;  // somebody is logged on, and nobody sits before it
    bool person_unread = false; // whose it is could not be read: it counts as somebody's
};

// Names for people; empty: nobody is. Nothing: no session at all was listed, so nobody has said that nobody is.
std::optional<std::vector<std::string>> logged_on(const std::vector<Session>& sessions);

} // namespace netmend
