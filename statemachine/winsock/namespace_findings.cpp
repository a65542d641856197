// Faults of one name-space catalog.
#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/list_findings.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

constexpr const char* name_space = "namespace";
constexpr std::uint32_t ns_all = 0, ns_dns = 12;

Finding& add_for(Look& look, const NamespaceCatalog& catalog, const NamespaceEntry& entry, Severity severity, Code code,
                 std::string text) {
    Finding& finding = look.add(severity, code, name_space, catalog.bits, std::move(text));
    finding.entries = {static_cast<std::uint32_t>(entry.number)};
    finding.provider = guid_text(entry.provider);
    finding.dll = shown(entry.path);
    return finding;
}

// No procedure of the articles switches a provider on that somebody switched off.
void left_where_no_rung_is(const Look& look, Finding& off) {
    if (generation_of(look.identity()) < vista)
        leave_to_a_person(off);
}

// Windows skips a name-space provider that does not load, so only the one for DNS is damage. Of another maker's the
// uninstaller is gone as a rule.
void judge_dll(Look& look, const NamespaceCatalog& catalog, const NamespaceEntry& entry, const std::string& name,
               bool required, bool of_windows = true) {
    if (look.look_for(entry.path, catalog.bits) != Look::Dll::Missing)
        return;
    Finding& missing =
        add_for(look, catalog, entry, required ? Severity::Damage : Severity::Suspicious, "provider-dll-missing",
                "The DLL of the name-space provider " + name + ", " + shown(entry.path) + ", is missing.");
    if (look.is_file_of_this_windows(entry.path, entry.provider))
        leave_to_a_person(missing);
    else if (!of_windows)
        missing.remedy = "Windows passes over it. If it is in the way: type \"netmend remove " +
                         guid_text(entry.provider) +
                         "\" as an administrator. That takes out all that the product has in the catalogs.";
}

bool is_required(const Look& look, const Guid& provider) {
    const std::vector<KnownNamespace>& rows = known_good(look.identity()).name_spaces;
    return std::any_of(rows.begin(), rows.end(), [&](const KnownNamespace& row) {
        return row.provider == provider && row.presence == Presence::Required && row.is_on(look.identity());
    });
}

struct Answers {          // to a question for a name in DNS
    bool windows = false; // by Windows' own provider
    std::string others;   // by those of other makers, in people's words; empty: none
};

Answers answers_of(Look& look, const NamespaceCatalog& catalog) {
    Answers answers;
    for (const NamespaceEntry& entry : catalog.entries) {
        if (!entry.enabled || (entry.name_space != ns_dns && entry.name_space != ns_all))
            continue;
        if (is_own_names(entry.path, entry.provider, look.system_folder(catalog.bits)))
            answers.windows = answers.windows || is_required(look, entry.provider);
        else if (look.look_for(entry.path, catalog.bits) != Look::Dll::Missing)
            answers.others += (answers.others.empty() ? "" : ", ") + people_name(entry.path, entry.provider);
    }
    return answers;
}

// Whoever switched off what answers DNS took every name away, or left them to another maker alone.
void judge_off(Look& look, const NamespaceCatalog& catalog, const NamespaceEntry& entry, const InboxNamespace& known,
               const Answers& answers) {
    const std::string who = std::string("The name-space provider ") + known.name;
    if (answers.windows || !is_required(look, entry.provider))
        add_for(look, catalog, entry, Severity::Note, "namespace-provider-off", who + " is switched off.");
    else if (answers.others.empty())
        left_where_no_rung_is(look, add_for(look, catalog, entry, Severity::Damage, "namespace-provider-off",
                                            who + " (names, DNS) is switched off and nothing else answers, so no "
                                                  "name is found."));
    else
        add_for(look, catalog, entry, Severity::Suspicious, "namespace-provider-off",
                who + " (names, DNS) is switched off: Windows no longer asks DNS, and names come from " +
                    shown(answers.others) + " alone.");
}

void judge_inbox(Look& look, const NamespaceCatalog& catalog, const NamespaceEntry& entry, const InboxNamespace& known,
                 const Answers& answers) {
    const bool required = is_required(look, entry.provider);
    if (!entry.enabled)
        judge_off(look, catalog, entry, known, answers);
    const PathKind kind = kind_of_path(entry.path, look.system_folder(catalog.bits));
    const bool own_file = is_one_of(file_of(entry.path), known.dlls);
    // Windows moved some of these from DLL to DLL over the years; inside the system folder that is no finding.
    const Severity weight = required ? Severity::Damage : Severity::Suspicious;
    if (kind == PathKind::System && (own_file || !required))
        judge_dll(look, catalog, entry, known.name, required);
    else if (kind == PathKind::Bare && own_file)
        add_for(look, catalog, entry, weight, "provider-path-bare",
                std::string("The name-space provider ") + known.name + " names its DLL without a folder (" +
                    shown(entry.path) + "), so a file of that name beside a program is loaded instead.");
    else if (look.look_for(entry.path, catalog.bits) == Look::Dll::Missing)
        judge_dll(look, catalog, entry, known.name, required);
    else
        add_for(look, catalog, entry, weight, "provider-dll-changed",
                std::string("Windows' own name-space provider ") + known.name + " was redirected to " +
                    shown(entry.path) + look.own_dll(entry.provider, known.dlls));
}

void judge_third_party(Look& look, const NamespaceCatalog& catalog, const NamespaceEntry& entry) {
    const std::string name = people_name(entry.path, entry.provider);
    if (entry.enabled)
        add_for(look, catalog, entry, Severity::Suspicious, "third-party-namespace",
                name + " answers name lookups of programs (" + shown(entry.path) + ").");
    else
        add_for(look, catalog, entry, Severity::Note, "third-party-namespace",
                name + " is there to answer name lookups (" + shown(entry.path) + "), and is switched off.");
    judge_dll(look, catalog, entry, name, /*required=*/false, /*of_windows=*/false);
    const PathKind kind = kind_of_path(entry.path, look.system_folder(catalog.bits));
    if (kind == PathKind::Bare || kind == PathKind::Unusual)
        add_for(look, catalog, entry, Severity::Suspicious,
                kind == PathKind::Bare ? Code("provider-path-bare") : Code("provider-path-unusual"),
                name + " has its DLL in an unusual place: " + shown(entry.path) + ".");
}

void judge_absent(Look& look, const NamespaceCatalog& catalog) {
    for (const KnownNamespace& wanted : known_good(look.identity()).name_spaces) {
        if (wanted.presence == Presence::Optional || !wanted.is_on(look.identity()))
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
    const Answers answers = answers_of(look, catalog);
    for (const NamespaceEntry& entry : catalog.entries) {
        if (const InboxNamespace* known = inbox_namespace(entry.provider))
            judge_inbox(look, catalog, entry, *known, answers);
        else if (is_own_names(entry.path, entry.provider, look.system_folder(catalog.bits)))
            judge_dll(look, catalog, entry, shown(file_of(entry.path)), /*required=*/false);
        else
            judge_third_party(look, catalog, entry);
    }
}

} // namespace netmend::winsock
