#include "tests/simulated/surgery.hpp"

#include <algorithm>
#include <random>

#include "statemachine/mending/provider_mending.hpp"
#include "statemachine/winsock/diagnosis.hpp"
#include "tests/simulated/judge.hpp"
#include "tests/simulated/naive_checker.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

constexpr std::size_t steps_max = 8;

winsock::Diagnosis judged(const GeneratedCatalog& catalog) {
    GeneratedRegistry registry(catalog);
    const Result<winsock::Catalogs> catalogs = winsock::read_catalogs(registry, catalog.identity.x64);
    if (!catalogs)
        return {};
    return winsock::judge(*catalogs, catalog.identity, [&](const std::string& dll, int) -> Result<bool> {
        return catalog.missing_dlls.count(base_name(dll)) == 0;
    });
}

// Of TCP and UDP. A layer may hide that a base provider does not, which is damage of its own once the layer is gone.
bool bases_match_protocol_zero(const GeneratedCatalog& catalog) {
    for (const auto& list : catalog.protocols)
        for (const Bytes& item : items_of(list))
            if (u32_at(item, 300) == 1 && u32_at(item, 348) < 3 && (u32_at(item, 276) & 8u) == 0 &&
                (u32_at(item, 336) == 2 || u32_at(item, 336) == 23))
                return false;
    return true;
}

bool keys_are_unique(const GeneratedCatalog& catalog) { // a fault may have made one twice, which no registry has
    for (const auto& list : catalog.protocols) {
        std::set<std::string> keys;
        for (const GeneratedEntry& entry : list.entries)
            if (!keys.insert(entry.key).second)
                return false;
    }
    return true;
}

// Base providers with a DLL that goes stay, and so do chains that begin with another maker's layer: the one is not this
// rung's, of the other nothing would be left.
bool something_else_breaks(const GeneratedCatalog& catalog, const std::set<std::string>& gone) {
    for (const auto& list : catalog.protocols) {
        const RawItems items = items_of(list);
        const std::vector<bool> goes = going(items, gone);
        std::set<std::uint32_t> ids;
        for (std::size_t i = 0; i < items.size(); ++i)
            if (goes[i])
                ids.insert(u32_at(items[i], 296));
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string dll(items[i].begin(), std::find(items[i].begin(), items[i].begin() + 260, 0));
            const std::uint32_t length = u32_at(items[i], 300);
            if (!goes[i] && (gone.count(base_name(dll)) || (length > 1 && ids.count(u32_at(items[i], 304)))))
                return true;
        }
    }
    return false;
}

bool called_damaged(const GeneratedCatalog& catalog) {
    return judged(catalog).verdict == winsock::Verdict::Damaged || check_naively(catalog).opinion == Opinion::Damaged;
}

mending::LookForDll look_into(const std::set<std::string>& gone) {
    return [&gone](const std::string& path, int) {
        return gone.count(base_name(path)) ? mending::Dll::Gone : mending::Dll::There;
    };
}

Result<winsock::Catalogs> read(const GeneratedCatalog& catalog) {
    GeneratedRegistry registry(catalog);
    return winsock::read_catalogs(registry, catalog.identity.x64);
}

bool remove_some(GeneratedCatalog& catalog, const std::vector<mending::Product>& products) {
    GeneratedRegistry registry(catalog);
    const Result<winsock::Catalogs> catalogs = read(catalog);
    if (!catalogs)
        return false;
    const auto difference = mending::remove_products(registry, *catalogs, products);
    if (!difference)
        return false;
    apply_to(catalog, *difference);
    return true;
}

std::set<std::string> some_layers(const GeneratedCatalog& catalog, std::mt19937_64& random) {
    std::set<std::string> gone;
    for (const std::string& dll : layer_dlls(catalog))
        if (random() % 3 != 0)
            gone.insert(dll);
    return gone;
}

class Trial {
  public:
    Trial(std::uint64_t seed, std::size_t size_max, SurgeryResults& results)
        : random_(seed), catalog_(Generator(seed, size_max).next()), results_(results) {
        gone_ = some_layers(catalog_, random_);
    }

    // What is wrong; empty: nothing.
    std::string run() {
        ++results_.catalogs;
        results_.with_layers += !gone_.empty();
        if (!keys_are_unique(catalog_))
            return {};
        const bool sound = !called_damaged(catalog_) && bases_match_protocol_zero(catalog_) && // with all its DLLs
                           !something_else_breaks(catalog_, gone_);
        for (const std::string& dll : gone_)
            catalog_.missing_dlls.insert(dll);
        const Result<winsock::Catalogs> catalogs = read(catalog_);
        if (!catalogs)
            return {}; // more entries than are read
        const mending::LookForDll look = look_into(gone_);
        products_ = mending::broken_products(*catalogs, look);
        results_.products += products_.size();
        GeneratedRegistry registry(catalog_);
        const auto difference = mending::remove_products(registry, *catalogs, products_);
        if (!difference)
            return "no difference: " + difference.error().text;
        GeneratedCatalog after = catalog_;
        apply_to(after, *difference);
        if (std::string wrong = compare(after); !wrong.empty())
            return wrong;
        if (sound) {
            ++results_.sound_before;
            if (called_damaged(after))
                return "it is called damaged afterwards (" + check_naively(after).reason + ")";
            return in_another_order(after);
        }
        return {};
    }

  private:
    std::string compare(const GeneratedCatalog& after) {
        for (std::size_t i = 0; i < catalog_.protocols.size(); ++i) {
            const RawItems before = items_of(catalog_.protocols[i]), now = items_of(after.protocols[i]);
            if (std::string wrong = wrong_after_removal(before, now, gone_); !wrong.empty())
                return wrong;
            results_.entries_out += before.size() - now.size();
            const std::set<Bytes> old(before.begin(), before.end());
            for (const Bytes& item : now)
                results_.chains_shortened += old.count(item) == 0;
            const auto& left = after.protocols[i];
            const auto numbered = std::count_if(left.entries.begin(), left.entries.end(), is_numbered);
            if (before.size() != now.size() && left.count != static_cast<std::uint32_t>(numbered))
                return "the count is another one";
        }
        return {};
    }

    // Chains that begin with another maker's layer can lose both, and then their order counts; no sound ones do.
    std::string in_another_order(const GeneratedCatalog& all_at_once) {
        std::vector<mending::Product> order = products_;
        std::shuffle(order.begin(), order.end(), random_);
        GeneratedCatalog one_by_one = catalog_;
        const std::size_t at_once = order.size() / steps_max + 1; // each step reads everything anew
        for (std::size_t first = 0; first < order.size(); first += at_once) {
            const auto begin = order.begin() + static_cast<std::ptrdiff_t>(first);
            const auto end = begin + static_cast<std::ptrdiff_t>(std::min(at_once, order.size() - first));
            if (!remove_some(one_by_one, {begin, end}))
                return "one by one, it cannot be removed";
        }
        for (std::size_t i = 0; i < all_at_once.protocols.size(); ++i)
            if (items_of(one_by_one.protocols[i]) != items_of(all_at_once.protocols[i]))
                return "in another order the list is another one";
        return {};
    }

    std::mt19937_64 random_;
    GeneratedCatalog catalog_;
    SurgeryResults& results_;
    std::set<std::string> gone_;
    std::vector<mending::Product> products_;
};

} // namespace

SurgeryResults try_surgery(std::uint64_t first, std::uint64_t runs, std::size_t size_max) {
    SurgeryResults results;
    for (std::uint64_t seed = first; seed < first + runs; ++seed) {
        const std::string wrong = Trial(seed, size_max, results).run();
        if (wrong.empty())
            continue;
        ++results.wrong;
        if (results.told.size() < 10)
            results.told.push_back("seed " + std::to_string(seed) + ": " + wrong);
    }
    return results;
}

} // namespace netmend::simulated
