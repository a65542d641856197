// The values directly below WinSock2\Parameters: which catalogs count, their version, and two DLLs that every program
// loads which uses Winsock or looks up names. And where that machine's system folder is, by which DLLs are judged.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "statemachine/base/ports.hpp"

namespace netmend::winsock {

enum class Parameter { ProtocolCatalog, NamespaceCatalog, Version, AutodialDll, NamespaceCallout };

struct ParameterRow {
    Parameter parameter;
    const char* value; // its name in the registry
    bool is_dll;
    const char* normal; // what Windows writes there; of a DLL the file, in the system folder
};

// From the exports and hives of real machines, 2000 to 11 (windows-facts 1.1).
inline constexpr std::array parameter_rows{
    ParameterRow{Parameter::ProtocolCatalog, "Current_Protocol_Catalog", false, "Protocol_Catalog9"},
    ParameterRow{Parameter::NamespaceCatalog, "Current_NameSpace_Catalog", false, "NameSpace_Catalog5"},
    ParameterRow{Parameter::Version, "WinSock_Registry_Version", false, "2.0"},
    ParameterRow{Parameter::AutodialDll, "AutodialDLL", true, "rasadhlp.dll"},
    ParameterRow{Parameter::NamespaceCallout, "NameSpace_Callout", true, "fwpuclnt.dll"},
};

struct ParameterValue {
    bool present = false;
    bool malformed = false; // no text, longer than a path can be, or a text that goes on behind its end
    std::string text;       // empty where it is malformed
    std::string fault;      // why it is: "it has type 4 instead of REG_SZ"
};

using ParameterValues = std::array<ParameterValue, parameter_rows.size()>; // in the order of the rows

ParameterValues parameters_in(const RegistryKey& parameters);

// "c:\windows", in lower case, by what Windows says of itself; empty where it could not be read.
std::string system_root_of(Registry& registry);

} // namespace netmend::winsock
