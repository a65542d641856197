// What stands in one of the two lists of an x64 Windows only: programs of one bitness meet it, those of the other do
// not, which puzzles people. What Windows itself must have in both is told elsewhere.
#include <algorithm>
#include <map>
#include <set>

#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/provider_path.hpp"

namespace netmend::winsock {
namespace {

// A maker's DLL has another name in each bitness: asproxy.dll and asproxy64.dll.
std::string without_bitness(std::string file) {
    for (const char* end : {".dll", "64", "32", "_x", "x", "_", "-"}) {
        const std::size_t size = std::string_view(end).size();
        if (file.size() > size && file.compare(file.size() - size, size, end) == 0)
            file.resize(file.size() - size);
    }
    return file;
}

enum class Role { Layer, Base, Names };

struct One {
    std::string path;
    Guid provider{};
    std::uint32_t entry = 0; // id, or number of the list for name spaces
};

struct Side {                     // one of the two lists, in one role
    std::set<std::string> traces; // products, DLL names and provider ids
    std::map<std::string, One> dlls;
};

std::vector<std::string> traces_of(const One& one) {
    std::vector<std::string> traces{without_bitness(file_of(one.path)), guid_text(one.provider)};
    if (std::string product = product_of(one.path, one.provider); !product.empty())
        traces.push_back(std::move(product));
    return traces;
}

void add(Side& side, One one) {
    const auto [at, is_new] = side.dlls.try_emplace(one.path, one);
    if (is_new)
        for (std::string& trace : traces_of(one))
            side.traces.insert(std::move(trace));
}

Side side_of(const Catalogs& catalogs, const ProtocolCatalog& catalog, Role role) {
    Side side;
    const SystemFolder system = system_folder(catalogs, catalog.bits);
    for (const ProtocolEntry& entry : catalog.entries)
        if (is_layered(entry.item) == (role == Role::Layer) &&
            (role == Role::Layer || owner_of(entry.item, system) == Owner::ThirdParty))
            add(side, {entry.item.path, entry.item.provider, entry.item.entry_id});
    return side;
}

Side side_of(const Catalogs& catalogs, const NamespaceCatalog& catalog) {
    Side side;
    const SystemFolder system = system_folder(catalogs, catalog.bits);
    for (const NamespaceEntry& entry : catalog.entries)
        if (!is_own_names(entry.path, entry.provider, system))
            add(side, {entry.path, entry.provider, static_cast<std::uint32_t>(entry.number)});
    return side;
}

Finding& add_finding(Look& look, int bits, Role role, const std::string& who) {
    const std::string here = std::to_string(bits) + " bits", there = std::to_string(96 - bits) + " bits do not.";
    if (role == Role::Layer)
        return look.add(Severity::Note, "catalogs-disagree", "protocol", bits,
                        "Programs of " + here + " go through " + who + ", programs of " + there);
    if (role == Role::Base)
        return look.add(Severity::Note, "provider-in-one-list", "protocol", bits,
                        "Programs of " + here + " have the network provider of " + who + ", programs of " + there);
    return look.add(Severity::Note, "provider-in-one-list", "namespace", bits,
                    "Programs of " + here + " ask " + who + " for names, programs of " + there);
}

void judge_side(Look& look, int bits, Role role, const Side& here, const Side& there) {
    for (const auto& [path, one] : here.dlls) {
        const std::vector<std::string> traces = traces_of(one);
        if (std::any_of(traces.begin(), traces.end(), [&](const auto& trace) { return there.traces.count(trace); }))
            continue;
        Finding& finding = add_finding(look, bits, role, people_name(path, one.provider));
        finding.entries = {one.entry};
        finding.provider = guid_text(one.provider);
        finding.dll = shown(path);
    }
}

void judge_sides(Look& look, Role role, const Side& first, const Side& second) {
    judge_side(look, 32, role, first, second);
    judge_side(look, 64, role, second, first);
}

// With a missing or blank list there is nothing to compare, and it has been told.
template<class Lists> bool comparable(const Lists& both) {
    return both.size() == 2 && !both[0].entries.empty() && !both[1].entries.empty();
}

} // namespace

void judge_disagreement(Look& look) {
    const Catalogs& catalogs = look.catalogs();
    if (const auto& both = catalogs.protocol; comparable(both))
        for (const Role role : {Role::Layer, Role::Base})
            judge_sides(look, role, side_of(catalogs, both[0], role), side_of(catalogs, both[1], role));
    if (const auto& both = catalogs.name_space; comparable(both))
        judge_sides(look, Role::Names, side_of(catalogs, both[0]), side_of(catalogs, both[1]));
}

} // namespace netmend::winsock
