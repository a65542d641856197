#include "tests/simulated/generated_faults.hpp"

#include <algorithm>

#include "tests/simulated/catalog.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

using Protocols = GeneratedList<GeneratedEntry>;
using Random = std::mt19937_64;

constexpr std::size_t at_id = 296, at_length = 300, at_chain = 304;

template<class List> void renumber(List& list) {
    std::size_t number = 0;
    for (auto& entry : list.entries)
        entry.key = twelve_digits(++number);
    list.count = static_cast<std::uint32_t>(number);
}

// Faults that both kinds of lists can have.
template<class List> void hurt_list(List& list, Random& random) {
    const std::size_t which = below(random, list.entries.size());
    switch (below(random, 7)) {
    case 0: // taken out with care
        list.entries.erase(list.entries.begin() + static_cast<std::ptrdiff_t>(which));
        return renumber(list);
    case 1: // torn out
        list.entries.erase(list.entries.begin() + static_cast<std::ptrdiff_t>(which));
        return;
    case 2:
        list.count.reset();
        return;
    case 3: {
        const std::uint32_t counts[] = {0, 0xFFFFFFFF, static_cast<std::uint32_t>(list.entries.size()) + 1};
        list.count = counts[below(random, 3)];
        return;
    }
    case 4:
        list.present = false;
        return;
    case 5:
        list.entries.clear();
        return;
    default: { // a stray key, or an entry far behind the last one
        auto copy = list.entries[which];
        copy.key = below(random, 2) ? "stray" : twelve_digits(list.entries.size() + 1 + below(random, 3));
        list.entries.push_back(std::move(copy));
    }
    }
}

void malform(GeneratedEntry& entry, Random& random) {
    switch (below(random, 5)) {
    case 0:
        entry.item.resize(below(random, 888));
        return;
    case 1:
        entry.type = 1;
        return;
    case 2:
        entry.has_item = false;
        return;
    case 3:
        std::fill(entry.item.begin(), entry.item.begin() + 260, std::uint8_t{'a'});
        return;
    default:
        if (!entry.item.empty())
            entry.item[0] = 0;
    }
}

std::string file_in(const Bytes& item) {
    std::string path(item.begin(), std::find(item.begin(), item.begin() + 260, 0));
    for (char& c : path)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return path.substr(path.find_last_of('\\') + 1); // the whole where there is none
}

void hurt_entry(GeneratedCatalog& catalog, Protocols& list, Random& random) {
    GeneratedEntry& entry = list.entries[below(random, list.entries.size())];
    const GeneratedEntry& other = list.entries[below(random, list.entries.size())];
    if (entry.item.size() != 888 || other.item.size() != 888)
        return;
    Bytes& item = entry.item;
    const std::uint32_t length = u32_at(item, at_length), last = at_chain + 4 * (std::min(length, 7u) - (length > 0));
    switch (below(random, 13)) {
    case 10: // none of the list matches protocol zero any more
        for (GeneratedEntry& each : list.entries)
            if (each.item.size() == 888 && below(random, 20))
                put_u32(each.item, 276, u32_at(each.item, 276) & ~8u);
        return;
    case 11: // a base in the middle
        return put_u32(item, at_chain + 4, u32_at(other.item, at_id));
    case 12: // to the front
        std::swap(list.entries.front().item, item);
        return;
    case 0:
        return malform(entry, random);
    case 1:
        return put_u32(item, at_id, u32_at(other.item, at_id));
    case 2: // an id that is gone
        return put_u32(item, at_chain, 900 + static_cast<std::uint32_t>(below(random, 50)));
    case 3:
        return put_u32(item, at_length, static_cast<std::uint32_t>(below(random, 10)));
    case 4: // itself
        return put_u32(item, at_chain, u32_at(item, at_id));
    case 5: { // upside down
        const std::uint32_t first = u32_at(item, at_chain);
        put_u32(item, at_chain, u32_at(item, last));
        return put_u32(item, last, first);
    }
    case 6:
        catalog.missing_dlls.insert(file_in(item));
        return;
    case 7:
        return set_generated_path(item, generated_path(random, file_in(item)));
    case 8:
        return set_generated_path(item, generated_path(random, "evil.dll"));
    default: // any 32 bits of it
        put_u32(item, 260 + 4 * below(random, 29), static_cast<std::uint32_t>(below(random, 40)));
    }
}

void hurt_names(GeneratedCatalog& catalog, Random& random) {
    auto& list = catalog.names[below(random, catalog.names.size())];
    if (list.entries.empty())
        return;
    GeneratedName& name = list.entries[below(random, list.entries.size())];
    switch (below(random, 8)) {
    case 0:
        name.path.clear();
        return;
    case 1:
        name.provider.resize(15);
        return;
    case 2:
        name.name_space.reset();
        return;
    case 3:
        name.enabled = 0;
        return;
    case 4:
        catalog.missing_dlls.insert(name.path.substr(name.path.find_last_of('\\') + 1));
        return;
    case 5:
        name.path = generated_path(random, name.path.substr(name.path.find_last_of('\\') + 1));
        return;
    case 6:
        name.path = generated_path(random, "evil.dll");
        return;
    default:
        hurt_list(list, random);
    }
}

} // namespace

std::string generated_path(Random& random, const std::string& file) {
    static const char* const folders[] = {"%SystemRoot%\\system32\\",
                                          "%windir%\\System32\\",
                                          "C:\\WINDOWS\\system32\\",
                                          "D:\\Windows\\System32\\",
                                          "D:\\WIN200~1\\system32\\",
                                          "C:\\Other\\system32\\",
                                          "%SystemRoot%\\SysWOW64\\",
                                          "%windir%\\sysnative\\",
                                          "C:\\Program Files\\Product\\",
                                          "%ProgramFiles%\\Product\\",
                                          "C:\\Users\\Anna\\AppData\\Local\\",
                                          "D:\\Temp\\",
                                          "..\\",
                                          "\\\\server\\share\\",
                                          ""};
    return folders[below(random, std::size(folders))] + file;
}

std::vector<RegistryValue> generated_parameters(Random& random, const SystemIdentity& identity) {
    std::vector<RegistryValue> all{text("WinSock_Registry_Version", "2.0"),
                                   text("Current_Protocol_Catalog", "Protocol_Catalog9"),
                                   text("Current_NameSpace_Catalog", "NameSpace_Catalog5")};
    if (identity.major >= 6) {
        const bool bare = identity.major == 6 && identity.minor < 3 && below(random, 2);
        all.push_back(text("AutodialDLL", bare ? "rasadhlp.dll" : "%SystemRoot%\\System32\\rasadhlp.dll"));
        all.push_back(expandable("NameSpace_Callout", "%SystemRoot%\\System32\\fwpuclnt.dll"));
    }
    return all;
}

void hurt_parameters(GeneratedCatalog& catalog, Random& random) {
    RegistryValue& value = catalog.parameters[below(random, catalog.parameters.size())];
    switch (below(random, 7)) {
    case 0:
        value.type = 4;
        return;
    case 1:
        value.data = text("", "%systemroot%\\twain__32.dll").data;
        return;
    case 2:
        value.data = text("", generated_path(random, "rasadhlp.dll")).data;
        return;
    case 3:
        value.data = text("", generated_path(random, "fwpuclnt.dll")).data;
        return;
    case 4:
        value.data.assign(65536, 'a');
        return;
    case 5: // another text behind its end
        value.data.insert(value.data.end(), {'x', 0, 0, 0});
        return;
    default:
        catalog.parameters.erase(catalog.parameters.begin() +
                                 static_cast<std::ptrdiff_t>(&value - catalog.parameters.data()));
    }
}

void set_generated_path(Bytes& item, const std::string& path) {
    std::copy(path.begin(), path.end(), item.begin());
    item[path.size()] = 0;
}

void add_generated_fault(GeneratedCatalog& catalog, Random& random) {
    Protocols& list = catalog.protocols[below(random, catalog.protocols.size())];
    switch (below(random, 18)) {
    case 16:
        if (!catalog.parameters.empty())
            hurt_parameters(catalog, random);
        return;
    case 17: // what answers DNS is switched off
        for (GeneratedName& name : catalog.names[below(random, catalog.names.size())].entries)
            name.enabled = name.name_space == 12u && below(random, 4) ? 0 : name.enabled;
        return;
    case 0:
        catalog.protocols_marked = true;
        return;
    case 1:
        catalog.names_marked = true;
        return;
    case 2:
        catalog.next_id.reset();
        if (below(random, 2))
            catalog.next_id = 1001 + static_cast<std::uint32_t>(below(random, 100));
        return;
    case 3: {
        const std::size_t what = below(random, 4);
        catalog.old_key = what != 0;
        catalog.migration = what != 1;
        if (what == 2)
            catalog.transports = {"NetBIOS"};
        if (what == 3)
            catalog.transports.push_back("Tcpip6");
        return;
    }
    case 4:
    case 5:
    case 6:
        return hurt_names(catalog, random);
    case 7:
    case 8:
    case 9:
        if (!list.entries.empty())
            hurt_list(list, random);
        return;
    default:
        if (!list.entries.empty())
            hurt_entry(catalog, list, random);
    }
}

} // namespace netmend::simulated
