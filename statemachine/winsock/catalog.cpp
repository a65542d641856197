#include "statemachine/winsock/catalog.hpp"

#include <algorithm>
#include <set>

#include "statemachine/base/limits.hpp"
#include "statemachine/base/text.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

constexpr std::uint32_t reg_binary = 3;

// Entries are named by 12 decimal digits, from 1; 0 for any other name.
std::uint64_t number_of(const std::string& name) {
    if (name.size() != 12)
        return 0;
    std::uint64_t number = 0;
    for (char c : name) {
        if (c < '0' || c > '9')
            return 0;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

// A writer makes a subkey named by the serial number as it stands, and raises the number when it has done. So only the
// present number tells of a writer; older ones are what healthy machines have lying about.
bool has_marker(const RegistryKey& catalog, std::optional<std::uint32_t> serial) {
    if (!serial)
        return false;
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string name;
    for (int shift = 28; shift >= 0; shift -= 4)
        name += digits[(*serial >> shift) & 15];
    return std::any_of(catalog.subkeys.begin(), catalog.subkeys.end(),
                       [&](const std::string& subkey) { return same_text(subkey, name); });
}

std::string display_name(const RegistryKey& key, const PackedItem& item) {
    std::string name = text_of(key, "ProtocolName").value_or(std::string());
    return name.empty() || name.front() == '@' ? item.name : name;
}

void add_protocol_entry(ProtocolCatalog& catalog, const std::string& name, RegistryKey& key) {
    const std::uint64_t number = number_of(name);
    const auto malformed = [&](std::string text) { catalog.malformed.push_back({name, number, std::move(text)}); };
    if (number == 0)
        return malformed("its name is no entry number (12 digits, from 000000000001)");
    const auto value = std::find_if(key.values.begin(), key.values.end(), [](const RegistryValue& each) {
        return same_text(each.name, "PackedCatalogItem");
    });
    if (value == key.values.end())
        return malformed("it has no PackedCatalogItem");
    if (value->type != reg_binary)
        return malformed("its PackedCatalogItem has type " + std::to_string(value->type) + " instead of REG_BINARY");
    if (value->data.size() != packed_item_bytes)
        return malformed("its PackedCatalogItem has " + std::to_string(value->data.size()) + " bytes instead of 888");
    Result<PackedItem> item = decode_item(std::move(value->data));
    if (!item)
        return malformed(item.error().text);
    if (!item->path_ends)
        return malformed("the DLL path in its PackedCatalogItem does not end");
    if (item->path.empty())
        return malformed("its PackedCatalogItem names no DLL");
    std::string shown = display_name(key, *item);
    catalog.entries.push_back({name, number, std::move(*item), std::move(shown)});
}

void add_namespace_entry(NamespaceCatalog& catalog, const std::string& name, RegistryKey& key) {
    const std::uint64_t number = number_of(name);
    const auto malformed = [&](std::string text) { catalog.malformed.push_back({name, number, std::move(text)}); };
    if (number == 0)
        return malformed("its name is no entry number (12 digits, from 000000000001)");
    NamespaceEntry entry;
    entry.key_name = name;
    entry.number = number;
    const std::optional<std::string> path = text_of(key, "LibraryPath");
    const RegistryValue* provider = find_value(key, "ProviderId");
    const std::optional<std::uint32_t> name_space = dword_of(key, "SupportedNameSpace");
    if (!path || path->empty())
        return malformed("it has no LibraryPath");
    if (const std::size_t bytes = find_value(key, "LibraryPath")->data.size(); bytes > 2 * path_characters_max)
        return malformed("its LibraryPath has " + std::to_string(bytes) + " bytes, more than any path");
    if (!provider || provider->type != reg_binary || provider->data.size() != entry.provider.size())
        return malformed("its ProviderId is missing or is not 16 bytes of REG_BINARY");
    if (!name_space)
        return malformed("its SupportedNameSpace is missing or is not a REG_DWORD");
    entry.path = *path;
    entry.name = text_of(key, "DisplayString").value_or(std::string());
    std::copy(provider->data.begin(), provider->data.end(), entry.provider.begin());
    entry.name_space = *name_space;
    entry.enabled = dword_of(key, "Enabled").value_or(1) != 0;
    catalog.entries.push_back(std::move(entry));
}

// Fills `catalog` (either kind) from the subkeys of its entries key.
template<class Catalog, class Add> Result<void> read_entries(Registry& registry, Catalog& catalog, const Add& add) {
    Result<std::optional<RegistryKey>> list = read_if_there(registry, catalog.path);
    if (!list)
        return tl::unexpected<Error>(list.error());
    if (!*list)
        return {};
    catalog.present = true;
    if ((*list)->subkeys.size() > limits::catalog_entries_max)
        return fail(ErrorKind::TooLarge,
                    "The registry key " + catalog.path + " has " + std::to_string((*list)->subkeys.size()) +
                        " subkeys; netmend reads up to " + std::to_string(limits::catalog_entries_max) + ".");
    catalog.entries.reserve((*list)->subkeys.size());
    std::string path = catalog.path + "\\";
    for (const std::string& name : (*list)->subkeys) {
        path.resize(catalog.path.size() + 1);
        Result<std::optional<RegistryKey>> key = read_if_there(registry, path += name);
        if (!key)
            return tl::unexpected<Error>(key.error());
        if (*key) // else it went away while we looked
            add(catalog, name, **key);
    }
    const auto earlier = [](const auto& a, const auto& b) { return a.number < b.number; };
    if (!std::is_sorted(catalog.entries.begin(), catalog.entries.end(), earlier)) // Windows enumerates names in order
        std::stable_sort(catalog.entries.begin(), catalog.entries.end(), earlier);
    return {};
}

std::string suffix(int bits) {
    return bits == 64 ? "64" : "";
}

Result<void> read_protocols(Registry& registry, const std::string& path, Catalogs& catalogs) {
    Result<std::optional<RegistryKey>> key = read_if_there(registry, path);
    if (!key)
        return tl::unexpected<Error>(key.error());
    for (int bits : catalogs.x64 ? std::vector<int>{32, 64} : std::vector<int>{32}) {
        ProtocolCatalog catalog;
        catalog.bits = bits;
        catalog.path = path + "\\Catalog_Entries" + suffix(bits);
        if (*key) {
            catalog.count = dword_of(**key, "Num_Catalog_Entries" + suffix(bits));
            catalog.next_id = dword_of(**key, "Next_Catalog_Entry_ID");
            catalog.serial = dword_of(**key, "Serial_Access_Num");
            catalog.writer_marker = has_marker(**key, catalog.serial);
            if (Result<void> read = read_entries(registry, catalog, add_protocol_entry); !read)
                return read;
        }
        catalogs.protocol.push_back(std::move(catalog));
    }
    return {};
}

Result<void> read_name_spaces(Registry& registry, const std::string& path, Catalogs& catalogs) {
    Result<std::optional<RegistryKey>> key = read_if_there(registry, path);
    if (!key)
        return tl::unexpected<Error>(key.error());
    for (int bits : catalogs.x64 ? std::vector<int>{32, 64} : std::vector<int>{32}) {
        NamespaceCatalog catalog;
        catalog.bits = bits;
        catalog.path = path + "\\Catalog_Entries" + suffix(bits);
        if (*key) {
            catalog.count = dword_of(**key, "Num_Catalog_Entries" + suffix(bits));
            catalog.serial = dword_of(**key, "Serial_Access_Num");
            catalog.writer_marker = has_marker(**key, catalog.serial);
            if (Result<void> read = read_entries(registry, catalog, add_namespace_entry); !read)
                return read;
        }
        catalogs.name_space.push_back(std::move(catalog));
    }
    return {};
}

// An export seldom says where Windows lies, but Windows names its own programs there with their whole path.
std::string root_of_programs(const std::vector<CategorizedProgram>& programs) {
    for (const CategorizedProgram& program : programs) {
        const std::string path = lower(program.path);
        const bool drive = path.size() > 3 && path[0] >= 'a' && path[0] <= 'z' && path[1] == ':' && path[2] == '\\';
        for (std::string_view own : {"\\system32\\svchost.exe", "\\system32\\wininit.exe", "\\system32\\lsass.exe"})
            if (drive && path.size() > own.size() + 3 && path.ends_with(own))
                return path.substr(0, path.size() - own.size());
    }
    return {};
}

// The names that Parameters gives to its catalogs; Windows itself falls back on the same two.
std::string catalog_path(const ParameterValues& parameters, Parameter which) {
    const auto row = static_cast<std::size_t>(which);
    const ParameterValue& value = parameters[row];
    const bool usable = value.present && !value.malformed && value.text.find('\\') == std::string::npos;
    return std::string(winsock2_key) + "\\Parameters\\" + (usable ? value.text : parameter_rows[row].normal);
}

std::uint32_t id_of(const ProtocolEntry& entry) {
    return entry.item.entry_id;
}

Guid id_of(const NamespaceEntry& entry) {
    return entry.provider;
}

// A writer has marked it, and its entries are not as many as it says, out of order, unreadable, or one is there twice.
template<class Catalog> bool is_half_written(const Catalog& list) {
    if (!list.writer_marker)
        return false;
    std::set<decltype(id_of(list.entries.front()))> ids;
    for (const auto& entry : list.entries)
        ids.insert(id_of(entry));
    const std::size_t entries = list.entries.size();
    return !list.present || !list.malformed.empty() || list.count != entries || ids.size() != entries ||
           (entries != 0 && list.entries.back().number != entries);
}

bool is_half_written(const Catalogs& catalogs) {
    const auto half = [](const auto& list) { return is_half_written(list); };
    return std::any_of(catalogs.protocol.begin(), catalogs.protocol.end(), half) ||
           std::any_of(catalogs.name_space.begin(), catalogs.name_space.end(), half);
}

// The catalog that somebody has written, or begun to, since it was read; empty: none.
template<class Catalog> Result<std::string> written_since(Registry& registry, const std::vector<Catalog>& lists) {
    const std::string list = lists.front().path, path = list.substr(0, list.rfind('\\'));
    const Result<std::optional<RegistryKey>> key = read_if_there(registry, path);
    if (!key)
        return tl::unexpected<Error>(key.error());
    if (!*key)
        return lists.front().serial ? path : std::string();
    const std::optional<std::uint32_t> serial = dword_of(**key, "Serial_Access_Num");
    const bool as_read = serial == lists.front().serial && has_marker(**key, serial) == lists.front().writer_marker;
    return as_read ? std::string() : path;
}

Result<std::string> written_since(Registry& registry, const Catalogs& catalogs) {
    Result<std::string> written = written_since(registry, catalogs.protocol);
    return written && written->empty() ? written_since(registry, catalogs.name_space) : written;
}

} // namespace

Result<Catalogs> read_catalogs(Registry& registry, bool x64) {
    Catalogs catalogs;
    catalogs.x64 = x64;
    Result<std::optional<RegistryKey>> parameters = read_if_there(registry, std::string(winsock2_key) + "\\Parameters");
    if (!parameters)
        return tl::unexpected<Error>(parameters.error());
    catalogs.winsock2_present = parameters->has_value();
    if (!catalogs.winsock2_present) {
        Result<std::optional<RegistryKey>> root = read_if_there(registry, winsock2_key);
        if (!root)
            return tl::unexpected<Error>(root.error());
        catalogs.winsock2_present = root->has_value();
    }
    if (*parameters)
        catalogs.parameters = parameters_in(**parameters);
    const std::string protocols = catalog_path(catalogs.parameters, Parameter::ProtocolCatalog);
    const std::string name_spaces = catalog_path(catalogs.parameters, Parameter::NamespaceCatalog);
    if (Result<void> read = read_protocols(registry, protocols, catalogs); !read)
        return tl::unexpected<Error>(read.error());
    if (Result<void> read = read_name_spaces(registry, name_spaces, catalogs); !read)
        return tl::unexpected<Error>(read.error());
    Result<OldKey> old_key = read_old_key(registry);
    if (!old_key)
        return tl::unexpected<Error>(old_key.error());
    catalogs.old_key = std::move(*old_key);
    catalogs.winsock1_present = catalogs.old_key.present;
    catalogs.programs = read_programs(registry, std::string(winsock2_key) + "\\Parameters");
    catalogs.system_root = system_root_of(registry);
    if (catalogs.system_root.empty())
        catalogs.system_root = root_of_programs(catalogs.programs);
    return catalogs;
}

Result<Catalogs> read_settled_catalogs(Registry& registry, bool x64) {
    for (int readings = 1;; ++readings) {
        Result<Catalogs> catalogs = read_catalogs(registry, x64);
        if (!catalogs)
            return catalogs;
        const Result<std::string> written = written_since(registry, *catalogs);
        if (!written)
            return tl::unexpected<Error>(written.error());
        const bool last = readings == limits::catalog_readings_max;
        if (written->empty() && (last || !is_half_written(*catalogs)))
            return catalogs;
        if (last)
            return fail(ErrorKind::Busy, "The catalog " + *written + " is being written by another program.");
    }
}

SystemFolder system_folder(const Catalogs& catalogs, int bits) {
    return {catalogs.system_root, bits, catalogs.x64};
}

bool is_blank(const Catalogs& catalogs) {
    bool any = false;
    for (const ProtocolCatalog& catalog : catalogs.protocol) {
        any = any || catalog.present;
        if (!catalog.entries.empty() || !catalog.malformed.empty())
            return false;
    }
    return catalogs.winsock2_present && any;
}

} // namespace netmend::winsock
