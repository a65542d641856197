// Programs that are kept out of every layered provider, by the category that Windows keeps for each program since Vista
// (WSCSetApplicationCategory; windows-modern, 5). What netmend set is written down in a key of its own before, so that
// it is told from what Windows and products set, which is never touched.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"
#include "statemachine/winsock/programs.hpp"

namespace netmend::mending {

struct Exclusion { // that netmend was asked for
    std::string path;
    bool finished = false;                            // false: cut off in the middle
    std::optional<winsock::CategorizedProgram> entry; // as Windows has it now; empty: it was lost

    bool in_place() const { return entry && entry->permitted == winsock::lsp_system; }
};

struct Exclusions {
    std::vector<Exclusion> ours;
    std::vector<winsock::CategorizedProgram> others; // of Windows itself, and of products
};
Result<Exclusions> read_exclusions(Registry& registry);

// Where Windows keeps those that are in place: whoever puts a backup back leaves them, for they have an undoing of
// their own.
Result<std::vector<std::string>> keys_of_exclusions(Registry& registry);

// `path`: whole, as the disk spells it. Unsupported: the program has a category of somebody else, or shares its key
// with one. Counts from the program's next start on.
Result<void> exclude(Windows& windows, const std::string& path);

// Takes back what exclude() did. NotFound: it did nothing of that name. Busy: somebody has changed the category since,
// so that it stays, and is netmend's no more.
Result<void> undo_exclusion(Windows& windows, const std::string& path);

} // namespace netmend::mending
