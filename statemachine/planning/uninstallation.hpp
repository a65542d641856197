// Whether a product that shall leave the catalogs has an uninstallation of its own that still works: its entry in the
// list of programs leads into the folder of the product's DLLs, or names one of them, and its file is there. By place
// alone, never by a name.
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/mending/products.hpp"

namespace netmend {

// The file that a command line starts, as far as it stands there; of rundll32 the DLL, of msiexec "msiexec.exe".
std::string file_of_command(const std::string& command);

// Where Windows Installer keeps the package of the product that a command names; empty: it names none.
std::string key_of_package(const std::string& command);

// Names in the list of programs, each once. What cannot be read of that list is not in it.
std::vector<std::string> working_uninstallations(const mending::Product& product, const winsock::Catalogs& catalogs,
                                                 Registry& registry, System& system);

} // namespace netmend
