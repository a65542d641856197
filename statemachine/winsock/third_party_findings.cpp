// Providers of other makers in a protocol catalog: healthy base providers, layers, and what an uninstaller left behind.
// And layers of Windows itself, which are no other maker's.
#include <algorithm>
#include <map>
#include <set>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/groups.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

void judge_odd_path(Look& look, const ProtocolCatalog& catalog, const Group& group, const std::string& name) {
    const PathKind kind = kind_of_path(group.item().path, look.system_folder(catalog.bits));
    if (kind == PathKind::Bare)
        add_for(look, catalog, group, Severity::Suspicious, "provider-path-bare",
                name + " names its DLL without a folder (" + shown(group.item().path) +
                    "), so a file of that name beside a program is loaded instead. Malware does this.");
    if (kind == PathKind::Unusual)
        add_for(look, catalog, group, Severity::Suspicious, "provider-path-unusual",
                name + " has its DLL in an unusual place: " + shown(group.item().path) + ".");
}

// Nobody looked whether the DLLs are there: the commonest real case is a layer that an uninstaller forgot.
std::string leftover_advice(const std::string& name, const std::string& path) {
    return "Nobody looked whether its DLL is there, so it may be left over. On that computer, see whether " + path +
           " exists and whether " + name +
           " is in the list of programs (Control Panel). Both there: it is installed; " +
           "update or uninstall it if it makes trouble. The file gone: `netmend start` repairs that. The file there "
           "and "
           "no product: install that product again and uninstall it, or remove its layers with `netmend start "
           "--force`.";
}

void judge_layer(Look& look, const ProtocolCatalog& catalog, const Group& group, const std::string& name) {
    const std::string path = shown(group.item().path);
    const bool looked = look.look_for(group.item().path, catalog.bits) == Look::Dll::There;
    add_for(look, catalog, group, Severity::Suspicious, "third-party-layer",
            name + " stands between programs and the network (" + path + ").")
        .remedy = looked ? "Nothing by itself. If it makes trouble: update or uninstall " + name + "."
                         : leftover_advice(name, path);
}

void judge_present(Look& look, const ProtocolCatalog& catalog, const Group& group, const FirstOnes& first) {
    const PackedItem& item = group.item();
    const std::string name = people_name(item.path, item.provider);
    if (is_layered(item))
        judge_layer(look, catalog, group, name);
    else if (const auto calls = first.find(lower(item.path)); calls != first.end())
        add_foreign_first(look, catalog, group, calls->second);
    else
        add_for(look, catalog, group, Severity::Note, "third-party-base",
                name + " brings network providers of its own (" + shown(item.path) + "). That is healthy.");
    judge_odd_path(look, catalog, group, name);
}

void judge_own_layer(Look& look, const ProtocolCatalog& catalog, const Group& group) {
    const OwnLayer* layer = own_layer(group.item().path);
    if (look.look_for(group.item().path, catalog.bits) == Look::Dll::Missing) {
        add_for(look, catalog, group, Severity::Damage, "orphan",
                std::string(layer->name) + ", a layer of Windows itself, was left behind: its DLL " +
                    shown(group.item().path) + " is missing, and every program that goes through it fails.");
        return;
    }
    add_for(look, catalog, group, Severity::Note, "windows-layer",
            std::string(layer->name) + " stands between programs and the network (" + shown(group.item().path) +
                "). It is a part of Windows.")
        .remedy = std::string("Nothing by itself. If it makes trouble: ") + layer->off;
}

// What tells DLLs of one maker: the product where we know it, else the folder, where the maker has one.
std::string maker_of(const PackedItem& item, const SystemFolder& system) {
    if (std::string product = product_of(item.path, item.provider); !product.empty())
        return product;
    std::string folder = own_folder(item.path, system);
    return folder.empty() ? lower(item.path) : folder;
}

// An uninstaller that forgot its layers leaves several entries, often with several DLLs: one finding for each maker.
void judge_orphans(Look& look, const ProtocolCatalog& catalog, const std::vector<const Group*>& orphans) {
    std::map<std::string, Group> makers;
    std::map<std::string, std::set<std::string>> paths;
    for (const Group* orphan : orphans) {
        const std::string maker = maker_of(orphan->item(), look.system_folder(catalog.bits));
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
                "The layered provider " + people_name(group.item().path, group.item().provider) +
                    " was left behind: its DLL" + (one ? " " : "s ") + shown(dlls) + (one ? " is" : " are") +
                    " missing, and every program that goes through it fails.");
    }
}

} // namespace

void judge_third_parties(Look& look, const ProtocolCatalog& catalog, const std::vector<Group>& groups) {
    const FirstOnes first = foreign_first(catalog, look.system_folder(catalog.bits));
    std::vector<const Group*> orphans;
    for (const Group& group : groups) {
        const PackedItem& item = group.item();
        if (group.owner == Owner::WindowsLayer)
            judge_own_layer(look, catalog, group);
        if (group.owner != Owner::ThirdParty)
            continue;
        if (look.look_for(item.path, catalog.bits) != Look::Dll::Missing)
            judge_present(look, catalog, group, first);
        else if (is_layered(item))
            orphans.push_back(&group);
        else
            add_for(look, catalog, group, Severity::Damage, "provider-dll-missing",
                    "The DLL of the provider " + people_name(item.path, item.provider) + ", " + shown(item.path) +
                        ", is missing.");
    }
    judge_orphans(look, catalog, orphans);
}

} // namespace netmend::winsock
