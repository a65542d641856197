// The reading of KB 811259: it counts the sections that System Information shows and calls every one that is neither
// MSAFD nor RSVP a third party. netmend counts by provider and DLL instead of by localised name, RAW entries included.
#include <algorithm>

#include "statemachine/winsock/groups.hpp"

namespace netmend::winsock {
namespace {

constexpr std::size_t named_max = 5;

// NWLink brings seven sections: five of IPX and SPX, and a pair of NetBIOS over its own device. Device names are not
// localised.
bool is_netbios_over_ipx(const ProtocolEntry& entry) {
    return entry.item.name.find("\\Device\\NwlnkNb") != std::string::npos;
}

std::string counted(const ProtocolCatalog& catalog, const std::vector<Group>& groups) {
    std::size_t inbox = 0, ipx = 0;
    std::vector<std::string> others;
    for (const Group& group : groups) {
        const PackedItem& item = group.item();
        if (group.owner == Owner::Inbox) {
            const InboxProtocol* known = inbox_protocol(item.provider);
            inbox += group.entries.size();
            for (const ProtocolEntry* entry : group.entries)
                ipx += (known && known->family == Family::Ipx) || is_netbios_over_ipx(*entry);
        } else if (others.size() <= named_max) {
            std::string name = people_name(item.path, item.provider);
            if (std::find(others.begin(), others.end(), name) == others.end())
                others.push_back(std::move(name));
        }
    }
    const std::size_t all = catalog.entries.size();
    std::string text = std::to_string(all) + " sections, " + std::to_string(inbox) + " MSAFD or RSVP, " +
                       std::to_string(all - inbox) + " others";
    for (std::size_t i = 0; i < others.size() && i < named_max; ++i)
        text += (i ? ", " : " (") + others[i];
    if (others.size() > named_max)
        text += " and more";
    if (!others.empty())
        text += ")";
    if (ipx)
        text += "; " + std::to_string(ipx) + " IPX";
    return text;
}

} // namespace

std::string article_reading(const Catalogs& catalogs, const std::vector<std::vector<Group>>& groups) {
    std::string text;
    for (std::size_t i = groups.size(); i-- > 0;) { // 64 bit first
        if (!text.empty())
            text += ". ";
        if (catalogs.x64)
            text += std::to_string(catalogs.protocol[i].bits) + "-bit: ";
        text += counted(catalogs.protocol[i], groups[i]);
    }
    return text;
}

} // namespace netmend::winsock
