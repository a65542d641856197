#include "statemachine/mending/named_products.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/known_providers.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/owner.hpp"

namespace netmend::mending {
namespace {

using winsock::file_of;
using winsock::lower;
using winsock::same_text;

constexpr std::size_t part_of_name_min = 3; // letters

bool is_own(const Product& product) {
    return std::any_of(product.parts.begin(), product.parts.end(), [](const ProductPart& part) {
        return !part.name_space && winsock::own_layer(part.dll) != nullptr;
    });
}

// How Windows' own names are switched off, by what they answer for.
const char* off_switch(std::uint32_t name_space) {
    switch (name_space) {
    case 12:
        return "Every name of DNS is looked up through it, so it stays.";
    case 16:
        return "Switch Bluetooth off instead.";
    case 37:
    case 38:
    case 39:
        return "It answers for peer-to-peer names only: switch off the service PNRPsvc instead.";
    }
    return "It answers for names of its own kind only and goes with the part of Windows that brought it.";
}

bool is_called(const std::string& word, const std::string& dll, const winsock::Guid& provider) {
    return same_text(word, dll) || same_text(word, file_of(dll)) || same_text(word, winsock::guid_text(provider)) ||
           same_text("{" + word + "}", winsock::guid_text(provider));
}

class Naming {
  public:
    Naming(const winsock::Catalogs& catalogs, const winsock::DescribeDll& describe)
        : catalogs_(catalogs), all_(all_products(catalogs)) {
        for (Product& product : all_) {
            const ProductPart& first = product.parts.front();
            std::string name = winsock::product_for_people(first.dll, first.provider, first.bits, describe);
            if (!name.empty())
                product.name = std::move(name);
            if (const winsock::OwnLayer* own = winsock::own_layer(first.dll))
                product.name = own->name;
        }
    }

    std::vector<const Product*> of(const std::string& word) const {
        std::vector<const Product*> found;
        for (const Product& product : all_)
            if (same_text(word, product.name) || has_part(product, word) || has_entry(product, word))
                found.push_back(&product);
        if (found.empty() && word.size() >= part_of_name_min)
            for (const Product& product : all_)
                if (lower(product.name).find(lower(word)) != std::string::npos)
                    found.push_back(&product);
        return found;
    }

    std::string refusal(const std::string& word, const std::vector<const Product*>& found) const {
        const std::string name = "\"" + winsock::shown(word) + "\"";
        if (found.size() > 1)
            return name + " may mean several products: " + listed(found) + ". Name one of them by its DLL.";
        if (found.empty()) {
            if (const std::string other = other_kind(word); !other.empty())
                return name + " " + other;
            std::vector<const Product*> all;
            for (const Product& product : all_)
                all.push_back(&product);
            return "No layered or name-space provider of another maker is called " + name + ". " +
                   (all.empty() ? "The catalogs have none." : "These are in the catalogs: " + listed(all) + ".");
        }
        if (const winsock::OwnLayer* own = winsock::own_layer(found.front()->parts.front().dll); is_own(*found.front()))
            return name + " belongs to Windows, which takes it out itself when it is switched off" +
                   (own ? ": " + std::string(own->off) : std::string("."));
        return {};
    }

  private:
    static bool has_part(const Product& product, const std::string& word) {
        return std::any_of(product.parts.begin(), product.parts.end(),
                           [&](const ProductPart& part) { return is_called(word, part.dll, part.provider); });
    }

    bool has_entry(const Product& product, const std::string& word) const {
        const PartsOf parts({product});
        for (const winsock::ProtocolCatalog& list : catalogs_.protocol)
            for (const winsock::ProtocolEntry& entry : list.entries)
                if (word == std::to_string(entry.item.entry_id) && parts.have(entry.item, list.bits))
                    return true;
        for (const winsock::NamespaceCatalog& list : catalogs_.name_space)
            for (const winsock::NamespaceEntry& entry : list.entries)
                if (is_entry(word, entry) && parts.have(entry, list.bits))
                    return true;
        return false;
    }

    static bool is_entry(const std::string& word, const winsock::NamespaceEntry& entry) {
        return word == std::to_string(entry.number) || same_text(word, entry.name);
    }

    static std::string listed(const std::vector<const Product*>& products) {
        std::vector<std::string> names;
        for (const Product* product : products)
            names.push_back(titles_of(*product).front());
        return winsock::listed(names, "; ");
    }

    // Why it stays, where it is no product; empty: nothing of that name.
    std::string other_kind(const std::string& word) const {
        for (const winsock::ProtocolCatalog& list : catalogs_.protocol)
            for (const winsock::ProtocolEntry& entry : list.entries)
                if (!winsock::is_layered(entry.item) && (is_called(word, entry.item.path, entry.item.provider) ||
                                                         word == std::to_string(entry.item.entry_id)))
                    return "is a base provider, on which all others stand, so it stays.";
        for (const winsock::NamespaceCatalog& list : catalogs_.name_space)
            for (const winsock::NamespaceEntry& entry : list.entries)
                if (is_called(word, entry.path, entry.provider) || is_entry(word, entry))
                    return std::string("is a name-space provider of Windows. ") + off_switch(entry.name_space);
        return {};
    }

    const winsock::Catalogs& catalogs_;
    std::vector<Product> all_;
};

} // namespace

std::vector<std::string> titles_of(const Product& product) {
    std::vector<std::string> titles;
    for (const ProductPart& part : product.parts) {
        std::string title = product.name + ": " + winsock::shown(part.dll);
        if (std::find(titles.begin(), titles.end(), title) == titles.end())
            titles.push_back(std::move(title));
    }
    return titles;
}

NamedProducts named_products(const std::vector<std::string>& named, const winsock::Catalogs& catalogs,
                             const winsock::DescribeDll& describe) {
    const Naming naming(catalogs, describe);
    NamedProducts result;
    for (const std::string& word : named) {
        const std::vector<const Product*> found = naming.of(word);
        if (std::string refusal = naming.refusal(word, found); !refusal.empty())
            return {{}, std::move(refusal)};
        const Product& product = *found.front();
        if (std::find(result.products.begin(), result.products.end(), product) == result.products.end())
            result.products.push_back(product);
    }
    return result;
}

} // namespace netmend::mending
