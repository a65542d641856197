// Faults of one protocol catalog: ids, base providers that Windows needs, and what became of those that it brings.
#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/groups.hpp"
#include "statemachine/winsock/list_findings.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "statemachine/winsock/ways.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* protocol = "protocol";
constexpr int af_inet6 = 23, sock_raw = 3;

std::string inbox_name(const PackedItem& item) {
    const InboxProtocol* known = inbox_protocol(item.provider);
    return known ? known->name : shown(item.name);
}

void judge_inbox(Look& look, const ProtocolCatalog& catalog, const Group& group) {
    const PackedItem& item = group.item();
    const std::string name = inbox_name(item);
    const InboxProtocol* known = inbox_protocol(item.provider);
    const bool own_file = !known || is_one_of(file_of(item.path), known->dlls);
    const PathKind kind = kind_of_path(item.path, look.system_folder(catalog.bits));
    const auto damage = [&](Code code, std::string text) -> Finding& {
        return add_for(look, catalog, group, Severity::Damage, code, std::move(text));
    };
    if (look.look_for(item.path, catalog.bits) == Look::Dll::Missing) {
        Finding& missing = damage("provider-dll-missing",
                                  "The DLL of Windows' own provider " + name + " is missing: " + shown(item.path) +
                                      (own_file ? "." : ", which is not its own; something redirected it there."));
        if (look.is_file_of_this_windows(item.path, item.provider))
            leave_to_a_person(missing);
        return;
    }
    if (!known) // known by its DLL only
        return;
    if (own_file && kind == PathKind::System)
        return;
    if (own_file && kind == PathKind::Bare)
        damage("provider-path-bare",
               "The provider " + name + " names its DLL without a folder (" + shown(item.path) +
                   "), so a file of that name beside a program is loaded instead. Malware does this.");
    else
        damage("provider-dll-changed", "Windows' own provider " + name + " was redirected to " + shown(item.path) +
                                           look.own_dll(item.provider, known->dlls));
}

void judge_ids(Look& look, const ProtocolCatalog& catalog, const std::string& name) {
    std::vector<std::uint32_t> ids, twice;
    ids.reserve(catalog.entries.size());
    for (const ProtocolEntry& entry : catalog.entries)
        ids.push_back(entry.item.entry_id);
    std::sort(ids.begin(), ids.end());
    for (std::size_t i = 1; i < ids.size(); ++i)
        if (ids[i] == ids[i - 1] && (twice.empty() || twice.back() != ids[i]))
            twice.push_back(ids[i]);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    const auto high_from = catalog.next_id ? std::lower_bound(ids.begin(), ids.end(), *catalog.next_id) : ids.end();
    const std::vector<std::uint32_t> high(high_from, ids.end());
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

bool is_there(const ProtocolCatalog& catalog, const KnownProtocol& wanted) {
    return std::any_of(catalog.entries.begin(), catalog.entries.end(), [&](const ProtocolEntry& entry) {
        const PackedItem& item = entry.item;
        return item.chain_length == 1 && item.family == wanted.family && item.type == wanted.type &&
               item.protocol == wanted.protocol && same_id(item.provider, wanted.provider);
    });
}

bool is_internet(const KnownProtocol& row) {
    const InboxProtocol* known = inbox_protocol(row.provider);
    return known && known->family == Family::Tcpip && row.type != sock_raw;
}

bool names_transport(const OldKey& old, std::string_view transport) {
    return has_text(old.transports, transport);
}

// TCP and UDP over IPv4 every Windows has; one that has IPv6 alone is known by its sockets (diagnosis.cpp). Over IPv6
// they are required where the old key names that transport, or where the Windows is known to have it; a Windows that is
// only guessed may have it.
void judge_internet(Look& look, const ProtocolCatalog& catalog, const std::string& name) {
    static const Guid ipv4 = internet_provider(2), ipv6 = internet_provider(af_inet6);
    const std::vector<KnownProtocol>& rows = known_good(look.identity()).protocols;
    for (const SocketCall& call : plain_calls) {
        KnownProtocol wanted;
        wanted.provider = call.family == af_inet6 ? ipv6 : ipv4;
        wanted.family = call.family;
        wanted.type = call.type;
        wanted.protocol = call.protocol;
        if (is_there(catalog, wanted))
            continue;
        const bool usual = std::any_of(rows.begin(), rows.end(), [&](const KnownProtocol& row) {
            return row.presence == Presence::Required && row.family == call.family && row.type == call.type;
        });
        const bool named = names_transport(look.catalogs().old_key, "Tcpip6");
        Finding* finding = nullptr;
        if (call.family != af_inet6 || named || (usual && !look.guessed()))
            finding = &look.add(Severity::Damage, "base-provider-missing", protocol, catalog.bits,
                                name + " has no base provider for " + call.name + ".");
        else if (usual)
            finding = &look.add(Severity::Note, "inbox-provider-missing", protocol, catalog.bits,
                                name + " has no entry for " + call.name +
                                    ". Windows Vista and later have one; which Windows this is was only guessed.");
        if (finding)
            finding->provider = guid_text(wanted.provider);
    }
}

void judge_absent(Look& look, const ProtocolCatalog& catalog, const std::string& name) {
    std::string rsvp, rsvp_id; // one finding for all of them: they come and go together
    for (const KnownProtocol& wanted : known_good(look.identity()).protocols) {
        if (wanted.presence == Presence::Optional || is_internet(wanted) || !wanted.is_on(look.identity()) ||
            is_there(catalog, wanted))
            continue;
        if (wanted.is_rsvp) {
            rsvp += (rsvp.empty() ? "" : ", ") + std::string(wanted.name);
            rsvp_id = guid_text(wanted.provider);
            continue;
        }
        look.add(Severity::Note, "inbox-provider-missing", protocol, catalog.bits,
                 name + " has no entry for " + wanted.name + ", which Windows usually brings.")
            .provider = guid_text(wanted.provider);
    }
    if (!rsvp.empty())
        look.add(Severity::Note, "rsvp-missing", protocol, catalog.bits,
                 name + " has no entry for " + rsvp + ", which Windows usually brings.")
            .provider = rsvp_id;
}

} // namespace

void judge_protocols(Look& look, const ProtocolCatalog& catalog, const std::vector<Group>& groups) {
    if (!judge_list(look, facts_of(catalog, protocol)))
        return;
    const std::string name = look.name_of_list(protocol, catalog.bits);
    judge_ids(look, catalog, name);
    judge_internet(look, catalog, name);
    judge_absent(look, catalog, name);
    for (const Group& group : groups)
        if (group.owner == Owner::Inbox)
            judge_inbox(look, catalog, group);
    judge_third_parties(look, catalog, groups);
    judge_ways(look, catalog);
    judge_chains(look, catalog);
}

} // namespace netmend::winsock
