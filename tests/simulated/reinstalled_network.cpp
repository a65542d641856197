// What a reinstallation of TCP/IP leaves of the settings, and whether they were given back.
#include <algorithm>
#include <set>

#include "tests/simulated/generated_network.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::simulated {
namespace {

const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";
const std::string parameters = services + "Tcpip\\Parameters";
const std::string netbt = services + "NetBT\\Parameters";

bool is_dhcp_clients(const std::string& name) {
    const std::string folded_name = folded(name);
    static const std::set<std::string> others{"t1",
                                              "t2",
                                              "addresstype",
                                              "ntecontextlist",
                                              "isservernapaware",
                                              "ipautoconfigurationaddress",
                                              "ipautoconfigurationmask",
                                              "ipautoconfigurationseed"};
    return folded_name.starts_with("dhcp") || folded_name.starts_with("lease") || others.contains(folded_name);
}

// Of the defaults that reinstall_tcpip() writes: those that say something nobody had said.
bool says_something(const std::string& key, const std::string& name) {
    static const std::set<std::string> needed{"enabledhcp",   "hostname",          "nv hostname", "nv domain",
                                              "databasepath", "forwardbroadcasts", "dnspriority", "transportbindname"};
    return !needed.contains(folded(name)) && !(key == parameters && folded(name) == "domain");
}

std::vector<std::string> keys_of(const std::vector<std::string>& cards) {
    std::vector<std::string> keys{parameters,
                                  parameters + "\\PersistentRoutes",
                                  services + "Tcpip\\ServiceProvider",
                                  services + "Tcpip6\\Parameters",
                                  netbt,
                                  services + "AFD\\Parameters"};
    for (const std::string& id : cards)
        for (const std::string& start :
             {parameters + "\\Interfaces\\", netbt + "\\Interfaces\\Tcpip_",
              services + "Dhcp\\Configurations\\Alternate_", services + "Tcpip6\\Parameters\\Interfaces\\"})
            keys.push_back(start + id);
    return keys;
}

class Judge {
  public:
    Judge(const Tree& before, const Tree& reinstalled, const Tree& after)
        : before_(before), reinstalled_(reinstalled), after_(after) {}

    void look_at(const std::string& key) {
        const auto was = before_.read(key), is = after_.read(key);
        if (was && !is)
            lost.push_back(key + " is gone");
        if (!was || !is)
            return;
        if (was->descriptor != is->descriptor)
            lost.push_back(key + ": other permissions");
        std::set<std::string> names;
        for (const Tree* tree : {&before_, &reinstalled_, &after_})
            if (const auto there = tree->read(key))
                for (const RegistryValue& value : there->values)
                    names.insert(value.name);
        for (const std::string& name : names)
            if (after_.value(key, name) != wanted(key, name))
                lost.push_back(key + ": " + name);
    }

    std::vector<std::string> lost;

  private:
    std::optional<RegistryValue> wanted(const std::string& key, const std::string& name) const {
        const auto was = before_.value(key, name), fresh = reinstalled_.value(key, name);
        if (is_dhcp_clients(name))
            return fresh;
        if (was)
            return was;
        return fresh && says_something(key, name) ? std::nullopt : fresh;
    }

    const Tree& before_;
    const Tree& reinstalled_;
    const Tree& after_;
};

} // namespace

void reinstall_tcpip(Tree& machine, const std::vector<std::string>& cards) {
    const bool six = machine.has(services + "Tcpip6");
    for (const char* service : {"Tcpip", "Tcpip6", "NetBT", "Dhcp", "AFD"})
        machine.erase_tree(services + service);
    for (const char* service : {"Tcpip", "NetBT", "Dhcp", "AFD"})
        machine.set(services + service, number("Start", 1));
    machine.set(parameters, text("Hostname", "newname"));
    machine.set(parameters, text("NV Hostname", "newname"));
    machine.set(parameters, text("Domain", ""));
    machine.set(parameters, text("SearchList", ""));
    machine.set(parameters, number("IPEnableRouter", 0));
    machine.set(parameters, number("ForwardBroadcasts", 0));
    machine.set(parameters, expandable("DataBasePath", "%SystemRoot%\\System32\\drivers\\etc"));
    machine.set(services + "Tcpip\\ServiceProvider", number("DnsPriority", 2000));
    machine.set(netbt, text("TransportBindName", "\\Device\\"));
    machine.set(netbt, number("EnableLMHOSTS", 1));
    if (six)
        machine.set(services + "Tcpip6", number("Start", 1));
    for (const std::string& id : cards) {
        const std::string key = parameters + "\\Interfaces\\" + id;
        machine.set(parameters + "\\Adapters\\" + id, list("IpConfig", {"Tcpip\\Parameters\\Interfaces\\" + id}));
        machine.set(key, number("EnableDHCP", 1));
        machine.set(key, list("IPAddress", {"0.0.0.0"}));
        machine.set(key, list("SubnetMask", {"0.0.0.0"}));
        machine.set(key, list("DefaultGateway", {}));
        machine.set(key, text("NameServer", ""));
        machine.set(key, text("Domain", ""));
        machine.set(key, list("TCPAllowedPorts", {"0"}));
        machine.set(key, text("DhcpIPAddress", "169.254.7.7"));
        machine.set(key, number("T1", 77));
        machine.set(netbt + "\\Interfaces\\Tcpip_" + id, list("NameServerList", {}));
        machine.set(netbt + "\\Interfaces\\Tcpip_" + id, number("NetbiosOptions", 0));
    }
}

std::vector<std::string> lost_settings(const Tree& before, const Tree& reinstalled, const Tree& after,
                                       const std::vector<std::string>& cards) {
    Judge judge(before, reinstalled, after);
    for (const std::string& key : keys_of(cards))
        judge.look_at(key);
    return std::move(judge.lost);
}

} // namespace netmend::simulated
