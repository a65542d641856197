// The names of phases that a world asks for: saved names, which never change.
#pragma once

namespace netmend::world::phases {

inline constexpr const char* awaiting_consent = "opening/awaiting-consent";
inline constexpr const char* giving_back_settings = "keys/giving-back-settings";
inline constexpr const char* preparing_rung = "ladder/preparing";
inline constexpr const char* looking_after_rung = "ladder/looking";
inline constexpr const char* undoing_rung = "ladder/undoing";
inline constexpr const char* preparing_reset = "winsock-reset/preparing";
inline constexpr const char* verifying_again = "closing/verifying-again";
inline constexpr const char* restart_without_tcpip = "reinstall/restart-without-tcpip";
inline constexpr const char* rolling_back = "rollback/rolling-back";
inline constexpr const char* confirming_rollback = "rollback/confirming";
inline constexpr const char* replacing_registry = "rollback/replacing-registry";
inline constexpr const char* without_tcpip = "reinstall/needing-person";
inline constexpr const char* unproven = "resting/unproven";
inline constexpr const char* kept_as_is = "settled/kept-as-is";
inline constexpr const char* repaired = "settled/repaired";

} // namespace netmend::world::phases
