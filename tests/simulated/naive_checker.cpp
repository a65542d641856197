#include "tests/simulated/naive_checker.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace netmend::simulated {
namespace {

struct Trouble { // raised where something is wrong; the worst one stays
    Checked& worst;
    void damage(const char* why) { raise(Opinion::Damaged, why); }
    void suspect(const char* why) { raise(Opinion::Suspicious, why); }
    void raise(Opinion opinion, const char* why) {
        if (worst.opinion == Opinion::Damaged || (worst.opinion == opinion))
            return;
        worst = {opinion, why};
    }
};

struct Item {
    std::string path; // in lower case
    std::string provider;
    std::uint32_t id = 0, length = 0, chain[7] = {}, family = 0, type = 0, protocol = 0;
};

std::uint32_t number(const Bytes& b, std::size_t at) {
    return b[at] + 256u * b[at + 1] + 65536u * b[at + 2] + 16777216u * b[at + 3];
}

std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    return text;
}

std::string raw_guid(const char* hex) { // 32 digits in the order of the registry's bytes
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
    std::string out;
    for (std::size_t i = 0; i < 32; i += 2)
        out += static_cast<char>(16 * digit(hex[i]) + digit(hex[i + 1]));
    return out;
}

const std::string ipv4 = raw_guid("A01A0FE78BABCF118CA300805F48A192");
const std::string ipv6 = raw_guid("C0B0EAF9D426D011BBBF00AA006C34E4");
const std::string rsvp = raw_guid("E0A9609D7A33D011BD880000C082E69A");
const std::unordered_set<std::string> windows_own{ipv4,
                                                  ipv6,
                                                  rsvp,
                                                  raw_guid("30185F8D73C2CF1195C800805F48A192"),  // NetBIOS
                                                  raw_guid("4082051147BECF1195C800805F48A192"),  // IPX
                                                  raw_guid("4182051147BECF1195C800805F48A192"),  // SPX
                                                  raw_guid("3D527239F12AD111B65500805F3642CC"),  // IrDA
                                                  raw_guid("6480C49F9872E443B7BD181F2089792A"),  // Bluetooth
                                                  raw_guid("1B193412F74BA74C86E0DFD7C32B5445"),  // Hyper-V
                                                  raw_guid("D94309A02E9C33469B590057A3160994"),  // AF_UNIX
                                                  raw_guid("A0173B2CDFC6CF1195C800805F48A192"),  // AppleTalk
                                                  raw_guid("B0CBE489C1B9CF1195C800805F48A192")}; // IsoTp

const std::string dns = raw_guid("409D05229E7ECF11AE5A00AA00A7112B");
const std::unordered_map<std::string, std::string> other_names{
    {raw_guid("EE37263B80E5CF11A55500C04FD8D4AC"), "winrnr.dll"},
    {raw_guid("3A244266A83BA64ABAA52E0BD71FDD83"), "mswsock.dll nlaapi.dll nlansp_c.dll"},
    {raw_guid("A2CB4A96BCB2EB408C6AA6DB40161CAE"), "napinsp.dll"},
    {raw_guid("CE89FE036D767649B9C1BB9BC42C7B4D"), "pnrpnsp.dll"},
    {raw_guid("CD89FE036D767649B9C1BB9BC42C7B4D"), "pnrpnsp.dll"},
    {raw_guid("E063AA06607DFF41AFB23EE6D2D9392D"), "wshbth.dll"}};

std::string_view file_of(std::string_view path) {
    return path.substr(path.rfind('\\') + 1);
}

bool in_system_folder(std::string_view path) {
    const std::string_view folder = path.substr(0, path.size() - file_of(path).size());
    return folder == "%systemroot%\\system32\\" || folder == "%windir%\\system32\\" ||
           folder == "c:\\windows\\system32\\";
}

bool in_odd_place(const std::string& path) { // a bare name too
    for (const char* odd : {"\\users\\", "\\temp\\", "..\\"})
        if (path.find(odd) != std::string::npos)
            return true;
    const bool drive = path.size() > 2 && path[1] == ':' && path[2] == '\\';
    return !drive && path[0] != '%';
}

// 0: the key is no entry, and Windows never looks at it.
std::uint64_t entry_number(const std::string& key) {
    if (key.size() != 12 || key.find_first_not_of("0123456789") != std::string::npos)
        return 0;
    return std::stoull(key);
}

// Count and numbers. False: there is no entry to look at.
template<class List> bool check_list(const List& list, bool marked, Trouble& trouble) {
    if (!list.present)
        return trouble.damage("no list"), false;
    std::unordered_set<std::uint64_t> numbers(list.entries.size());
    for (const auto& entry : list.entries)
        if (const std::uint64_t own = entry_number(entry.key))
            numbers.insert(own);
    if (numbers.empty())
        return trouble.damage("blank"), false;
    if (marked)
        trouble.suspect("a writer's marker");
    for (std::uint64_t i = 1; i <= numbers.size(); ++i)
        if (!numbers.count(i))
            trouble.damage("a gap");
    if (!list.count || *list.count != numbers.size())
        trouble.damage("another count");
    return true;
}

bool decode(const GeneratedEntry& entry, Item& item) {
    if (!entry.has_item || entry.type != 3 || entry.item.size() != 888)
        return false;
    const auto nul = std::find(entry.item.begin(), entry.item.begin() + 260, 0);
    if (nul == entry.item.begin() || nul == entry.item.begin() + 260)
        return false;
    item.path = lowered(std::string(entry.item.begin(), nul));
    item.provider.assign(entry.item.begin() + 280, entry.item.begin() + 296);
    item.id = number(entry.item, 296);
    item.length = number(entry.item, 300);
    for (std::size_t i = 0; i < 7; ++i)
        item.chain[i] = number(entry.item, 304 + 4 * i);
    item.family = number(entry.item, 336);
    item.type = number(entry.item, 348);
    item.protocol = number(entry.item, 352);
    return true;
}

void check_provider(const GeneratedCatalog& catalog, const Item& item, Trouble& trouble) {
    const std::string_view file = file_of(item.path);
    if (catalog.missing_dlls.count(file))
        return trouble.damage("a DLL is missing");
    const bool system = in_system_folder(item.path);
    if (item.length == 1 && windows_own.count(item.provider)) {
        if (!system || !(file == "mswsock.dll" || (file == "rsvpsp.dll" && item.provider == rsvp)))
            trouble.damage("a provider of Windows was redirected");
        return;
    }
    if (item.length == 1 && system && file == "mswsock.dll")
        return;
    if (item.length != 1)
        trouble.suspect("a layer");
    if (in_odd_place(item.path))
        trouble.suspect("an odd place");
}

void check_chain(const Item& item, const std::unordered_map<std::uint32_t, std::uint32_t>& lengths, Trouble& trouble) {
    if (item.length < 2)
        return;
    if (item.length > 7)
        return trouble.damage("a chain too long");
    for (std::uint32_t i = 0; i < item.length; ++i) {
        if (!lengths.count(item.chain[i]))
            trouble.damage("a chain is cut");
        if (item.chain[i] == item.id)
            trouble.damage("a chain names itself");
        for (std::uint32_t j = 0; j < i; ++j)
            if (item.chain[i] == item.chain[j])
                trouble.damage("a chain names an entry twice");
    }
    const auto base = lengths.find(item.chain[item.length - 1]);
    if (base != lengths.end() && base->second != 1)
        trouble.damage("a chain without base");
}

void check_protocols(const GeneratedCatalog& catalog, const GeneratedList<GeneratedEntry>& list, Trouble& trouble) {
    if (!check_list(list, catalog.protocols_marked, trouble))
        return;
    std::vector<Item> items;
    items.reserve(list.entries.size());
    std::unordered_map<std::uint32_t, std::uint32_t> lengths(list.entries.size());
    std::unordered_set<std::uint32_t> required; // family * 256 + protocol of the internet's base providers
    for (const GeneratedEntry& entry : list.entries) {
        Item item;
        if (!entry_number(entry.key))
            continue;
        if (!decode(entry, item)) {
            trouble.damage("malformed");
            continue;
        }
        if (!lengths.emplace(item.id, item.length).second)
            trouble.damage("an id twice");
        if (catalog.next_id && item.id >= *catalog.next_id)
            trouble.damage("an id too high");
        const bool internet =
            (item.provider == ipv4 && item.family == 2) || (item.provider == ipv6 && item.family == 23);
        if (internet && item.length == 1 && item.type == (item.protocol == 6 ? 1u : 2u))
            required.insert(item.family * 256 + item.protocol);
        items.push_back(std::move(item));
    }
    if (!catalog.next_id)
        trouble.damage("no next id");
    for (const std::uint32_t family : {2u, 23u})
        for (const std::uint32_t protocol : {6u, 17u})
            if ((family == 2 || catalog.identity.major >= 6) && !required.count(family * 256 + protocol))
                trouble.damage("TCP or UDP is missing");
    for (const Item& item : items) {
        check_provider(catalog, item, trouble);
        check_chain(item, lengths, trouble);
    }
}

void check_name(const GeneratedCatalog& catalog, const GeneratedName& name, Trouble& trouble) {
    const std::string path = lowered(name.path), provider(name.provider.begin(), name.provider.end());
    const std::string_view file = file_of(path);
    const bool missing = catalog.missing_dlls.count(file) != 0, system = in_system_folder(path);
    if (provider == dns) {
        if (missing || !system || (file != "mswsock.dll" && file != "rnr20.dll"))
            trouble.damage("names of DNS");
        return;
    }
    if (!other_names.count(provider))
        return trouble.suspect("a third party's names");
    if (missing || !system)
        trouble.suspect("names of Windows redirected, or their DLL missing");
}

void check_names(const GeneratedCatalog& catalog, const GeneratedList<GeneratedName>& list, Trouble& trouble) {
    if (!check_list(list, catalog.names_marked, trouble))
        return;
    bool has_dns = false;
    for (const GeneratedName& name : list.entries) {
        if (!entry_number(name.key))
            continue;
        if (name.path.empty() || name.provider.size() != 16 || !name.name_space) {
            trouble.damage("malformed");
            continue;
        }
        has_dns = has_dns || std::string(name.provider.begin(), name.provider.end()) == dns;
        check_name(catalog, name, trouble);
    }
    if (!has_dns)
        trouble.damage("no names of DNS");
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
    if (!catalog.old_key)
        trouble.damage("no old key");
    else if (std::find(catalog.transports.begin(), catalog.transports.end(), "Tcpip") == catalog.transports.end())
        trouble.damage("the old key without Tcpip");
    else if (!catalog.migration && catalog.identity.major >= 10)
        trouble.damage("no setup migration");
    return worst;
}

} // namespace netmend::simulated
