#include "statemachine/settings/fields.hpp"

#include <algorithm>

#include "statemachine/base/text.hpp"
#include "statemachine/settings/places.hpp"
#include "statemachine/settings/value_text.hpp"

namespace netmend {

namespace {

constexpr std::size_t text_bytes_max = 200;

enum class Form {
    Text,     // as it is; empty: nothing is set
    Number,   // of a DWORD
    OnOff,    // DWORD 0 or another one
    OffOn,    // the same, and 1 means off
    List,     // REG_MULTI_SZ
    Servers,  // text, entries apart by commas or blanks
    Allowed,  // REG_MULTI_SZ, "0" alone: all
    Netbios,  // 0 as DHCP says, 1 on, 2 off
    NodeType, // 1, 2, 4, 8
    Masked,   // two lists, pairwise: addresses and masks
    Metric,   // two lists, pairwise: gateways and metrics
};

enum class WhenAdded { Stays, IsTakenOut };
constexpr auto stays = WhenAdded::Stays;
constexpr auto taken_out = WhenAdded::IsTakenOut;

struct Known {
    Place place;
    const char* value;
    const char* name;
    const char* label;
    Form form;
    WhenAdded when_added;
    const char* partner = nullptr; // the second list of a pair
};

// In the order in which people are shown them. The names of Windows 2000 for DNS registration are beside those of XP.
// clang-format off
constexpr Known known_values[] = {
    {Place::Tcpip, "Hostname", "host-name", "Host name", Form::Text, stays},
    {Place::Tcpip, "NV Hostname", "host-name-at-next-start", "Host name at the next start", Form::Text, stays},
    {Place::Tcpip, "Domain", "domain", "Domain", Form::Text, stays},
    {Place::Tcpip, "NV Domain", "domain-at-next-start", "Domain at the next start", Form::Text, stays},
    {Place::Tcpip, "SearchList", "search-list", "Domain suffixes to search", Form::Servers, taken_out},
    {Place::Tcpip, "UseDomainNameDevolution", "devolution", "Parent suffixes", Form::OnOff, taken_out},
    {Place::Tcpip, "NameServer", "dns", "DNS servers", Form::Servers, taken_out},
    {Place::Tcpip, "IPEnableRouter", "router", "Routing", Form::OnOff, taken_out},
    {Place::Tcpip, "EnableSecurityFilters", "filtering", "TCP/IP filtering", Form::OnOff, taken_out},
    {Place::Tcpip, "DisableDynamicUpdate", "registration", "DNS registration", Form::OffOn, taken_out},
    {Place::Tcpip, "DataBasePath", "data-base-path", "Folder of hosts and services", Form::Text, stays},
    {Place::Netbios, "EnableLMHOSTS", "lmhosts", "LMHOSTS lookup", Form::OnOff, taken_out},
    {Place::Netbios, "NodeType", "node-type", "NetBIOS node type", Form::NodeType, taken_out},
    {Place::Netbios, "ScopeId", "scope-id", "NetBIOS scope id", Form::Text, taken_out},
    {Place::Netbios, "EnableProxy", "wins-proxy", "WINS proxy", Form::OnOff, taken_out},
    {Place::IpSecurity, "ActivePolicy", "ip-security-policy", "IP security policy", Form::Text, stays},
    {Place::Interface, "EnableDHCP", "dhcp", "DHCP", Form::OnOff, stays},
    {Place::Interface, "IPAddress", "addresses", "IP addresses", Form::Masked, taken_out, "SubnetMask"},
    {Place::Interface, "DefaultGateway", "gateways", "Gateways", Form::Metric, taken_out, "DefaultGatewayMetric"},
    {Place::Interface, "InterfaceMetric", "interface-metric", "Interface metric", Form::Number, taken_out},
    {Place::Interface, "NameServer", "dns", "DNS servers", Form::Servers, taken_out},
    {Place::Interface, "Domain", "suffix", "DNS suffix", Form::Text, taken_out},
    {Place::Interface, "RegistrationEnabled", "registration", "Registers its address in DNS", Form::OnOff, taken_out},
    {Place::Interface, "RegisterAdapterName", "registers-suffix", "Registers with its own suffix", Form::OnOff, taken_out},
    {Place::Interface, "DisableDynamicUpdate", "registration-2000", "Registers its address in DNS", Form::OffOn, taken_out},
    {Place::Interface, "EnableAdapterDomainNameRegistration", "registers-suffix-2000", "Registers with its own suffix",
     Form::OnOff, taken_out},
    {Place::Interface, "TCPAllowedPorts", "tcp-ports", "TCP ports let through", Form::Allowed, taken_out},
    {Place::Interface, "UDPAllowedPorts", "udp-ports", "UDP ports let through", Form::Allowed, taken_out},
    {Place::Interface, "RawIPAllowedProtocols", "ip-protocols", "IP protocols let through", Form::Allowed, taken_out},
    {Place::Interface, "IPAutoconfigurationEnabled", "private-automatic", "Private automatic address", Form::OnOff, taken_out},
    {Place::Interface, "ActiveConfigurations", "active-configurations", "Configurations in use", Form::List, taken_out},
    {Place::Interface, "MTU", "mtu", "Largest packet", Form::Number, taken_out},
    {Place::NetbiosOfOne, "NameServerList", "wins", "WINS servers", Form::List, taken_out},
    {Place::NetbiosOfOne, "NetbiosOptions", "netbios", "NetBIOS over TCP/IP", Form::Netbios, taken_out},
    {Place::AlternateConfig, "Options", "alternate", "Alternate configuration", Form::Text, stays},
    {Place::Interface6, "NameServer", "dns6", "DNS servers over IPv6", Form::Servers, taken_out},
    {Place::Interface6, "Domain", "suffix6", "DNS suffix over IPv6", Form::Text, taken_out},
};
// clang-format on

std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts;
    std::string part;
    for (const char c : text + ",") {
        if (c != ',' && c != ' ' && c != '\t') {
            part += c;
        } else if (!part.empty()) {
            parts.push_back(part);
            part.clear();
        }
    }
    return parts;
}

std::vector<std::string> list_of(const RegistryValue* value) {
    if (value == nullptr)
        return {};
    return winsock::texts_of(RegistryKey{{}, {*value}, {}}, value->name);
}

// "0.0.0.0" stands for an address that comes by DHCP.
std::vector<std::string> pairs_of(const RegistryValue* first, const RegistryValue* second, const std::string& between) {
    std::vector<std::string> one = list_of(first), other = list_of(second), pairs;
    one.resize(std::max(one.size(), other.size()));
    other.resize(one.size());
    for (std::size_t i = 0; i < one.size(); ++i)
        if (one[i] != "0.0.0.0" || (other[i] != "0.0.0.0" && !other[i].empty()))
            pairs.push_back((one[i].empty() ? "nothing" : one[i]) + (other[i].empty() ? "" : between + other[i]));
    return pairs;
}

std::string node_type(std::uint32_t number) {
    switch (number) {
    case 1:
        return "broadcast";
    case 2:
        return "point to point";
    case 4:
        return "mixed";
    case 8:
        return "hybrid";
    }
    return std::to_string(number);
}

std::vector<std::string> texts_of_number(Form form, const RegistryValue& value) {
    const auto number = exact_number(value);
    if (!number)
        return {described(value)};
    switch (form) {
    case Form::OnOff:
        return {*number != 0 ? "on" : "off"};
    case Form::OffOn:
        return {*number != 0 ? "off" : "on"};
    case Form::Netbios:
        return {*number == 0 ? "as DHCP says" : *number == 1 ? "on" : *number == 2 ? "off" : std::to_string(*number)};
    case Form::NodeType:
        return {node_type(*number)};
    default:
        return {std::to_string(*number)};
    }
}

std::vector<std::string> texts_of_text(Form form, const RegistryValue& value) {
    const auto text = winsock::text_of(RegistryKey{{}, {value}, {}}, value.name);
    if (!text)
        return {described(value)};
    if (form == Form::Servers)
        return parts_of(*text);
    return text->empty() ? std::vector<std::string>{} : std::vector<std::string>{*text};
}

std::vector<std::string> texts_of_list(Form form, const RegistryValue& value) {
    if (value.type != reg_multi_sz)
        return {described(value)};
    std::vector<std::string> list = list_of(&value);
    if (form == Form::Allowed)
        return list == std::vector<std::string>{"0"} ? std::vector<std::string>{"all"}
               : list.empty()                        ? std::vector<std::string>{"none"}
                                                     : list;
    return list;
}

// A list of another type than lists have is shown as it is, never as empty.
std::vector<std::string> texts_of_pair(const Known& known, const RegistryValue* first, const RegistryValue* second) {
    std::vector<std::string> texts = pairs_of(first, second, known.form == Form::Masked ? " mask " : " metric ");
    for (const RegistryValue* value : {first, second})
        if (value != nullptr && value->type != reg_multi_sz)
            texts.push_back(described(*value));
    return texts;
}

std::vector<std::string> texts_of(const Known& known, const RegistryValue& value) {
    switch (known.form) {
    case Form::Text:
    case Form::Servers:
        return texts_of_text(known.form, value);
    case Form::List:
    case Form::Allowed:
        return texts_of_list(known.form, value);
    default:
        return texts_of_number(known.form, value);
    }
}

const RegistryValue* value_named(const SettingsKey& key, const char* name) {
    const auto found = std::find_if(key.values.begin(), key.values.end(),
                                    [&](const RegistryValue& value) { return winsock::same_text(value.name, name); });
    return found == key.values.end() ? nullptr : &*found;
}

bool is_named(const Known& known, const std::string& name) {
    return winsock::same_text(known.value, name) || (known.partner && winsock::same_text(known.partner, name));
}

Field field_of(const Known& known, const SettingsKey& key) {
    const RegistryValue* first = value_named(key, known.value);
    const RegistryValue* second = known.partner ? value_named(key, known.partner) : nullptr;
    Field field{known.name, known.label, {}, key.path, {}};
    for (const RegistryValue* value : {first, second})
        if (value != nullptr)
            field.raw.push_back(*value);
    if (known.partner)
        field.texts = texts_of_pair(known, first, second);
    else if (first != nullptr)
        field.texts = texts_of(known, *first);
    for (std::string& text : field.texts)
        text = winsock::printable(text, text_bytes_max);
    return field;
}

Field unknown_field(Place place, const SettingsKey& key, const RegistryValue& value) {
    const std::string name = winsock::printable(value.name, text_bytes_max);
    if (place == Place::Routes) // its name is the route: destination, mask, gateway, metric
        return {value.name, "Persistent route", {name}, key.path, {value}};
    return {value.name, name.empty() ? "Default value" : name, {described(value)}, key.path, {value}};
}

} // namespace

std::vector<Field> fields_of(const SettingsKey& key) {
    const std::optional<Placed> placed = place_of(key.path);
    std::vector<Field> fields;
    if (!placed)
        return fields;
    const Place place = placed->facts->place;
    for (const Known& known : known_values)
        if (known.place == place)
            if (Field field = field_of(known, key); !field.raw.empty())
                fields.push_back(std::move(field));
    for (const RegistryValue& value : key.values)
        if (std::none_of(std::begin(known_values), std::end(known_values),
                         [&](const Known& known) { return known.place == place && is_named(known, value.name); }))
            fields.push_back(unknown_field(place, key, value));
    return fields;
}

bool is_removable(const std::string& path, const std::string& name) {
    const std::optional<Placed> placed = place_of(path);
    if (!placed || !is_given_back(path))
        return false;
    return std::any_of(std::begin(known_values), std::end(known_values), [&](const Known& known) {
        return known.place == placed->facts->place && known.when_added == taken_out && is_named(known, name);
    });
}

bool is_compared_when_added(const std::string& path, const std::string& name) {
    const std::optional<Placed> placed = place_of(path);
    return placed && (placed->facts->place == Place::Routes || is_removable(path, name));
}

} // namespace netmend
