// Puts the owned set back as a backup has it: compares first, then changes only what differs, key by key, flushes,
// reads everything again and compares. It may be cut off anywhere and repeated; done twice it changes nothing the
// second time. Outside the owned set it touches nothing.
#pragma once

#include <vector>

#include "statemachine/backup/backup.hpp"

namespace netmend {

struct PutBackOutcome {
    std::vector<Difference> put_back; // what differed and is now as it was
};

// An error: could not read (nothing changed), could not write (some of it changed: repeat), or it still differs.
// What lies in the keys `left` stays as it is.
Result<PutBackOutcome> put_back(Registry& registry, const Backup& backup, const std::vector<std::string>& left = {});

} // namespace netmend
