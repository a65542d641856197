// What a healthy machine of each simulated Windows version holds in its registry, from windows-facts 1.3, 1.4, 1.8 and
// 4, plus a few values of other people's that netmend must never touch.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "statemachine/ports.hpp"
#include "tests/simulated/catalog.hpp"
#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

enum class Preset { XpSp1, XpSp3, Server2003Rtm, XpX64, Windows7 };

inline constexpr Preset all_presets[] = {Preset::XpSp1, Preset::XpSp3, Preset::Server2003Rtm, Preset::XpX64,
                                         Preset::Windows7};

const char* name_of(Preset preset);
SystemIdentity identity_of(Preset preset);

std::vector<Entry> default_protocols(Preset preset);
std::vector<NameSpace> default_namespaces(Preset preset);
void write_old_winsock(Tree& tree); // Services\Winsock (v1)
Tree healthy_registry(Preset preset);

// Folded base names of the DLLs that are there, the same for both bitnesses of a machine.
std::set<std::string> default_files(Preset preset);

inline constexpr const char* unrelated_path = "SYSTEM\\CurrentControlSet\\Services\\SomebodyElse\\Parameters";

} // namespace netmend::simulated
