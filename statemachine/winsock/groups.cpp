#include "statemachine/winsock/groups.hpp"

#include <unordered_map>

#include "statemachine/winsock/text.hpp"

namespace netmend::winsock {

// Layered providers use another provider id for each chain, so the id does not group them; inbox providers share
// mswsock.dll, so there it does.
std::vector<Group> groups_of(const ProtocolCatalog& catalog) {
    std::unordered_map<std::string, std::size_t> index;
    std::vector<Group> groups;
    for (const ProtocolEntry& entry : catalog.entries) {
        const Owner owner = owner_of(entry.item);
        std::string key = lower(entry.item.path) + (is_layered(entry.item) ? "|layered" : "|base");
        if (owner == Owner::Inbox)
            key.append(entry.item.provider.begin(), entry.item.provider.end());
        const auto [at, is_new] = index.try_emplace(std::move(key), groups.size());
        if (is_new)
            groups.push_back({owner, {}});
        groups[at->second].entries.push_back(&entry);
    }
    return groups;
}

std::vector<std::uint32_t> ids_of(const Group& group) {
    std::vector<std::uint32_t> ids;
    ids.reserve(group.entries.size());
    for (const ProtocolEntry* entry : group.entries)
        ids.push_back(entry->item.entry_id);
    return ids;
}

Finding& add_for(Look& look, const ProtocolCatalog& catalog, const Group& group, Severity severity, Code code,
                 std::string text) {
    Finding& finding = look.add(severity, code, "protocol", catalog.bits, std::move(text));
    finding.entries = ids_of(group);
    finding.provider = guid_text(group.item().provider);
    finding.dll = shown(group.item().path);
    return finding;
}

} // namespace netmend::winsock
