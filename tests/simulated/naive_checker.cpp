#include "tests/simulated/naive_checker.hpp"

#include <algorithm>

#include "tests/simulated/naive_parts.hpp"

namespace netmend::simulated {
namespace {

const std::string dns = raw_guid("409D05229E7ECF11AE5A00AA00A7112B");
const std::unordered_map<std::string, std::string> other_names{
    {raw_guid("EE37263B80E5CF11A55500C04FD8D4AC"), "winrnr.dll"},
    {raw_guid("3A244266A83BA64ABAA52E0BD71FDD83"), "mswsock.dll nlaapi.dll nlansp_c.dll"},
    {raw_guid("A2CB4A96BCB2EB408C6AA6DB40161CAE"), "napinsp.dll"},
    {raw_guid("CE89FE036D767649B9C1BB9BC42C7B4D"), "pnrpnsp.dll"},
    {raw_guid("CD89FE036D767649B9C1BB9BC42C7B4D"), "pnrpnsp.dll"},
    {raw_guid("E063AA06607DFF41AFB23EE6D2D9392D"), "wshbth.dll"},
    {raw_guid("F0AA2DE09F7ECF11AE5A00AA00A7112B"), "nwprovau.dll"}};

// Whatever its id says, a name-space DLL of Windows in the system folder is Windows'.
bool by_own_dll(const GeneratedCatalog& catalog, const std::string& path, int bits) {
    const std::string file(file_of(path));
    bool own = file == "rnr20.dll";
    for (const auto& [id, dlls] : other_names)
        own = own || (" " + dlls + " ").find(" " + file + " ") != std::string::npos;
    return own && in_system_folder(catalog, path, bits);
}

// 0: the key is no entry, and Windows never looks at it.
std::uint64_t entry_number(const std::string& key) {
    if (key.size() != 12 || key.find_first_not_of("0123456789") != std::string::npos)
        return 0;
    return std::stoull(key);
}

// Count and numbers. False: there is no entry to look at.
template<class List> bool check_list(const List& list, Trouble& trouble) {
    if (!list.present)
        return trouble.damage("no list"), false;
    std::unordered_set<std::uint64_t> numbers(list.entries.size());
    for (const auto& entry : list.entries)
        if (const std::uint64_t own = entry_number(entry.key))
            numbers.insert(own);
    if (numbers.empty())
        return trouble.damage("blank"), false;
    for (std::uint64_t i = 1; i <= numbers.size(); ++i)
        if (!numbers.count(i))
            trouble.damage("a gap");
    if (!list.count || *list.count != numbers.size())
        trouble.damage("another count");
    return true;
}

bool names_ipv6(const GeneratedCatalog& catalog) {
    return catalog.old_key && std::any_of(catalog.transports.begin(), catalog.transports.end(),
                                          [](const std::string& name) { return lowered(name) == "tcpip6"; });
}

void check_protocols(const GeneratedCatalog& catalog, const GeneratedList<GeneratedEntry>& list, Trouble& trouble) {
    if (!check_list(list, trouble))
        return;
    std::vector<Item> items;
    items.reserve(list.entries.size());
    std::unordered_set<std::uint32_t> ids_seen(list.entries.size());
    std::unordered_set<std::uint32_t> required; // family * 256 + protocol of the internet's base providers
    for (const GeneratedEntry& entry : list.entries) {
        Item item;
        if (!entry_number(entry.key))
            continue;
        if (!decode(entry, item)) {
            trouble.damage("malformed");
            continue;
        }
        if (!ids_seen.insert(item.id).second)
            trouble.damage("an id twice");
        if (catalog.next_id && item.id >= *catalog.next_id)
            trouble.damage("an id too high");
        if (is_internet_base(item))
            required.insert(item.family * 256 + item.protocol);
        items.push_back(std::move(item));
    }
    if (!catalog.next_id)
        trouble.damage("no next id");
    for (const std::uint32_t family : {2u, 23u})
        for (const std::uint32_t protocol : {6u, 17u})
            if ((family == 2 || catalog.identity.major >= 6 || names_ipv6(catalog)) &&
                !required.count(family * 256 + protocol))
                trouble.damage("TCP or UDP is missing");
    for (const Item& item : items)
        check_provider(catalog, item, list.bits, trouble);
    check_chains(items, trouble);
    check_calls(catalog, items, list.bits, trouble);
}

void check_name(const GeneratedCatalog& catalog, const GeneratedName& name, int bits, Trouble& trouble) {
    const std::string path = lowered(name.path), provider(name.provider.begin(), name.provider.end());
    const std::string_view file = file_of(path);
    const bool missing = is_missing(catalog, path), system = in_system_folder(catalog, path, bits);
    if (provider == dns) {
        if (missing || !system || (file != "mswsock.dll" && file != "rnr20.dll"))
            trouble.damage("names of DNS");
        return;
    }
    if (!other_names.count(provider) && by_own_dll(catalog, path, bits)) {
        if (missing)
            trouble.suspect("a DLL of Windows' names is missing");
        return;
    }
    if (!other_names.count(provider)) {
        if (name.enabled)
            trouble.suspect("a third party's names");
        if (missing || in_odd_place(path))
            trouble.suspect("a third party's names, gone or in an odd place");
        return;
    }
    if (missing || !system)
        trouble.suspect("names of Windows redirected, or their DLL missing");
}

void check_names(const GeneratedCatalog& catalog, const GeneratedList<GeneratedName>& list, Trouble& trouble) {
    if (!check_list(list, trouble))
        return;
    bool has_dns = false, windows_answers = false, others_answer = false;
    for (const GeneratedName& name : list.entries) {
        if (!entry_number(name.key))
            continue;
        if (name.path.empty() || name.provider.size() != 16 || !name.name_space) {
            trouble.damage("malformed");
            continue;
        }
        const bool own = std::string(name.provider.begin(), name.provider.end()) == dns;
        const bool answers = name.enabled && (*name.name_space == 12 || *name.name_space == 0);
        has_dns = has_dns || own;
        windows_answers = windows_answers || (own && answers);
        others_answer =
            others_answer ||
            (answers && !own && !other_names.count(std::string(name.provider.begin(), name.provider.end())) &&
             !by_own_dll(catalog, lowered(name.path), list.bits) && !is_missing(catalog, lowered(name.path)));
        check_name(catalog, name, list.bits, trouble);
    }
    if (!has_dns)
        trouble.damage("no names of DNS");
    else if (!windows_answers && others_answer)
        trouble.suspect("names come from others alone");
    else if (!windows_answers)
        trouble.damage("nobody answers for DNS");
}

// A text without anything behind its end, no longer than a path may be. Empty: something else.
std::string plain_text(const RegistryValue& value) {
    std::string out;
    if ((value.type != 1 && value.type != 2) || value.data.size() > 2048)
        return out;
    bool ended = false;
    for (std::size_t i = 0; i + 1 < value.data.size(); i += 2) {
        const bool zero = !value.data[i] && !value.data[i + 1];
        if (ended && !zero)
            return "";
        ended = ended || zero;
        if (!ended)
            out += static_cast<char>(value.data[i]);
    }
    return lowered(out);
}

void check_parameters(const GeneratedCatalog& catalog, Trouble& trouble) {
    for (const RegistryValue& value : catalog.parameters) {
        const std::string said = plain_text(value), name = lowered(value.name);
        if (said.empty()) {
            trouble.suspect("a value that Windows does not write so");
            continue;
        }
        if (name == "autodialdll" || name == "namespace_callout") {
            const bool autodial = name == "autodialdll";
            const bool bare =
                autodial && said == "rasadhlp.dll" &&
                (catalog.identity.major < 6 || (catalog.identity.major == 6 && catalog.identity.minor < 3));
            const bool own = file_of(said) == (autodial ? "rasadhlp.dll" : "fwpuclnt.dll");
            if (!bare && !(own && in_system_folder(catalog, said, 0)))
                trouble.suspect("every program loads a strange DLL");
            continue;
        }
        const char* normal = name == "winsock_registry_version"   ? "2.0"
                             : name == "current_protocol_catalog" ? "protocol_catalog9"
                                                                  : "namespace_catalog5";
        if (said == normal)
            continue;
        trouble.suspect("a strange value");
        if (name != "winsock_registry_version" && said.find('\\') == std::string::npos)
            trouble.damage("the catalog that it names is not there");
    }
}

} // namespace

Checked check_naively(const GeneratedCatalog& catalog) {
    Checked worst;
    Trouble trouble{worst};
    for (const auto& list : catalog.protocols)
        if (list.present && list.entries.size() > 10000)
            return {Opinion::CouldNotLook, "more entries than are read"};
    for (const auto& list : catalog.protocols)
        check_protocols(catalog, list, trouble);
    for (const auto& list : catalog.names)
        check_names(catalog, list, trouble);
    check_parameters(catalog, trouble);
    if (!catalog.old_key)
        trouble.damage("no old key");
    else if (std::find(catalog.transports.begin(), catalog.transports.end(), "Tcpip") == catalog.transports.end())
        trouble.damage("the old key without Tcpip");
    else if (!catalog.migration && catalog.identity.major >= 10)
        trouble.damage("no setup migration");
    return worst;
}

} // namespace netmend::simulated
