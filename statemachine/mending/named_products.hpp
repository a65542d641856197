// Products that a person wants out of the catalogs by name, though they work: by what `diagnose` prints of them. Only
// one product at a time is meant by a name; Windows' own stay.
#pragma once

#include <string>
#include <vector>

#include "statemachine/mending/products.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace netmend::mending {

struct NamedProducts {
    std::vector<Product> products; // each once; named as people know them
    std::string refusal;           // why one of them cannot be taken out; then there are none
};

// A name is a product's, that of its DLL with its path or without, the id of its provider or that of an entry; of
// names, an entry's number in its list, and what it calls itself. A part of the product's name will do where no other
// product's has it. An empty `describe` asks no DLL for its product's name.
NamedProducts named_products(const std::vector<std::string>& named, const winsock::Catalogs& catalogs,
                             const winsock::DescribeDll& describe = {});

// With each DLL that goes: "Acme VPN: c:\\acme\\acmelsp.dll".
std::vector<std::string> titles_of(const Product& product);

} // namespace netmend::mending
