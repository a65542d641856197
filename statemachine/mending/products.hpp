// Products of other makers in the catalogs: which entries of both bitnesses are one product's, its layers and its
// names. By provider id and DLL, never by entry id: those differ between the two lists.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "statemachine/mending/dll_look.hpp"
#include "statemachine/winsock/catalog.hpp"

namespace netmend::mending {

struct ProductPart { // its entries in one list: layered ones, or names, with this DLL and this provider id
    int bits = 32;
    std::string dll; // as the catalog has it, in lower case
    winsock::Guid provider{};
    bool name_space = false;
    bool operator==(const ProductPart&) const = default;
};

struct Product {
    std::string name; // for people
    std::vector<ProductPart> parts;
    bool operator==(const Product&) const = default;
};

std::string names_of(const std::vector<Product>& products); // "Acme VPN, proxy.dll"

// Whether entries are of any of these products.
class PartsOf {
  public:
    explicit PartsOf(const std::vector<Product>& products);
    bool have(const winsock::PackedItem& item, int bits) const;
    bool have(const winsock::NamespaceEntry& entry, int bits) const;

  private:
    std::set<std::tuple<int, std::string, winsock::Guid>> parts_[2]; // layers, names
};

// Layers, in the order of their first entries, with the name-space providers that are not Windows' own: with the layers
// whose DLL, id or product they share, or in whose folder they lie where no other product's layers do; each other one
// is a product by itself.
std::vector<Product> all_products(const winsock::Catalogs& catalogs);

// Of the layers the entries whose DLL is gone; what is there, or could not be looked at, is in none of them.
std::vector<Product> broken_products(const winsock::Catalogs& catalogs, const LookForDll& look);

} // namespace netmend::mending
