// Ways in which real catalogs were found broken, and additions by third parties that are healthy. Each changes a tree
// (and the set of files) as the accident it is named for would.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/simulated/baselines.hpp"
#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

enum class Fault {
    None,
    ProviderDllMissing,  // a layered provider's DLL was removed, its entries stayed
    ChainNamesGoneEntry, // the layered provider's own entry was removed, the chains stayed
    NumberingGap,        // an entry's key was removed, Num and the other names stayed
    BaseTcpGone,         // the base TCP provider was removed, with care
    BothKeysDeleted,     // the 2006 guides followed half way
    HalfWritten,         // a writer died: its marker stays, Num and entries disagree
    ServiceOff,          // Vista and later: an optimizer switched the network store off
    AddressesOff,        // and the DHCP client
    DependencyGone,      // a service waits for one that was removed
    DnsNamesOff,         // the name-space provider that answers DNS is switched off
    ProtocolsBlank,      // the protocol lists were emptied, the catalog is there
    RightsLost,          // 8.1 and later: a cleaner took away what services may do on their keys
};

inline constexpr Fault all_faults[] = {Fault::ProviderDllMissing, Fault::ChainNamesGoneEntry, Fault::NumberingGap,
                                       Fault::BaseTcpGone,        Fault::BothKeysDeleted,     Fault::HalfWritten};

// Those of Vista and later alone.
inline constexpr Fault modern_faults[] = {Fault::ServiceOff, Fault::AddressesOff, Fault::DependencyGone,
                                          Fault::DnsNamesOff, Fault::ProtocolsBlank};

const char* name_of(Fault fault);
void break_it(Fault fault, Tree& tree, std::set<std::string>& files, const SystemIdentity& identity);

// A healthy layered provider over TCP and UDP, first in the order, in every catalog; returns its DLL's base name.
std::string add_layered_provider(Tree& tree, std::set<std::string>& files, const SystemIdentity& identity);
// A healthy third-party base provider (VMware sockets on a real machine).
std::string add_base_provider(Tree& tree, std::set<std::string>& files, const SystemIdentity& identity);

// A healthy name-space provider, behind the first one, in every list. Of that layered product, or one by itself.
std::string add_name_provider(Tree& tree, std::set<std::string>& files, const SystemIdentity& identity,
                              bool of_layered = false);

inline constexpr const char* name_dll = "mdnsnsp.dll";
inline constexpr const char* layered_name_dll = "shieldns.dll";
inline constexpr const char* layered_dll = "shieldlsp.dll";
inline constexpr const char* base_dll = "vsocklib.dll";

// A writer that died in the middle of writing the protocol catalogs.
void tear(Tree& tree, const SystemIdentity& identity);

std::vector<int> bitnesses(const SystemIdentity& identity); // {32} or {32, 64}

} // namespace netmend::simulated
