#include <string_view>

#include "tests/simulated/generated_catalog.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::string_view services = "SYSTEM\\CurrentControlSet\\Services\\";

// Keys stand at their number nearly always.
template<class Entry> const Entry* find(const std::vector<Entry>& entries, std::string_view key) {
    std::size_t number = 0;
    for (const char c : key)
        number = number * 10 + static_cast<std::size_t>(c - '0');
    if (number - 1 < entries.size() && entries[number - 1].key == key)
        return &entries[number - 1];
    for (const Entry& entry : entries)
        if (entry.key == key)
            return &entry;
    return nullptr;
}

RegistryKey key_of(const GeneratedEntry& entry) {
    RegistryKey key;
    if (entry.has_item)
        key.values.push_back({"PackedCatalogItem", entry.type, entry.item});
    return key;
}

RegistryKey key_of(const GeneratedName& name) {
    RegistryKey key;
    if (!name.path.empty())
        key.values.push_back(text("LibraryPath", name.path));
    key.values.push_back(binary("ProviderId", name.provider));
    if (name.name_space)
        key.values.push_back(number("SupportedNameSpace", *name.name_space));
    key.values.push_back(number("Enabled", name.enabled));
    return key;
}

// `rest` is what follows the catalog's own name.
template<class List>
std::optional<RegistryKey> read_catalog(const std::vector<List>& lists, std::string_view rest, bool marked,
                                        std::optional<std::uint32_t> next_id) {
    RegistryKey key;
    if (rest.empty()) {
        for (const List& list : lists)
            if (list.count)
                key.values.push_back(
                    number(list.bits == 64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries", *list.count));
        if (next_id)
            key.values.push_back(number("Next_Catalog_Entry_ID", *next_id));
        key.values.push_back(number("Serial_Access_Num", 0x2A));
        if (marked)
            key.subkeys.push_back("0000002A");
        return key;
    }
    const bool wide = rest.substr(0, 18) == "\\Catalog_Entries64";
    rest.remove_prefix(wide ? 18 : 16);
    for (const List& list : lists) {
        if ((list.bits == 64) != wide || !list.present)
            continue;
        if (!rest.empty()) {
            const auto* entry = find(list.entries, rest.substr(1));
            return entry ? std::optional<RegistryKey>(key_of(*entry)) : std::nullopt;
        }
        key.subkeys.reserve(list.entries.size());
        for (const auto& entry : list.entries)
            key.subkeys.push_back(entry.key);
        return key;
    }
    return std::nullopt;
}

std::optional<RegistryKey> read_old(const GeneratedCatalog& catalog, std::string_view rest) {
    RegistryKey key;
    if (!catalog.old_key || (!catalog.migration && rest.substr(0, 16) == "\\Setup Migration"))
        return std::nullopt;
    if (rest == "\\Parameters")
        key.values.push_back(list("Transports", catalog.transports));
    return key;
}

} // namespace

Result<RegistryKey> GeneratedRegistry::read(const std::string& path) {
    std::string_view rest = path;
    std::optional<RegistryKey> key;
    const auto below = [&](std::string_view start) {
        const bool is = rest.substr(0, start.size()) == start;
        rest.remove_prefix(is ? start.size() : 0);
        return is;
    };
    if (below(services)) {
        if (rest == "WinSock2")
            key.emplace();
        else if (rest == "WinSock2\\Parameters")
            key.emplace().values = catalog_.parameters;
        else if (below("WinSock2\\Parameters\\Protocol_Catalog9"))
            key = read_catalog(catalog_.protocols, rest, catalog_.protocols_marked, catalog_.next_id);
        else if (below("WinSock2\\Parameters\\NameSpace_Catalog5"))
            key = read_catalog(catalog_.names, rest, catalog_.names_marked, std::nullopt);
        else if (below("Winsock") && (rest.empty() || rest[0] == '\\'))
            key = read_old(catalog_, rest);
    }
    if (rest == "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion" && !catalog_.system_root.empty())
        key.emplace().values.push_back(text("SystemRoot", catalog_.system_root));
    if (!key)
        return fail(ErrorKind::NotFound, "no such key", 2);
    return *std::move(key);
}

} // namespace netmend::simulated
