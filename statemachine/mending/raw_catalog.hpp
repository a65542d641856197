// A catalog as it lies in the registry, whole keys, and what has to change so that its lists are others: entries
// numbered from 1 without gaps, and as many as it says. The planning parts of this room share it. It judges nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "statemachine/mending/difference.hpp"
#include "statemachine/mending/values.hpp"
#include "statemachine/winsock/catalog.hpp"

namespace netmend::mending {

const RegistryValue* value_in(const std::vector<RegistryValue>& values, std::string_view name); // null: not there
// Replaces the one of that name, or adds it.
void put_value(std::vector<RegistryValue>& values, RegistryValue value);
// Without regard to their order, and to the case of their names.
bool same_values(const std::vector<RegistryValue>& a, const std::vector<RegistryValue>& b);

struct RawEntry { // of 12 digits; other keys are no entries, and are left alone
    std::uint64_t number = 0;
    KeyContent content;
};

struct RawList {
    int bits = 32;
    std::string path;              // of its entries
    std::vector<RawEntry> entries; // by number
};

struct RawCatalog { // Protocol_Catalog9 or NameSpace_Catalog5
    std::string path;
    std::vector<RegistryValue> values;
    std::vector<RawList> lists; // as in the model
};

// Without lists where the catalog is not there. Busy: somebody is writing, or it is no longer what `lists` says.
// Unsupported: an entry has keys of its own.
Result<RawCatalog> read_raw(Registry& registry, const std::vector<winsock::ProtocolCatalog>& lists);
Result<RawCatalog> read_raw(Registry& registry, const std::vector<winsock::NamespaceCatalog>& lists);

using Contents = std::vector<std::vector<RegistryValue>>; // of entries, in their order
Contents contents_of(const RawList& list);

// Adds to `difference` what makes `list` hold these, and its count right.
void change_list(Difference& difference, const RawCatalog& catalog, const RawList& list, const Contents& wanted);
// The same for a number of the catalog itself.
void change_number(Difference& difference, const RawCatalog& catalog, const std::string& name, std::uint32_t number);

} // namespace netmend::mending
