// Providers of other makers in a protocol catalog: healthy base providers, layers, what an uninstaller left behind, and
// layers that only one of the two catalogs has.
#include <algorithm>
#include <map>
#include <set>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/groups.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

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

void judge_present(Look& look, const ProtocolCatalog& catalog, const Group& group) {
    const PackedItem& item = group.item();
    const std::string name = people_name(item.path, item.provider);
    const std::string ids = "entries " + shown(ids_of(group));
    if (is_layered(item))
        add_for(look, catalog, group, Severity::Suspicious, "third-party-layer",
                name + " stands between programs and the network (" + ids + ", " + shown(item.path) + ").")
            .remedy = "Nothing by itself. If it makes trouble: update or uninstall " + name + ".";
    else
        add_for(look, catalog, group, Severity::Note, "third-party-base",
                name + " brings network providers of its own (" + ids + ", " + shown(item.path) +
                    "). That is healthy.");
    judge_odd_path(look, catalog, group, name);
}

// What tells DLLs of one maker: the product where we know it, else the folder, where it is no folder for all.
std::string maker_of(const PackedItem& item) {
    const std::string product = product_of(item.path, item.provider), path = lower(item.path);
    const std::size_t slash = path.find_last_of("\\/");
    if (!product.empty())
        return product;
    return kind_of_path(path) == PathKind::Usual && slash != std::string::npos ? path.substr(0, slash) : path;
}

// An uninstaller that forgot its layers leaves several entries, often with several DLLs: one finding for each maker.
void judge_orphans(Look& look, const ProtocolCatalog& catalog, const std::vector<const Group*>& orphans) {
    std::map<std::string, Group> makers;
    std::map<std::string, std::set<std::string>> paths;
    for (const Group* orphan : orphans) {
        const std::string maker = maker_of(orphan->item());
        Group& all = makers[maker];
        all.entries.insert(all.entries.end(), orphan->entries.begin(), orphan->entries.end());
        paths[maker].insert(shown(orphan->item().path));
    }
    for (const auto& [maker, group] : makers) {
        std::string dlls;
        for (const std::string& path : paths[maker])
            dlls += (dlls.empty() ? "" : ", ") + path;
        const bool one = paths[maker].size() == 1;
        add_for(look, catalog, group, Severity::Damage, "orphan",
                "The layered provider " + people_name(group.item().path, group.item().provider) + " (entries " +
                    shown(ids_of(group)) + ") was left behind: its DLL" + (one ? " " : "s ") + shown(dlls) +
                    (one ? " is" : " are") + " missing, and every program that goes through it fails.");
    }
}

// A maker's DLL has another name in each bitness: asproxy.dll and asproxy64.dll.
std::string without_bitness(std::string file) {
    for (const char* end : {".dll", "64", "32", "_x", "x", "_", "-"}) {
        const std::size_t size = std::string_view(end).size();
        if (file.size() > size && file.compare(file.size() - size, size, end) == 0)
            file.resize(file.size() - size);
    }
    return file;
}

struct Layers {                   // of one catalog
    std::set<std::string> traces; // products, DLL names and provider ids
    std::map<std::string, const ProtocolEntry*> dlls;
};

std::vector<std::string> traces_of(const ProtocolEntry& entry) {
    std::vector<std::string> traces{without_bitness(file_of(entry.item.path)), guid_text(entry.item.provider)};
    if (std::string product = product_of(entry.item.path, entry.item.provider); !product.empty())
        traces.push_back(std::move(product));
    return traces;
}

Layers layers_of(const ProtocolCatalog& catalog) {
    Layers layers;
    for (const ProtocolEntry& entry : catalog.entries)
        if (is_layered(entry.item) && layers.dlls.try_emplace(entry.item.path, &entry).second)
            for (std::string& trace : traces_of(entry))
                layers.traces.insert(std::move(trace));
    return layers;
}

void judge_one_sided(Look& look, int bits, const Layers& here, const Layers& there) {
    for (const auto& [path, entry] : here.dlls) {
        const std::vector<std::string> traces = traces_of(*entry);
        if (std::any_of(traces.begin(), traces.end(), [&](const auto& trace) { return there.traces.count(trace); }))
            continue;
        Finding& finding = look.add(Severity::Note, "catalogs-disagree", "protocol", bits,
                                    "Programs of " + std::to_string(bits) + " bits go through " +
                                        people_name(path, entry->item.provider) + ", programs of " +
                                        std::to_string(96 - bits) + " bits do not.");
        finding.entries = {entry->item.entry_id};
        finding.provider = guid_text(entry->item.provider);
        finding.dll = shown(path);
    }
}

} // namespace

void judge_third_parties(Look& look, const ProtocolCatalog& catalog, const std::vector<Group>& groups) {
    std::vector<const Group*> orphans;
    for (const Group& group : groups) {
        const PackedItem& item = group.item();
        if (group.owner != Owner::ThirdParty)
            continue;
        if (look.look_for(item.path, catalog.bits) != Look::Dll::Missing)
            judge_present(look, catalog, group);
        else if (is_layered(item))
            orphans.push_back(&group);
        else
            add_for(look, catalog, group, Severity::Damage, "provider-dll-missing",
                    "The DLL of the provider " + people_name(item.path, item.provider) + " (entries " +
                        shown(ids_of(group)) + "), " + shown(item.path) + ", is missing.");
    }
    judge_orphans(look, catalog, orphans);
}

void judge_disagreement(Look& look) {
    const std::vector<ProtocolCatalog>& both = look.catalogs().protocol;
    if (both.size() != 2 || both[0].entries.empty() || both[1].entries.empty())
        return; // there is nothing to compare, and a blank one has been told
    const Layers first = layers_of(both[0]), second = layers_of(both[1]);
    judge_one_sided(look, both[0].bits, first, second);
    judge_one_sided(look, both[1].bits, second, first);
}

} // namespace netmend::winsock
