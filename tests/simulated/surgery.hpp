// What taking products out of a protocol catalog must leave, said of raw bytes and without the product's model: and the
// same asked of made-up catalogs, product and naive checker judging what is left.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "statemachine/mending/difference.hpp"
#include "tests/simulated/generated_catalog.hpp"
#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

using RawItems = std::vector<Bytes>; // of one list, in its order

// Which of these go: layered ones of a DLL that is gone.
std::vector<bool> going(const RawItems& items, const std::set<std::string>& gone_dlls);

// What must be left: the others, byte for byte, and of chains the ids that did not go. Empty text: it is so.
std::string wrong_after_removal(const RawItems& before, const RawItems& after, const std::set<std::string>& gone_dlls);

RawItems items_of(const Tree& tree, int bits, bool x64);
RawItems items_of(const GeneratedList<GeneratedEntry>& list);

bool is_numbered(const GeneratedEntry& entry);                     // by twelve digits: Windows looks at it
std::set<std::string> layer_dlls(const GeneratedCatalog& catalog); // folded names

// The catalogs of a tree as the naive checker reads them.
GeneratedCatalog generated_from(const Tree& tree, const SystemIdentity& identity,
                                const std::set<std::string>& gone_dlls);

// A difference of protocol catalogs applied to a made-up one.
void apply_to(GeneratedCatalog& catalog, const mending::Difference& difference);

struct SurgeryResults {
    std::uint64_t catalogs = 0, with_layers = 0, products = 0, entries_out = 0, chains_shortened = 0;
    std::uint64_t sound_before = 0; // but for the DLLs that went: neither checker called them damaged
    std::uint64_t wrong = 0;
    std::vector<std::string> told; // the first ten, with their seeds
};

// Catalogs of the seeds `first` to `first + runs - 1`; of each, DLLs of some layers are gone.
SurgeryResults try_surgery(std::uint64_t first, std::uint64_t runs, std::size_t size_max = 10000);

} // namespace netmend::simulated
