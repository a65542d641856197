// Faults of one protocol catalog: ids, provider paths and DLLs, base providers that Windows needs, third parties.
#include <algorithm>
#include <map>

#include "statemachine/winsock/list_findings.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "statemachine/winsock/text.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* protocol = "protocol";

// Entries that stand or fall together: one DLL, and base entries apart from layered ones. Layered providers use another
// provider id for each chain, so the id does not group them; inbox providers share mswsock.dll, so there it does.
struct Group {
    std::vector<const ProtocolEntry*> entries;
    const PackedItem& item() const { return entries.front()->item; }
};

std::vector<Group> groups_of(const ProtocolCatalog& catalog) {
    std::map<std::string, std::size_t> index;
    std::vector<Group> groups;
    for (const ProtocolEntry& entry : catalog.entries) {
        std::string key = lower(entry.item.path) + (is_layered(entry.item) ? "|layered" : "|base");
        if (owner_of(entry.item) == Owner::Inbox)
            key += guid_text(entry.item.provider);
        const auto [at, is_new] = index.try_emplace(key, groups.size());
        if (is_new)
            groups.emplace_back();
        groups[at->second].entries.push_back(&entry);
    }
    return groups;
}

std::vector<std::uint32_t> ids_of(const Group& group) {
    std::vector<std::uint32_t> ids;
    for (const ProtocolEntry* entry : group.entries)
        ids.push_back(entry->item.entry_id);
    return ids;
}

std::string inbox_name(const PackedItem& item) {
    const InboxProtocol* known = inbox_protocol(item.provider);
    return known ? known->name : shown(item.name);
}

void add_for(Look& look, const ProtocolCatalog& catalog, const Group& group, Severity severity, const char* code,
             std::string text, const std::string& remedy = {}) {
    Finding& finding = look.add(severity, code, protocol, catalog.bits, std::move(text));
    finding.entries = ids_of(group);
    finding.provider = guid_text(group.item().provider);
    finding.dll = shown(group.item().path);
    if (!remedy.empty())
        finding.remedy = remedy;
}

void judge_inbox(Look& look, const ProtocolCatalog& catalog, const Group& group) {
    const PackedItem& item = group.item();
    const std::string name = inbox_name(item), file = file_of(item.path);
    const Look::Dll dll = look.look_for(item.path, catalog.bits);
    const InboxProtocol* known = inbox_protocol(item.provider);
    const bool own_file = !known || is_one_of(file, known->dlls);
    if (dll == Look::Dll::Missing)
        return add_for(look, catalog, group, Severity::Damage, "provider-dll-missing",
                       "The DLL of Windows' own provider " + name + " is missing: " + shown(item.path) +
                           (own_file ? "." : ", which is not its own; something redirected it there."));
    if (!known) // known by its DLL only
        return;
    if (own_file && kind_of_path(item.path) == PathKind::System)
        return;
    if (own_file && kind_of_path(item.path) == PathKind::Bare)
        return add_for(look, catalog, group, Severity::Damage, "provider-path-bare",
                       "The provider " + name + " names its DLL without a folder (" + shown(item.path) +
                           "), so a file of that name beside a program is loaded instead. Malware does this.");
    add_for(look, catalog, group, Severity::Damage, "provider-dll-changed",
            "Windows' own provider " + name + " was redirected to " + shown(item.path) + "; its own DLL is " +
                known->dlls.front() + " in the system folder.");
}

void judge_odd_path(Look& look, const ProtocolCatalog& catalog, const Group& group, const std::string& name) {
    const PathKind kind = kind_of_path(group.item().path);
    if (kind == PathKind::Bare)
        add_for(look, catalog, group, Severity::Suspicious, "provider-path-bare",
                name + " names its DLL without a folder (" + shown(group.item().path) +
                    "), so a file of that name beside a program is loaded instead. Malware does this.");
    if (kind == PathKind::Unusual)
        add_for(look, catalog, group, Severity::Suspicious, "provider-path-unusual",
                name + " has its DLL in an unusual place: " + shown(group.item().path) + ".");
}

void judge_third_party(Look& look, const ProtocolCatalog& catalog, const Group& group) {
    const PackedItem& item = group.item();
    const std::string name = people_name(item.path, item.provider);
    const std::string ids = "entries " + shown(ids_of(group));
    if (look.look_for(item.path, catalog.bits) == Look::Dll::Missing) {
        if (is_layered(item))
            return add_for(look, catalog, group, Severity::Damage, "orphan",
                           "The layered provider " + name + " (" + ids + ") was left behind: its DLL " +
                               shown(item.path) + " is missing, and every program that goes through it fails.");
        return add_for(look, catalog, group, Severity::Damage, "provider-dll-missing",
                       "The DLL of the provider " + name + " (" + ids + "), " + shown(item.path) + ", is missing.");
    }
    if (is_layered(item))
        add_for(look, catalog, group, Severity::Suspicious, "third-party-layer",
                name + " stands between programs and the network (" + ids + ", " + shown(item.path) + ").",
                "Nothing by itself. If it makes trouble: update or uninstall " + name + ".");
    else
        add_for(look, catalog, group, Severity::Note, "third-party-base",
                name + " brings network providers of its own (" + ids + ", " + shown(item.path) +
                    "). That is healthy.");
    judge_odd_path(look, catalog, group, name);
}

void judge_ids(Look& look, const ProtocolCatalog& catalog, const std::string& name) {
    std::map<std::uint32_t, int> uses;
    for (const ProtocolEntry& entry : catalog.entries)
        ++uses[entry.item.entry_id];
    std::vector<std::uint32_t> twice, high;
    for (const auto& [id, count] : uses) {
        if (count > 1)
            twice.push_back(id);
        if (catalog.next_id && id >= *catalog.next_id)
            high.push_back(id);
    }
    if (!twice.empty())
        look.add(Severity::Damage, "duplicate-id", protocol, catalog.bits,
                 name + " uses an entry id more than once: " + shown(twice) + ".")
            .entries = twice;
    if (!catalog.next_id)
        look.add(Severity::Damage, "next-id-missing", protocol, catalog.bits,
                 name +
                     " does not say which entry id comes next (Next_Catalog_Entry_ID); Winsock answers 10107 to that.");
    if (!high.empty())
        look.add(Severity::Damage, "id-too-high", protocol, catalog.bits,
                 name + " holds entry ids (" + shown(high) + ") that it would give out again: the next one is " +
                     std::to_string(*catalog.next_id) + ".")
            .entries = high;
}

void judge_absent(Look& look, const ProtocolCatalog& catalog, const std::string& name) {
    for (const InboxEntry& wanted : inbox_entries()) {
        if (wanted.presence == Presence::Optional || look.generation() < wanted.from || look.generation() > wanted.to)
            continue;
        const bool there = std::any_of(catalog.entries.begin(), catalog.entries.end(), [&](const ProtocolEntry& entry) {
            const PackedItem& item = entry.item;
            return item.chain_length == 1 && item.provider == wanted.provider && item.family == wanted.family &&
                   item.type == wanted.type && item.protocol == wanted.protocol;
        });
        if (there)
            continue;
        const InboxProtocol* known = inbox_protocol(wanted.provider);
        const bool rsvp = known && known->family == Family::Rsvp;
        Finding& finding =
            wanted.presence == Presence::Required
                ? look.add(Severity::Damage, "base-provider-missing", protocol, catalog.bits,
                           name + " has no base provider for " + wanted.name + ".")
                : look.add(Severity::Note, rsvp ? "rsvp-missing" : "inbox-provider-missing", protocol, catalog.bits,
                           name + " has no entry for " + wanted.name + ", which Windows usually brings.");
        finding.provider = guid_text(wanted.provider);
    }
}

} // namespace

void judge_protocols(Look& look, const ProtocolCatalog& catalog) {
    if (!judge_list(look, facts_of(catalog, protocol)))
        return;
    const std::string name = look.name_of_list(protocol, catalog.bits);
    judge_ids(look, catalog, name);
    judge_absent(look, catalog, name);
    for (const Group& group : groups_of(catalog)) {
        if (owner_of(group.item()) == Owner::Inbox)
            judge_inbox(look, catalog, group);
        else
            judge_third_party(look, catalog, group);
    }
    judge_chains(look, catalog);
}

} // namespace netmend::winsock
