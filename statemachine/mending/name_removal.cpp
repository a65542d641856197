#include "statemachine/mending/name_removal.hpp"

#include <algorithm>

#include "statemachine/mending/raw_catalog.hpp"
#include "statemachine/winsock/look.hpp"

namespace netmend::mending {

Result<void> remove_names(Registry& registry, const winsock::Catalogs& catalogs, const std::vector<Product>& products,
                          Difference& difference) {
    const auto answers_names = [](const ProductPart& part) { return part.name_space; };
    if (std::none_of(products.begin(), products.end(), [&](const Product& product) {
            return std::any_of(product.parts.begin(), product.parts.end(), answers_names);
        }))
        return {}; // a list that cannot be read is in nobody's way then
    const Result<RawCatalog> raw = read_raw(registry, catalogs.name_space);
    if (!raw)
        return tl::unexpected(raw.error());
    const PartsOf going(products);
    for (std::size_t i = 0; i < raw->lists.size(); ++i) {
        const winsock::NamespaceCatalog& list = catalogs.name_space[i];
        Contents wanted;
        std::vector<std::uint32_t> gone;
        auto entry = list.entries.begin(); // both by number
        for (const RawEntry& each : raw->lists[i].entries) {
            while (entry != list.entries.end() && entry->number < each.number)
                ++entry;
            if (entry != list.entries.end() && entry->number == each.number && going.have(*entry, list.bits))
                gone.push_back(static_cast<std::uint32_t>(each.number));
            else
                wanted.push_back(each.content.values);
        }
        if (gone.empty() || wanted.empty())
            continue;
        change_list(difference, *raw, raw->lists[i], wanted);
        difference.said.push_back("Of " + names_of(products) +
                                  ", these entries are taken out of the list of names for programs of " +
                                  std::to_string(list.bits) + " bits: " + winsock::shown(gone) + ".");
    }
    return {};
}

} // namespace netmend::mending
