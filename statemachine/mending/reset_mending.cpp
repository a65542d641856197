#include "statemachine/mending/reset_mending.hpp"

#include <algorithm>
#include <iterator>

#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/mending/inbox_mending.hpp"
#include "statemachine/mending/old_key_mending.hpp"
#include "statemachine/mending/protocol_list.hpp"
#include "statemachine/winsock/inbox.hpp"
#include "statemachine/winsock/known_providers.hpp"
#include "statemachine/winsock/owner.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::mending {
namespace {

using winsock::PackedItem;
using winsock::same_text;

const std::string parameters = std::string(winsock::winsock2_key) + "\\Parameters";
const std::string protocols = parameters + "\\Protocol_Catalog9";
const std::string name_spaces = parameters + "\\NameSpace_Catalog5";
constexpr const char* serving_dll = "%SystemRoot%\\system32\\mswsock.dll"; // of every transport

// What the reset leaves. Of what only our data say, that of transports which the machine names.
std::vector<PackedItem> computed(Registry& registry, const std::vector<std::string>& transports,
                                 const SystemIdentity& identity) {
    std::vector<PackedItem> items = windows_own(registry, transports, identity);
    std::erase_if(items, [&](const PackedItem& item) {
        const winsock::InboxProtocol* known = winsock::inbox_protocol(item.provider);
        if (!known)
            return false;
        if (known->family == winsock::Family::Rsvp)
            return !winsock::has_text(transports, "Psched");
        return known->family == winsock::Family::Tcpip && item.family == 23 && !winsock::has_text(transports, "Tcpip6");
    });
    std::uint32_t id = 1001; // in the order of the list, where no template says it
    for (const PackedItem& item : items)
        id = std::max(id, item.entry_id + 1);
    for (PackedItem& item : items)
        if (item.entry_id == 0)
            item.entry_id = id++;
    return items;
}

bool serves(const std::vector<PackedItem>& items, int family, int type) {
    return std::any_of(items.begin(), items.end(), [&](const PackedItem& item) {
        return item.family == family && item.type == type && item.chain_length == 1 &&
               winsock::same_id(item.provider, winsock::internet_provider(family));
    });
}

void record_lists(Difference& difference, const winsock::Catalogs& catalogs, const RawCatalog& raw,
                  const std::vector<PackedItem>& items) {
    std::uint32_t next = 1001;
    if (raw.lists.empty()) // there is no catalog that could be compared
        return;
    for (const RawList& list : raw.lists) {
        ProtocolList leaves(RawList{list.bits, list.path, {}});
        for (const PackedItem& item : items) {
            leaves.insert(item, items, winsock::system_folder(catalogs, list.bits));
            next = std::max(next, item.entry_id + 1);
        }
        change_list(difference, raw, list, leaves.contents());
    }
    change_number(difference, raw, "Next_Catalog_Entry_ID", next);
}

// The key and all below it, as it is and as it shall stay; keys of the old key that are to be made are there already.
Result<void> keep(Registry& registry, const std::string& path, int depth, Difference& difference) {
    const Result<std::optional<RegistryKey>> key = winsock::read_if_there(registry, path);
    if (!key)
        return tl::unexpected(key.error());
    if (!*key || depth > limits::registry_depth_max || difference.keys.size() > limits::registry_keys_max)
        return {};
    const KeyContent content{(*key)->values, (*key)->descriptor};
    const bool changes = std::any_of(difference.values.begin(), difference.values.end(),
                                     [&](const ValueChange& each) { return same_text(each.key, path); });
    if (!changes)
        difference.keys.push_back({path, content, content});
    for (const std::string& below : (*key)->subkeys)
        if (Result<void> done = keep(registry, path + "\\" + below, depth + 1, difference); !done)
            return done;
    return {};
}

bool is_kept(const KeyChange& change) {
    return change.before && change.before == change.after;
}

Result<void> keep_all(Registry& registry, const winsock::Catalogs& catalogs, Difference& difference) {
    for (const winsock::NamespaceCatalog& list : catalogs.name_space)
        for (const winsock::NamespaceEntry& entry : list.entries)
            if (Result<void> done = keep(registry, list.path + "\\" + entry.key_name, 0, difference); !done)
                return done;
    for (const std::string& path : {parameters + "\\AppId_Catalog", std::string(winsock::winsock1_key)})
        if (Result<void> done = keep(registry, path, 0, difference); !done)
            return done;
    return {};
}

const RegistryValue* provider_in(const std::vector<RegistryValue>& values) {
    return value_in(values, "ProviderId");
}

// As recorded, and behind that what has come since.
Contents names_wanted(const RawList& list, const Difference& record) {
    Contents wanted;
    for (const KeyChange& change : record.keys)
        if (is_kept(change) && winsock::is_at_or_below(change.path, list.path))
            wanted.push_back(change.after->values);
    const std::size_t recorded = wanted.size();
    for (const RawEntry& entry : list.entries) {
        const RegistryValue* id = provider_in(entry.content.values);
        const auto same = [&](const std::vector<RegistryValue>& values) {
            const RegistryValue* other = provider_in(values);
            return id && other && id->data == other->data;
        };
        if (id && std::none_of(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(recorded), same))
            wanted.push_back(entry.content.values);
    }
    return wanted;
}

bool has_all(const RawList& list, const Contents& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::vector<RegistryValue>& values) {
        return std::any_of(list.entries.begin(), list.entries.end(),
                           [&](const RawEntry& entry) { return same_values(entry.content.values, values); });
    });
}

// `whole`: what the key is made with where it is gone.
Result<void> give_back_key(Registry& registry, const std::string& path, const std::vector<RegistryValue>& values,
                           const std::optional<KeyContent>& whole, Difference& difference) {
    const Result<std::optional<RegistryKey>> key = winsock::read_if_there(registry, path);
    if (!key)
        return tl::unexpected(key.error());
    if (!*key) {
        difference.keys.push_back({path, {}, whole ? *whole : KeyContent{values, {}}});
        return {};
    }
    for (const RegistryValue& value : values) {
        const RegistryValue* is = value_in((*key)->values, value.name);
        if (!is || is->type != value.type || is->data != value.data)
            difference.values.push_back({path, value.name, is ? std::optional(*is) : std::nullopt, value});
    }
    return {};
}

} // namespace

Result<Difference> plan_reset(Registry& registry, const winsock::Catalogs& catalogs, const SystemIdentity& identity,
                              const LookForDll& look, Registry* backup) {
    Difference difference;
    const Result<std::vector<std::string>> transports =
        mend_old_key(registry, catalogs.old_key, identity, backup, difference);
    if (!transports)
        return tl::unexpected(transports.error());
    const std::vector<PackedItem> items = computed(registry, *transports, identity);
    for (const winsock::ProtocolCatalog& list : catalogs.protocol) {
        const Dll serving = look(serving_dll, list.bits);
        if (serving == Dll::NotSeen)
            return fail(ErrorKind::Failed, "It could not be seen whether the DLL of Windows' own providers is there.");
        if (!serves(items, 2, 1) || !serves(items, 2, 2) || serving == Dll::Gone)
            return fail(ErrorKind::Unsupported,
                        "A Winsock reset would leave programs of " + std::to_string(list.bits) +
                            " bits without TCP/IP: what it writes the catalog from is not all there.");
    }
    if (const Result<RawCatalog> raw = read_raw(registry, catalogs.protocol); raw)
        record_lists(difference, catalogs, *raw, items);
    else if (raw.error().kind == ErrorKind::Busy)
        return tl::unexpected(raw.error());
    if (Result<void> kept = keep_all(registry, catalogs, difference); !kept)
        return tl::unexpected(kept.error());
    return difference;
}

Difference before_reset(const Difference& record) {
    Difference part = record;
    std::erase_if(part.keys,
                  [](const KeyChange& each) { return is_kept(each) || winsock::is_at_or_below(each.path, protocols); });
    std::erase_if(part.values, [](const ValueChange& each) { return winsock::is_at_or_below(each.key, protocols); });
    part.seen.clear();
    return part;
}

Difference kept_by_reset(const Difference& record) {
    Difference part;
    std::copy_if(record.keys.begin(), record.keys.end(), std::back_inserter(part.keys), is_kept);
    return part;
}

bool holds_more_than_own(const winsock::ProtocolCatalog& list, const winsock::Catalogs& catalogs) {
    const bool unread = std::any_of(list.malformed.begin(), list.malformed.end(),
                                    [](const winsock::Malformed& each) { return each.number != 0; });
    const auto is_own = [&](const winsock::ProtocolEntry& entry) {
        return entry.item.chain_length == 1 &&
               winsock::owner_of(entry.item, winsock::system_folder(catalogs, list.bits)) == winsock::Owner::Inbox;
    };
    return unread || list.entries.empty() || !std::all_of(list.entries.begin(), list.entries.end(), is_own);
}

bool holds_more_than_own(const winsock::Catalogs& catalogs) {
    return std::any_of(catalogs.protocol.begin(), catalogs.protocol.end(),
                       [&](const winsock::ProtocolCatalog& list) { return holds_more_than_own(list, catalogs); });
}

Result<Difference> give_back_kept(Registry& registry, const winsock::Catalogs& catalogs, const Difference& record) {
    Difference difference;
    const Result<RawCatalog> raw = read_raw(registry, catalogs.name_space);
    if (!raw)
        return tl::unexpected(raw.error());
    for (const RawList& list : raw->lists)
        if (const Contents wanted = names_wanted(list, record); !wanted.empty() && !has_all(list, wanted))
            change_list(difference, *raw, list, wanted);
    for (const KeyChange& change : record.keys)
        if (change.after && !winsock::is_at_or_below(change.path, name_spaces) &&
            !winsock::is_at_or_below(change.path, protocols))
            if (Result<void> done =
                    give_back_key(registry, change.path, change.after->values, change.after, difference);
                !done)
                return tl::unexpected(done.error());
    for (const ValueChange& change : record.values)
        if (change.after && !winsock::is_at_or_below(change.key, protocols))
            if (Result<void> done = give_back_key(registry, change.key, {*change.after}, {}, difference); !done)
                return tl::unexpected(done.error());
    return difference;
}

Result<Difference> give_back_own(Registry& registry, const winsock::Catalogs& catalogs, const SystemIdentity& identity,
                                 const LookForDll& look, Registry* backup) {
    std::vector<winsock::InboxProvider> missing;
    if (backup)
        if (const Result<winsock::Catalogs> was = winsock::read_catalogs(*backup, identity.x64); was)
            missing = winsock::missing_inbox(*was, catalogs);
    return mend_inbox(registry, catalogs, identity, look, backup, missing);
}

std::vector<std::string> less_than_computed(Registry& registry, const winsock::Catalogs& catalogs,
                                            const SystemIdentity& identity) {
    std::vector<std::string> lacks;
    const std::vector<PackedItem> items = computed(registry, catalogs.old_key.transports, identity);
    for (const winsock::ProtocolCatalog& list : catalogs.protocol)
        for (const PackedItem& item : items)
            if (std::none_of(list.entries.begin(), list.entries.end(), [&](const winsock::ProtocolEntry& entry) {
                    return entry.item.chain_length == 1 && same_call(entry.item, item);
                }))
                lacks.push_back(item.name + " (programs of " + std::to_string(list.bits) + " bits)");
    return lacks;
}

Result<Difference> lists_as_in(Registry& registry, Registry& backup, bool x64) {
    const Result<winsock::Catalogs> is = winsock::read_settled_catalogs(registry, x64),
                                    was = winsock::read_catalogs(backup, x64);
    if (!is || !was)
        return tl::unexpected(is ? was.error() : is.error());
    Difference difference;
    const auto change = [&](const Result<RawCatalog>& now, const Result<RawCatalog>& before) -> Result<void> {
        if (!now || !before)
            return tl::unexpected(now ? before.error() : now.error());
        for (const RawList& list : now->lists)
            for (const RawList& other : before->lists)
                if (other.bits == list.bits)
                    change_list(difference, *now, list, contents_of(other));
        return {};
    };
    if (Result<void> done = change(read_raw(registry, is->protocol), read_raw(backup, was->protocol)); !done)
        return tl::unexpected(done.error());
    if (Result<void> done = change(read_raw(registry, is->name_space), read_raw(backup, was->name_space)); !done)
        return tl::unexpected(done.error());
    if (!was->protocol.empty() && was->protocol.front().next_id && !is->protocol.empty())
        if (const Result<RawCatalog> now = read_raw(registry, is->protocol); now && !now->path.empty())
            change_number(difference, *now, "Next_Catalog_Entry_ID", *was->protocol.front().next_id);
    return difference;
}

} // namespace netmend::mending
