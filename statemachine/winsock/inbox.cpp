#include "statemachine/winsock/inbox.hpp"

#include <algorithm>

#include "statemachine/winsock/known_providers.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

bool is_sound_inbox(const PackedItem& item, const SystemFolder& system) {
    if (owner_of(item, system) != Owner::Inbox || kind_of_path(item.path, system) != PathKind::System)
        return false;
    const InboxProtocol* known = inbox_protocol(item.provider);
    return !known || is_one_of(file_of(item.path), known->dlls);
}

InboxProvider described(const ProtocolEntry& entry, int bits) {
    const PackedItem& item = entry.item;
    return {false, bits, guid_text(item.provider), item.family, item.type, item.protocol, shown(entry.name)};
}

InboxProvider described(const NamespaceEntry& entry, const InboxNamespace& known, int bits) {
    return {true, bits, guid_text(entry.provider), 0, 0, 0, known.name};
}

// Names are for people and may differ between two installations.
bool same_provider(const InboxProvider& a, const InboxProvider& b) {
    return a.name_space == b.name_space && a.bits == b.bits && a.provider == b.provider && a.family == b.family &&
           a.type == b.type && a.protocol == b.protocol;
}

std::vector<InboxProvider> inbox_of(const Catalogs& catalogs) {
    std::vector<InboxProvider> all;
    for (const ProtocolCatalog& catalog : catalogs.protocol)
        for (const ProtocolEntry& entry : catalog.entries)
            if (is_sound_inbox(entry.item, system_folder(catalogs, catalog.bits)))
                all.push_back(described(entry, catalog.bits));
    for (const NamespaceCatalog& catalog : catalogs.name_space)
        for (const NamespaceEntry& entry : catalog.entries)
            if (const InboxNamespace* known = inbox_namespace(entry.provider);
                known && kind_of_path(entry.path, system_folder(catalogs, catalog.bits)) == PathKind::System)
                all.push_back(described(entry, *known, catalog.bits));
    return all;
}

void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

} // namespace

std::vector<Bytes> sound_inbox_entries(Registry& registry) {
    std::vector<Bytes> entries;
    const Result<Catalogs> catalogs = read_settled_catalogs(registry, /*x64=*/true);
    if (!catalogs)
        return entries;
    for (auto catalog = catalogs->protocol.rbegin(); catalog != catalogs->protocol.rend(); ++catalog) {
        for (const ProtocolEntry& entry : catalog->entries)
            if (is_sound_inbox(entry.item, system_folder(*catalogs, catalog->bits)))
                entries.push_back(encode_item(entry.item));
        if (!entries.empty())
            break;
    }
    return entries;
}

std::vector<Bytes> known_good_entries(const SystemIdentity& identity) {
    std::vector<Bytes> entries;
    for (const PackedItem& item : default_entries(identity))
        entries.push_back(encode_item(item));
    return entries;
}

std::vector<InboxProvider> missing_inbox(const Catalogs& was, const Catalogs& is) {
    std::vector<InboxProvider> missing;
    const std::vector<InboxProvider> now = inbox_of(is);
    const auto has = [](const std::vector<InboxProvider>& list, const InboxProvider& provider) {
        return std::any_of(list.begin(), list.end(), [&](const auto& other) { return same_provider(provider, other); });
    };
    for (InboxProvider& provider : inbox_of(was))
        if (!has(now, provider) && !has(missing, provider))
            missing.push_back(std::move(provider));
    return missing;
}

DescribeDll describes(System& system) {
    return [&system](const std::string& dll, int bits) { return system.describe_file(dll, bits); };
}

std::string product_for_people(const std::string& path, const Guid& provider, int bits, const DescribeDll& describe) {
    std::string product = product_of(path, provider);
    if (product.empty() && describe && !is_remote(path))
        if (const Result<FileFacts> facts = describe(path, bits))
            product = shown(facts->product);
    return product;
}

namespace {

// With the DLL where only the DLL says so.
std::string name_for_people(const std::string& path, const Guid& provider, int bits, const DescribeDll& describe) {
    const std::string product = product_for_people(path, provider, bits, describe), file = shown(file_of(path));
    if (product.empty())
        return file;
    return product_of(path, provider).empty() ? product + " (" + file + ")" : product;
}

} // namespace

std::vector<std::string> healthy_in_protocols(const Catalogs& catalogs,
                                              const std::function<bool(const std::string& dll, int bits)>& gone,
                                              const DescribeDll& describe) {
    std::vector<std::string> names;
    for (const ProtocolCatalog& catalog : catalogs.protocol)
        for (const ProtocolEntry& entry : catalog.entries) {
            const PackedItem& item = entry.item;
            const Owner owner = owner_of(item, system_folder(catalogs, catalog.bits));
            if (owner == Owner::Inbox || (!is_remote(item.path) && gone(item.path, catalog.bits)))
                continue;
            const std::string name = owner == Owner::WindowsLayer
                                         ? own_layer(item.path)->name
                                         : name_for_people(item.path, item.provider, catalog.bits, describe);
            add_once(names, name + ": " + shown(item.path));
        }
    return names;
}

std::vector<std::string> third_parties(const Catalogs& catalogs, const DescribeDll& describe) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& path, const Guid& provider, int bits) {
        add_once(names, name_for_people(path, provider, bits, describe));
    };
    for (const ProtocolCatalog& catalog : catalogs.protocol)
        for (const ProtocolEntry& entry : catalog.entries)
            switch (owner_of(entry.item, system_folder(catalogs, catalog.bits))) {
            case Owner::Inbox:
                break;
            case Owner::WindowsLayer: // a reset takes it away like the others
                add_once(names, own_layer(entry.item.path)->name);
                break;
            case Owner::ThirdParty:
                add(entry.item.path, entry.item.provider, catalog.bits);
            }
    for (const NamespaceCatalog& catalog : catalogs.name_space)
        for (const NamespaceEntry& entry : catalog.entries)
            if (!is_own_names(entry.path, entry.provider, system_folder(catalogs, catalog.bits)))
                add(entry.path, entry.provider, catalog.bits);
    return names;
}

std::vector<std::string> broken_layers(const Catalogs& catalogs, const DllExists& dll_exists) {
    std::vector<std::string> names;
    for (const ProtocolCatalog& catalog : catalogs.protocol)
        for (const ProtocolEntry& entry : catalog.entries) {
            if (!is_layered(entry.item) || is_remote(entry.item.path))
                continue;
            if (const Result<bool> there = dll_exists(entry.item.path, catalog.bits); there && !*there)
                add_once(names, people_name(entry.item.path, entry.item.provider));
        }
    return names;
}

} // namespace netmend::winsock
