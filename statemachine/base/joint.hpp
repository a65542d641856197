// Where the machine's parts meet, some things cannot be unless netmend itself is wrong: a phase that no row names, an
// event that no row takes, an order that the disk does not name. Whoever sees one says so here and goes on in its safe
// way. Tests set a handler that throws, so that they stop where it happened; the service's writes it down.
#pragma once

#include <functional>
#include <string>

namespace netmend {

// `where`: the part that saw it. Gives the sentence that was told.
std::string bug(const char* where, const std::string& what);
int bugs_seen(); // since the process began

using BugHandler = std::function<void(const std::string& sentence)>;
BugHandler on_bug(BugHandler handler); // gives the one before it; to be set before there is a second thread

} // namespace netmend
