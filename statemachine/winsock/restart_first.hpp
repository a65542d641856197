// Whether damage may be half of a change that only a restart finishes: then the advice is to restart first and look
// again (procedures, 2.3). Advice only; nothing is decided by it.
#pragma once

#include <string>
#include <vector>

#include "statemachine/base/ports.hpp"

namespace netmend::winsock {

struct Catalogs;

// A sentence that says what waits; empty: nothing does, or it could not be seen. `catalogs` are those just read, null
// where they could not be.
std::string why_restart_first(Windows& windows, const Catalogs* catalogs);

// Names of files, in lower case, that Windows will move, replace or delete at its next start.
Result<std::vector<std::string>> files_that_wait(Registry& registry);

} // namespace netmend::winsock
