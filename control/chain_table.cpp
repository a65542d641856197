#include "control/chain_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/known_providers.hpp"
#include "statemachine/winsock/owner.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::control {
namespace {

using winsock::PackedItem;
using winsock::ProtocolCatalog;
using winsock::ProtocolEntry;

constexpr std::size_t lines_max = 60, name_bytes_max = 80;
constexpr int sock_stream = 1, sock_dgram = 2, sock_raw = 3;

using Entries = std::map<std::uint32_t, const ProtocolEntry*>; // by entry id

std::string call_of(const PackedItem& item) {
    const bool v4 = item.family == 2, v6 = item.family == 23;
    const std::string internet = v4 ? " over IPv4" : " over IPv6";
    if ((v4 || v6) && item.type == sock_stream && item.protocol == 6)
        return "TCP" + internet;
    if ((v4 || v6) && item.type == sock_dgram && item.protocol == 17)
        return "UDP" + internet;
    if ((v4 || v6) && item.type == sock_raw)
        return "RAW" + internet;
    switch (item.family) {
    case 1:
        return "AF_UNIX";
    case 6:
        return "IPX and SPX";
    case 16:
        return "AppleTalk";
    case 17:
        return "NetBIOS";
    case 22:
        return "ATM";
    case 26:
        return "infrared";
    case 32:
        return "Bluetooth";
    case 34:
        return "Hyper-V";
    default:
        return "family " + std::to_string(item.family) +
               (item.type == sock_stream  ? " streams"
                : item.type == sock_dgram ? " datagrams"
                                          : " type " + std::to_string(item.type));
    }
}

bool is_own_base(const PackedItem& item, const winsock::SystemFolder& system) {
    return item.chain_length == 1 && winsock::owner_of(item, system) == winsock::Owner::Inbox;
}

std::string link_name(const PackedItem& item) {
    const std::string file = winsock::printable(winsock::file_of(item.path), name_bytes_max);
    const winsock::InboxProtocol* own = item.chain_length == 1 ? winsock::inbox_protocol(item.provider) : nullptr;
    std::string name = own ? own->name : winsock::product_of(item.path, item.provider);
    if (name.empty() && item.name.starts_with("MSAFD ")) // of a component without a line in our tables: ATM, PGM
        name = item.name;
    if (name.empty())
        return file;
    name = winsock::printable(name, name_bytes_max);
    const bool usually =
        !own && name == winsock::product_of(item.path, item.provider) && !winsock::product_is_sure(item.provider);
    return usually ? file + " (usually " + name + ")" : name + " (" + file + ")";
}

// Windows loads the DLL of the chain's own entry, which is that of its topmost layer where the chain is sound.
std::string chain_of(const PackedItem& item, const Entries& entries) {
    const std::size_t length = std::min<std::size_t>(item.chain_length, item.chain.size());
    std::string text = link_name(item);
    for (std::size_t i = 0; i < length; ++i) {
        const auto at = entries.find(item.chain[i]);
        if (i == 0 && at != entries.end() && link_name(at->second->item) == text)
            continue;
        text += " -> ";
        text += at == entries.end() ? "entry " + std::to_string(item.chain[i]) + ", which is gone"
                                    : link_name(at->second->item);
    }
    if (item.chain_length > length)
        text += " and more than the " + std::to_string(length) + " that Windows allows";
    return text;
}

struct Way {
    int rank = 0; // third parties first: layers, then base providers of their own, then Windows
    std::string call, through;
};

Way way_of(const PackedItem& item, const Entries& entries, const winsock::SystemFolder& system) {
    if (item.chain_length > 1)
        return {0, call_of(item), chain_of(item, entries)};
    if (is_own_base(item, system))
        return {2, call_of(item), "straight to Windows, " + link_name(item)};
    return {1, call_of(item), link_name(item)};
}

// A call that names family, type and protocol gets the first entry for them, in the order of the list; a layered
// protocol's own entry (chain length 0) serves none.
std::vector<Way> ways_of(const ProtocolCatalog& catalog, const winsock::SystemFolder& system,
                         std::map<std::string, std::vector<std::string>>& passed_over) {
    Entries entries;
    for (const ProtocolEntry& entry : catalog.entries)
        entries.try_emplace(entry.item.entry_id, &entry);
    std::set<std::array<std::int32_t, 3>> served;
    std::vector<Way> ways;
    for (const ProtocolEntry& entry : catalog.entries) {
        const PackedItem& item = entry.item;
        if (item.chain_length == 0)
            continue;
        if (served.insert({item.family, item.type, item.protocol}).second)
            ways.push_back(way_of(item, entries, system));
        else if (!is_own_base(item, system))
            passed_over[item.chain_length > 1 ? chain_of(item, entries) : link_name(item)].push_back(call_of(item));
    }
    std::stable_sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) { return a.rank < b.rank; });
    return ways;
}

std::string joined_once(const std::vector<std::string>& names) {
    std::string text;
    std::set<std::string> seen;
    for (const std::string& name : names)
        if (seen.insert(name).second)
            text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::vector<std::string> lines_of(const ProtocolCatalog& catalog, const winsock::SystemFolder& system) {
    std::map<std::string, std::vector<std::string>> passed_over;
    std::vector<std::string> order, lines;
    std::map<std::string, std::vector<std::string>> calls; // layers have a line a call, the rest one a provider
    for (const Way& way : ways_of(catalog, system, passed_over)) {
        const std::string key = way.through + (way.rank == 0 ? "\n" + way.call : std::string());
        if (calls[key].empty())
            order.push_back(key);
        calls[key].push_back(way.call);
    }
    for (const std::string& key : order)
        lines.push_back("  " + joined_once(calls[key]) + ": " + key.substr(0, key.find('\n')));
    for (const auto& [through, names] : passed_over)
        lines.push_back("  Only for programs that ask for it by name: " + joined_once(names) + ": " + through);
    if (lines.empty())
        lines.push_back("  Nowhere: no provider serves any call.");
    if (lines.size() > lines_max) {
        const std::size_t more = lines.size() - lines_max;
        lines.resize(lines_max);
        lines.push_back("  and " + std::to_string(more) + " more");
    }
    return lines;
}

} // namespace

std::vector<std::string> chain_table(const winsock::Catalogs& catalogs) {
    struct List {
        std::string who;
        std::vector<std::string> lines;
    };
    std::vector<List> lists; // 64 bit first: most programs are
    for (auto catalog = catalogs.protocol.rbegin(); catalog != catalogs.protocol.rend(); ++catalog)
        if (catalog->present)
            lists.push_back({std::to_string(catalog->bits) + "-bit programs",
                             lines_of(*catalog, winsock::system_folder(catalogs, catalog->bits))});
    if (lists.size() == 2 && lists[0].lines == lists[1].lines) {
        lists.pop_back();
        lists[0].who = "32-bit and 64-bit programs alike";
    }
    std::vector<std::string> out;
    for (const List& list : lists) {
        out.push_back("The way of a network call" + (catalogs.x64 ? ", " + list.who : std::string()) + ":");
        out.insert(out.end(), list.lines.begin(), list.lines.end());
    }
    return out;
}

} // namespace netmend::control
