// What the parts of the naive checker share: items as they lie in the registry, paths as text, the worst of what was
// found. Private to it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tests/simulated/naive_checker.hpp"

namespace netmend::simulated {

struct Trouble { // raised where something is wrong; the worst one stays
    Checked& worst;
    void damage(const char* why) { raise(Opinion::Damaged, why); }
    void suspect(const char* why) { raise(Opinion::Suspicious, why); }
    void raise(Opinion opinion, const char* why) {
        if (worst.opinion == Opinion::Damaged || (worst.opinion == opinion))
            return;
        worst = {opinion, why};
    }
};

struct Item {
    std::string path; // in lower case
    std::string provider;
    std::uint32_t id = 0, length = 0, chain[7] = {}, family = 0, type = 0, protocol = 0, last_protocol = 0, flags = 0;
};

std::string lowered(std::string text);
std::string raw_guid(const char* hex); // 32 digits in the order of the registry's bytes
std::string_view file_of(std::string_view path);

// `bits` of the programs that load it; 0: of both.
bool in_system_folder(const GeneratedCatalog& catalog, std::string_view path, int bits);
bool is_missing(const GeneratedCatalog& catalog, std::string_view path);
bool in_odd_place(const std::string& path); // a bare name too

bool decode(const GeneratedEntry& entry, Item& item);
bool is_internet_base(const Item& item); // TCP or UDP of Windows' own
void check_provider(const GeneratedCatalog& catalog, const Item& item, int bits, Trouble& trouble);
void check_calls(const GeneratedCatalog& catalog, const std::vector<Item>& items, int bits, Trouble& trouble);
void check_chains(const std::vector<Item>& items, Trouble& trouble);

} // namespace netmend::simulated
