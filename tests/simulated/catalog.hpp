// The tests' own model of the Winsock catalogs in a tree, written from windows-facts 1.1 to 1.5 and sharing nothing
// with the product: what Windows, its tools and third-party installers write, and what the simulated sockets read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulated/tree.hpp"

namespace netmend::simulated {

inline constexpr const char* services_path = "SYSTEM\\CurrentControlSet\\Services";
inline constexpr const char* winsock_path = "SYSTEM\\CurrentControlSet\\Services\\Winsock";
inline constexpr const char* winsock2_path = "SYSTEM\\CurrentControlSet\\Services\\WinSock2";
inline constexpr const char* parameters_path = "SYSTEM\\CurrentControlSet\\Services\\WinSock2\\Parameters";
inline constexpr const char* protocols_path =
    "SYSTEM\\CurrentControlSet\\Services\\WinSock2\\Parameters\\Protocol_Catalog9";
inline constexpr const char* namespaces_path =
    "SYSTEM\\CurrentControlSet\\Services\\WinSock2\\Parameters\\NameSpace_Catalog5";

struct Entry { // one PackedCatalogItem
    std::string dll;
    std::string provider; // GUID as text, upper case
    std::uint32_t id = 0;
    std::vector<std::uint32_t> chain; // layered entry itself: empty and chain_length 0; a chain: ids from the top down
    std::uint32_t chain_length = 1;   // 0 layered, 1 base, 2 to 7 chain
    int family = 2, type = 1, protocol = 6, sockaddr_size = 16;
    std::uint32_t flags = 0x20066, provider_flags = 8;
    std::string name;
    std::uint32_t version = 2;
    std::optional<std::uint32_t> message_size = std::nullopt; // empty: 0 for streams, what XP has for all others
    std::optional<int> sockaddr_min = std::nullopt;           // empty: the same as the size

    bool is_base() const { return chain_length == 1; }
    bool is_inbox() const; // by provider id
};

struct NameSpace {
    std::string dll, name, provider;
    std::uint32_t id = 12; // NS_*
    std::uint32_t enabled = 1;
};

Bytes packed(const Entry& entry); // 888 bytes, with rubbish after the path's NUL as real machines have
std::optional<Entry> unpacked(const Bytes& item);

std::string entries_name(int bits, bool x64); // "Catalog_Entries" or "Catalog_Entries64"
std::string twelve_digits(std::size_t number);

// Whether a line of Tree::differences is about a writer's marker, "…\\Protocol_Catalog9\\00000001: …": it exists only
// while somebody writes the catalog. One that a dead writer left is no part of what was found.
bool is_writers_marker(const std::string& line);

// Whole lists. Writing replaces every entry of that bitness and keeps Num, Next id and serial number consistent.
std::vector<Entry> protocols(const Tree& tree, int bits, bool x64); // in order; stops at the first gap
void write_protocols(Tree& tree, const std::vector<Entry>& entries, int bits, bool x64);
std::vector<NameSpace> namespaces(const Tree& tree, int bits, bool x64);
void write_namespaces(Tree& tree, const std::vector<NameSpace>& entries, int bits, bool x64);

// What ws2_32 writes when a process starts Winsock and finds nothing (windows-facts 2, R): zero entries.
void write_blank_keys(Tree& tree, bool x64);
std::vector<std::string> third_party_dlls(const Tree& tree, bool x64); // base names, once an entry, of every bitness
bool is_blank(const Tree& tree, bool x64); // the key is there and no catalog of it has an entry

} // namespace netmend::simulated
