// Faults of one name-space catalog, and of the old Winsock key.
#include <algorithm>

#include "statemachine/winsock/list_findings.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"
#include "statemachine/winsock/text.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* name_space = "namespace";

void add_for(Look& look, const NamespaceCatalog& catalog, const NamespaceEntry& entry, Severity severity,
             const char* code, std::string text) {
    Finding& finding = look.add(severity, code, name_space, catalog.bits, std::move(text));
    finding.entries = {static_cast<std::uint32_t>(entry.number)};
    finding.provider = guid_text(entry.provider);
    finding.dll = shown(entry.path);
}

// Windows skips a name-space provider that does not load, so only the one for DNS is damage.
void judge_dll(Look& look, const NamespaceCatalog& catalog, const NamespaceEntry& entry, const std::string& name,
               bool required) {
    if (look.look_for(entry.path, catalog.bits) == Look::Dll::Missing)
        add_for(look, catalog, entry, required ? Severity::Damage : Severity::Suspicious, "provider-dll-missing",
                "The DLL of the name-space provider " + name + ", " + shown(entry.path) + ", is missing.");
}

void judge_inbox(Look& look, const NamespaceCatalog& catalog, const NamespaceEntry& entry,
                 const InboxNamespace& known) {
    const bool required = known.presence == Presence::Required;
    if (!entry.enabled)
        add_for(look, catalog, entry, Severity::Note, "namespace-provider-off",
                std::string("The name-space provider ") + known.name + " is switched off.");
    const PathKind kind = kind_of_path(entry.path);
    const bool own_file = is_one_of(file_of(entry.path), known.dlls);
    // Windows moved some of these from DLL to DLL over the years; inside the system folder that is no finding.
    if (kind == PathKind::System && (own_file || !required))
        return judge_dll(look, catalog, entry, known.name, required);
    if (kind == PathKind::Bare && own_file)
        return add_for(look, catalog, entry, required ? Severity::Damage : Severity::Suspicious, "provider-path-bare",
                       std::string("The name-space provider ") + known.name + " names its DLL without a folder (" +
                           shown(entry.path) + "), so a file of that name beside a program is loaded instead.");
    if (look.look_for(entry.path, catalog.bits) == Look::Dll::Missing)
        return judge_dll(look, catalog, entry, known.name, required);
    add_for(look, catalog, entry, required ? Severity::Damage : Severity::Suspicious, "provider-dll-changed",
            std::string("Windows' own name-space provider ") + known.name + " was redirected to " + shown(entry.path) +
                "; its own DLL is " + known.dlls.front() + " in the system folder.");
}

void judge_third_party(Look& look, const NamespaceCatalog& catalog, const NamespaceEntry& entry) {
    const std::string name = people_name(entry.path, entry.provider);
    add_for(look, catalog, entry, Severity::Suspicious, "third-party-namespace",
            name + " answers name lookups of programs (" + shown(entry.path) + ").");
    judge_dll(look, catalog, entry, name, false);
    const PathKind kind = kind_of_path(entry.path);
    if (kind == PathKind::Bare || kind == PathKind::Unusual)
        add_for(look, catalog, entry, Severity::Suspicious,
                kind == PathKind::Bare ? "provider-path-bare" : "provider-path-unusual",
                name + " has its DLL in an unusual place: " + shown(entry.path) + ".");
}

void judge_absent(Look& look, const NamespaceCatalog& catalog) {
    for (const InboxNamespace& wanted : inbox_namespaces()) {
        if (wanted.presence == Presence::Optional || look.generation() < wanted.from || look.generation() > wanted.to)
            continue;
        const bool there = std::any_of(catalog.entries.begin(), catalog.entries.end(),
                                       [&](const NamespaceEntry& entry) { return entry.provider == wanted.provider; });
        if (there)
            continue;
        const bool required = wanted.presence == Presence::Required;
        look.add(required ? Severity::Damage : Severity::Note, "namespace-provider-missing", name_space, catalog.bits,
                 look.name_of_list(name_space, catalog.bits) + " has no provider " + wanted.name +
                     (required ? ", so names are not looked up in DNS." : ", which Windows usually brings."))
            .provider = guid_text(wanted.provider);
    }
}

} // namespace

void judge_name_spaces(Look& look, const NamespaceCatalog& catalog) {
    if (!judge_list(look, facts_of(catalog, name_space)))
        return;
    judge_absent(look, catalog);
    for (const NamespaceEntry& entry : catalog.entries) {
        if (const InboxNamespace* known = inbox_namespace(entry.provider))
            judge_inbox(look, catalog, entry, *known);
        else
            judge_third_party(look, catalog, entry);
    }
}

void judge_old_key(Look& look) {
    const Catalogs& catalogs = look.catalogs();
    const bool tcpip = std::any_of(catalogs.transports.begin(), catalogs.transports.end(),
                                   [](const std::string& name) { return same_text(name, "Tcpip"); });
    if (!catalogs.winsock1_present)
        look.add(Severity::Damage, "old-key-missing", "winsock1", 0,
                 "The old Winsock key is missing; mswsock.dll finds the helper DLLs of its transports there.");
    else if (!tcpip)
        look.add(Severity::Damage, "old-key-without-tcpip", "winsock1", 0,
                 "The old Winsock key does not name Tcpip among its transports.");
}

} // namespace netmend::winsock
