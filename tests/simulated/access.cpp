#include "tests/simulated/access.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace netmend::access {
namespace {

constexpr std::uint32_t file_all = 0x1f01ff, file_read = 0x120089, file_write = 0x120116, file_execute = 0x1200a0;
constexpr std::uint32_t key_all = 0xf003f, key_read = 0x20019, key_write = 0x20006;
constexpr std::uint32_t read_control_and_write_dac = 0x60000; // every owner has these, whatever the list says

std::uint32_t right_named(const std::string& name, Kind kind) {
    const bool file = kind == Kind::File;
    const std::map<std::string, std::uint32_t> rights{
        {"GA", file ? file_all : key_all},
        {"GR", file ? file_read : key_read},
        {"GW", file ? file_write : key_write},
        {"GX", file ? file_execute : key_read},
        {"FA", file_all},
        {"FR", file_read},
        {"FW", file_write},
        {"FX", file_execute},
        {"KA", key_all},
        {"KR", key_read},
        {"KW", key_write},
        {"SD", right_delete},
        {"WD", right_write_dac},
        {"WO", right_write_owner},
        {"RC", 0x20000},
    };
    const auto found = rights.find(name);
    if (found == rights.end())
        throw std::invalid_argument("no right is called " + name);
    return found->second;
}

std::uint32_t mask_of(const std::string& text, Kind kind) {
    if (text.starts_with("0x"))
        return static_cast<std::uint32_t>(std::stoul(text, nullptr, 16));
    std::uint32_t mask = 0;
    for (std::size_t at = 0; at < text.size(); at += 2)
        mask |= right_named(text.substr(at, 2), kind);
    return mask;
}

std::vector<std::string> fields_of(const std::string& entry) {
    std::vector<std::string> fields(1);
    for (const char c : entry) {
        if (c == ';')
            fields.emplace_back();
        else
            fields.back() += c;
    }
    if (fields.size() != 6)
        throw std::invalid_argument("an entry has six fields: " + entry);
    return fields;
}

Entry entry_of(const std::string& text, Kind kind) {
    const std::vector<std::string> fields = fields_of(text);
    if (fields[0] != "A" && fields[0] != "D")
        throw std::invalid_argument("no kind of entry: " + text);
    Entry entry;
    entry.deny = fields[0] == "D";
    entry.inherit_only = fields[1].find("IO") != fields[1].npos;
    entry.mask = mask_of(fields[2], kind);
    entry.sid = fields[5];
    return entry;
}

// "P", "AI", "AR", and then the entries, each in brackets.
void read_list(std::string_view text, Kind kind, Descriptor& descriptor) {
    descriptor.has_list = true;
    const std::size_t first = text.find('(');
    descriptor.is_protected = text.substr(0, first).find('P') != text.npos;
    for (std::size_t at = first; at < text.size();) {
        const std::size_t end = text.find(')', at);
        if (text[at] != '(' || end == text.npos)
            throw std::invalid_argument("brackets: " + std::string(text));
        descriptor.entries.push_back(entry_of(std::string(text.substr(at + 1, end - at - 1)), kind));
        at = end + 1;
    }
}

const std::map<std::string, std::string> abbreviations{
    {"SY", "S-1-5-18"}, {"BA", "S-1-5-32-544"}, {"BU", "S-1-5-32-545"}, {"NO", "S-1-5-32-556"},
    {"LS", "S-1-5-19"}, {"NS", "S-1-5-20"},     {"IU", "S-1-5-4"},      {"SU", "S-1-5-6"},
    {"AU", "S-1-5-11"}, {"WD", "S-1-1-0"},      {"AC", "S-1-15-2-1"},
};

void put(Bytes& data, std::uint64_t number, int bytes) {
    for (int byte = 0; byte < bytes; ++byte)
        data.push_back(static_cast<std::uint8_t>(number >> (8 * byte)));
}

std::uint32_t number_in(const Bytes& data, std::size_t at, std::size_t bytes) {
    std::uint32_t number = 0;
    for (std::size_t byte = bytes; byte-- > 0;)
        number = number << 8 | data.at(at + byte);
    return number;
}

Bytes sid_bytes(const std::string& name) {
    const auto short_one = abbreviations.find(name);
    std::string text = short_one == abbreviations.end() ? name : short_one->second;
    std::vector<std::uint32_t> numbers;
    for (std::size_t at = 4; at < text.size();
         at = text.find('-', at) == text.npos ? text.size() : text.find('-', at) + 1)
        numbers.push_back(static_cast<std::uint32_t>(std::stoul(text.substr(at))));
    Bytes sid{1, static_cast<std::uint8_t>(numbers.size() - 1), 0, 0, 0, 0,
              0, static_cast<std::uint8_t>(numbers.at(0))};
    for (std::size_t i = 1; i < numbers.size(); ++i)
        put(sid, numbers[i], 4);
    return sid;
}

std::string sid_name(const Bytes& data, std::size_t at) {
    std::string text = "S-1-" + std::to_string(data.at(at + 7));
    for (std::size_t i = 0; i < data.at(at + 1); ++i)
        text += "-" + std::to_string(number_in(data, at + 8 + 4 * i, 4));
    for (const auto& [name, full] : abbreviations)
        if (full == text)
            return name;
    return text;
}

Bytes entry_bytes(const std::string& text, Kind kind) {
    const std::vector<std::string> fields = fields_of(text);
    const Bytes sid = sid_bytes(fields[5]);
    unsigned flags = 0;
    for (std::size_t at = 0; at < fields[1].size(); at += 2) {
        const std::string flag = fields[1].substr(at, 2);
        flags |= flag == "OI" ? 1u : flag == "CI" ? 2u : flag == "IO" ? 8u : flag == "ID" ? 16u : 0u;
    }
    Bytes entry{static_cast<std::uint8_t>(fields[0] == "D" ? 1 : 0), static_cast<std::uint8_t>(flags)};
    put(entry, 8 + sid.size(), 2);
    put(entry, mask_of(fields[2], kind), 4);
    entry.insert(entry.end(), sid.begin(), sid.end());
    return entry;
}

// Each entry of the list, as [begin, end) in the bytes.
std::vector<std::pair<std::size_t, std::size_t>> places_of_entries(const Bytes& data) {
    std::vector<std::pair<std::size_t, std::size_t>> places;
    const std::size_t list = number_in(data, 16, 4);
    std::size_t at = list + 8;
    for (std::uint32_t left = list == 0 ? 0 : number_in(data, list + 4, 2); left > 0; --left) {
        places.emplace_back(at, at + number_in(data, at + 2, 2));
        at = places.back().second;
    }
    return places;
}

} // namespace

// Header, owner, group and the list, which stands last.
Bytes bytes_of(std::string_view text, Kind kind) {
    const Descriptor meaning = parse_sddl(text, kind);
    const Bytes owner = sid_bytes(meaning.owner), group = sid_bytes(meaning.group);
    Bytes list;
    for (std::size_t at = text.find('('); at != text.npos; at = text.find('(', at + 1)) {
        const Bytes entry = entry_bytes(std::string(text.substr(at + 1, text.find(')', at) - at - 1)), kind);
        list.insert(list.end(), entry.begin(), entry.end());
    }
    Bytes data{1, 0};
    put(data, meaning.is_protected ? 0x9004 : 0x8404, 2);
    put(data, 20, 4);
    put(data, 20 + owner.size(), 4);
    put(data, 0, 4);
    put(data, 20 + owner.size() + group.size(), 4);
    data.insert(data.end(), owner.begin(), owner.end());
    data.insert(data.end(), group.begin(), group.end());
    put(data, 2, 2);
    put(data, 8 + list.size(), 2);
    put(data, meaning.entries.size(), 4);
    data.insert(data.end(), list.begin(), list.end());
    return data;
}

Descriptor parse_bytes(const Bytes& data) {
    Descriptor meaning;
    meaning.owner = sid_name(data, number_in(data, 4, 4));
    meaning.group = sid_name(data, number_in(data, 8, 4));
    meaning.is_protected = (number_in(data, 2, 2) & 0x1000) != 0;
    meaning.has_list = number_in(data, 16, 4) != 0;
    for (const auto& [begin, end] : places_of_entries(data))
        meaning.entries.push_back(
            {data[begin] == 1, (data[begin + 1] & 8) != 0, number_in(data, begin + 4, 4), sid_name(data, begin + 8)});
    return meaning;
}

Bytes without(const Bytes& descriptor, const std::string& sid) {
    Bytes data = descriptor;
    const std::size_t list = number_in(data, 16, 4);
    std::uint32_t size = number_in(data, list + 2, 2), count = number_in(data, list + 4, 2);
    auto places = places_of_entries(data);
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        if (sid_name(data, place->first + 8) != sid)
            continue;
        size -= static_cast<std::uint32_t>(place->second - place->first);
        --count;
        data.erase(data.begin() + static_cast<std::ptrdiff_t>(place->first),
                   data.begin() + static_cast<std::ptrdiff_t>(place->second));
    }
    Bytes head;
    put(head, size, 2);
    put(head, count, 2);
    std::copy(head.begin(), head.end(), data.begin() + static_cast<std::ptrdiff_t>(list + 2));
    return data;
}

Descriptor parse_sddl(std::string_view text, Kind kind) {
    Descriptor descriptor;
    if (!text.starts_with("O:") || text.size() < 10 || text.substr(4, 2) != "G:" || text.substr(8, 2) != "D:")
        throw std::invalid_argument("owner, group and list are expected: " + std::string(text));
    descriptor.owner = text.substr(2, 2);
    descriptor.group = text.substr(6, 2);
    read_list(text.substr(10), kind, descriptor);
    return descriptor;
}

std::uint32_t granted(const Descriptor& descriptor, const Token& token) {
    if (!descriptor.has_list)
        return 0xffffffff;
    std::uint32_t allowed = token.groups.contains(descriptor.owner) ? read_control_and_write_dac : 0, denied = 0;
    for (const Entry& entry : descriptor.entries) { // what was decided first stays
        if (entry.inherit_only)
            continue;
        if (entry.deny && (token.groups.contains(entry.sid) || token.deny_only.contains(entry.sid)))
            denied |= entry.mask & ~allowed;
        else if (!entry.deny && token.groups.contains(entry.sid))
            allowed |= entry.mask & ~denied;
    }
    return allowed;
}

std::vector<Token> people(const Windows2000OrLater& windows) {
    std::vector<Token> all{
        {"LocalSystem", {"SY", "BA", "AU", "WD"}, {}},
        {"administrator", {"BA", "BU", "AU", "IU", "WD"}, {}},
        {"administrator, by network logon", {"BA", "BU", "AU", "NU", "WD"}, {}},
        {"user", {"BU", "AU", "IU", "WD"}, {}},
        {"user, by network logon", {"BU", "AU", "NU", "WD"}, {}},
        {"batch job of a user", {"BU", "AU", "WD"}, {}},
        {"anonymous", {"AN", "NU", "WD"}, {}},
    };
    if (windows.power_users)
        all.push_back({"power user", {"PU", "BU", "AU", "IU", "WD"}, {}});
    if (windows.vista_or_later)
        all.push_back({"administrator, not elevated", {"BU", "AU", "IU", "WD"}, {"BA"}});
    return all;
}

} // namespace netmend::access
