// Recording the settings, and the file that holds them.
#include <algorithm>

#include <gtest/gtest.h>

#include "statemachine/settings/comparing.hpp"
#include "statemachine/settings/settings.hpp"
#include "tests/simulated/registry.hpp"
#include "tests/unit/golden_text.hpp"
#include "tests/unit/settings_machine.hpp"

namespace netmend {
namespace {

using namespace testing;
using simulated::list;
using simulated::number;
using simulated::text;

Settings recorded(const simulated::Tree& tree) {
    simulated::Registry registry;
    registry.now = tree;
    const Result<Settings> settings = record_settings(registry);
    EXPECT_TRUE(settings) << (settings ? "" : settings.error().text);
    EXPECT_EQ(registry.writes, 0) << "recording changes nothing";
    return settings.value_or(Settings{});
}

std::string text_of(const Bytes& data) {
    return std::string(data.begin(), data.end());
}

Bytes bytes_of(const std::string& text) {
    return Bytes(text.begin(), text.end());
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

// A refusal, and its sentence.
std::string refusal_of(const std::string& text) {
    const Result<Settings> settings = decode_settings(bytes_of(text));
    EXPECT_FALSE(settings);
    return settings ? "" : settings.error().text;
}

TEST(RecordingSettings, KeepsConnectionsByTheirNamesAndOrder) {
    const Settings settings = recorded(two_cards());
    const ConnectionSettings* hand = connection_at(settings, by_hand);
    ASSERT_NE(hand, nullptr);
    EXPECT_EQ(hand->name, "Local Area Connection");
    EXPECT_EQ(hand->device, "PCI\\VEN_8086\\Local Area Connection");
    EXPECT_TRUE(hand->has_card);
    EXPECT_EQ(hand->keys.size(), 2u);
    const ConnectionSettings* gone = connection_at(settings, long_gone);
    ASSERT_NE(gone, nullptr);
    EXPECT_FALSE(gone->has_card);
}

TEST(RecordingSettings, LeavesOutWhatTheDhcpClientWritesAndWhatTheInstallerOwns) {
    const std::string record = text_of(encode_settings(recorded(two_cards())));
    for (const char* name : {"DhcpIPAddress", "DhcpNameServer", "\"T1\"", "LeaseObtainedTime",
                             "IPAutoconfigurationAddress", "Linkage", "LLInterface"})
        EXPECT_EQ(record.find(name), std::string::npos) << name;
    EXPECT_NE(record.find("TcpWindowSize"), std::string::npos) << "what nobody understands is kept";
}

TEST(RecordingSettings, CouldNotLookNamesTheKey) {
    for (const std::string& key : {interface_of(by_hand), netbios_of(by_dhcp), tcpip_parameters + "\\PersistentRoutes",
                                   network_connections + by_dhcp + "\\Connection"}) {
        simulated::Registry registry;
        registry.now = two_cards();
        registry.troubles = {{key, ErrorKind::AccessDenied}};
        const Result<Settings> settings = record_settings(registry);
        ASSERT_FALSE(settings) << key;
        EXPECT_EQ(settings.error().kind, ErrorKind::AccessDenied);
        EXPECT_NE(settings.error().text.find(key), std::string::npos) << settings.error().text;
    }
}

TEST(RecordingSettings, RefusesAValueThatNoRecordCanHold) {
    simulated::Tree tree = two_cards();
    tree.set(interface_of(by_hand), {"Huge", 3, Bytes((1u << 20) + 1)});
    simulated::Registry registry;
    registry.now = tree;
    const Result<Settings> settings = record_settings(registry);
    ASSERT_FALSE(settings);
    EXPECT_EQ(settings.error().kind, ErrorKind::TooLarge);
    EXPECT_NE(settings.error().text.find("Huge"), std::string::npos);
}

TEST(RecordingSettings, OfAMachineWithoutTcpipIsEmptyAndNoError) {
    EXPECT_EQ(recorded(simulated::Tree()), Settings{});
}

// A dial-up adapter has no key of its own: the one that stands for several names their interfaces.
TEST(RecordingSettings, KnowsAConnectionThatAnAdapterNames) {
    simulated::Tree tree = two_cards();
    tree.set(tcpip_parameters + "\\Adapters\\NdisWanIp",
             list("IpConfig", {"Tcpip\\Parameters\\Interfaces\\" + long_gone}));
    const Settings settings = recorded(tree);
    EXPECT_TRUE(connection_at(settings, long_gone)->has_card);
}

TEST(SettingsRecord, IsReadByAPersonAndComesBackEqual) {
    Settings settings = recorded(two_cards());
    settings.bindings = {{"ms_server\\ms_tcpip", true}, {"ms_msclient\\ms_tcpip", false}};
    const Bytes record = encode_settings(settings);
    const std::string text = text_of(record);
    for (const char* part : {"\"10.1.1.5\"", "\"Local Area Connection\"", "\"lab.example\"", "REG_MULTI_SZ"})
        EXPECT_NE(text.find(part), std::string::npos) << part;
    const Result<Settings> back = decode_settings(record);
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(*back, settings);
}

TEST(SettingsRecord, KeepsWhatIsNoCleanTextToTheByte) {
    const std::vector<RegistryValue> odd{
        {"no NUL", 1, {'a', 0}},
        {"odd size", 1, {'a', 0, 0}},
        {"two ends", 1, {'a', 0, 0, 0, 0, 0}},
        {"half a pair", 1, {0, 0xD8, 0, 0}},
        {"short number", 4, {1, 2}},
        {"empty list", 7, {0, 0}},
        {"no list", 7, {}},
        {"doubly ended", 7, {0, 0, 0, 0}},
        {"hole", 7, {'a', 0, 0, 0, 0, 0, 'b', 0, 0, 0, 0, 0}},
        {"", 1, {0, 0}},
        {"\xED\xA0\x80", 3, {}},
        {"unknown", 0xFFFF0011, {9}},
        {"quote\"\n", 11, Bytes(8, 0xFF)},
    };
    Settings settings;
    settings.machine = {{tcpip_parameters, {1, 2, 3}, odd}};
    settings.connections = {{"\xED\xBF\xBF", "na\xED\xA0\x80me", "\xFF", true, {}}};
    settings.bindings = {{"\xC3", false}};
    const Result<Settings> back = decode_settings(encode_settings(settings));
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(*back, settings);
}

TEST(SettingsRecord, ThatWasEditedIsRefusedByTheNameOfTheValue) {
    const std::string record = text_of(encode_settings(recorded(two_cards())));
    const auto names = [](const std::string& refusal, const std::string& name) {
        EXPECT_NE(refusal.find(name), std::string::npos) << refusal;
    };
    names(refusal_of(replaced(record, "192.168.7.21", "192.168.7.22")), "\"IPAddress\"");
    names(refusal_of(replaced(record, "\"number\": 10", "\"number\": 11")), "\"InterfaceMetric\"");
    names(refusal_of(replaced(record, "\"number\": 10", "\"number\": -1")), "\"InterfaceMetric\"");
    names(refusal_of(replaced(record, "\"number\": 10", "\"number\": 4294967296")), "\"InterfaceMetric\"");
    names(refusal_of(replaced(record, "REG_DWORD", "REG_WHAT")), "\"type\"");
    names(refusal_of(replaced(record, "\"Local Area Connection\"", "\"Another\"")), "\"Another\"");
    names(refusal_of(replaced(record, "\"010203\"", "\"01020\"")), "\"TcpWindowSize\"");
    names(refusal_of(replaced(record, "\"NameServerList\"", "\"NameServerLost\"")), "\"NameServerLost\"");
    names(refusal_of(replaced(record, "netmend network settings", "shopping list")), "\"format\"");
    names(refusal_of(replaced(record, "\"connections\"", "\"connection\"")), "\"connections\"");
    names(refusal_of(replaced(record, "\"digest\": \"", "\"digest\": \"0")), "\"digest\"");
}

TEST(SettingsRecord, FromWhichAValueWasTakenIsRefusedByTheNameOfTheKey) {
    const std::string record = text_of(encode_settings(recorded(two_cards())));
    const std::size_t begin = record.rfind('{', record.find("\"InterfaceMetric\""));
    const std::size_t end = record.find('{', begin + 1);
    const std::string without = record.substr(0, begin) + record.substr(end);
    EXPECT_NE(refusal_of(without).find(by_hand), std::string::npos) << refusal_of(without);
}

TEST(SettingsRecord, InWhichSomethingStandsTwiceIsRefused) {
    const Settings good = recorded(two_cards());
    Settings twice = good;
    twice.machine.front().values.push_back(number("HOSTNAME", 1));
    EXPECT_NE(refusal_of(text_of(encode_settings(twice))).find("\"HOSTNAME\""), std::string::npos);
    twice = good;
    twice.machine.push_back(twice.machine.front());
    EXPECT_NE(refusal_of(text_of(encode_settings(twice))).find("twice"), std::string::npos);
    twice = good;
    twice.connections.push_back(twice.connections.front());
    EXPECT_NE(refusal_of(text_of(encode_settings(twice))).find("Wireless"), std::string::npos);
}

TEST(SettingsRecord, ThatWasCutOffAnywhereIsRefusedAndSaysWhere) {
    const std::string record = text_of(encode_settings(recorded(two_cards())));
    const std::size_t inside = record.find("192.168.7.21");
    EXPECT_NE(refusal_of(record.substr(0, inside)).find("\"IPAddress\""), std::string::npos)
        << refusal_of(record.substr(0, inside));
    for (std::size_t size = 0; size + 2 < record.size(); size += 53) {
        const Result<Settings> settings = decode_settings(bytes_of(record.substr(0, size)));
        ASSERT_FALSE(settings) << size;
        EXPECT_EQ(settings.error().kind, ErrorKind::Corrupt);
    }
}

TEST(SettingsRecord, OfAnotherKindIsRefused) {
    EXPECT_EQ(decode_settings(Bytes((16u << 20) + 1)).error().kind, ErrorKind::TooLarge);
    for (const char* text : {"", "null", "[]", "{}", "7", "\"x\"", "{\"version\":\"1\"}"})
        EXPECT_EQ(decode_settings(bytes_of(text)).error().kind, ErrorKind::Corrupt) << text;
    EXPECT_EQ(decode_settings(bytes_of("{\"version\":2}")).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(decode_settings(Bytes(1u << 20, '[')).error().kind, ErrorKind::Corrupt) << "deep, and no crash";
}

// The names in a record are data: later netmends must read what this one wrote.
TEST(SettingsRecord, IsAsTheGoldenOne) {
    Settings settings = recorded(two_cards());
    settings.bindings = {{"ms_server\\ms_netbt\\ms_tcpip", true}, {"ms_msclient\\ms_tcpip", false}};
    const std::string golden = expect_golden("settings-1.json", text_of(encode_settings(settings)));
    const Result<Settings> back = decode_settings(bytes_of(golden));
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(*back, settings);
}

TEST(SettingsLines, TellEachConnectionByItsName) {
    const std::vector<std::string> lines = lines_of(recorded(two_cards()));
    const auto has = [&](const std::string& line) {
        EXPECT_NE(std::find(lines.begin(), lines.end(), line), lines.end()) << line;
    };
    has("This computer");
    has("  Host name: m57-pat");
    has("  TCP/IP filtering: on");
    has("  Persistent route: 10.0.0.0,255.0.0.0,192.168.7.9,1");
    has("Local Area Connection " + by_hand);
    has("  DHCP: off");
    has("  IP addresses: 192.168.7.20 mask 255.255.255.0, 192.168.7.21 mask 255.255.255.0, 10.1.1.5 mask 255.0.0.0");
    has("  Gateways: 192.168.7.1 metric 1, 192.168.7.2 metric 20");
    has("  DNS servers: 192.168.7.2, 192.168.7.3");
    has("  TCP ports let through: 80, 443");
    has("  UDP ports let through: all");
    has("  WINS servers: 192.168.7.4, 192.168.7.5");
    has("  NetBIOS over TCP/IP: on");
    has("  TcpWindowSize: type 11, 3 bytes: 010203");
    has("Wireless " + by_dhcp);
    has("  Its network card was not there.");
    for (const std::string& line : lines)
        EXPECT_EQ(line.find("0.0.0.0 mask 0.0.0.0"), std::string::npos)
            << "an address that comes by DHCP is none: " << line;
}

TEST(SettingsLines, TellListsThatDoNotFitTogetherAsTheyAre) {
    simulated::Tree tree = two_cards();
    tree.set(interface_of(by_hand), list("SubnetMask", {"255.255.255.0"}));
    tree.set(interface_of(by_hand), number("DefaultGateway", 7));
    std::string all;
    for (const std::string& line : lines_of(recorded(tree)))
        all += line + "\n";
    EXPECT_NE(all.find("192.168.7.20 mask 255.255.255.0, 192.168.7.21, 10.1.1.5"), std::string::npos) << all;
    EXPECT_NE(all.find("nothing metric 1, nothing metric 20, 7"), std::string::npos) << all;
}

} // namespace
} // namespace netmend
