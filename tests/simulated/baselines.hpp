// What a healthy machine of each simulated Windows version holds in its registry, from windows-facts 1.3, 1.4, 1.8 and
// 4, plus a few values of other people's that netmend must never touch.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "tests/simulated/catalog.hpp"
#include "tests/simulated/catalog_data.hpp"
#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

enum class Preset { Windows2000, XpSp1, XpSp3, Server2003Rtm, XpX64, Windows7, Windows11 };

inline constexpr Preset all_presets[] = {Preset::Windows2000, Preset::XpSp1,    Preset::XpSp3,    Preset::Server2003Rtm,
                                         Preset::XpX64,       Preset::Windows7, Preset::Windows11};

const char* name_of(Preset preset);
SystemIdentity identity_of(Preset preset);

std::vector<Entry> default_protocols(Preset preset);
std::vector<NameSpace> default_namespaces(Preset preset);
// NT SERVICE\Dhcp and NT SERVICE\BFE, computed of the names (windows-modern 8).
inline constexpr char service_sid_of_dhcp[] = "S-1-5-80-2940520708-3855866260-481812779-327648279-1710889582";
inline constexpr char service_sid_of_bfe[] = "S-1-5-80-1383147646-27650227-2710666058-1662982300-1023958487";

const std::vector<Service>& services_of(Preset preset); // none before Vista
void write_old_winsock(Tree& tree);                     // Services\Winsock (v1)
// Windows 2000: TCP/IP as a component, all connections asking for an address, bound to every network card.
inline constexpr const char* component_path =
    "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E975-E325-11CE-BFC1-08002BE10318}"
    "\\{7D2F0C11-5B0E-4B8B-9C3B-2F4C8E6A1D00}";
void write_installed_tcpip(Tree& tree);
Tree healthy_registry(Preset preset);

// Folded base names of the DLLs that are there, the same for both bitnesses of a machine.
std::set<std::string> default_files(Preset preset);

inline constexpr const char* unrelated_path = "SYSTEM\\CurrentControlSet\\Services\\SomebodyElse\\Parameters";

} // namespace netmend::simulated
