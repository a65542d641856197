// Faults of the way of a plain call: another maker's base provider that stands before Windows' own and so gets every
// socket, and protocol zero that no entry answers any more.
#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/groups.hpp"
#include "statemachine/winsock/ways.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* protocol = "protocol";

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

void judge_protocol_zero(Look& look, const ProtocolCatalog& catalog) {
    std::vector<std::string> lost;
    for (const SocketCall& call : plain_calls)
        if (const Served served = served_by(catalog, call); served.named && !served.zero)
            lost.emplace_back(call.name);
    if (!lost.empty())
        look.add(Severity::Damage, "protocol-zero-lost", protocol, catalog.bits,
                 look.name_of_list(protocol, catalog.bits) + " has no entry for " + joined(lost) +
                     " that matches protocol zero. A program that leaves the choice to Windows gets no socket.");
}

} // namespace

// What the first entry of each call is, told once for each DLL.
FirstOnes foreign_first(const ProtocolCatalog& catalog, const SystemFolder& system) {
    FirstOnes first;
    const auto note = [&](const ProtocolEntry* entry, const std::string& call) {
        if (!entry || entry->item.chain_length != 1 || owner_of(entry->item, system) == Owner::Inbox)
            return;
        std::vector<std::string>& calls = first[lower(entry->item.path)];
        if (std::find(calls.begin(), calls.end(), call) == calls.end())
            calls.push_back(call);
    };
    for (const SocketCall& call : plain_calls) {
        const Served served = served_by(catalog, call);
        note(served.named, call.name);
        note(served.zero, call.name);
    }
    return first;
}

void add_foreign_first(Look& look, const ProtocolCatalog& catalog, const Group& group,
                       const std::vector<std::string>& calls) {
    const std::string name = people_name(group.item().path, group.item().provider);
    add_for(look, catalog, group, Severity::Suspicious, "foreign-base-first",
            name + " brings a network provider of its own (" + shown(group.item().path) +
                ") that stands before Windows' own. Every plain socket for " + joined(calls) + " goes to it.")
        .remedy = "Nothing by itself, if you know " + name + ". Else scan for malware, and uninstall the product.";
}

void judge_ways(Look& look, const ProtocolCatalog& catalog) {
    judge_protocol_zero(look, catalog);
}

} // namespace netmend::winsock
