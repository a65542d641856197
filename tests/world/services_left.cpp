// What a rung of the ladder may have done to services: start types, what they wait for, and rights.
#include "tests/world/services_left.hpp"

#include <algorithm>
#include <set>

#include "tests/simulated/access.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::world {
namespace {

// What the network lives without: written down here once more, so that an error there is seen.
bool is_only_named(const std::string& service) {
    static const std::set<std::string> names{"nlasvc",  "netprofm", "winhttpautoproxysvc", "iphlpsvc", "mpssvc",
                                             "lmhosts", "wlansvc"};
    return names.contains(simulated::folded(service));
}

bool is_switched_off_by_policy(const Tree& tree, const std::string& service) {
    bool found = false;
    tree.each_value("SOFTWARE\\Policies", [&](const std::string& path, const RegistryValue& value) {
        found = found || (simulated::folded(path).ends_with("\\" + simulated::folded(service)) &&
                          value.name == "Start" && !value.data.empty() && value.data.front() == 4);
    });
    return found;
}

// Owner, protection, and all entries in their order are there still; each that is new stands there on a sound machine.
bool only_gives_back(const Bytes& was, const Bytes& is, const Bytes& sound) {
    const access::Descriptor before = access::parse_bytes(was), after = access::parse_bytes(is),
                             healthy = access::parse_bytes(sound);
    const auto alike = [](const access::Entry& a, const access::Entry& b) {
        return a.deny == b.deny && a.inherit_only == b.inherit_only && a.mask == b.mask && a.sid == b.sid;
    };
    auto kept = before.entries.begin();
    for (const access::Entry& entry : after.entries) {
        const auto same = [&](const access::Entry& other) { return alike(entry, other); };
        if (kept != before.entries.end() && same(*kept))
            ++kept;
        else if (std::none_of(healthy.entries.begin(), healthy.entries.end(), same))
            return false;
    }
    return kept == before.entries.end() && before.owner == after.owner && before.is_protected == after.is_protected;
}

// Names of what is not there go, names that Windows has in this list come; the rest stays.
bool only_mends_list(const Tree& was, const Tree& is, const Tree& sound, const std::string& key) {
    const auto names_in = [&](const Tree& tree) {
        std::set<std::string> names;
        for (const std::string& name : simulated::list_at(tree, key, "DependOnService"))
            names.insert(simulated::folded(name));
        return names;
    };
    const std::set<std::string> before = names_in(was), after = names_in(is), usual = names_in(sound);
    const auto exists = [&](const std::string& name) {
        return was.has(std::string(simulated::services_path) + "\\" + name);
    };
    return std::all_of(before.begin(), before.end(),
                       [&](const std::string& name) { return after.contains(name) || !exists(name); }) &&
           std::all_of(after.begin(), after.end(), [&](const std::string& name) {
               return before.contains(name) || (usual.contains(name) && exists(name));
           });
}

bool is_named(const Checkpoint& facts, const std::string& service) {
    return std::any_of(facts.services.begin(), facts.services.end(),
                       [&](const std::string& name) { return simulated::folded(name) == simulated::folded(service); });
}

} // namespace

bool has_service_kept_off(const World& world) {
    const std::set<std::string>& again = world.windows.behaviour.switched_off_at_boot;
    for (const char* service : {"nsi", "dhcp"})
        if (again.contains(service) || is_switched_off_by_policy(world.windows.registry.now, service))
            return true;
    return false;
}

bool is_by_product(const World& world, const std::string& line) {
    constexpr std::uint32_t disabled = 4;
    const std::string key = line.substr(0, line.find(": "));
    return line.ends_with(": value Start differs") &&
           world.windows.behaviour.switched_off_at_boot.contains(simulated::folded(key.substr(key.rfind('\\') + 1))) &&
           simulated::number_at(world.windows.registry.now, key, "Start") == disabled;
}

// A start type is changed only where the service was switched off, lists are only mended, and rights only given back.
void Invariants::check_start_types(const Checkpoint& facts) {
    constexpr std::uint32_t disabled = 4;
    const std::vector<Procedure>& ladder = facts.plan.ladder;
    if (std::none_of(ladder.begin(), ladder.end(), is_part) || world_.values_are_others)
        return;
    const Tree& now = world_.windows.registry.now;
    for (const auto& line : world_.as_found.differences(now, simulated::services_path)) {
        const std::string key = line.substr(0, line.find(": ")), service = key.substr(key.rfind('\\') + 1);
        if (line.ends_with(": value Start differs")) {
            if (simulated::number_at(world_.as_found, key, "Start") != disabled)
                broken("only-what-was-off", line);
            if (is_switched_off_by_policy(world_.as_found, service))
                broken("policy-kept", line);
            if (is_only_named(service) && !is_named(facts, service))
                broken("only-what-was-named", line);
        }
        if (line.ends_with(": value DependOnService differs") &&
            !only_mends_list(world_.as_found, now, simulated::healthy_registry(world_.windows.preset), key))
            broken("lists-only-mended", line);
        const auto was = world_.as_found.read(key), is = now.read(key),
                   sound = simulated::healthy_registry(world_.windows.preset).read(key);
        // A card that came in mid-repair has inherited what a rung allowed above it.
        if (line.ends_with(": descriptor differs") && line.find(new_card) == std::string::npos &&
            (!sound || !only_gives_back(was->descriptor, is->descriptor, sound->descriptor)))
            broken("rights-only-given-back", line);
    }
}

} // namespace netmend::world
