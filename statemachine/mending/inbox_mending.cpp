#include "statemachine/mending/inbox_mending.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/namespace_mending.hpp"
#include "statemachine/mending/old_key_mending.hpp"
#include "statemachine/mending/protocol_list.hpp"
#include "statemachine/mending/templates.hpp"
#include "statemachine/winsock/known_good.hpp"
#include "statemachine/winsock/known_providers.hpp"
#include "statemachine/winsock/ways.hpp"

namespace netmend::mending {
namespace {

using winsock::PackedItem;
using Items = std::vector<PackedItem>;

constexpr std::uint32_t first_id = 1001;

const winsock::KnownProtocol* row_of(const SystemIdentity& identity, const PackedItem& item) {
    const std::vector<winsock::KnownProtocol>& rows = winsock::known_good(identity).protocols;
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const winsock::KnownProtocol& row) {
        return winsock::same_id(row.provider, item.provider) && row.family == item.family && row.type == item.type &&
               row.protocol == item.protocol && row.is_on(identity);
    });
    return at == rows.end() ? nullptr : &*at;
}

bool is_asked_for(const PackedItem& item, int bits, const std::vector<winsock::InboxProvider>& missing) {
    return std::any_of(missing.begin(), missing.end(), [&](const winsock::InboxProvider& each) {
        return !each.name_space && each.bits == bits && each.provider == winsock::guid_text(item.provider) &&
               each.family == item.family && each.type == item.type && each.protocol == item.protocol;
    });
}

class InboxMending {
  public:
    InboxMending(const winsock::Catalogs& catalogs, const SystemIdentity& identity, const LookForDll& look, Items own,
                 const RawCatalog& raw)
        : catalogs_(catalogs), identity_(identity), look_(look), own_(std::move(own)), raw_(raw) {
        for (const RawList& list : raw.lists)
            lists_.emplace_back(list);
        const RegistryValue* next = value_in(raw.values, "Next_Catalog_Entry_ID");
        if (next && next->type == reg_dword && next->data.size() == 4)
            for (std::size_t byte = 0; byte < 4; ++byte)
                next_ |= static_cast<std::uint32_t>(next->data[byte]) << (8 * byte);
        for (const ProtocolList& list : lists_) // where nothing says it, no id that a cut chain names is given out
            next_ = std::max(next_, (next_ == 0 ? list.highest_named() : list.highest_id()) + 1);
        next_ = std::max(next_, first_id);
    }

    void remember(const winsock::Catalogs& was) { was_ = &was; }

    void mend(const std::vector<winsock::InboxProvider>& missing) {
        for (std::size_t i = 0; i < lists_.size(); ++i)
            lists_[i].part_ids(next_, other_than(i));
        for (std::size_t i = 0; i < lists_.size(); ++i) {
            if (catalogs_.protocol[i].entries.empty() && catalogs_.protocol[i].malformed.empty())
                continue; // blank takes more than this rung
            lead_back(lists_[i]);
            for (const PackedItem& item : wanted_in(lists_[i], missing))
                give_back(i, item);
        }
    }

    void add_to(Difference& difference) {
        for (std::size_t i = 0; i < lists_.size(); ++i) {
            if (lists_[i].slots().empty()) // never empties a list
                continue;
            const std::size_t before = difference.keys.size() + difference.values.size();
            change_list(difference, raw_, raw_.lists[i], lists_[i].contents());
            if (difference.keys.size() + difference.values.size() != before && told_[lists_[i].bits()].empty())
                difference.said.push_back("The list of providers for programs of " + std::to_string(lists_[i].bits()) +
                                          " bits is numbered and counted anew, without what cannot be read.");
        }
        for (auto& [bits, sentences] : told_)
            difference.said.insert(difference.said.end(), sentences.begin(), sentences.end());
        const std::size_t before = difference.values.size();
        if (!lists_.empty())
            change_number(difference, raw_, "Next_Catalog_Entry_ID", next_);
        if (difference.said.empty() && difference.values.size() != before)
            difference.said.emplace_back("The catalog says again which entry id comes next.");
    }

  private:
    ProtocolList* other_than(std::size_t i) { return lists_.size() == 2 ? &lists_[1 - i] : nullptr; }
    winsock::SystemFolder folder(int bits) const { return winsock::system_folder(catalogs_, bits); }

    void tell(int bits, const std::string& sentence) {
        told_[bits].push_back(sentence + " (programs of " + std::to_string(bits) + " bits)");
    }

    // Windows' own entries that name another file than their own one, or no longer match protocol zero.
    void lead_back(ProtocolList& list) {
        for (Slot& slot : list.slots()) {
            const winsock::InboxProtocol* known = winsock::inbox_protocol(slot.item.provider);
            if (slot.item.chain_length != 1 || !known)
                continue;
            PackedItem item = slot.item;
            const bool own_path = winsock::is_one_of(winsock::file_of(item.path), known->dlls) &&
                                  winsock::kind_of_path(item.path, folder(list.bits())) == winsock::PathKind::System;
            const std::string own = "%SystemRoot%\\system32\\" + std::string(winsock::dll_on(identity_, item.provider));
            if (!own_path && !own.ends_with('\\') && look_(own, list.bits()) == Dll::There)
                item.path = own;
            if (is_plain(item))
                item.provider_flags |= winsock::matches_protocol_zero;
            if (item.path == slot.item.path && item.provider_flags == slot.item.provider_flags)
                continue;
            tell(list.bits(), "The provider " + std::string(known->name) + ", entry " + std::to_string(item.entry_id) +
                                  ", is as Windows writes it again");
            ProtocolList::put(slot, std::move(item));
        }
    }

    // Of those that programs ask for all day, which Windows' own always match.
    bool is_plain(const PackedItem& item) const {
        const winsock::KnownProtocol* row = row_of(identity_, item);
        return row && row->presence == winsock::Presence::Required;
    }

    bool is_needed(const PackedItem& item) const {
        const bool named = std::any_of(catalogs_.old_key.transports.begin(), catalogs_.old_key.transports.end(),
                                       [](const std::string& each) { return winsock::same_text(each, "Tcpip6"); });
        const bool six = item.family == 23 && (item.type == 1 || item.type == 2);
        const winsock::InboxProtocol* known = winsock::inbox_protocol(item.provider);
        return is_plain(item) || (six && named && known && known->family == winsock::Family::Tcpip);
    }

    // With an entry that sockets need, the others of its provider come back, but not what comes and goes by itself.
    Items wanted_in(const ProtocolList& list, const std::vector<winsock::InboxProvider>& missing) const {
        Items wanted;
        for (const PackedItem& item : own_) {
            if (list.find(item))
                continue;
            const winsock::KnownProtocol* row = row_of(identity_, item);
            const bool usual = row && row->presence != winsock::Presence::Optional;
            const bool provider_needed = std::any_of(own_.begin(), own_.end(), [&](const PackedItem& each) {
                return winsock::same_id(each.provider, item.provider) && is_needed(each) && !list.find(each);
            });
            if (is_needed(item) || (usual && provider_needed) || is_asked_for(item, list.bits(), missing))
                wanted.push_back(item);
        }
        for (const PackedItem& item : asked_for_from_backup(list, missing))
            wanted.push_back(item);
        return wanted;
    }

    // What neither templates nor data have: hardware brings it.
    Items asked_for_from_backup(const ProtocolList& list, const std::vector<winsock::InboxProvider>& missing) const {
        Items items;
        for (const winsock::ProtocolCatalog& was : was_ ? was_->protocol : std::vector<winsock::ProtocolCatalog>())
            for (const winsock::ProtocolEntry& entry : was.entries)
                if (was.bits == list.bits() && entry.item.chain_length == 1 && !list.find(entry.item) &&
                    is_asked_for(entry.item, list.bits(), missing) &&
                    std::none_of(own_.begin(), own_.end(),
                                 [&](const PackedItem& each) { return same_call(each, entry.item); }))
                    items.push_back(entry.item);
        return items;
    }

    void give_back(std::size_t i, PackedItem item) {
        ProtocolList& list = lists_[i];
        const std::string own = winsock::file_of(item.path);
        if (look_("%SystemRoot%\\system32\\" + own, list.bits()) != Dll::There)
            return;
        item.entry_id = id_for(i, item);
        next_ = std::max(next_, item.entry_id + 1); // one from the backup may be above it after a reset
        given_[{item.provider, item.family, item.type, item.protocol}] = item.entry_id;
        const winsock::InboxProtocol* known = winsock::inbox_protocol(item.provider);
        tell(list.bits(), "An entry of " + std::string(known ? known->name : "Windows") +
                              " is written again: " + item.name + ", entry " + std::to_string(item.entry_id));
        list.insert(std::move(item), own_, folder(list.bits()));
    }

    // Base entries have the same id in both lists, and chains go on naming the one that they named.
    std::uint32_t id_for(std::size_t i, const PackedItem& item) {
        const ProtocolList& list = lists_[i];
        const auto free = [&](std::uint32_t id) { return id != 0 && !list.has_id(id); };
        if (const auto given = given_.find({item.provider, item.family, item.type, item.protocol});
            given != given_.end() && free(given->second))
            return given->second;
        for (const std::uint32_t id : {id_before(item, list.bits()), id_there(other_than(i), item), id_cut(list, item)})
            if (free(id))
                return id;
        return next_++;
    }

    std::uint32_t id_before(const PackedItem& item, int bits) const {
        if (was_)
            for (const winsock::ProtocolCatalog& list : was_->protocol)
                for (const winsock::ProtocolEntry& entry : list.entries)
                    if (list.bits == bits && entry.item.chain_length == 1 && same_call(entry.item, item))
                        return entry.item.entry_id;
        return 0;
    }

    static std::uint32_t id_there(const ProtocolList* other, const PackedItem& item) {
        const Slot* slot = other ? other->find(item) : nullptr;
        return slot ? slot->item.entry_id : 0;
    }

    // At the end of chains for the same calls, and in no list: ours by the templates, else the lowest.
    static std::uint32_t id_cut(const ProtocolList& list, const PackedItem& item) {
        std::uint32_t lowest = 0;
        for (const Slot& slot : list.slots()) {
            const PackedItem& chain = slot.item;
            if (chain.chain_length < 2 || chain.chain_length > winsock::chain_entries_max)
                continue;
            const std::uint32_t last = chain.chain[chain.chain_length - 1];
            if (list.has_id(last) ||
                !winsock::serves(item, winsock::SocketCall{chain.family, chain.type, chain.protocol}))
                continue;
            if (last == item.entry_id)
                return last;
            lowest = lowest == 0 ? last : std::min(lowest, last);
        }
        return lowest;
    }

    const winsock::Catalogs& catalogs_;
    const SystemIdentity& identity_;
    const LookForDll& look_;
    const Items own_;
    const RawCatalog& raw_;
    const winsock::Catalogs* was_ = nullptr; // in the backup
    std::vector<ProtocolList> lists_;
    std::uint32_t next_ = 0;
    std::map<std::tuple<winsock::Guid, int, int, int>, std::uint32_t> given_;
    std::map<int, std::vector<std::string>> told_; // by bitness
};

} // namespace

Result<Difference> mend_inbox(Registry& registry, const winsock::Catalogs& catalogs, const SystemIdentity& identity,
                              const LookForDll& look, Registry* backup,
                              const std::vector<winsock::InboxProvider>& missing) {
    Difference difference;
    const Result<std::vector<std::string>> transports =
        mend_old_key(registry, catalogs.old_key, identity, backup, difference);
    if (!transports)
        return tl::unexpected(transports.error());
    const Result<RawCatalog> raw = read_raw(registry, catalogs.protocol);
    if (!raw)
        return tl::unexpected(raw.error());
    const Result<winsock::Catalogs> was =
        backup ? winsock::read_catalogs(*backup, identity.x64) : Result<winsock::Catalogs>(winsock::Catalogs{});
    InboxMending mending(catalogs, identity, look, windows_own(registry, *transports, identity), *raw);
    if (was)
        mending.remember(*was);
    mending.mend(missing);
    mending.add_to(difference);
    if (const Result<void> names = mend_torn_name_spaces(registry, catalogs, identity, look, backup, difference);
        !names)
        return tl::unexpected(names.error());
    return difference;
}

} // namespace netmend::mending
