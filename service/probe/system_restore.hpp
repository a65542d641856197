// What a restore point needs around it: the rights to be called back, whether System Restore is on, the switch itself,
// and the number of the newest restore point. The switch and the number come from WMI's class SystemRestore in
// root\default, which is documented; where WMI does not answer there is no number and no switch.
#pragma once

#include <cstdint>
#include <optional>

namespace netmend::probe {

inline constexpr wchar_t settings_key[] = L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SystemRestore";

// CoInitializeEx and, once a process, CoInitializeSecurity that lets System, LocalService, NetworkService and
// Administrators call back. False: GetLastError says why.
bool let_system_restore_call_back();

bool system_restore_is_off();
bool switch_system_restore(bool on); // for the drive that holds Windows; off loses its restore points
std::optional<std::int64_t> newest_restore_point();

} // namespace netmend::probe
