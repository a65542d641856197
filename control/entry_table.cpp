// Every entry of the catalogs with all that `--verbose` shows of it, as text and as data.
#include "control/chain_table.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"

namespace netmend::control {
namespace {

using nlohmann::json;
using winsock::PackedItem;

constexpr std::size_t text_bytes_max = 300;

std::string hex(std::uint32_t number) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (int shift = 28; shift >= 0; shift -= 4)
        if (const std::uint32_t digit = (number >> shift) & 15; digit || !out.empty() || shift == 0)
            out += digits[digit];
    return "0x" + out;
}

std::vector<std::uint32_t> chain_ids(const PackedItem& item) {
    const std::size_t length = std::min<std::size_t>(item.chain_length, item.chain.size());
    return item.chain_length > 1 ? std::vector<std::uint32_t>(item.chain.begin(), item.chain.begin() + length)
                                 : std::vector<std::uint32_t>();
}

std::string chain_text(const PackedItem& item) {
    if (item.chain_length <= 1)
        return item.chain_length == 1 ? "base" : "layer";
    std::string text = "chain";
    for (const std::uint32_t id : chain_ids(item))
        text += (text.size() > 5 ? ":" : " ") + std::to_string(id);
    return text;
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

std::string line_of(const winsock::ProtocolEntry& entry) {
    const PackedItem& item = entry.item;
    return "  " + padded(std::to_string(item.entry_id), 6) + padded(chain_text(item), 16) + "family " +
           padded(std::to_string(item.family), 3) + "type " + padded(std::to_string(item.type), 2) + "protocol " +
           padded(std::to_string(item.protocol), 12) + "flags " + padded(hex(item.service_flags[0]), 8) +
           padded(hex(item.provider_flags), 4) + winsock::guid_text(item.provider) + " " +
           winsock::printable(item.path, text_bytes_max) + " \"" + winsock::printable(entry.name, text_bytes_max) +
           "\"";
}

std::string line_of(const winsock::NamespaceEntry& entry) {
    return "  " + padded(std::to_string(entry.number), 6) + "name space " +
           padded(std::to_string(entry.name_space), 4) + padded(entry.enabled ? "on" : "off", 4) +
           winsock::guid_text(entry.provider) + " " + winsock::printable(entry.path, text_bytes_max) + " \"" +
           winsock::printable(entry.name, text_bytes_max) + "\"";
}

json json_of(const winsock::ProtocolEntry& entry, int bits) {
    const PackedItem& item = entry.item;
    return {{"catalog", "protocol"},
            {"bits", bits},
            {"number", entry.number},
            {"id", item.entry_id},
            {"chain_length", item.chain_length},
            {"chain", chain_ids(item)},
            {"family", item.family},
            {"type", item.type},
            {"protocol", item.protocol},
            {"flags", item.service_flags[0]},
            {"provider_flags", item.provider_flags},
            {"provider", winsock::guid_text(item.provider)},
            {"dll", winsock::printable(item.path, text_bytes_max)},
            {"name", winsock::printable(entry.name, text_bytes_max)}};
}

json json_of(const winsock::NamespaceEntry& entry, int bits) {
    return {{"catalog", "namespace"},
            {"bits", bits},
            {"number", entry.number},
            {"name_space", entry.name_space},
            {"enabled", entry.enabled},
            {"provider", winsock::guid_text(entry.provider)},
            {"dll", winsock::printable(entry.path, text_bytes_max)},
            {"name", winsock::printable(entry.name, text_bytes_max)}};
}

template<class Lists> void add_lines(std::vector<std::string>& out, const Lists& lists, const char* kind, bool x64) {
    for (auto list = lists.rbegin(); list != lists.rend(); ++list) {
        if (!list->present)
            continue;
        out.push_back(std::string("Entries of the ") + (x64 ? std::to_string(list->bits) + "-bit " : "") + kind +
                      " catalog:");
        for (const auto& entry : list->entries)
            out.push_back(line_of(entry));
    }
}

} // namespace

std::vector<std::string> entry_table(const winsock::Catalogs& catalogs) {
    std::vector<std::string> out;
    add_lines(out, catalogs.protocol, "protocol", catalogs.x64);
    add_lines(out, catalogs.name_space, "name-space", catalogs.x64);
    return out;
}

json entries_json(const winsock::Catalogs& catalogs) {
    json out = json::array();
    for (const auto& list : catalogs.protocol)
        for (const auto& entry : list.entries)
            out.push_back(json_of(entry, list.bits));
    for (const auto& list : catalogs.name_space)
        for (const auto& entry : list.entries)
            out.push_back(json_of(entry, list.bits));
    return out;
}

} // namespace netmend::control
