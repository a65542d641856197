// Faults of provider chains: a chain is a list of entry ids, from the topmost layer down to a base provider.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/look.hpp"

namespace netmend::winsock {
namespace {

// What is wrong with a chain, in the order in which it is told.
enum class Kind { EntryGone, TooLong, Loop, WithoutBase, LayerWithoutChain };

// Chains of one DLL with the same fault are one finding: a layered provider has a chain over every base.
struct Fault {
    const ProtocolEntry* first = nullptr;
    std::vector<std::uint32_t> chains;
    std::set<std::uint32_t> gone; // ids that are named and not there
};

using Faults = std::map<std::pair<Kind, std::string>, Fault>; // and the DLL

struct Ids {
    std::unordered_map<std::uint32_t, std::uint32_t> length; // entry id to its ChainLen
    std::unordered_set<std::uint32_t> named;                 // by any chain
};

void note(Faults& faults, Kind kind, const ProtocolEntry& entry, std::optional<std::uint32_t> gone = {}) {
    Fault& fault = faults[{kind, lower(entry.item.path)}];
    if (!fault.first)
        fault.first = &entry;
    if (fault.chains.empty() || fault.chains.back() != entry.item.entry_id)
        fault.chains.push_back(entry.item.entry_id);
    if (gone)
        fault.gone.insert(*gone);
}

void judge_chain(const ProtocolEntry& entry, const Ids& ids, Faults& faults) {
    const PackedItem& item = entry.item;
    if (item.chain_length > chain_entries_max)
        return note(faults, Kind::TooLong, entry);
    bool all_there = true, loops = false;
    for (std::uint32_t i = 0; i < item.chain_length; ++i) {
        const auto before = item.chain.begin() + i;
        loops =
            loops || item.chain[i] == item.entry_id || std::find(item.chain.begin(), before, item.chain[i]) != before;
        if (ids.length.count(item.chain[i]))
            continue;
        all_there = false;
        note(faults, Kind::EntryGone, entry, item.chain[i]);
    }
    if (loops)
        return note(faults, Kind::Loop, entry);
    const auto base = ids.length.find(item.chain[item.chain_length - 1]);
    if (all_there && base->second != 1)
        note(faults, Kind::WithoutBase, entry);
}

Finding& add(Look& look, int bits, Kind kind, const Fault& fault) {
    const std::string who = people_name(fault.first->item.path, fault.first->item.provider);
    const std::string chains = "A chain of " + who + " (entries " + shown(fault.chains) + ")";
    const auto damage = [&](Code code, const std::string& text) -> Finding& {
        return look.add(Severity::Damage, code, "protocol", bits, chains + text);
    };
    switch (kind) {
    case Kind::EntryGone:
        return damage("chain-entry-gone", " names entries that are gone: " +
                                              shown(std::vector<std::uint32_t>(fault.gone.begin(), fault.gone.end())) +
                                              ".");
    case Kind::TooLong:
        return damage("chain-too-long", " is longer than the seven layers that Windows allows.");
    case Kind::Loop:
        return damage("chain-loop", " names the same entry twice.");
    case Kind::WithoutBase:
        return damage("chain-without-base", " does not end at a base provider.");
    case Kind::LayerWithoutChain:
        break;
    }
    return look.add(Severity::Suspicious, "layer-without-chain", "protocol", bits,
                    "The layered provider " + who + " (entries " + shown(fault.chains) +
                        ") stands in no chain: it was cut out, or its installation did not finish.");
}

} // namespace

void judge_chains(Look& look, const ProtocolCatalog& catalog) {
    Ids ids;
    ids.length.reserve(catalog.entries.size());
    for (const ProtocolEntry& entry : catalog.entries) {
        ids.length.try_emplace(entry.item.entry_id, entry.item.chain_length);
        const bool chain = entry.item.chain_length > 1 && entry.item.chain_length <= chain_entries_max;
        for (std::uint32_t i = 0; chain && i < entry.item.chain_length; ++i)
            ids.named.insert(entry.item.chain[i]);
    }
    Faults faults;
    for (const ProtocolEntry& entry : catalog.entries) {
        if (entry.item.chain_length > 1) // a base entry's chain is never read, and may hold junk
            judge_chain(entry, ids, faults);
        else if (entry.item.chain_length == 0 && !ids.named.count(entry.item.entry_id))
            note(faults, Kind::LayerWithoutChain, entry);
    }
    for (const auto& [key, fault] : faults) {
        Finding& finding = add(look, catalog.bits, key.first, fault);
        finding.entries = fault.chains;
        finding.provider = guid_text(fault.first->item.provider);
        finding.dll = shown(fault.first->item.path);
    }
}

} // namespace netmend::winsock
