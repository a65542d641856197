#include "statemachine/settings/places.hpp"

#include <algorithm>
#include <iterator>

#include "statemachine/backup/owned_set.hpp"

namespace netmend {

namespace {

const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";

PlaceFacts of_machine(Place place, const std::string& service, const std::string& below) {
    return {place, services + service, services + service + "\\" + below};
}

PlaceFacts of_connection(Place place, const std::string& service, const std::string& parent) {
    return {place, services + service, services + service + "\\" + parent, /*per_connection=*/true};
}

std::pair<std::string, std::string> split_leaf(const std::string& path) {
    const std::size_t slash = path.rfind('\\');
    if (slash == std::string::npos)
        return {"", path};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

} // namespace

const std::vector<PlaceFacts>& settings_places() {
    static const std::string ip_security = "SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local";
    static const std::vector<PlaceFacts> places = [] {
        std::vector<PlaceFacts> found{
            of_machine(Place::Tcpip, "Tcpip", "Parameters"),
            of_machine(Place::Routes, "Tcpip", "Parameters\\PersistentRoutes"),
            of_machine(Place::NameOrder, "Tcpip", "ServiceProvider"),
            of_machine(Place::Folder, "Tcpip", "Parameters\\Interfaces"),
            of_machine(Place::Tcpip6, "Tcpip6", "Parameters"),
            of_machine(Place::Folder, "Tcpip6", "Parameters\\Interfaces"),
            of_machine(Place::Netbios, "NetBT", "Parameters"),
            of_machine(Place::Folder, "NetBT", "Parameters\\Interfaces"),
            of_machine(Place::Folder, "Dhcp", "Configurations"),
            of_machine(Place::Sockets, "AFD", "Parameters"),
            {Place::IpSecurity, ip_security, ip_security},
        };
        const PlaceFacts of_connections[] = {
            of_connection(Place::Interface, "Tcpip", "Parameters\\Interfaces"),
            of_connection(Place::NetbiosOfOne, "NetBT", "Parameters\\Interfaces"),
            of_connection(Place::AlternateConfig, "Dhcp", "Configurations"),
            of_connection(Place::Interface6, "Tcpip6", "Parameters\\Interfaces"),
        };
        found.insert(found.end(), std::begin(of_connections), std::end(of_connections));
        return found;
    }();
    return places;
}

std::optional<Placed> place_of(const std::string& path) {
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> names;
        for (const PlaceFacts& facts : settings_places())
            names.push_back(folded(facts.path));
        return names;
    }();
    const auto [parent, leaf] = split_leaf(path);
    const std::string whole = folded(path), above = folded(parent);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const PlaceFacts& facts = settings_places()[i];
        if (keys[i] == (facts.per_connection ? above : whole))
            return Placed{&facts, facts.per_connection ? connection_of(leaf) : ""};
    }
    return std::nullopt;
}

bool is_setting(const std::string& path, const std::string& name) {
    const std::optional<Placed> placed = place_of(path);
    if (!placed)
        return false;
    if (placed->facts->place == Place::IpSecurity)
        return folded(name) == "activepolicy";
    if (placed->facts->place == Place::NameOrder && !folded(name).ends_with("priority"))
        return false; // name, class and DLL of the provider come with TCP/IP
    return owns_value(path, name);
}

bool is_given_back(const std::string& path) {
    const std::optional<Placed> placed = place_of(path);
    return placed && placed->facts->place != Place::IpSecurity && owns_key(path);
}

std::string connection_of(const std::string& leaf) {
    const std::size_t brace = leaf.find('{');
    return brace != std::string::npos && leaf.back() == '}' ? leaf.substr(brace) : leaf;
}

} // namespace netmend
