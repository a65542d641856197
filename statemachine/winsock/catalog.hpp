// Model of the Winsock catalogs as they stand in the registry: protocol and name-space providers of each bitness,
// categories of programs, and the old Winsock key. Reading keeps what is odd (malformed entries, names that are no
// number) instead of dropping it, and judges nothing: that is diagnosis.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/old_key.hpp"
#include "statemachine/winsock/packed_item.hpp"
#include "statemachine/winsock/parameters.hpp"
#include "statemachine/winsock/programs.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {

inline constexpr const char* winsock2_key = "SYSTEM\\CurrentControlSet\\Services\\WinSock2";

struct ProtocolEntry {
    std::string key_name; // "000000000001"
    std::uint64_t number = 0;
    PackedItem item;
    std::string name; // for people: ProtocolName where it is plain text, else the item's own
};

struct NamespaceEntry {
    std::string key_name;
    std::uint64_t number = 0;
    std::string path; // LibraryPath
    std::string name; // DisplayString, perhaps "@dll,-id"
    Guid provider{};
    std::uint32_t name_space = 0; // NS_*: 12 DNS, 15 NLA, 32 NTDS …
    bool enabled = true;
};

// A subkey of the entries that is no entry. number 0: its name is no number, so Windows never looks at it.
struct Malformed {
    std::string key_name;
    std::uint64_t number = 0;
    std::string text; // what is wrong with it
};

struct ProtocolCatalog {
    int bits = 32;
    std::string path;     // of its entries, below HKEY_LOCAL_MACHINE
    bool present = false; // the key of its entries is there
    std::optional<std::uint32_t> count, next_id, serial;
    bool writer_marker = false; // a subkey named by the present serial number: a writer is at work, or died there
    std::vector<ProtocolEntry> entries; // by number
    std::vector<Malformed> malformed;
};

struct NamespaceCatalog {
    int bits = 32;
    std::string path;
    bool present = false;
    std::optional<std::uint32_t> count, serial;
    bool writer_marker = false;
    std::vector<NamespaceEntry> entries; // by number
    std::vector<Malformed> malformed;
};

struct Catalogs {
    bool x64 = false;
    bool winsock2_present = false;
    std::vector<ProtocolCatalog> protocol;    // 32 bit, then 64 bit on x64
    std::vector<NamespaceCatalog> name_space; // the same
    bool winsock1_present = false;            // the same as old_key.present
    OldKey old_key;
    std::vector<CategorizedProgram> programs;
    ParameterValues parameters;
    std::string system_root; // "c:\\windows"; empty where that machine's is not known
};

// Where programs of that bitness find Windows' own DLLs there.
SystemFolder system_folder(const Catalogs& catalogs, int bits);

// An error means that something could not be looked at (AccessDenied, TooLarge, …). Missing keys and values are no
// error.
Result<Catalogs> read_catalogs(Registry& registry, bool x64);

// The same of a Windows that runs, where others may write meanwhile: what a writer touched, or has marked and left
// torn, is read again, up to limits::catalog_readings_max times, since a writer is done in less. Busy: it never was.
Result<Catalogs> read_settled_catalogs(Registry& registry, bool x64);

// What Windows writes when both keys were deleted: the key and a protocol catalog are there, and no entry in it.
bool is_blank(const Catalogs& catalogs);

} // namespace netmend::winsock
