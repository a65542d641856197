// The reading of KB 811259: it counts the sections that System Information shows and calls every one that is neither
// MSAFD nor RSVP a third party. netmend counts by provider and DLL instead of by localised name, RAW entries included.
#include <algorithm>

#include "statemachine/winsock/inbox.hpp"
#include "statemachine/winsock/look.hpp"

namespace netmend::winsock {
namespace {

std::string counted(const ProtocolCatalog& catalog) {
    std::size_t inbox = 0, ipx = 0;
    std::vector<std::string> others;
    for (const ProtocolEntry& entry : catalog.entries) {
        if (owner_of(entry.item) == Owner::Inbox) {
            const InboxProtocol* known = inbox_protocol(entry.item.provider);
            ++inbox;
            ipx += known && known->family == Family::Ipx ? 1 : 0;
            continue;
        }
        std::string name = people_name(entry.item.path, entry.item.provider);
        if (std::find(others.begin(), others.end(), name) == others.end())
            others.push_back(std::move(name));
    }
    const std::size_t all = catalog.entries.size();
    std::string text = std::to_string(all) + " sections, " + std::to_string(inbox) + " MSAFD or RSVP, " +
                       std::to_string(all - inbox) + " others";
    for (std::size_t i = 0; i < others.size() && i < 5; ++i)
        text += (i ? ", " : " (") + others[i];
    if (others.size() > 5)
        text += " and more";
    if (!others.empty())
        text += ")";
    if (ipx)
        text += "; " + std::to_string(ipx) + " IPX";
    return text;
}

} // namespace

std::string article_reading(const Catalogs& catalogs) {
    std::string text;
    for (auto catalog = catalogs.protocol.rbegin(); catalog != catalogs.protocol.rend(); ++catalog) {
        if (!text.empty())
            text += ". ";
        if (catalogs.x64)
            text += std::to_string(catalog->bits) + "-bit: ";
        text += counted(*catalog);
    }
    return text;
}

} // namespace netmend::winsock
