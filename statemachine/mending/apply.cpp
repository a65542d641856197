#include "statemachine/mending/apply.hpp"

#include <map>

#include "statemachine/base/text.hpp"
#include "statemachine/mending/catalog_writer.hpp"
#include "statemachine/mending/changing.hpp"

namespace netmend::mending {
namespace {

using winsock::same_text;

// The catalog whose list this key is an entry of; empty: it is none.
std::string catalog_of(const KeyChange& change) {
    const std::string& path = change.path;
    const std::size_t entry = path.rfind('\\');
    const std::size_t list = entry == std::string::npos || entry == 0 ? std::string::npos : path.rfind('\\', entry - 1);
    if (list == std::string::npos)
        return {};
    const std::string_view name = std::string_view(path).substr(list + 1, entry - list - 1);
    return same_text(name, "Catalog_Entries") || same_text(name, "Catalog_Entries64") ? path.substr(0, list) : "";
}

std::string catalog_of(const ValueChange& change) {
    for (const char* name : {"Num_Catalog_Entries", "Num_Catalog_Entries64", "Next_Catalog_Entry_ID"})
        if (same_text(change.name, name))
            return change.key;
    return {};
}

struct Parts {
    Difference plain;
    std::map<std::string, Difference> catalogs; // by path, which the parts that look at catalogs spell alike
};

Parts parts_of(const Difference& difference) {
    Parts parts;
    const auto part_for = [&](const std::string& catalog) -> Difference& {
        return catalog.empty() ? parts.plain : parts.catalogs[catalog];
    };
    for (const KeyChange& change : difference.keys)
        part_for(catalog_of(change)).keys.push_back(change);
    parts.plain.rights = difference.rights;
    parts.plain.undoes = difference.undoes;
    for (const ValueChange& change : difference.values)
        part_for(catalog_of(change)).values.push_back(change);
    for (auto& [path, part] : parts.catalogs) {
        part.undoes = difference.undoes;
        for (const CatalogSeen& catalog : difference.seen)
            if (catalog.path == path)
                part.seen.push_back(catalog);
    }
    return parts;
}

Result<void> write_plain(Registry& registry, const Difference& part) {
    if (Result<void> done = make_so(registry, part); !done)
        return done;
    const Result<int> left = count_open(registry, part);
    if (!left)
        return tl::unexpected(left.error());
    if (*left != 0)
        return fail(ErrorKind::Failed, "What was written to the registry is not there: somebody takes it back.");
    return {};
}

} // namespace

Result<Applied> apply(Registry& registry, Clock& clock, const Difference& difference) {
    const Parts parts = parts_of(difference);
    Applied applied;
    const auto interrupted = [&] {
        applied.interrupted = true;
        return applied;
    };
    for (const auto& [path, part] : parts.catalogs) { // while others write, nothing there can be compared
        const Result<bool> alone = CatalogWriter(registry, clock, path).wait_for_others();
        if (!alone)
            return tl::unexpected(alone.error());
        if (!*alone)
            return interrupted();
    }
    Result<int> open = count_open(registry, parts.plain);
    for (auto part = parts.catalogs.begin(); open && part != parts.catalogs.end(); ++part) {
        applied.changes += *open;
        open = CatalogWriter(registry, clock, part->first).count_left(part->second);
    }
    if (!open)
        return tl::unexpected(open.error());
    applied.changes += *open;
    if (const Result<void> done = write_plain(registry, parts.plain); !done)
        return tl::unexpected(done.error());
    for (const auto& [path, part] : parts.catalogs) {
        const Result<bool> done = CatalogWriter(registry, clock, path).write(part);
        if (!done)
            return tl::unexpected(done.error());
        if (!*done)
            return interrupted();
    }
    // Also when nothing was left to do: an earlier call may have been stopped just before its flush.
    if (const Result<void> done = registry.flush(); !done)
        return tl::unexpected(done.error());
    return applied;
}

} // namespace netmend::mending
