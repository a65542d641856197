// Layered products that a person wants out of the protocol catalogs by name, though they work: by what `diagnose`
// prints of them. Only one product at a time is meant by a name; Windows' own stay.
#pragma once

#include <string>
#include <vector>

#include "statemachine/mending/products.hpp"
#include "statemachine/winsock/inbox.hpp"

namespace netmend::mending {

struct NamedProducts {
    std::vector<Product> products; // each once; named as people know them, with their DLL
    std::string refusal;           // why one of them cannot be taken out; then there are none
};

// A name is a product's, that of its DLL with its path or without, the id of its provider or that of an entry; a part
// of the product's name will do where no other product's has it. An empty `describe` asks no DLL for its product's
// name.
NamedProducts named_products(const std::vector<std::string>& named, const winsock::Catalogs& catalogs,
                             const winsock::DescribeDll& describe = {});

} // namespace netmend::mending
