// The old Winsock key of Windows 10 and later with its transports and their templates (windows-modern 2.2), from which
// every inbox entry can be computed; and the lists of protocols of three real machines of which it is published. The
// tests' own, sharing nothing with the product.
#pragma once

#include <string>
#include <vector>

#include "tests/simulated/catalog.hpp"

namespace netmend::simulated {

struct TransportMachine { // windows-modern 2.2 and 7
    std::string name;
    int build = 0;
    std::vector<std::string> transports; // in their order
    std::vector<Entry> protocols;        // of both bitnesses, in the order of the list
};

const std::vector<TransportMachine>& transport_machines();

// Transports, Setup Migration, and of each transport what its entries in `protocols` need; of those in `bare` no
// templates, as of a transport whose entries come another way.
void write_transports(Tree& tree, const std::vector<std::string>& transports, const std::vector<Entry>& protocols,
                      const std::vector<std::string>& bare = {});

// A whole registry of Windows 10 and later with these lists in both bitnesses.
Tree registry_of(const TransportMachine& machine);
SystemIdentity identity_of(const TransportMachine& machine);

} // namespace netmend::simulated
