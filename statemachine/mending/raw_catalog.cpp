#include "statemachine/mending/raw_catalog.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::mending {
namespace {

using winsock::same_text;

constexpr const char* serial_name = "Serial_Access_Num";

std::string entry_name(std::size_t number) {
    char name[24];
    std::snprintf(name, sizeof name, "%012llu", static_cast<unsigned long long>(number));
    return name;
}

std::string catalog_above(const std::string& list) {
    return list.substr(0, list.rfind('\\'));
}

tl::unexpected<Error> changed(const std::string& path) {
    return fail(ErrorKind::Busy, "The catalog " + path + " was changed while it was being looked at.");
}

// The numbers of all its entries as the model has them, the malformed ones, too, by the names of their keys.
template<class Catalog> std::map<std::uint64_t, std::string> keys_of(const Catalog& list) {
    std::map<std::uint64_t, std::string> keys;
    for (const auto& entry : list.entries)
        keys.emplace(entry.number, entry.key_name);
    for (const winsock::Malformed& entry : list.malformed)
        if (entry.number != 0)
            keys.emplace(entry.number, entry.key_name);
    return keys;
}

bool is_as_read(const winsock::ProtocolEntry& entry, const KeyContent& content) {
    const RegistryValue* item = value_in(content.values, "PackedCatalogItem");
    return item && item->data == entry.item.original;
}

bool is_as_read(const winsock::NamespaceEntry& entry, const KeyContent& content) {
    const RegistryKey key{{}, content.values, {}};
    const RegistryValue* provider = value_in(content.values, "ProviderId");
    return provider &&
           std::equal(provider->data.begin(), provider->data.end(), entry.provider.begin(), entry.provider.end()) &&
           winsock::text_of(key, "LibraryPath") == entry.path &&
           (winsock::dword_of(key, "Enabled").value_or(1) != 0) == entry.enabled;
}

template<class Catalog> Result<RawList> read_list(Registry& registry, const Catalog& list) {
    RawList raw{list.bits, list.path, {}};
    for (const auto& [number, name] : keys_of(list)) {
        Result<RegistryKey> key = registry.read(list.path + "\\" + name);
        if (!key && key.error().kind == ErrorKind::NotFound)
            return changed(list.path);
        if (!key)
            return tl::unexpected(key.error());
        if (!key->subkeys.empty())
            return fail(ErrorKind::Unsupported, "The entry " + list.path + "\\" + name +
                                                    " has keys of its own; netmend knows no such entries.");
        raw.entries.push_back({number, {std::move(key->values), std::move(key->descriptor)}});
    }
    for (const auto& entry : list.entries) {
        const auto at =
            std::lower_bound(raw.entries.begin(), raw.entries.end(), entry.number,
                             [](const RawEntry& each, std::uint64_t number) { return each.number < number; });
        if (at == raw.entries.end() || at->number != entry.number || !is_as_read(entry, at->content))
            return changed(list.path);
    }
    return raw;
}

template<class Catalog> Result<RawCatalog> read_all(Registry& registry, const std::vector<Catalog>& lists) {
    RawCatalog raw;
    if (lists.empty())
        return raw;
    raw.path = catalog_above(lists.front().path);
    for (int look = 0; look < 2; ++look) { // before and after the lists: a writer in between has raised the number
        Result<RegistryKey> key = registry.read_content(raw.path);
        if (!key && key.error().kind == ErrorKind::NotFound && !lists.front().serial)
            return RawCatalog{};
        if (!key)
            return tl::unexpected(key.error());
        if (winsock::dword_of(*key, serial_name) != lists.front().serial)
            return changed(raw.path);
        raw.values = std::move(key->values);
        if (look == 1)
            break;
        for (const Catalog& list : lists) {
            Result<RawList> read = read_list(registry, list);
            if (!read)
                return tl::unexpected(read.error());
            raw.lists.push_back(std::move(*read));
        }
    }
    return raw;
}

// Once for each catalog.
void note_seen(Difference& difference, const RawCatalog& catalog) {
    const std::optional<std::uint32_t> serial = winsock::dword_of(RegistryKey{{}, catalog.values, {}}, serial_name);
    const auto same = [&](const CatalogSeen& each) { return each.path == catalog.path; };
    if (serial && std::none_of(difference.seen.begin(), difference.seen.end(), same))
        difference.seen.push_back({catalog.path, *serial});
}

std::string count_name(int bits) {
    return bits == 64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries";
}

} // namespace

const RegistryValue* value_in(const std::vector<RegistryValue>& values, std::string_view name) {
    const auto at = std::find_if(values.begin(), values.end(),
                                 [&](const RegistryValue& value) { return same_text(value.name, name); });
    return at == values.end() ? nullptr : &*at;
}

void put_value(std::vector<RegistryValue>& values, RegistryValue value) {
    const auto at = std::find_if(values.begin(), values.end(),
                                 [&](const RegistryValue& each) { return same_text(each.name, value.name); });
    if (at == values.end())
        values.push_back(std::move(value));
    else
        *at = std::move(value);
}

bool same_values(const std::vector<RegistryValue>& a, const std::vector<RegistryValue>& b) {
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const RegistryValue& value) {
               const RegistryValue* other = value_in(b, value.name);
               return other && other->type == value.type && other->data == value.data;
           });
}

Result<RawCatalog> read_raw(Registry& registry, const std::vector<winsock::ProtocolCatalog>& lists) {
    return read_all(registry, lists);
}

Result<RawCatalog> read_raw(Registry& registry, const std::vector<winsock::NamespaceCatalog>& lists) {
    return read_all(registry, lists);
}

Contents contents_of(const RawList& list) {
    Contents contents;
    for (const RawEntry& entry : list.entries)
        contents.push_back(entry.content.values);
    return contents;
}

void change_list(Difference& difference, const RawCatalog& catalog, const RawList& list, const Contents& wanted) {
    std::map<std::uint64_t, std::pair<const KeyContent*, const std::vector<RegistryValue>*>> keys; // is, shall be
    for (const RawEntry& entry : list.entries)
        keys[entry.number].first = &entry.content;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        keys[i + 1].second = &wanted[i];
    for (const auto& [number, key] : keys) {
        const auto& [is, shall_be] = key;
        if (is && shall_be && same_values(is->values, *shall_be))
            continue;
        KeyChange change{list.path + "\\" + entry_name(number), {}, {}};
        if (is)
            change.before = *is;
        if (shall_be)
            change.after = KeyContent{*shall_be, is                     ? is->descriptor
                                                 : list.entries.empty() ? Bytes{}
                                                                        : list.entries.front().content.descriptor};
        difference.keys.push_back(std::move(change));
        note_seen(difference, catalog);
    }
    change_number(difference, catalog, count_name(list.bits), static_cast<std::uint32_t>(wanted.size()));
}

void change_number(Difference& difference, const RawCatalog& catalog, const std::string& name, std::uint32_t number) {
    const RegistryValue* is = value_in(catalog.values, name);
    RegistryValue shall_be = dword_value(is ? is->name : name, number);
    if (is && *is == shall_be)
        return;
    ValueChange change{catalog.path, shall_be.name, {}, std::move(shall_be)};
    if (is)
        change.before = *is;
    difference.values.push_back(std::move(change));
    note_seen(difference, catalog);
}

} // namespace netmend::mending
