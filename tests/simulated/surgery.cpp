#include "tests/simulated/surgery.hpp"

#include <algorithm>

#include "tests/simulated/catalog.hpp"
#include "tests/simulated/judge.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::size_t id_at = 296, length_at = 300, chain_at = 304, chain_end = 332;

std::string dll_of(const Bytes& item) {
    return base_name(std::string(item.begin(), std::find(item.begin(), item.begin() + 260, 0)));
}

std::vector<std::uint32_t> chain_of(const Bytes& item) {
    std::vector<std::uint32_t> ids;
    const std::uint32_t length = u32_at(item, length_at);
    for (std::uint32_t i = 0; length > 1 && length <= 7 && i < length; ++i)
        ids.push_back(u32_at(item, chain_at + 4 * i));
    return ids;
}

bool is_whole_item(const GeneratedEntry& entry) {
    return entry.has_item && entry.type == 3 && entry.item.size() == 888 && entry.item[0] != 0 &&
           std::find(entry.item.begin(), entry.item.begin() + 260, 0) != entry.item.begin() + 260;
}

bool same_beside_the_chain(const Bytes& a, const Bytes& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.begin() + length_at, b.begin()) &&
           std::equal(a.begin() + chain_end, a.end(), b.begin() + chain_end);
}

} // namespace

bool is_numbered(const GeneratedEntry& entry) {
    return entry.key.size() == 12 && entry.key != "000000000000" &&
           entry.key.find_first_not_of("0123456789") == std::string::npos;
}

std::set<std::string> layer_dlls(const GeneratedCatalog& catalog) {
    std::set<std::string> dlls;
    for (const auto& list : catalog.protocols)
        for (const GeneratedEntry& entry : list.entries)
            if (is_whole_item(entry) && u32_at(entry.item, length_at) != 1)
                dlls.insert(dll_of(entry.item));
    return dlls;
}

std::vector<bool> going(const RawItems& items, const std::set<std::string>& gone_dlls) {
    std::vector<bool> out;
    for (const Bytes& item : items)
        out.push_back(u32_at(item, length_at) != 1 && gone_dlls.count(dll_of(item)) != 0);
    return out;
}

std::string wrong_after_removal(const RawItems& before, const RawItems& after, const std::set<std::string>& gone_dlls) {
    const std::vector<bool> goes = going(before, gone_dlls);
    if (std::find(goes.begin(), goes.end(), false) == goes.end()) // no list is emptied
        return before == after ? "" : "a list was emptied";
    std::set<std::uint32_t> gone, left;
    for (std::size_t i = 0; i < before.size(); ++i)
        (goes[i] ? gone : left).insert(u32_at(before[i], id_at));
    std::size_t next = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (goes[i])
            continue;
        if (next == after.size())
            return "too much went";
        const Bytes& is = after[next++];
        if (is == before[i])
            continue;
        std::vector<std::uint32_t> ids = chain_of(before[i]);
        std::erase_if(ids, [&](std::uint32_t id) { return gone.count(id) && !left.count(id); });
        if (!same_beside_the_chain(is, before[i]) || chain_of(is) != ids || chain_of(before[i]) == ids)
            return "entry " + std::to_string(u32_at(before[i], id_at)) + " was changed";
    }
    return next == after.size() ? "" : "something stayed that should go";
}

RawItems items_of(const Tree& tree, int bits, bool x64) {
    RawItems items;
    const std::string list = std::string(protocols_path) + "\\" + entries_name(bits, x64);
    if (const auto key = tree.read(list))
        for (const std::string& name : key->subkeys)
            if (const auto item = tree.value(list + "\\" + name, "PackedCatalogItem"))
                items.push_back(item->data);
    return items;
}

RawItems items_of(const GeneratedList<GeneratedEntry>& list) {
    RawItems items;
    std::vector<const GeneratedEntry*> entries;
    for (const GeneratedEntry& entry : list.entries)
        if (list.present && is_numbered(entry) && is_whole_item(entry))
            entries.push_back(&entry);
    std::stable_sort(entries.begin(), entries.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
    for (const GeneratedEntry* entry : entries)
        items.push_back(entry->item);
    return items;
}

GeneratedCatalog generated_from(const Tree& tree, const SystemIdentity& identity,
                                const std::set<std::string>& gone_dlls) {
    GeneratedCatalog catalog;
    catalog.identity = identity;
    catalog.next_id = number_at(tree, protocols_path, "Next_Catalog_Entry_ID");
    catalog.transports = list_at(tree, std::string(winsock_path) + "\\Parameters", "Transports");
    catalog.migration = tree.has(std::string(winsock_path) + "\\Setup Migration\\Providers");
    catalog.missing_dlls.insert(gone_dlls.begin(), gone_dlls.end());
    if (const auto key = tree.read(parameters_path))
        catalog.parameters = key->values;
    for (const int bits : {32, 64}) {
        if (bits == 64 && !identity.x64)
            continue;
        const std::string count = bits == 64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries";
        auto& list = catalog.protocols.emplace_back();
        auto& names = catalog.names.emplace_back();
        list.bits = names.bits = bits;
        list.count = number_at(tree, protocols_path, count);
        names.count = number_at(tree, namespaces_path, count);
        std::size_t number = 0;
        for (Bytes& item : items_of(tree, bits, identity.x64))
            list.entries.push_back({twelve_digits(++number), true, 3, std::move(item)});
        number = 0;
        for (const NameSpace& name : namespaces(tree, bits, identity.x64))
            names.entries.push_back({twelve_digits(++number), name.dll, guid(name.provider), name.id, name.enabled});
    }
    return catalog;
}

void apply_to(GeneratedCatalog& catalog, const mending::Difference& difference) {
    for (auto& list : catalog.protocols) {
        const std::string path =
            std::string(protocols_path) + "\\" + entries_name(list.bits, catalog.identity.x64) + "\\";
        std::map<std::string, GeneratedEntry> entries;
        for (GeneratedEntry& entry : list.entries)
            entries[entry.key] = std::move(entry);
        for (const mending::KeyChange& change : difference.keys) {
            if (!change.path.starts_with(path))
                continue;
            const std::string key = change.path.substr(path.size());
            entries.erase(key);
            if (change.after) {
                GeneratedEntry entry{key, !change.after->values.empty(), 3, {}};
                if (entry.has_item)
                    entry.type = change.after->values[0].type, entry.item = change.after->values[0].data;
                entries[key] = std::move(entry);
            }
        }
        list.entries.clear();
        for (auto& [key, entry] : entries)
            list.entries.push_back(std::move(entry));
        for (const mending::ValueChange& change : difference.values)
            if (change.name == (list.bits == 64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries"))
                list.count = u32_at(change.after->data, 0);
    }
}

} // namespace netmend::simulated
