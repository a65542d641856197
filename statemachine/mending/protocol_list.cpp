#include "statemachine/mending/protocol_list.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/owner.hpp"
#include "statemachine/winsock/ways.hpp"

namespace netmend::mending {
namespace {

using winsock::PackedItem;

bool is_chain(const PackedItem& item) {
    return item.chain_length > 1 && item.chain_length <= winsock::chain_entries_max;
}

// The rank of what Windows itself has at that place; empty: it is none of it.
std::optional<std::size_t> rank_of(const PackedItem& item, const std::vector<PackedItem>& order) {
    const auto at = std::find_if(order.begin(), order.end(), [&](const auto& each) { return same_call(each, item); });
    if (item.chain_length != 1 || at == order.end())
        return std::nullopt;
    return static_cast<std::size_t>(at - order.begin());
}

} // namespace

ProtocolList::ProtocolList(const RawList& raw) : bits_(raw.bits) {
    std::set<Bytes> seen;
    for (const RawEntry& entry : raw.entries) {
        const RegistryValue* packed = value_in(entry.content.values, packed_name);
        if (!packed)
            continue;
        Result<PackedItem> item = winsock::decode_item(packed->data);
        if (!item || !item->path_ends || item->path.empty() || !seen.insert(packed->data).second)
            continue;
        Slot slot{entry.content.values, std::move(*item)};
        if (packed->type != reg_binary)
            put_value(slot.values, binary_value(packed->name, packed->data));
        slots_.push_back(std::move(slot));
    }
}

const Slot* ProtocolList::find(const PackedItem& wanted) const {
    const auto at = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& slot) {
        return slot.item.chain_length == 1 && same_call(slot.item, wanted);
    });
    return at == slots_.end() ? nullptr : &*at;
}

bool ProtocolList::has_id(std::uint32_t id) const {
    return std::any_of(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.item.entry_id == id; });
}

std::uint32_t ProtocolList::highest_id() const {
    std::uint32_t highest = 0;
    for (const Slot& slot : slots_)
        highest = std::max(highest, slot.item.entry_id);
    return highest;
}

std::uint32_t ProtocolList::highest_named() const {
    std::uint32_t highest = highest_id();
    for (const Slot& slot : slots_)
        for (std::uint32_t i = 0; is_chain(slot.item) && i < slot.item.chain_length; ++i)
            highest = std::max(highest, slot.item.chain[i]);
    return highest;
}

void ProtocolList::put(Slot& slot, PackedItem item) {
    slot.item = std::move(item);
    const RegistryValue* is = value_in(slot.values, packed_name);
    put_value(slot.values, binary_value(is ? is->name : packed_name, winsock::encode_item(slot.item)));
    slot.item.original = value_in(slot.values, packed_name)->data;
}

std::size_t ProtocolList::place_of(const PackedItem& item, const std::vector<PackedItem>& order,
                                   const winsock::SystemFolder& system) const {
    const std::optional<std::size_t> own = rank_of(item, order);
    std::optional<std::size_t> below, above; // ranks of the nearest neighbours
    std::size_t place = slots_.size();
    for (std::size_t i = 0; own && i < slots_.size(); ++i) {
        const std::optional<std::size_t> rank = rank_of(slots_[i].item, order);
        if (rank && *rank < *own && (!below || *rank >= *below)) {
            below = rank;
            place = i + 1;
        } else if (rank && *rank > *own && !below && (!above || *rank < *above)) {
            above = rank;
            place = i;
        }
    }
    const auto foreign = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& slot) {
        return slot.item.chain_length == 1 && slot.item.family == item.family &&
               winsock::owner_of(slot.item, system) == winsock::Owner::ThirdParty;
    });
    return std::min(place, static_cast<std::size_t>(foreign - slots_.begin()));
}

void ProtocolList::insert(PackedItem item, const std::vector<PackedItem>& order, const winsock::SystemFolder& system) {
    Slot slot;
    for (const Slot& other : slots_) // Vista and later keep the name beside the item, earlier ones do not
        if (const RegistryValue* name = value_in(other.values, "ProtocolName");
            name && value_in(slot.values, "ProtocolName") == nullptr)
            slot.values.push_back(text_value(name->name, item.name, name->type));
    for (const Slot& other : slots_)
        if (winsock::owner_of(other.item, system) == winsock::Owner::Inbox &&
            winsock::file_of(other.item.path) == winsock::file_of(item.path) &&
            winsock::kind_of_path(other.item.path, system) == winsock::PathKind::System) {
            item.path = other.item.path;
            break;
        }
    const std::size_t place = place_of(item, order, system);
    slot.values.insert(slot.values.begin(), binary_value(packed_name, {}));
    item.original.clear();
    put(slot, std::move(item));
    slots_.insert(slots_.begin() + static_cast<std::ptrdiff_t>(place), std::move(slot));
}

std::size_t ProtocolList::keeper_of(const std::vector<std::size_t>& twins, const ProtocolList* other) const {
    const auto first = [&](const auto& fits) { return std::find_if(twins.begin(), twins.end(), fits); };
    const auto as_there = first([&](std::size_t twin) {
        const PackedItem& item = slots_[twin].item;
        const Slot* there = other && item.chain_length == 1 ? other->find(item) : nullptr;
        return there && there->item.entry_id == item.entry_id;
    });
    const auto base = first([&](std::size_t twin) { return slots_[twin].item.chain_length == 1; });
    return as_there != twins.end() ? *as_there : base != twins.end() ? *base : twins.front();
}

// The last id of a chain means a base entry for its calls, the first one its own layer, those between any layer.
std::size_t ProtocolList::meant_by(const PackedItem& chain, std::size_t position, const std::vector<std::size_t>& twins,
                                   std::size_t keeper) const {
    const bool last = position + 1 == chain.chain_length;
    const auto fits = [&](std::size_t twin) {
        const PackedItem& item = slots_[twin].item;
        if (last)
            return item.chain_length == 1 &&
                   winsock::serves(item, winsock::SocketCall{chain.family, chain.type, chain.protocol});
        return item.chain_length != 1 && (position != 0 || winsock::file_of(item.path) == winsock::file_of(chain.path));
    };
    if (fits(keeper))
        return keeper;
    const auto at = std::find_if(twins.begin(), twins.end(), fits);
    return at == twins.end() ? keeper : *at;
}

bool ProtocolList::part_ids(std::uint32_t& next, const ProtocolList* other) {
    std::map<std::uint32_t, std::vector<std::size_t>> by_id;
    for (std::size_t i = 0; i < slots_.size(); ++i)
        by_id[slots_[i].item.entry_id].push_back(i);
    std::erase_if(by_id, [](const auto& each) { return each.second.size() == 1; });
    std::map<std::size_t, std::uint32_t> given; // to which slot
    std::map<std::uint32_t, std::size_t> keepers;
    for (const auto& [id, twins] : by_id) {
        keepers[id] = keeper_of(twins, other);
        for (const std::size_t twin : twins)
            given[twin] = twin == keepers[id] ? id : next++;
    }
    for (Slot& slot : slots_) {
        PackedItem item = slot.item;
        for (std::size_t i = 0; is_chain(item) && i < item.chain_length; ++i)
            if (const auto twins = by_id.find(item.chain[i]); twins != by_id.end())
                item.chain[i] = given[meant_by(slot.item, i, twins->second, keepers[item.chain[i]])];
        if (const auto own = given.find(static_cast<std::size_t>(&slot - slots_.data())); own != given.end())
            item.entry_id = own->second;
        if (item.entry_id != slot.item.entry_id || item.chain != slot.item.chain)
            put(slot, std::move(item));
    }
    return !by_id.empty();
}

Contents ProtocolList::contents() const {
    Contents contents;
    for (const Slot& slot : slots_)
        contents.push_back(slot.values);
    return contents;
}

} // namespace netmend::mending
