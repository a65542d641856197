// What a VPN leaves behind that ended badly: rules that send every name to its server (the name resolution policy
// table), and a default route into a network that is gone.
#include <algorithm>
#include <array>
#include <charconv>

#include "statemachine/base/text.hpp"
#include "statemachine/winsock/around.hpp"
#include "statemachine/winsock/look.hpp"
#include "statemachine/winsock/registry_reading.hpp"

namespace netmend::winsock {
namespace {

// The rules of a group policy; where that key is there, Windows does not look at those of programs.
constexpr const char* rules_of_policy = "SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient\\DnsPolicyConfig";
constexpr const char* rules_of_programs = "SYSTEM\\CurrentControlSet\\Services\\Dnscache\\Parameters\\DnsPolicyConfig";
constexpr const char* interfaces = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces\\";
constexpr const char* lasting_routes = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\PersistentRoutes";

bool is_for_all_names(const RegistryKey& rule) {
    const std::vector<std::string> names = texts_of(rule, "Name");
    return std::find(names.begin(), names.end(), ".") != names.end();
}

void add_rule(const RegistryKey& rule, bool of_policy, Findings& findings) {
    const std::string servers = text_of(rule, "GenericDNSServers").value_or("");
    if (servers.empty() || !is_for_all_names(rule))
        return;
    std::string who = text_of(rule, "DisplayName").value_or("");
    if (who.empty())
        who = text_of(rule, "Comment").value_or("");
    findings.push_back(make_finding(Severity::Note, "name-policy-left", "network", 0,
                                    std::string(of_policy ? "A group policy" : "A rule of a program") +
                                        (who.empty() ? "" : " (" + shown(who) + ")") + " sends all names to " +
                                        shown(servers) + "."));
}

// -- routes --------------------------------------------------------------------------------------------------------

std::optional<std::uint32_t> ipv4(std::string_view text) {
    std::uint32_t address = 0;
    for (int part = 0; part < 4; ++part) {
        unsigned byte = 256;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), byte);
        if (error != std::errc() || byte > 255)
            return std::nullopt;
        address = address << 8 | byte;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (part < 3 && !text.starts_with('.'))
            return std::nullopt;
        text.remove_prefix(part < 3 ? 1 : 0);
    }
    return text.empty() ? std::optional(address) : std::nullopt;
}

std::array<std::string, 4> parts_of(const std::string& route) { // "target,mask,gateway,metric"
    std::array<std::string, 4> parts;
    std::size_t start = 0;
    for (std::string& part : parts) {
        const std::size_t end = std::min(route.find(',', start), route.size());
        part = route.substr(start, end - start);
        start = std::min(end + 1, route.size());
    }
    return parts;
}

bool is_default(const std::array<std::string, 4>& route) { // the whole Internet, or one half of it as VPNs write it
    return (route[0] == "0.0.0.0" && (route[1] == "0.0.0.0" || route[1] == "128.0.0.0")) ||
           (route[0] == "128.0.0.0" && route[1] == "128.0.0.0");
}

// Both of the person who set it and of DHCP: whichever is old does not hurt, it makes a route less suspect.
bool reaches(const RegistryKey& card, const std::string& gateway) {
    const std::uint32_t to = *ipv4(gateway);
    const auto in_net = [&](const std::vector<std::string>& addresses, const std::vector<std::string>& masks) {
        for (std::size_t i = 0; i < addresses.size() && i < masks.size(); ++i) {
            const auto address = ipv4(addresses[i]), mask = ipv4(masks[i]);
            if (address && mask && *address != 0 && (*address & *mask) == (to & *mask))
                return true;
        }
        return false;
    };
    for (const char* value : {"DefaultGateway", "DhcpDefaultGateway"}) {
        const std::vector<std::string> own = texts_of(card, value);
        if (std::find(own.begin(), own.end(), gateway) != own.end())
            return true;
    }
    return in_net(texts_of(card, "IPAddress"), texts_of(card, "SubnetMask")) ||
           in_net({text_of(card, "DhcpIPAddress").value_or("")}, {text_of(card, "DhcpSubnetMask").value_or("")});
}

// Of adapters that are installed: what is left of removed ones reaches nothing.
Result<bool> is_reached(Registry& registry, const std::vector<AdapterKey>& adapters, const std::string& gateway) {
    for (const AdapterKey& adapter : adapters) {
        const auto card = read_if_there(registry, interfaces + adapter.id);
        if (!card)
            return tl::unexpected(card.error());
        if (*card && reaches(**card, gateway))
            return true;
    }
    return false;
}

} // namespace

Result<void> judge_policies(Around& around, Findings& findings) {
    const auto policy = read_if_there(around.registry, rules_of_policy);
    const auto programs = read_if_there(around.registry, rules_of_programs);
    if (!policy || !programs)
        return tl::unexpected(policy ? programs.error() : policy.error());
    const bool of_policy = policy->has_value();
    const auto& rules = of_policy ? *policy : *programs;
    for (const std::string& name : rules ? rules->subkeys : std::vector<std::string>()) {
        const std::string path = std::string(of_policy ? rules_of_policy : rules_of_programs) + "\\" + name;
        const auto rule = read_if_there(around.registry, path);
        if (!rule)
            return tl::unexpected(rule.error());
        if (*rule)
            add_rule(**rule, of_policy, findings);
    }
    return {};
}

Result<void> judge_routes(Around& around, Findings& findings) {
    const auto routes = read_if_there(around.registry, lasting_routes);
    if (!routes)
        return tl::unexpected(routes.error());
    for (const RegistryValue& value : *routes ? (*routes)->values : std::vector<RegistryValue>()) {
        const std::array<std::string, 4> route = parts_of(value.name);
        if (!is_default(route) || !ipv4(route[2]))
            continue;
        const Result<std::vector<AdapterKey>>& adapters = around.adapters();
        if (!adapters)
            return tl::unexpected(adapters.error());
        if (adapters->empty())
            return {}; // this computer does not tell of its adapters, so nothing follows
        const Result<bool> reached = is_reached(around.registry, *adapters, route[2]);
        if (!reached)
            return tl::unexpected(reached.error());
        if (!*reached)
            findings.push_back(make_finding(Severity::Note, "route-left", "network", 0,
                                            "A lasting route sends " + route[0] + " mask " + route[1] + " to " +
                                                route[2] + ", which is in no network that an adapter here is set to."));
    }
    return {};
}

} // namespace netmend::winsock
