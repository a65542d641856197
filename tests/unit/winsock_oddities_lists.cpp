// Oddities of catalogs as lists, of ids and of chains.
#include "tests/unit/winsock_oddities.hpp"

namespace netmend::winsock {
namespace {

using simulated::Entry;

const char* const protocols = simulated::protocols_path;

std::string entry(const Patient& p, const char* catalog, std::size_t number) {
    return p.list(catalog) + "\\" + simulated::twelve_digits(number);
}

void set_count(Patient& p, const char* catalog, std::size_t count) {
    p.tree.set(catalog, simulated::number(p.count_name(), static_cast<std::uint32_t>(count)));
}

void mark(Patient& p, const char* catalog, const char* name = "000000AB") {
    p.tree.set(catalog, simulated::number("Serial_Access_Num", 0xAB));
    p.tree.create(std::string(catalog) + "\\" + name);
}

void spoil(Patient& p, const char* catalog, std::size_t number) {
    p.tree.set(entry(p, catalog, number), simulated::text("PackedCatalogItem", "no item"));
    p.tree.erase_value(entry(p, catalog, number), "LibraryPath");
}

std::vector<Oddity> of_list(const char* catalog) {
    return {
        {"two keys that are no entries",
         [=](Patient& p) {
             p.tree.create(p.list(catalog) + "\\one");
             p.tree.create(p.list(catalog) + "\\000000000000");
         }},
        {"the first entry gone", [=](Patient& p) { p.tree.erase_tree(entry(p, catalog, 1)); }},
        {"an entry gone, and the count of those that are left",
         [=](Patient& p) {
             p.tree.erase_tree(entry(p, catalog, 2));
             set_count(p, catalog, p.count(catalog) - 1);
         }},
        {"an entry gone, and a count that fits nothing",
         [=](Patient& p) {
             p.tree.erase_tree(entry(p, catalog, 2));
             set_count(p, catalog, 77);
         }},
        {"an entry gone, and no count",
         [=](Patient& p) {
             p.tree.erase_tree(entry(p, catalog, 2));
             p.tree.erase_value(catalog, p.count_name());
         }},
        {"a writer's mark and no count",
         [=](Patient& p) {
             mark(p, catalog);
             p.tree.erase_value(catalog, p.count_name());
         }},
        {"a writer's mark and an entry gone",
         [=](Patient& p) {
             mark(p, catalog);
             p.tree.erase_tree(entry(p, catalog, 2));
         }},
        {"two entries that cannot be read",
         [=](Patient& p) {
             spoil(p, catalog, 1);
             spoil(p, catalog, 3);
         }},
        {"a writer's mark and an entry that cannot be read",
         [=](Patient& p) {
             mark(p, catalog);
             spoil(p, catalog, 2);
         }},
        {"a writer's mark on a blank list",
         [=](Patient& p) {
             p.protocols([](auto& list) { list.clear(); });
             p.name_spaces([](auto& list) { list.clear(); });
             mark(p, catalog);
         }},
        {"an older writer's mark", [=](Patient& p) { mark(p, catalog, "000000AA"); }},
    };
}

// In the two chains of a layer, with its own entry as it was.
std::function<void(Patient&)> with_chains(std::function<void(std::vector<Entry>& entries, const Entry& own)> change) {
    return [change](Patient& p) {
        p.add_layer();
        p.protocols([&](std::vector<Entry>& entries) {
            const Entry own = entries.back();
            change(entries, own);
        });
    };
}

std::vector<Oddity> of_chains() {
    return {
        {"a chain names two entries that are gone", with_chains([](auto& entries, const Entry&) {
             entries[0].chain = {4711, 4712};
         })},
        {"two chains are too long",
         with_chains([](auto& entries, const Entry&) { entries[0].chain_length = entries[1].chain_length = 8; })},
        {"a chain of seven", with_chains([](auto& entries, const Entry& own) {
             entries[0].chain = {own.id,        entries[6].id, entries[5].id, entries[4].id,
                                 entries[3].id, entries[1].id, entries[2].id};
             entries[0].chain_length = 7;
         })},
        {"a chain of seven without a base", with_chains([](auto& entries, const Entry& own) {
             entries[0].chain = {entries[2].id, entries[6].id, entries[5].id, entries[4].id,
                                 entries[3].id, entries[1].id, own.id};
             entries[0].chain_length = 7;
         })},
        {"a chain names a layer twice", with_chains([](auto& entries, const Entry& own) {
             entries[0].chain = {own.id, own.id, entries[2].id};
             entries[0].chain_length = 3;
         })},
        {"a chain ends at nothing", with_chains([](auto& entries, const Entry& own) {
             entries[0].chain = {own.id, 4711};
         })},
        {"a chain names itself and what is gone", with_chains([](auto& entries, const Entry&) {
             entries[0].chain = {4711, entries[0].id};
         })},
        {"both chains are upside down", with_chains([](auto& entries, const Entry& own) {
             for (const std::size_t i : {0u, 1u})
                 entries[i].chain = {entries[i].chain[1], own.id};
         })},
        {"chains of two layers name what is gone", with_chains([](auto& entries, const Entry&) {
             entries[0].chain = {4711, 4712};
             entries[1].chain = {4713, 4712};
             entries[1].dll = "C:\\Program Files\\Other\\other.dll";
         })},
        {"junk in the chain of a base entry",
         [](Patient& p) {
             p.protocols([](std::vector<Entry>& entries) { entries[0].chain = {entries[0].id, 4711}; });
         }},
    };
}

std::vector<Oddity> of_ids() {
    return {
        {"three entries with one id, two with another",
         [](Patient& p) {
             p.protocols([](auto& entries) {
                 entries[1].id = entries[2].id = entries[0].id;
                 entries[3].id = entries[4].id;
             });
         }},
        {"the next id is the highest one",
         [](Patient& p) {
             std::uint32_t highest = 0;
             for (const Entry& one : simulated::protocols(p.tree, p.bits, p.x64()))
                 highest = std::max(highest, one.id);
             p.tree.set(protocols, simulated::number("Next_Catalog_Entry_ID", highest));
         }},
        {"nearly all ids are too high",
         [](Patient& p) { p.tree.set(protocols, simulated::number("Next_Catalog_Entry_ID", 1)); }},
        {"no next id, and one id twice",
         [](Patient& p) {
             p.protocols([](auto& entries) { entries[1].id = entries[0].id; });
             p.tree.erase_value(protocols, "Next_Catalog_Entry_ID");
         }},
    };
}

} // namespace

std::vector<Oddity> list_oddities() {
    return joined({of_list(simulated::protocols_path), of_list(simulated::namespaces_path), of_ids(), of_chains()});
}

} // namespace netmend::winsock
