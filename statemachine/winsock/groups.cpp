#include "statemachine/winsock/groups.hpp"

#include <map>
#include <tuple>
#include <unordered_map>

#include "statemachine/base/text.hpp"

namespace netmend::winsock {

namespace {

struct PathFacts {          // of one spelling
    std::size_t number = 0; // the same for spellings that differ in case only
    bool msafd = false;
    bool own_layer = false; // of Windows
};

class Paths {
  public:
    explicit Paths(const SystemFolder& system) : system_(system) {}
    const PathFacts& look(const std::string& path) {
        const auto [at, is_new] = spellings_.try_emplace(path);
        if (is_new) {
            at->second.number = folded_.try_emplace(lower(path), folded_.size()).first->second;
            at->second.msafd = is_msafd(path, system_);
            at->second.own_layer = own_layer(path) && kind_of_path(path, system_) == PathKind::System;
        }
        return at->second;
    }

  private:
    const SystemFolder& system_;
    std::unordered_map<std::string_view, PathFacts> spellings_;
    std::unordered_map<std::string, std::size_t> folded_;
};

} // namespace

// Layered providers use another provider id for each chain, so the id does not group them; inbox providers share
// mswsock.dll, so there it does.
std::vector<Group> groups_of(const ProtocolCatalog& catalog, const SystemFolder& system) {
    Paths paths(system);
    std::map<std::tuple<std::size_t, bool, const InboxProtocol*, Guid>, std::size_t> index;
    std::vector<Group> groups;
    const std::string* last = nullptr; // neighbours often share their path
    PathFacts path;
    for (const ProtocolEntry& entry : catalog.entries) {
        if (!last || *last != entry.item.path)
            path = paths.look(entry.item.path);
        last = &entry.item.path;
        const bool layered = is_layered(entry.item);
        const InboxProtocol* known = layered ? nullptr : inbox_protocol(entry.item.provider);
        const Owner owner = !layered && (known || path.msafd) ? Owner::Inbox
                            : layered && path.own_layer       ? Owner::WindowsLayer
                                                              : Owner::ThirdParty;
        const Guid id = owner == Owner::Inbox && !known ? entry.item.provider : Guid{};
        const auto [at, is_new] = index.try_emplace({path.number, layered, known, id}, groups.size());
        if (is_new)
            groups.push_back({owner, {}});
        groups[at->second].entries.push_back(&entry);
    }
    return groups;
}

std::vector<std::uint32_t> ids_of(const Group& group) {
    std::vector<std::uint32_t> ids;
    ids.reserve(group.entries.size());
    for (const ProtocolEntry* entry : group.entries)
        ids.push_back(entry->item.entry_id);
    return ids;
}

Finding& add_for(Look& look, const ProtocolCatalog& catalog, const Group& group, Severity severity, Code code,
                 std::string text) {
    Finding& finding = look.add(severity, code, "protocol", catalog.bits, std::move(text));
    finding.entries = ids_of(group);
    finding.provider = guid_text(group.item().provider);
    finding.dll = shown(group.item().path);
    return finding;
}

} // namespace netmend::winsock
