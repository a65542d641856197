// Catalogs made up from a seed: a machine of some Windows with random base providers, products with layers and chains,
// and often a fault or two. Sizes are log-uniform from 1 to 10,000 with median 20: half of them below it, half above.
// The product reads them through a registry that makes up nothing and is cheap; the naive checker reads them as they
// are.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "statemachine/base/read_only_registry.hpp"

namespace netmend::simulated {

struct GeneratedEntry { // a key of a protocol catalog
    std::string key;
    bool has_item = true;
    std::uint32_t type = 3;
    Bytes item;
};

struct GeneratedName { // a key of a name-space catalog
    std::string key;
    std::string path; // empty: no LibraryPath
    Bytes provider;
    std::optional<std::uint32_t> name_space;
    std::uint32_t enabled = 1;
};

template<class Entry> struct GeneratedList {
    int bits = 32;
    bool present = true;
    std::optional<std::uint32_t> count;
    std::vector<Entry> entries;
};

struct GeneratedCatalog {
    SystemIdentity identity;
    std::vector<GeneratedList<GeneratedEntry>> protocols; // 32 bit, and 64 bit on x64
    std::vector<GeneratedList<GeneratedName>> names;
    std::optional<std::uint32_t> next_id;
    bool protocols_marked = false, names_marked = false; // a writer left its marker
    bool old_key = true, migration = true;
    std::vector<std::string> transports;
    std::vector<RegistryValue> parameters;           // directly below WinSock2\Parameters
    std::string system_root;                         // as Windows says it of itself; empty: it does not
    std::set<std::string, std::less<>> missing_dlls; // file names in lower case
    std::size_t bytes = 0;                           // of all items
};

class Generator {
  public:
    explicit Generator(std::uint64_t seed, std::size_t size_max = 10000) : random_(seed), size_max_(size_max) {}
    GeneratedCatalog next();

  private:
    std::mt19937_64 random_;
    std::size_t size_max_; // of a protocol list; what is larger becomes that large
};

class GeneratedRegistry final : public ReadOnlyRegistry {
  public:
    explicit GeneratedRegistry(const GeneratedCatalog& catalog) : catalog_(catalog) {}
    Result<RegistryKey> read(const std::string& path) override;

  private:
    const GeneratedCatalog& catalog_;
};

} // namespace netmend::simulated
