// Settings as people read them: every kind of value, every difference, and what giving back says that it did.
#include <gtest/gtest.h>

#include "statemachine/settings/comparing.hpp"
#include "statemachine/settings/fields.hpp"
#include "statemachine/settings/giving_back.hpp"
#include "statemachine/settings/places.hpp"
#include "statemachine/settings/value_text.hpp"
#include "tests/simulated/generated_network.hpp"
#include "tests/simulated/registry.hpp"
#include "tests/unit/settings_machine.hpp"

namespace netmend {
namespace {

using namespace testing;
using simulated::binary;
using simulated::list;
using simulated::number;
using simulated::text;
using Sentences = std::vector<std::string>;

const std::string routes = tcpip_parameters + "\\PersistentRoutes";
const std::string hand = "Local Area Connection";

Settings recorded(const simulated::Tree& tree) {
    simulated::Registry registry;
    registry.now = tree;
    return *record_settings(registry);
}

TEST(DescribedValues, AreExactWhereTheyCanBe) {
    const std::pair<RegistryValue, const char*> values[] = {
        {number("", 0xFFFFFFFF), "4294967295"},
        {text("", "a \"b\""), "\"a \"b\"\""},
        {text("", ""), "\"\""},
        {{"", 2, {'a', 0}}, "\"a\""},
        {{"", 1, {'a', 0, 0}}, "REG_SZ, 3 bytes: 610000"},
        {list("", {"a", "b"}), "\"a\", \"b\""},
        {list("", {}), "an empty list"},
        {{"", 7, {'a'}}, "REG_MULTI_SZ, 1 byte: 61"},
        {{"", 4, {1, 2, 3}}, "REG_DWORD, 3 bytes: 010203"},
        {{"", 3, {}}, "REG_BINARY, 0 bytes"},
        {{"", 0, {0xAB}}, "REG_NONE, 1 byte: ab"},
        {{"", 11, {1, 0x2F}}, "type 11, 2 bytes: 012f"},
        {binary("", Bytes(32, 0x11)),
         "REG_BINARY, 32 bytes: 1111111111111111111111111111111111111111111111111111111111111111"},
        {binary("", Bytes(33, 0x11)),
         "REG_BINARY, 33 bytes: 1111111111111111111111111111111111111111111111111111111111111111..."},
    };
    for (const auto& [value, said] : values)
        EXPECT_EQ(described(value), said);
    EXPECT_EQ(described(text("", std::string(500, 'x'))).size(), 2u + 397 + 3);
}

TEST(DescribedValues, KnowTheirTypesByName) {
    const std::pair<std::uint32_t, const char*> types[] = {{0, "REG_NONE"},   {1, "REG_SZ"},    {2, "REG_EXPAND_SZ"},
                                                           {3, "REG_BINARY"}, {4, "REG_DWORD"}, {7, "REG_MULTI_SZ"}};
    for (const auto& [type, name] : types) {
        EXPECT_EQ(type_name(type), name);
        EXPECT_EQ(type_named(name), type);
    }
    EXPECT_EQ(type_name(5), "");
    EXPECT_FALSE(type_named("REG_QWORD"));
    EXPECT_EQ(from_hex("0aF9"), (Bytes{0x0A, 0xF9}));
    for (const char* bad : {"0", "0g", "g0", "000"})
        EXPECT_FALSE(from_hex(bad)) << bad;
    for (const char* good : {"", "abc", "\xC3\xA4", "\xED\x9F\xBF", "\xF0\x9F\x98\x80"})
        EXPECT_TRUE(is_utf8(good)) << good;
    for (const char* bad : {"\xED\xA0\x80", "a\xED\xBF\xBFz", "\xFF", "\xC3"})
        EXPECT_FALSE(is_utf8(bad)) << bad;
    EXPECT_FALSE(is_utf8(std::string_view("a\0b", 3)));
}

// Texts of the one field that this value makes.
std::string shown(const std::string& key, const std::vector<RegistryValue>& values) {
    const std::vector<Field> fields = fields_of({key, {}, values});
    if (fields.size() != 1)
        return std::to_string(fields.size()) + " fields";
    std::string out = fields[0].name + " (" + fields[0].label + ")";
    for (const std::string& one : fields[0].texts)
        out += " [" + one + "]";
    EXPECT_EQ(fields[0].raw, values);
    EXPECT_EQ(fields[0].key, key);
    return out;
}

TEST(Fields, SpeakAsPeopleDo) {
    const std::string one = interface_of(by_hand), net = netbios_of(by_hand);
    const std::tuple<std::string, RegistryValue, const char*> cases[] = {
        {tcpip_parameters, text("HOSTNAME", "pc"), "host-name (Host name) [pc]"},
        {tcpip_parameters, text("Hostname", ""), "host-name (Host name)"},
        {tcpip_parameters, number("Hostname", 5), "host-name (Host name) [5]"},
        {tcpip_parameters, text("NameServer", " 1.1.1.1, 2.2.2.2\t3.3.3.3 ,"),
         "dns (DNS servers) [1.1.1.1] [2.2.2.2] [3.3.3.3]"},
        {tcpip_parameters, list("NameServer", {"1.1.1.1"}), "dns (DNS servers) [\"1.1.1.1\"]"},
        {tcpip_parameters, number("IPEnableRouter", 0), "router (Routing) [off]"},
        {tcpip_parameters, number("IPEnableRouter", 7), "router (Routing) [on]"},
        {tcpip_parameters, text("IPEnableRouter", "1"), "router (Routing) [\"1\"]"},
        {tcpip_parameters, number("DisableDynamicUpdate", 1), "registration (DNS registration) [off]"},
        {tcpip_parameters, number("DisableDynamicUpdate", 0), "registration (DNS registration) [on]"},
        {tcpip_parameters, number("Nobodys", 3), "Nobodys (Nobodys) [3]"},
        {tcpip_parameters, number("", 3), " (Default value) [3]"},
        {routes, text("1.0.0.0,255.0.0.0,2.2.2.2,1", ""),
         "1.0.0.0,255.0.0.0,2.2.2.2,1 (Persistent route) [1.0.0.0,255.0.0.0,2.2.2.2,1]"},
        {netbt_parameters, number("NodeType", 1), "node-type (NetBIOS node type) [broadcast]"},
        {netbt_parameters, number("NodeType", 2), "node-type (NetBIOS node type) [point to point]"},
        {netbt_parameters, number("NodeType", 4), "node-type (NetBIOS node type) [mixed]"},
        {netbt_parameters, number("NodeType", 8), "node-type (NetBIOS node type) [hybrid]"},
        {netbt_parameters, number("NodeType", 3), "node-type (NetBIOS node type) [3]"},
        {net, number("NetbiosOptions", 0), "netbios (NetBIOS over TCP/IP) [as DHCP says]"},
        {net, number("NetbiosOptions", 1), "netbios (NetBIOS over TCP/IP) [on]"},
        {net, number("NetbiosOptions", 2), "netbios (NetBIOS over TCP/IP) [off]"},
        {net, number("NetbiosOptions", 3), "netbios (NetBIOS over TCP/IP) [3]"},
        {net, list("NameServerList", {"1.1.1.1", "2.2.2.2"}), "wins (WINS servers) [1.1.1.1] [2.2.2.2]"},
        {net, list("NameServerList", {}), "wins (WINS servers)"},
        {net, text("NameServerList", "x"), "wins (WINS servers) [\"x\"]"},
        {one, list("TCPAllowedPorts", {"0"}), "tcp-ports (TCP ports let through) [all]"},
        {one, list("TCPAllowedPorts", {}), "tcp-ports (TCP ports let through) [none]"},
        {one, list("TCPAllowedPorts", {"80", "0"}), "tcp-ports (TCP ports let through) [80] [0]"},
        {one, number("InterfaceMetric", 10), "interface-metric (Interface metric) [10]"},
        {one, list("IPAddress", {"1.1.1.1", "0.0.0.0"}), "addresses (IP addresses) [1.1.1.1]"},
        {one, list("SubnetMask", {"255.0.0.0"}), "addresses (IP addresses) [nothing mask 255.0.0.0]"},
        {one, text("IPAddress", "1.1.1.1"), "addresses (IP addresses) [\"1.1.1.1\"]"},
        {one, text("Domain", std::string(300, 'd')), nullptr},
    };
    for (const auto& [key, value, said] : cases)
        if (said)
            EXPECT_EQ(shown(key, {value}), said);
        else
            EXPECT_LT(shown(key, {value}).size(), 250u) << "bounded";
    EXPECT_EQ(shown(one, {list("IPAddress", {"0.0.0.0", "1.1.1.1", "0.0.0.0"}),
                          list("SubnetMask", {"0.0.0.0", "255.0.0.0", "255.255.0.0"})}),
              "addresses (IP addresses) [1.1.1.1 mask 255.0.0.0] [0.0.0.0 mask 255.255.0.0]");
    EXPECT_EQ(shown(one, {list("DefaultGateway", {"1.1.1.1", "2.2.2.2"}), list("DefaultGatewayMetric", {"5"})}),
              "gateways (Gateways) [1.1.1.1 metric 5] [2.2.2.2]");
    EXPECT_EQ(shown(all_services + "Other", {number("a", 1)}), "0 fields");
    EXPECT_EQ(shown("Tcpip", {number("a", 1)}), "0 fields");
}

TEST(Fields, AreTakenOutOnlyWhereAPersonSetsThem) {
    EXPECT_TRUE(is_removable(interface_of(by_hand), "subnetmask"));
    EXPECT_TRUE(is_removable(tcpip_parameters, "SearchList"));
    EXPECT_FALSE(is_removable(tcpip_parameters, "Hostname"));
    EXPECT_FALSE(is_removable(interface_of(by_hand), "EnableDHCP"));
    EXPECT_FALSE(is_removable(tcpip_parameters, "IPAddress")) << "of another place";
    EXPECT_FALSE(is_removable(routes, "1.0.0.0,255.0.0.0,2.2.2.2,1"));
    EXPECT_FALSE(is_removable("Nowhere", "SearchList"));
    EXPECT_TRUE(is_compared_when_added(routes, "1.0.0.0,255.0.0.0,2.2.2.2,1"));
    EXPECT_TRUE(is_compared_when_added(tcpip_parameters, "SearchList"));
    EXPECT_FALSE(is_compared_when_added(tcpip_parameters, "Hostname"));
    EXPECT_FALSE(is_compared_when_added("Nowhere", "SearchList"));
}

TEST(Places, KnowWhatIsASetting) {
    const std::string order = all_services + "Tcpip\\ServiceProvider",
                      policy = "SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local";
    EXPECT_TRUE(is_setting(order, "DnsPriority"));
    EXPECT_FALSE(is_setting(order, "ProviderPath"));
    EXPECT_TRUE(is_setting(policy, "activepolicy"));
    EXPECT_FALSE(is_setting(policy, "Other"));
    EXPECT_FALSE(is_given_back(policy));
    EXPECT_TRUE(is_given_back(order));
    EXPECT_FALSE(is_setting(all_services + "Other", "Hostname"));
    EXPECT_FALSE(is_setting("Tcpip", "Hostname"));
    EXPECT_FALSE(is_given_back("Tcpip"));
    EXPECT_EQ(place_of(interface_of("x" + by_hand))->connection, by_hand);
    EXPECT_EQ(place_of(interface_of("Other"))->connection, "Other");
    EXPECT_EQ(place_of(tcpip_parameters)->connection, "");
    EXPECT_EQ(connection_of("Tcpip_" + by_hand), by_hand);
    EXPECT_EQ(connection_of("a{b"), "a{b");
    EXPECT_EQ(connection_of("a}"), "a}");
}

TEST(Lines, ShowWhatIsSetUnderItsConnection) {
    Settings settings;
    settings.machine = {{tcpip_parameters, {}, {text("Hostname", "pc"), text("Domain", ""), number("Odd", 1)}}};
    settings.connections = {{"{1}", "LAN", "PCI\\1", true, {{interface_of("{1}"), {}, {number("EnableDHCP", 1)}}}},
                            {"{2}", "", "", false, {}}};
    const Sentences without{
        "This computer",          "  Host name: pc", "  Odd: 1", "LAN {1}",
        "  Network card: PCI\\1", "  DHCP: on",      "{2}",      "  Its network card was not there."};
    EXPECT_EQ(lines_of(settings), without);
    settings.bindings = {{"ms_server", true}, {"ms_client", false}};
    Sentences with = without;
    with.insert(with.end(), {"Bindings of TCP/IP", "  ms_server", "  ms_client (switched off)"});
    EXPECT_EQ(lines_of(settings), with);
}

// What is said where one thing changed since the settings were recorded.
struct Change {
    std::function<void(simulated::Tree&)> make;
    Sentences said;
};

TEST(Differences, AreSaidInFullSentences) {
    const std::string key = interface_of(by_hand), dhcp = interface_of(by_dhcp),
                      fresh = "{11111111-2222-4333-8444-555555555555}";
    const Change changes[] = {
        {[](auto&) {}, {}},
        {[&](auto& t) { t.set(key, number("InterfaceMetric", 11)); },
         {hand + ", Interface metric: before 10; now 11."}},
        {[&](auto& t) { t.erase_value(key, "InterfaceMetric"); },
         {hand + ", Interface metric: before 10; now the value is missing."}},
        {[&](auto& t) { t.set(key, number("MTU", 9)); }, {hand + ", Largest packet: before nothing; now 9."}},
        {[&](auto& t) { t.set(key, number("SomethingElse", 9)); }, {}},
        {[&](auto& t) { t.set(key, text("Domain", "")); }, {hand + ", DNS suffix: before lab.example; now nothing."}},
        {[&](auto& t) { t.set(key, simulated::expandable("Domain", "lab.example")); },
         {hand + ", DNS suffix: lab.example as before, but stored in another way in \"Domain\" of " + key + "."}},
        {[&](auto& t) {
             t.set(key, {"DefaultGateway", 7, [] {
                             Bytes data = list("", {"192.168.7.1", "192.168.7.2"}).data;
                             data.push_back(0);
                             return data;
                         }()});
         },
         {hand +
          ", Gateways: 192.168.7.1 metric 1, 192.168.7.2 metric 20 as before, but stored in another way in "
          "\"DefaultGateway\", \"DefaultGatewayMetric\" of " +
          key + "."}},
        {[&](auto& t) { t.erase_tree(netbios_of(by_dhcp)); },
         {"Wireless: the key " + netbios_of(by_dhcp) +
          " is missing, and with it WINS servers nothing; NetBIOS over TCP/IP as DHCP says."}},
        {[](auto& t) { t.erase_tree(routes); },
         {"This computer: the key " + routes +
          " is missing, and with it Persistent route 10.0.0.0,255.0.0.0,192.168.7.9,1; Persistent route "
          "172.16.0.0,255.240.0.0,192.168.7.8,5."}},
        {[&](auto& t) {
             t.create(key, Bytes{1, 2, 3});
         },
         {hand + ": the permissions of " + key + " are others."}},
        {[&](auto& t) {
             t.set(all_services + "Tcpip6\\Parameters", number("DisabledComponents", 255));
             t.set(all_services + "Tcpip6\\Parameters", number("Other", 255));
         },
         {}},
        {[&](auto& t) { t.erase_tree(network_connections + by_dhcp); },
         {"The network card of \"Wireless\" (" + by_dhcp +
          ") is not there any more; its settings stay in the record."}},
        {[&](auto& t) { add_card(t, fresh, "USB"); },
         {"\"USB\" (" + fresh +
          ") is a network card that was not there when the settings were recorded; it was given none of them."}},
        {[&](auto& t) { t.set(network_connections + fresh + "\\Connection", text("Name", "Only a name")); },
         {"\"Only a name\" (" + fresh +
          ") is a network card that was not there when the settings were recorded; it was given none of them."}},
        {[&](auto& t) { t.create(network_connections + fresh + "\\Connection"); }, {}},
        {[&](auto& t) { t.erase_tree(interface_of(long_gone)); }, {}},
        {[&](auto& t) { t.set(dhcp, text("DhcpIPAddress", "1.2.3.4")); }, {}},
    };
    const simulated::Tree before = two_cards();
    for (const Change& change : changes) {
        simulated::Tree after = before;
        change.make(after);
        EXPECT_EQ(setting_differences(recorded(before), recorded(after)), change.said) << &change - changes;
    }
}

TEST(Differences, OfBindingsAreSaidOneByOne) {
    using Bindings = std::vector<BindingPath>;
    const Bindings before{{"a", true}, {"b", false}, {"c", true}};
    const std::pair<Bindings, Sentences> cases[] = {
        {before, {}},
        {{{"b", false}, {"a", true}, {"c", true}}, {"The bindings of TCP/IP are in another order."}},
        {{{"a", false}, {"b", true}, {"c", true}}, {"The binding a is switched off.", "The binding b is switched on."}},
        {{{"c", true}, {"a", true}}, {"The binding b is missing."}},
        {{{"d", true}, {"a", true}, {"b", false}, {"c", true}}, {"The binding d was added."}},
        {{}, {"The binding a is missing.", "The binding b is missing.", "The binding c is missing."}},
    };
    for (const auto& [now, said] : cases) {
        Settings was, is;
        was.bindings = before;
        is.bindings = now;
        EXPECT_EQ(setting_differences(was, is), said);
    }
}

} // namespace
} // namespace netmend
