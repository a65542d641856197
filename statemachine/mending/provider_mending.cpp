#include "statemachine/mending/provider_mending.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "statemachine/mending/raw_catalog.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/owner.hpp"

namespace netmend::mending {
namespace {

using winsock::PackedItem;
using winsock::ProtocolCatalog;
using winsock::ProtocolEntry;

using Ids = std::vector<std::uint32_t>;

bool is_chain(const PackedItem& item) {
    return item.chain_length > 1 && item.chain_length <= winsock::chain_entries_max;
}

Ids chain_of(const PackedItem& item) {
    return {item.chain.begin(), item.chain.begin() + item.chain_length};
}

class ListSurgery {
  public:
    // An empty `look`: cut chains stay as they are.
    ListSurgery(const ProtocolCatalog& list, const PartsOf& going, const LookForDll& look) : list_(list), look_(look) {
        for (const ProtocolEntry& entry : list.entries)
            (going.have(entry.item, list.bits) ? going_ : staying_).insert({entry.item.entry_id, &entry});
    }

    // False: nothing is to be changed, or the list would be left without any entry.
    bool plan(const RawCatalog& catalog, const RawList& raw, Difference& difference) {
        if (going_.size() == list_.entries.size())
            return false;
        std::map<std::uint64_t, const ProtocolEntry*> entries;
        for (const ProtocolEntry& entry : list_.entries)
            entries[entry.number] = &entry;
        Contents wanted;
        for (const RawEntry& entry : raw.entries) {
            const auto at = entries.find(entry.number); // what cannot be read stays where it is
            if (at != entries.end() && is_going(*at->second))
                continue;
            wanted.push_back(entry.content.values);
            if (at != entries.end())
                shorten(at->second->item, wanted.back(), difference);
        }
        if (going_.empty() && !changed_)
            return false;
        change_list(difference, catalog, raw, wanted);
        return true;
    }

    Ids ids_that_go() const {
        Ids ids;
        for (const auto& [id, entry] : going_)
            ids.push_back(id);
        std::sort(ids.begin(), ids.end());
        return ids;
    }

  private:
    using Entries = std::unordered_multimap<std::uint32_t, const ProtocolEntry*>;

    bool is_going(const ProtocolEntry& entry) const {
        const auto [begin, end] = going_.equal_range(entry.item.entry_id);
        return std::any_of(begin, end, [&](const auto& each) { return each.second == &entry; });
    }

    bool is_base(std::uint32_t id) const {
        const auto at = staying_.find(id);
        return at != staying_.end() && at->second->item.chain_length == 1;
    }

    // Still a chain: a layer on top, and below it what was at its end.
    bool is_whole(const Ids& chain, const Ids& was) const {
        return chain.size() > 1 && chain.back() == was.back() && is_base(chain.back()) && !is_base(chain.front());
    }

    void shorten(const PackedItem& item, std::vector<RegistryValue>& values, Difference& difference) {
        if (!is_chain(item))
            return;
        const Ids was = chain_of(item);
        const bool may_close = look_ && look_(item.path, list_.bits) == Dll::There && staying_.count(was.front());
        Ids ids = was;
        std::erase_if(
            ids, [&](std::uint32_t id) { return staying_.count(id) == 0 && (may_close || going_.count(id) != 0); });
        if (ids == was)
            return;
        const std::string who = winsock::people_name(item.path, item.provider);
        const std::string chain = "The chain " + std::to_string(item.entry_id) + " of " + who;
        if (!is_whole(ids, was)) {
            difference.said.push_back(chain + " cannot be made whole: install that product again, or uninstall it.");
            return;
        }
        PackedItem shorter = item;
        shorter.chain.fill(0);
        std::copy(ids.begin(), ids.end(), shorter.chain.begin());
        shorter.chain_length = static_cast<std::uint32_t>(ids.size());
        RegistryValue packed = *value_in(values, "PackedCatalogItem");
        packed.data = winsock::encode_item(shorter);
        put_value(values, std::move(packed));
        changed_ = true;
        if (going_.empty())
            difference.said.push_back(chain + " no longer names entries that are not there.");
    }

    const ProtocolCatalog& list_;
    const LookForDll& look_;
    Entries going_, staying_; // by id
    bool changed_ = false;
};

Result<Difference> plan(Registry& registry, const winsock::Catalogs& catalogs, const std::vector<Product>& products,
                        const LookForDll& look) {
    Result<RawCatalog> raw = read_raw(registry, catalogs.protocol);
    if (!raw)
        return tl::unexpected(raw.error());
    Difference difference;
    const PartsOf going(products);
    for (std::size_t i = 0; i < raw->lists.size(); ++i) {
        ListSurgery surgery(catalogs.protocol[i], going, look);
        const bool changes = surgery.plan(*raw, raw->lists[i], difference);
        const Ids ids = surgery.ids_that_go();
        if (changes && !ids.empty())
            difference.said.push_back(
                "Of " + names_of(products) + ", these entries are taken out of the list of providers for programs of " +
                std::to_string(catalogs.protocol[i].bits) + " bits: " + winsock::shown(ids) + ".");
    }
    if (difference.empty())
        difference.said.clear();
    return difference;
}

} // namespace

Result<Difference> remove_products(Registry& registry, const winsock::Catalogs& catalogs,
                                   const std::vector<Product>& products) {
    return plan(registry, catalogs, products, {});
}

Result<Difference> close_cut_chains(Registry& registry, const winsock::Catalogs& catalogs, const LookForDll& look) {
    return plan(registry, catalogs, {}, look);
}

Result<Difference> mend_providers(Registry& registry, const winsock::Catalogs& catalogs, const LookForDll& look) {
    return plan(registry, catalogs, broken_products(catalogs, look), look);
}

} // namespace netmend::mending
