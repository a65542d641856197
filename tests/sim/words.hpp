// The words of schedules: in the order of the enumerations and of the code that carries them out.
#pragma once

#include <span>

namespace netmend::sim::words {

inline constexpr const char* machines[] = {"windows-2000", "xp-sp1",    "xp-sp3",    "server-2003",
                                           "xp-x64",       "windows-7", "windows-11"};
inline constexpr const char* faults[] = {
    "none",          "provider-dll-missing", "chain-names-gone-entry", "numbering-gap",
    "base-tcp-gone", "both-keys-deleted",    "half-written",           "service-off",
    "addresses-off", "dependency-gone",      "dns-names-off",          "protocols-blank",
    "rights-lost"};
inline constexpr const char* others[] = {"none", "layered", "base", "layered-and-base"};
inline constexpr const char* taken_out[] = {"no", "yes", "names", "both"};
inline constexpr const char* policies[] = {"ask", "auto", "never"};
inline constexpr const char* no_yes[] = {"no", "yes"};
inline constexpr const char* yes_no[] = {"yes", "no"};
inline constexpr const char* plans[] = {"any", "shown", "another"};
inline constexpr const char* blank_keys[] = {"at-boot", "within-the-session", "when-winsock-starts", "never"};
inline constexpr const char* netsh[] = {"works",           "nothing",      "fails",         "fails-after-effect",
                                        "zero-on-failure", "hangs",        "torn-by-kill",  "after-restart",
                                        "leaves-damage",   "cannot-run",   "own-list-only", "takes-more",
                                        "leaves-less",     "leaves-layers"};
inline constexpr const char* installer[] = {
    "works", "only-counts-reference", "restart-first", "after-restart", "works-asking-restart",
    "fails", "fails-after-effect",    "hangs",         "torn-by-kill",  "unsupported",
    "dead"};
inline constexpr const char* remover[] = {"works", "nothing",      "still-held", "fails", "fails-after-effect",
                                          "hangs", "torn-by-kill", "cannot-run"};
inline constexpr const char* restore[] = {"on",      "switched-off", "missing",    "skipping",
                                          "failing", "hanging",      "cannot-run", "cannot-be-closed"};
inline constexpr const char* restarts[] = {"happens", "refused",   "never-happens", "not-ready",
                                           "denied",  "under-way", "only-by-force"};
inline constexpr const char* logged_on[] = {"somebody", "nobody", "disconnected", "untold"};
inline constexpr const char* kernel_boot[] = {"moves", "stays", "not-given"};
inline constexpr const char* services[] = {"after-half-a-minute", "after-four-minutes", "after-ten-minutes"};
inline constexpr const char* sockets[] = {"at-once", "after-two-minutes"};
inline constexpr const char* denying[] = {"none", "nsi", "dhcp"};
inline constexpr const char* late_services[] = {"none", "nsi", "dhcp"};
inline constexpr const char* named[] = {"none", "lmhosts", "iphlpsvc", "mpssvc", "nlasvc"};
inline constexpr const char* switched_off[] = {"none", "nsi", "dhcp", "mpssvc"};
inline constexpr const char* ends[] = {"continue", "roll-back"};
inline constexpr const char* products[] = {"as-it-is", "domain-controller"};

inline constexpr const char* losses[] = {"nothing", "half", "unflushed", "flushed-too", "some"};
inline constexpr const char* files[] = {"whole", "torn", "empty", "last-lost", "last-save-lost"};
inline constexpr const char* boots[] = {"normal", "safe-mode", "last-known-good"};
inline constexpr const char* kinds[] = {"access-denied", "busy", "timed-out", "failed", "disk-full"};
inline constexpr const char* places[] = {"all", "winsock", "winsock2", "tcpip"};
// The last ones: done and reported as failed; reported as done and nothing happened.
inline constexpr const char* registry_calls[] = {"all", "reads", "writes", "writes-done-all-the-same",
                                                 "writes-only-pretended"};
inline constexpr const char* folder_calls[] = {"all", "reads", "writes", "writes-done-all-the-same"};
inline constexpr const char* changes[] = {"unrelated", "owned", "new-card", "card-gone"};
inline constexpr const char* damaged[] = {"checkpoint", "previous", "all-checkpoints", "backup"};
inline constexpr const char* ways[] = {"flipped", "cut-off", "empty", "gone", "newer"};
inline constexpr const char* other_windows[] = {"service-pack", "build", "machine"};
inline constexpr const char* blind[] = {"sockets", "files"};

} // namespace netmend::sim::words
