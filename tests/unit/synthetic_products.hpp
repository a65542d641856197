// Four layered products as makers build them, installed on every known-good catalog: with IFS handles and without, with
// one chain and with eight, one standing on another, ids that differ by bitness, provider ids of their own or one for
// all.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tests/simulated/generations.hpp"
#include "tests/simulated/transports.hpp"
#include "tests/unit/mending_machine.hpp"

namespace netmend::mending::products {

using namespace simulated;

struct Synthetic { // a product with one hidden entry
    const char* dll;
    const char* guid; // its first eight digits; chains count on in the last one, where they have their own
    bool ifs, own_ids, in_front;
    std::size_t chains;
    int stands_on; // number of another one, -1: on base providers
};

inline constexpr Synthetic four[] = {
    {"shield.dll", "A1000000", true, false, true, 8, -1},
    {"proxy.dll", "A2000000", false, true, true, 3, -1},
    {"filter.dll", "A3000000", true, true, false, 1, 0},
    {"spy.dll", "A4000000", false, false, true, 6, 2},
};

inline std::string guid_of(const Synthetic& product, std::size_t chain) {
    return std::string(product.guid) + "-0000-4000-8000-00000000000" + (product.own_ids ? std::to_string(chain) : "0");
}

// Of one bitness, whose ids begin at `id`.
inline void install(std::vector<Entry>& entries, std::uint32_t id) {
    std::vector<Entry> bases, front, back;
    std::copy_if(entries.begin(), entries.end(), std::back_inserter(bases), [](const auto& e) { return e.is_base(); });
    std::vector<std::uint32_t> hidden;
    std::vector<std::vector<Entry>> chains(std::size(four));
    for (std::size_t p = 0; p < std::size(four); ++p) {
        const Synthetic& product = four[p];
        Entry own;
        own.dll = "C:\\Program Files\\Maker\\" + std::string(product.dll);
        own.provider = guid_of(product, 0);
        own.id = id++;
        own.chain_length = 0;
        own.flags = product.ifs ? 0x20066 : 0x66;
        own.name = product.dll;
        hidden.push_back(own.id);
        back.push_back(own);
        for (std::size_t n = 0; n < product.chains; ++n) {
            const Entry& base = bases[n % bases.size()];
            Entry chain = base;
            chain.dll = own.dll, chain.provider = guid_of(product, n + 1), chain.id = id++, chain.name = product.dll;
            chain.chain = {own.id};
            chain.flags = product.ifs ? chain.flags : chain.flags & ~0x20000u;
            if (product.stands_on >= 0) { // Microsoft's sample: the chain below by its id, and what that stands on
                const auto& below = chains[static_cast<std::size_t>(product.stands_on)];
                const Entry& lower = below[n % below.size()];
                chain.chain.push_back(lower.id);
                chain.chain.insert(chain.chain.end(), lower.chain.begin(), lower.chain.end());
                chain.family = lower.family, chain.type = lower.type, chain.protocol = lower.protocol;
            } else {
                chain.chain.push_back(base.id);
            }
            chain.chain_length = static_cast<std::uint32_t>(chain.chain.size());
            chains[p].push_back(chain);
            (product.in_front ? front : back).push_back(chain);
        }
    }
    front.insert(front.end(), entries.begin(), entries.end());
    front.insert(front.end(), back.begin(), back.end());
    entries = std::move(front);
}

struct KnownGoodMachine {
    std::string name;
    SystemIdentity identity;
    Tree tree;
};

inline std::vector<KnownGoodMachine> known_good_machines() {
    std::vector<KnownGoodMachine> all;
    for (const GenerationMachine& machine : generation_machines())
        all.push_back({machine.name, machine.identity, machine.registry});
    for (const TransportMachine& machine : transport_machines())
        all.push_back({machine.name, simulated::identity_of(machine), registry_of(machine)});
    return all;
}

inline Tree with_all_four(const KnownGoodMachine& machine) {
    Tree tree = machine.tree;
    for (const int bits : {32, 64}) {
        if (bits == 64 && !machine.identity.x64)
            continue;
        auto entries = protocols(tree, bits, machine.identity.x64);
        install(entries, bits == 64 ? 3000 : 2000);
        write_protocols(tree, entries, bits, machine.identity.x64);
    }
    return tree;
}

inline std::vector<std::string> damage_in(MendingMachine& machine) {
    std::vector<std::string> out;
    for (const winsock::Finding& finding : machine.diagnosed().findings)
        if (finding.severity == winsock::Severity::Damage ||
            (finding.severity == winsock::Severity::Suspicious && finding.code != "third-party-layer"))
            out.push_back(finding.code + ": " + finding.text);
    return out;
}

} // namespace netmend::mending::products
