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
    return std::any_of(product.parts.begin(), product.parts.end(),
                       [](const ProductPart& part) { return winsock::own_layer(part.dll) != nullptr; });
}

bool is_called(const std::string& word, const std::string& dll, const winsock::Guid& provider) {
    return same_text(word, dll) || same_text(word, file_of(dll)) || same_text(word, winsock::guid_text(provider)) ||
           same_text("{" + word + "}", winsock::guid_text(provider));
}

class Naming {
  public:
    Naming(const winsock::Catalogs& catalogs, const winsock::DescribeDll& describe)
        : catalogs_(catalogs), all_(layered_products(catalogs)) {
        for (Product& product : all_) {
            const ProductPart& first = product.parts.front();
            const Result<FileFacts> facts =
                describe && !winsock::is_remote(first.dll) ? describe(first.dll, first.bits) : Result<FileFacts>();
            if (facts && !facts->product.empty())
                product.name = facts->product;
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
                return name + " " + other + " netmend takes only layered providers out by name.";
            std::vector<const Product*> all;
            for (const Product& product : all_)
                all.push_back(&product);
            return "No layered provider is called " + name + ". " +
                   (all.empty() ? "The catalogs have none." : "These are in the catalogs: " + listed(all) + ".");
        }
        if (const winsock::OwnLayer* own = winsock::own_layer(found.front()->parts.front().dll); is_own(*found.front()))
            return name + " belongs to Windows, which takes it out itself when it is switched off" +
                   (own ? ": " + std::string(own->off) : std::string("."));
        return {};
    }

    static std::string title_of(const Product& product) {
        return product.name + ": " + winsock::shown(product.parts.front().dll);
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
        return false;
    }

    static std::string listed(const std::vector<const Product*>& products) {
        std::vector<std::string> names;
        for (const Product* product : products)
            names.push_back(title_of(*product));
        return winsock::listed(names, "; ");
    }

    // What it is, where it is no layered provider; empty: nothing of that name.
    std::string other_kind(const std::string& word) const {
        for (const winsock::ProtocolCatalog& list : catalogs_.protocol)
            for (const winsock::ProtocolEntry& entry : list.entries)
                if (!winsock::is_layered(entry.item) && (is_called(word, entry.item.path, entry.item.provider) ||
                                                         word == std::to_string(entry.item.entry_id)))
                    return "is a base provider, on which all others stand.";
        for (const winsock::NamespaceCatalog& list : catalogs_.name_space)
            for (const winsock::NamespaceEntry& entry : list.entries)
                if (is_called(word, entry.path, entry.provider) || same_text(word, entry.name))
                    return "is a name-space provider. Uninstall the product that it belongs to.";
        return {};
    }

    const winsock::Catalogs& catalogs_;
    std::vector<Product> all_;
};

} // namespace

NamedProducts named_products(const std::vector<std::string>& named, const winsock::Catalogs& catalogs,
                             const winsock::DescribeDll& describe) {
    const Naming naming(catalogs, describe);
    NamedProducts result;
    for (const std::string& word : named) {
        const std::vector<const Product*> found = naming.of(word);
        if (std::string refusal = naming.refusal(word, found); !refusal.empty())
            return {{}, std::move(refusal)};
        Product product = *found.front();
        product.name = Naming::title_of(product);
        if (std::find(result.products.begin(), result.products.end(), product) == result.products.end())
            result.products.push_back(std::move(product));
    }
    return result;
}

} // namespace netmend::mending
