// Faults of provider chains: a chain is a list of entry ids, from the topmost layer down to a base provider.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "statemachine/winsock/ways.hpp"

namespace netmend::winsock {
namespace {

// What is wrong with a chain, in the order in which it is told.
enum class Kind {
    EntryGone,
    TooLong,
    Loop,
    Circle,
    WithoutBase,
    WrongBase,
    OtherProtocol,
    PastBase,
    OthersLayer,
    LayerWithoutChain
};

// Chains of one DLL with the same fault are one finding: a layered provider has a chain over every base.
struct Fault {
    const ProtocolEntry* first = nullptr;
    std::vector<std::uint32_t> chains;
    std::set<std::uint32_t> gone;    // ids that are named and not there
    std::vector<std::string> others; // what they lead to instead, each once: a base, or another product's layer
};

using Faults = std::map<std::pair<Kind, std::string>, Fault>; // and the DLL

using Entries = std::unordered_map<std::uint32_t, const ProtocolEntry*>; // by entry id

struct Ids {
    SystemFolder system;
    Entries entries;
    std::unordered_set<std::uint32_t> named; // by any chain
};

Fault& note(Faults& faults, Kind kind, const ProtocolEntry& entry, std::optional<std::uint32_t> gone = {}) {
    Fault& fault = faults[{kind, lower(entry.item.path)}];
    if (!fault.first)
        fault.first = &entry;
    if (fault.chains.empty() || fault.chains.back() != entry.item.entry_id)
        fault.chains.push_back(entry.item.entry_id);
    if (gone)
        fault.gone.insert(*gone);
    return fault;
}

void note_other(Faults& faults, Kind kind, const ProtocolEntry& entry, const std::string& other) {
    constexpr std::size_t told_max = 4;
    std::vector<std::string>& others = note(faults, kind, entry).others;
    if (others.size() < told_max && std::find(others.begin(), others.end(), other) == others.end())
        others.push_back(other);
}

bool is_chain(const PackedItem& item) {
    return item.chain_length > 1 && item.chain_length <= chain_entries_max;
}

std::string call_of(const PackedItem& item) {
    for (const SocketCall& call : plain_calls)
        if (item.family == call.family && item.type == call.type && item.protocol == call.protocol)
            return call.name;
    return "family " + std::to_string(item.family) + ", type " + std::to_string(item.type) + ", protocol " +
           std::to_string(item.protocol);
}

// Windows loads the chain's own DLL, which looks for its layer at the top of the chain. A product may have several ids
// and one DLL, several DLLs and one id, or several of both in one folder.
bool same_product(const PackedItem& a, const PackedItem& b, const SystemFolder& system) {
    if (same_id(a.provider, b.provider) || file_of(a.path) == file_of(b.path))
        return true;
    if (const std::string folder = own_folder(a.path, system); !folder.empty() && folder == own_folder(b.path, system))
        return true;
    const std::string product = product_of(a.path, a.provider);
    return !product.empty() && product == product_of(b.path, b.provider);
}

// Where the chain ends is its first base provider: what it names behind that is never reached.
void judge_base(const ProtocolEntry& entry, const Ids& ids, Faults& faults) {
    const PackedItem& item = entry.item;
    std::uint32_t at = 0;
    while (ids.entries.at(item.chain[at])->item.chain_length != 1)
        ++at;
    const PackedItem& base = ids.entries.at(item.chain[at])->item;
    if (at + 1 < item.chain_length)
        note_other(faults, Kind::PastBase, entry, call_of(base));
    if (base.family != item.family || base.type != item.type)
        note_other(faults, Kind::WrongBase, entry, call_of(item) + " ends at " + call_of(base));
    else if (!serves(base, SocketCall{item.family, item.type, item.protocol}))
        note_other(faults, Kind::OtherProtocol, entry, call_of(item) + " ends at " + call_of(base));
}

void judge_top(const ProtocolEntry& entry, const Ids& ids, Faults& faults) {
    const PackedItem& top = ids.entries.at(entry.item.chain[0])->item;
    if (top.chain_length != 1 && !same_product(entry.item, top, ids.system))
        note_other(faults, Kind::OthersLayer, entry, people_name(top.path, top.provider));
}

void judge_chain(const ProtocolEntry& entry, const Ids& ids, Faults& faults) {
    const PackedItem& item = entry.item;
    if (item.chain_length > chain_entries_max) {
        note(faults, Kind::TooLong, entry);
        return;
    }
    bool all_there = true, loops = false;
    for (std::uint32_t i = 0; i < item.chain_length; ++i) {
        const auto before = item.chain.begin() + i;
        loops =
            loops || item.chain[i] == item.entry_id || std::find(item.chain.begin(), before, item.chain[i]) != before;
        if (ids.entries.count(item.chain[i]))
            continue;
        all_there = false;
        note(faults, Kind::EntryGone, entry, item.chain[i]);
    }
    if (loops) {
        note(faults, Kind::Loop, entry);
        return;
    }
    if (!all_there)
        return;
    if (ids.entries.at(item.chain[item.chain_length - 1])->item.chain_length != 1)
        note(faults, Kind::WithoutBase, entry);
    else
        judge_base(entry, ids, faults);
    judge_top(entry, ids, faults);
}

// Chains may name chains. Where that comes back to itself, a call through it never ends.
void judge_circles(const ProtocolCatalog& catalog, const Ids& ids, Faults& faults) {
    enum class Mark { Open, Done };
    std::unordered_map<std::uint32_t, Mark> marks;
    struct Step {
        const ProtocolEntry* entry;
        std::uint32_t next;
    };
    for (const ProtocolEntry& start : catalog.entries) {
        if (!is_chain(start.item) || !marks.try_emplace(start.item.entry_id, Mark::Open).second)
            continue;
        std::vector<Step> path{{&start, 0}};
        while (!path.empty()) {
            Step& step = path.back();
            if (step.next == step.entry->item.chain_length) {
                marks[step.entry->item.entry_id] = Mark::Done;
                path.pop_back();
                continue;
            }
            const std::uint32_t id = step.entry->item.chain[step.next++];
            const auto named = ids.entries.find(id);
            if (id == step.entry->item.entry_id || named == ids.entries.end() || !is_chain(named->second->item))
                continue; // an entry that names itself has been told
            const auto [mark, is_new] = marks.try_emplace(id, Mark::Open);
            if (is_new)
                path.push_back({named->second, 0});
            else if (mark->second == Mark::Open)
                note(faults, Kind::Circle, *step.entry);
        }
    }
}

std::string joined(const Fault& fault, const char* between) {
    std::string text;
    for (const std::string& other : fault.others)
        text += (text.empty() ? "" : between) + other;
    return text;
}

Finding& add(Look& look, int bits, Kind kind, const Fault& fault) {
    const std::string who = people_name(fault.first->item.path, fault.first->item.provider);
    const std::string chains = "A chain of " + who;
    const auto damage = [&](Code code, const std::string& text) -> Finding& {
        return look.add(Severity::Damage, code, "protocol", bits, chains + text);
    };
    const auto doubt = [&](Code code, const std::string& text) -> Finding& {
        return look.add(Severity::Suspicious, code, "protocol", bits, chains + text);
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
    case Kind::Circle:
        return damage("chain-circle", " names another chain that leads back to it, so a call through it never ends.");
    case Kind::WithoutBase:
        return damage("chain-without-base", " does not end at a base provider.");
    case Kind::WrongBase:
        return damage("chain-over-wrong-base", " for " + joined(fault, ", and for ") + ". Its calls fail.");
    case Kind::OtherProtocol:
        return doubt("chain-over-other-protocol", " for " + joined(fault, ", and for ") + ".");
    case Kind::PastBase:
        return doubt("chain-past-base", " goes on behind a base provider, that for " + joined(fault, ", ") +
                                            ". What it names behind that is never reached.");
    case Kind::OthersLayer:
        return doubt("chain-of-another-product", " begins with the layer of " + joined(fault, ", ") +
                                                     ", while Windows loads the chain's own DLL first.");
    case Kind::LayerWithoutChain:
        break;
    }
    return look.add(Severity::Suspicious, "layer-without-chain", "protocol", bits,
                    "The layered provider " + who +
                        " stands in no chain: it was cut out, or its installation did not finish.");
}

} // namespace

void judge_chains(Look& look, const ProtocolCatalog& catalog) {
    Ids ids;
    ids.system = look.system_folder(catalog.bits);
    ids.entries.reserve(catalog.entries.size());
    for (const ProtocolEntry& entry : catalog.entries) {
        ids.entries.try_emplace(entry.item.entry_id, &entry);
        for (std::uint32_t i = 0; is_chain(entry.item) && i < entry.item.chain_length; ++i)
            ids.named.insert(entry.item.chain[i]);
    }
    Faults faults;
    for (const ProtocolEntry& entry : catalog.entries) {
        if (entry.item.chain_length > 1) // a base entry's chain is never read, and may hold junk
            judge_chain(entry, ids, faults);
        else if (entry.item.chain_length == 0 && !ids.named.count(entry.item.entry_id))
            note(faults, Kind::LayerWithoutChain, entry);
    }
    judge_circles(catalog, ids, faults);
    for (const auto& [key, fault] : faults) {
        Finding& finding = add(look, catalog.bits, key.first, fault);
        finding.entries = fault.chains;
        finding.provider = guid_text(fault.first->item.provider);
        finding.dll = shown(fault.first->item.path);
    }
}

} // namespace netmend::winsock
