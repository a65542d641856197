// Faults that protocol and name-space lists share: missing, blank, miscounted, badly numbered, malformed, half-written.
#pragma once

#include <algorithm>

#include "statemachine/winsock/look.hpp"

namespace netmend::winsock {

struct ListFacts { // what both kinds of catalog have in common
    const char* catalog = "protocol";
    int bits = 32;
    bool present = false;
    std::optional<std::uint32_t> count;
    bool writer_marker = false;
    std::vector<std::uint64_t> numbers; // of entries and of malformed ones, in order
    const std::vector<Malformed>* malformed = nullptr;
};

template<class Catalog> ListFacts facts_of(const Catalog& catalog, const char* name) {
    ListFacts facts{name, catalog.bits, catalog.present, catalog.count, catalog.writer_marker, {}, &catalog.malformed};
    facts.numbers.reserve(catalog.entries.size());
    for (const auto& entry : catalog.entries)
        facts.numbers.push_back(entry.number);
    for (const Malformed& entry : catalog.malformed)
        if (entry.number)
            facts.numbers.push_back(entry.number);
    std::sort(facts.numbers.begin(), facts.numbers.end());
    return facts;
}

// False where the list is missing or blank: then there is nothing to say about its entries.
bool judge_list(Look& look, const ListFacts& list);

} // namespace netmend::winsock
