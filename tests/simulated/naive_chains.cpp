#include "tests/simulated/naive_parts.hpp"

#include <algorithm>

namespace netmend::simulated {
namespace {

using Ids = std::unordered_map<std::uint32_t, const Item*>;

// Follows chains that name chains, as deep as one can go without meeting one twice.
bool leads_back(const Item& item, const Ids& ids, std::unordered_map<std::uint32_t, int>& seen) {
    int& state = seen[item.id];
    if (state)
        return state == 1;
    state = 1;
    bool back = false;
    for (std::uint32_t i = 0; i < item.length; ++i) {
        const auto next = ids.find(item.chain[i]);
        if (next != ids.end() && next->second->length > 1 && next->second->length <= 7 &&
            leads_back(*next->second, ids, seen))
            back = true;
    }
    seen[item.id] = 2;
    return back;
}

void check_chain(const Item& item, const Ids& ids, Trouble& trouble) {
    if (item.length < 2)
        return;
    if (item.length > 7)
        return trouble.damage("a chain too long");
    std::vector<const Item*> links;
    for (std::uint32_t i = 0; i < item.length; ++i) {
        const auto link = ids.find(item.chain[i]);
        if (link == ids.end())
            trouble.damage("a chain is cut");
        else
            links.push_back(link->second);
        if (item.chain[i] == item.id)
            trouble.damage("a chain names itself");
        for (std::uint32_t j = 0; j < i; ++j)
            if (item.chain[i] == item.chain[j])
                trouble.damage("a chain names an entry twice");
    }
    if (links.size() != item.length)
        return;
    if (links.back()->length != 1)
        return trouble.damage("a chain without base");
    const auto first_base =
        std::find_if(links.begin(), links.end(), [](const Item* link) { return link->length == 1; });
    const Item& base = **first_base;
    if (base.family != item.family || base.type != item.type)
        trouble.damage("a chain over the wrong base");
    if (first_base + 1 != links.end())
        trouble.suspect("a base in the middle of a chain");
    const auto from = static_cast<std::int32_t>(base.protocol), more = static_cast<std::int32_t>(base.last_protocol);
    const auto own = static_cast<std::int32_t>(item.protocol);
    if (own != from && !(own > from && own <= std::int64_t{from} + more))
        trouble.suspect("a chain over another protocol");
    const Item& top = *links.front();
    if (top.length != 1 && top.provider != item.provider && file_of(top.path) != file_of(item.path))
        trouble.suspect("a chain that begins with another product");
}

} // namespace

void check_chains(const std::vector<Item>& items, Trouble& trouble) {
    Ids ids(items.size());
    for (const Item& item : items)
        ids.emplace(item.id, &item);
    std::unordered_map<std::uint32_t, int> seen;
    std::unordered_set<std::uint32_t> named;
    for (const Item& item : items)
        if (item.length > 1 && item.length <= 7)
            named.insert(item.chain, item.chain + item.length);
    for (const Item& item : items) {
        if (item.length == 0 && !named.count(item.id))
            trouble.suspect("a layer that no chain names");
        check_chain(item, ids, trouble);
        if (item.length > 1 && item.length <= 7 && leads_back(item, ids, seen))
            trouble.damage("chains in a circle");
    }
}

} // namespace netmend::simulated
