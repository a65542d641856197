#include "tests/simulated/access.hpp"

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

} // namespace

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
