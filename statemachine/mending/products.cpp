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
    std::size_t top_of(std::size_t one) const {
        while (above_[one] != one)
            one = above_[one];
        return one;
    }

  private:
    void join(std::size_t a, std::size_t b) { // the earlier one stays on top
        const std::size_t first = top_of(a), second = top_of(b);
        above_[std::max(first, second)] = std::min(first, second);
    }
    std::vector<std::size_t> above_;
    std::map<std::string, std::size_t> first_;
};

using Wanted = std::function<bool(const winsock::PackedItem&, int bits)>;

std::vector<Product> products_of(const winsock::Catalogs& catalogs, const Wanted& wanted) {
    std::vector<ProductPart> parts;
    std::set<std::tuple<int, std::string, winsock::Guid>> seen;
    Together together;
    for (const winsock::ProtocolCatalog& list : catalogs.protocol)
        for (const winsock::ProtocolEntry& entry : list.entries) {
            const winsock::PackedItem& item = entry.item;
            ProductPart part{list.bits, lower(item.path), item.provider};
            if (!winsock::is_layered(item) || !seen.insert({part.bits, part.dll, part.provider}).second ||
                !wanted(item, list.bits))
                continue;
            together.add(traces_of(part));
            parts.push_back(std::move(part));
        }
    std::map<std::size_t, Product> products; // by their first parts
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Product& product = products[together.top_of(i)];
        if (product.parts.empty())
            product.name = winsock::people_name(parts[i].dll, parts[i].provider);
        product.parts.push_back(std::move(parts[i]));
    }
    std::vector<Product> all;
    for (auto& [first, product] : products)
        all.push_back(std::move(product));
    return all;
}

} // namespace

PartsOf::PartsOf(const std::vector<Product>& products) {
    for (const Product& product : products)
        for (const ProductPart& part : product.parts)
            parts_.insert({part.bits, lower(part.dll), part.provider});
}

bool PartsOf::have(const winsock::PackedItem& item, int bits) const {
    return winsock::is_layered(item) && parts_.count({bits, lower(item.path), item.provider}) != 0;
}

std::vector<Product> layered_products(const winsock::Catalogs& catalogs) {
    return products_of(catalogs, [](const winsock::PackedItem&, int) { return true; });
}

std::vector<Product> broken_products(const winsock::Catalogs& catalogs, const LookForDll& look) {
    return products_of(catalogs,
                       [&](const winsock::PackedItem& item, int bits) { return look(item.path, bits) == Dll::Gone; });
}

} // namespace netmend::mending
