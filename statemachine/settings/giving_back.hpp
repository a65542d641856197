// Gives recorded settings back after a procedure that clears them: exactly what differs, key by key, then flushes,
// reads everything again and compares. It may be cut off anywhere and repeated; done twice it changes nothing the
// second time. It writes nothing that is no setting, and guesses nothing onto a card that was not there before.
#pragma once

#include <string>
#include <vector>

#include "statemachine/settings/settings.hpp"

namespace netmend {

struct GivenBack {                      // sentences for people
    std::vector<std::string> changes;   // what was written
    std::vector<std::string> taken_out; // what the reinstallation had set and nobody had before (is_removable)
    std::vector<std::string> kept_back; // of cards and services that are gone: it stays in the record
    std::vector<std::string> new_cards; // nothing was given to them
};

// An error: could not look or TCP/IP is not installed (nothing changed), could not write (some of it changed: repeat),
// or it still differs.
Result<GivenBack> give_back_settings(Registry& registry, const Settings& settings);

} // namespace netmend
