#include "tests/simulated/catalog.hpp"

#include <algorithm>
#include <array>

#include "tests/simulated/catalog_data.hpp"
#include "tests/simulated/judge.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

std::string guid_text(const Bytes& data, std::size_t at) {
    static constexpr int order[] = {3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15};
    std::string out;
    for (const int i : order) {
        if (i < 0) {
            out += '-';
            continue;
        }
        const std::uint8_t byte = data[at + static_cast<std::size_t>(i)];
        out += "0123456789ABCDEF"[byte >> 4];
        out += "0123456789ABCDEF"[byte & 15u];
    }
    return out;
}

std::string num_name(int bits, bool x64) {
    return bits == 64 && x64 ? "Num_Catalog_Entries64" : "Num_Catalog_Entries";
}

std::string list_path(const char* catalog, int bits, bool x64) {
    return std::string(catalog) + "\\" + entries_name(bits, x64);
}

void start_catalog(Tree& tree, const char* catalog, int bits, bool x64, std::size_t count) {
    const char* name = catalog == protocols_path ? "Protocol_Catalog9" : "NameSpace_Catalog5";
    const char* current = catalog == protocols_path ? "Current_Protocol_Catalog" : "Current_NameSpace_Catalog";
    if (!tree.value(parameters_path, "WinSock_Registry_Version"))
        tree.set(parameters_path, text("WinSock_Registry_Version", "2.0"));
    tree.set(parameters_path, text(current, name));
    tree.erase_tree(list_path(catalog, bits, x64));
    tree.create(list_path(catalog, bits, x64));
    tree.set(catalog, number(num_name(bits, x64), static_cast<std::uint32_t>(count)));
    tree.set(catalog, number("Serial_Access_Num", number_at(tree, catalog, "Serial_Access_Num") + 1));
}

std::vector<Entry> read_protocols(const Tree& catalog, int bits, bool x64) {
    std::vector<Entry> out;
    const auto count = number_at(catalog, "", num_name(bits, x64));
    for (std::size_t i = 1; i <= count; ++i) {
        const auto item = catalog.value(entries_name(bits, x64) + "\\" + twelve_digits(i), "PackedCatalogItem");
        auto entry = item ? unpacked(item->data) : std::nullopt;
        if (!entry)
            break;
        out.push_back(*std::move(entry));
    }
    return out;
}

} // namespace

// The VMware socket providers of a real machine are third-party.
bool Entry::is_inbox() const {
    const auto& known = catalog_data().providers;
    return std::any_of(known.begin(), known.end(), [this](const auto& each) { return each.second == provider; });
}

Bytes packed(const Entry& entry) {
    Bytes item(888, 0);
    std::fill(item.begin(), item.begin() + 260, 0xAB);
    std::copy(entry.dll.begin(), entry.dll.end(), item.begin());
    item[entry.dll.size()] = 0;
    put_u32(item, 260, entry.flags);
    put_u32(item, 276, entry.provider_flags);
    const Bytes id = guid(entry.provider);
    std::copy(id.begin(), id.end(), item.begin() + 280);
    put_u32(item, 296, entry.id);
    put_u32(item, 300, entry.chain_length);
    for (std::size_t i = 0; i < entry.chain.size() && i < 7; ++i)
        put_u32(item, 304 + 4 * i, entry.chain[i]);
    put_u32(item, 332, entry.version);
    put_u32(item, 336, static_cast<std::uint32_t>(entry.family));
    put_u32(item, 340, static_cast<std::uint32_t>(entry.sockaddr_size));
    put_u32(item, 344, static_cast<std::uint32_t>(entry.sockaddr_min.value_or(entry.sockaddr_size)));
    put_u32(item, 348, static_cast<std::uint32_t>(entry.type));
    put_u32(item, 352, static_cast<std::uint32_t>(entry.protocol));
    put_u32(item, 356, entry.type == 3 ? 255 : 0);
    put_u32(item, 368, entry.message_size.value_or(entry.type == 1 ? 0 : 65467));
    for (std::size_t i = 0; i < entry.name.size() && i < 255; ++i)
        item[376 + 2 * i] = static_cast<std::uint8_t>(entry.name[i]);
    return item;
}

std::optional<Entry> unpacked(const Bytes& item) {
    if (item.size() != 888)
        return std::nullopt;
    Entry entry;
    const auto end = std::find(item.begin(), item.begin() + 260, 0);
    entry.dll.assign(item.begin(), end);
    entry.flags = u32_at(item, 260);
    entry.provider_flags = u32_at(item, 276);
    entry.provider = guid_text(item, 280);
    entry.id = u32_at(item, 296);
    entry.chain_length = u32_at(item, 300);
    if (entry.chain_length > 7)
        return std::nullopt;
    for (std::size_t i = 0; entry.chain_length > 1 && i < entry.chain_length; ++i)
        entry.chain.push_back(u32_at(item, 304 + 4 * i));
    entry.version = u32_at(item, 332);
    entry.message_size = u32_at(item, 368);
    entry.family = static_cast<int>(u32_at(item, 336));
    entry.sockaddr_size = static_cast<int>(u32_at(item, 340));
    if (u32_at(item, 344) != u32_at(item, 340))
        entry.sockaddr_min = static_cast<int>(u32_at(item, 344));
    entry.type = static_cast<int>(u32_at(item, 348));
    entry.protocol = static_cast<int>(u32_at(item, 352));
    for (std::size_t at = 376; at < 888 && item[at] != 0; at += 2)
        entry.name += static_cast<char>(item[at]);
    return entry;
}

std::string entries_name(int bits, bool x64) {
    return bits == 64 && x64 ? "Catalog_Entries64" : "Catalog_Entries";
}

std::string twelve_digits(std::size_t number) {
    std::string digits = std::to_string(number);
    return std::string(12 - digits.size(), '0') + digits;
}

// They are read far more often than they change: the last few catalogs are remembered.
std::vector<Entry> protocols(const Tree& tree, int bits, bool x64) {
    struct Read {
        Tree catalog;
        int bits = 0;
        bool x64 = false;
        std::vector<Entry> entries;
    };
    static std::array<Read, 8> last;
    static std::size_t next = 0;
    const Tree catalog = tree.below(protocols_path);
    for (const Read& each : last)
        if (each.catalog.same_image_as(catalog) && each.bits == bits && each.x64 == x64)
            return each.entries;
    return (last[next++ % last.size()] = {catalog, bits, x64, read_protocols(catalog, bits, x64)}).entries;
}

void write_protocols(Tree& tree, const std::vector<Entry>& entries, int bits, bool x64) {
    start_catalog(tree, protocols_path, bits, x64, entries.size());
    std::uint32_t next = std::max(number_at(tree, protocols_path, "Next_Catalog_Entry_ID"), std::uint32_t{1001});
    std::size_t position = 0;
    for (const auto& entry : entries) {
        next = std::max(next, entry.id + 1);
        const auto path = list_path(protocols_path, bits, x64) + "\\" + twelve_digits(++position);
        tree.set(path, binary("PackedCatalogItem", packed(entry)));
    }
    tree.set(protocols_path, number("Next_Catalog_Entry_ID", next));
}

std::vector<NameSpace> namespaces(const Tree& tree, int bits, bool x64) {
    std::vector<NameSpace> out;
    const auto count = number_at(tree, namespaces_path, num_name(bits, x64));
    for (std::size_t i = 1; i <= count; ++i) {
        const auto path = list_path(namespaces_path, bits, x64) + "\\" + twelve_digits(i);
        const auto provider = tree.value(path, "ProviderId");
        if (!provider || provider->data.size() != 16)
            break;
        out.push_back({text_at(tree, path, "LibraryPath"), text_at(tree, path, "DisplayString"),
                       guid_text(provider->data, 0), number_at(tree, path, "SupportedNameSpace"),
                       number_at(tree, path, "Enabled")});
    }
    return out;
}

void write_namespaces(Tree& tree, const std::vector<NameSpace>& entries, int bits, bool x64) {
    start_catalog(tree, namespaces_path, bits, x64, entries.size());
    std::size_t position = 0;
    for (const auto& entry : entries) {
        const auto path = list_path(namespaces_path, bits, x64) + "\\" + twelve_digits(++position);
        tree.set(path, text("LibraryPath", entry.dll));
        tree.set(path, text("DisplayString", entry.name));
        tree.set(path, binary("ProviderId", guid(entry.provider)));
        tree.set(path, number("SupportedNameSpace", entry.id));
        tree.set(path, number("Enabled", entry.enabled));
        tree.set(path, number("Version", 0));
        tree.set(path, number("StoresServiceClassInfo", 0));
    }
}

void write_blank_keys(Tree& tree, bool x64) {
    tree.create(parameters_path);
    for (const int bits : {32, 64}) {
        if (bits == 64 && !x64)
            continue;
        if (!tree.has(list_path(protocols_path, bits, x64)))
            write_protocols(tree, {}, bits, x64);
        if (!tree.has(list_path(namespaces_path, bits, x64)))
            write_namespaces(tree, {}, bits, x64);
    }
}

bool is_blank(const Tree& tree, bool x64) {
    if (!tree.has(protocols_path))
        return false;
    for (const int bits : {32, 64}) {
        if (bits == 64 && !x64)
            continue;
        if (number_at(tree, protocols_path, num_name(bits, x64), 1) != 0)
            return false;
        const auto key = tree.read(list_path(protocols_path, bits, x64));
        if (!key || !key->subkeys.empty())
            return false;
    }
    return true;
}

std::vector<std::string> third_party_dlls(const Tree& tree, bool x64) {
    std::vector<std::string> out;
    for (const int bits : {64, 32})
        if (bits == 32 || x64)
            for (const auto& entry : protocols(tree, bits, x64))
                if (!entry.is_inbox())
                    out.push_back(base_name(entry.dll));
    return out;
}

bool is_writers_marker(const std::string& line) {
    for (const std::string catalog : {protocols_path, namespaces_path}) {
        const std::size_t name = catalog.size() + 1;
        if (line.starts_with(catalog + "\\") && line.find(':') == name + 8 &&
            line.substr(name, 8).find_first_not_of("0123456789ABCDEF") == std::string::npos)
            return true;
    }
    return false;
}

} // namespace netmend::simulated
