#include "statemachine/mending/products.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/known_providers.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/owner.hpp"

namespace netmend::mending {
namespace {

using winsock::file_of;
using winsock::lower;

// A maker's DLL has another name in each bitness: asproxy.dll and asproxy64.dll.
std::string trunk_of(std::string file) {
    for (const std::string_view end : {".dll", "64", "32", "_x", "x", "_", "-"})
        if (file.size() > end.size() && file.ends_with(end))
            file.resize(file.size() - end.size());
    return file;
}

// Parts with one of these in common are one product's.
std::vector<std::string> traces_of(const ProductPart& part) {
    std::vector<std::string> traces{"file " + trunk_of(file_of(part.dll)), "id " + winsock::guid_text(part.provider)};
    if (const std::string name = winsock::product_of(part.dll, part.provider); !name.empty())
        traces.push_back("name " + name);
    return traces;
}

// Groups that are found to belong together while one goes along.
class Together {
  public:
    std::size_t add(const std::vector<std::string>& traces) {
        const std::size_t own = above_.size();
        above_.push_back(own);
        for (const std::string& trace : traces) {
            const auto [at, is_new] = first_.try_emplace(trace, own);
            if (!is_new)
                join(at->second, own);
        }
        return own;
    }
    void join(std::size_t a, std::size_t b) { // the earlier one stays on top
        const std::size_t first = top_of(a), second = top_of(b);
        above_[std::max(first, second)] = std::min(first, second);
    }
    std::size_t top_of(std::size_t one) const {
        while (above_[one] != one)
            one = above_[one];
        return one;
    }

  private:
    std::vector<std::size_t> above_;
    std::map<std::string, std::size_t> first_;
};

using Wanted = std::function<bool(const winsock::PackedItem&, int bits)>;

// Parts that are found one after the other, layers before names.
class Gathering {
  public:
    explicit Gathering(const winsock::Catalogs& catalogs) : catalogs_(catalogs) {}

    void add_layers(const Wanted& wanted) {
        for (const winsock::ProtocolCatalog& list : catalogs_.protocol)
            for (const winsock::ProtocolEntry& entry : list.entries)
                if (winsock::is_layered(entry.item))
                    add({list.bits, lower(entry.item.path), entry.item.provider, false},
                        [&] { return wanted(entry.item, list.bits); });
    }

    void add_names() {
        for (const winsock::NamespaceCatalog& list : catalogs_.name_space)
            for (const winsock::NamespaceEntry& entry : list.entries)
                if (!winsock::is_own_names(entry.path, entry.provider, winsock::system_folder(catalogs_, list.bits)))
                    add({list.bits, lower(entry.path), entry.provider, true}, [] { return true; });
        join_by_folder();
    }

    std::vector<Product> take() {
        std::map<std::size_t, Product> products; // by their first parts
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            Product& product = products[together_.top_of(i)];
            if (product.parts.empty())
                product.name = winsock::people_name(parts_[i].dll, parts_[i].provider);
            product.parts.push_back(std::move(parts_[i]));
        }
        std::vector<Product> all;
        for (auto& [first, product] : products)
            all.push_back(std::move(product));
        return all;
    }

  private:
    template<class IsWanted> void add(ProductPart part, const IsWanted& is_wanted) {
        if (!seen_.insert({part.bits, part.dll, part.provider, part.name_space}).second || !is_wanted())
            return;
        together_.add(traces_of(part));
        parts_.push_back(std::move(part));
    }

    std::string folder_of(const ProductPart& part) const {
        return winsock::own_folder(part.dll, winsock::system_folder(catalogs_, part.bits));
    }

    void join_by_folder() {
        std::map<std::string, std::set<std::size_t>> layers;
        for (std::size_t i = 0; i < parts_.size() && !parts_[i].name_space; ++i)
            layers[folder_of(parts_[i])].insert(together_.top_of(i));
        layers.erase(""); // no folder of their own
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (const auto at = layers.find(folder_of(parts_[i]));
                parts_[together_.top_of(i)].name_space && at != layers.end() && at->second.size() == 1)
                together_.join(*at->second.begin(), i);
    }

    const winsock::Catalogs& catalogs_;
    std::vector<ProductPart> parts_;
    std::set<std::tuple<int, std::string, winsock::Guid, bool>> seen_;
    Together together_;
};

std::vector<Product> layers_of(const winsock::Catalogs& catalogs, const Wanted& wanted) {
    Gathering gathering(catalogs);
    gathering.add_layers(wanted);
    return gathering.take();
}

} // namespace

std::string names_of(const std::vector<Product>& products) {
    std::string names;
    for (const Product& product : products)
        names += (names.empty() ? "" : ", ") + product.name;
    return names;
}

PartsOf::PartsOf(const std::vector<Product>& products) {
    for (const Product& product : products)
        for (const ProductPart& part : product.parts)
            parts_[part.name_space].insert({part.bits, lower(part.dll), part.provider});
}

bool PartsOf::have(const winsock::PackedItem& item, int bits) const {
    return winsock::is_layered(item) && parts_[0].count({bits, lower(item.path), item.provider}) != 0;
}

bool PartsOf::have(const winsock::NamespaceEntry& entry, int bits) const {
    return parts_[1].count({bits, lower(entry.path), entry.provider}) != 0;
}

std::vector<Product> all_products(const winsock::Catalogs& catalogs) {
    Gathering gathering(catalogs);
    gathering.add_layers([](const winsock::PackedItem&, int) { return true; });
    gathering.add_names();
    return gathering.take();
}

std::vector<Product> broken_products(const winsock::Catalogs& catalogs, const LookForDll& look) {
    return layers_of(catalogs,
                     [&](const winsock::PackedItem& item, int bits) { return look(item.path, bits) == Dll::Gone; });
}

} // namespace netmend::mending
