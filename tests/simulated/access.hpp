// Windows' access check as its documentation describes it ("How DACLs Control Access to an Object", "Security
// Descriptor String Format"): a descriptor as text and the groups of a token in, the rights that are granted out.
// Privileges are left out; so are conditional and object entries, which netmend does not use.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::access {

enum class Kind { File, Key }; // what the generic rights stand for; a pipe counts as a file

struct Token {
    std::string name;
    std::set<std::string> groups;    // as SDDL abbreviates them: "SY", "BA", "BU", "WD" ...
    std::set<std::string> deny_only; // of a filtered token: these count in entries that deny, and in no other
};

struct Entry {
    bool deny = false, inherit_only = false;
    std::uint32_t mask = 0;
    std::string sid;
};

struct Descriptor {
    std::string owner, group;
    bool is_protected = false, has_list = false;
    std::vector<Entry> entries;
};

// Of owner, group and list. Fails the test (std::invalid_argument) for what it does not know.
Descriptor parse_sddl(std::string_view text, Kind kind);

std::uint32_t granted(const Descriptor& descriptor, const Token& token);

// The same text as Windows keeps it, self-relative, and back; there SIDs without an abbreviation stand in full, and so
// they do in tokens. Of what is read back only what decides: owner, protection, and the entries.
Bytes bytes_of(std::string_view text, Kind kind);
Descriptor parse_bytes(const Bytes& descriptor);
Bytes without(const Bytes& descriptor, const std::string& sid); // all entries of that one taken out

// Everybody who counts on that Windows, with the groups that it gives them.
struct Windows2000OrLater {
    std::string name;
    bool power_users = false;    // a group with rights of its own: before Vista
    bool vista_or_later = false; // filtered tokens of administrators
};
std::vector<Token> people(const Windows2000OrLater& windows);

inline constexpr std::uint32_t right_read_data = 0x1, right_write_data = 0x2, right_append_or_instance = 0x4,
                               right_delete_child = 0x40, right_delete = 0x10000, right_write_dac = 0x40000,
                               right_write_owner = 0x80000;

} // namespace netmend::access
