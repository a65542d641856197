// One protocol list while it is being mended: its entries with their decoded items, and the repairs that need no
// knowledge of the other list or of what Windows should have. inbox_mending.cpp uses it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statemachine/mending/raw_catalog.hpp"
#include "statemachine/mending/templates.hpp"
#include "statemachine/winsock/packed_item.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::mending {

inline constexpr const char* packed_name = "PackedCatalogItem";

struct Slot {
    std::vector<RegistryValue> values;
    winsock::PackedItem item;
};

class ProtocolList {
  public:
    // Entries that cannot be read are left out, but for those whose only fault is the type of their value; so is an
    // entry that is there twice, byte for byte.
    explicit ProtocolList(const RawList& raw);

    int bits() const { return bits_; }
    std::vector<Slot>& slots() { return slots_; }
    const std::vector<Slot>& slots() const { return slots_; }
    const Slot*
    find(const winsock::PackedItem& wanted) const; // the first base entry for that call; only such are asked for
    bool has_id(std::uint32_t id) const;
    std::uint32_t highest_id() const;
    std::uint32_t highest_named() const; // by a chain or by its entry

    // Writes `item`, of which this slot's values hold an older state.
    static void put(Slot& slot, winsock::PackedItem item);

    // A new base entry as this list spells its neighbours, at its place among `order`, that is before the base entries
    // of other makers for its family.
    void insert(winsock::PackedItem item, const std::vector<winsock::PackedItem>& order,
                const winsock::SystemFolder& system);

    // Ids that are there twice: one entry keeps it, that which `other` has by it or else a base entry, the others get
    // the next ones, and chains that meant them follow. False: there are none.
    bool part_ids(std::uint32_t& next, const ProtocolList* other);

    Contents contents() const;

  private:
    std::size_t keeper_of(const std::vector<std::size_t>& twins, const ProtocolList* other) const;
    std::size_t meant_by(const winsock::PackedItem& chain, std::size_t position, const std::vector<std::size_t>& twins,
                         std::size_t keeper) const;
    std::size_t place_of(const winsock::PackedItem& item, const std::vector<winsock::PackedItem>& order,
                         const winsock::SystemFolder& system) const;

    int bits_;
    std::vector<Slot> slots_;
};

} // namespace netmend::mending
