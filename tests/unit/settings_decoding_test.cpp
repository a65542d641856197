// A record of the settings in which one field is not what it should be: the sentence names exactly that field.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "statemachine/settings/settings.hpp"
#include "tests/simulated/registry.hpp"
#include "tests/unit/settings_machine.hpp"

namespace netmend {
namespace {

using namespace testing;
using Json = nlohmann::ordered_json;

const std::string damaged = "The record of the network settings is damaged: ";
const std::string parameters = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";
const std::string by_hand_key = parameters + "\\Interfaces\\" + by_hand;

std::string record() {
    simulated::Registry registry;
    registry.now = two_cards();
    Settings settings = *record_settings(registry);
    settings.bindings = {{"ms_server\\ms_tcpip", true}, {"ms_msclient\\ms_tcpip", false}};
    const Bytes data = encode_settings(settings);
    return std::string(data.begin(), data.end());
}

std::string refusal_of(const std::string& text) {
    const Result<Settings> settings = decode_settings(Bytes(text.begin(), text.end()));
    if (settings)
        return "none";
    EXPECT_EQ(settings.error().kind, ErrorKind::Corrupt);
    return settings.error().text.substr(std::min(damaged.size(), settings.error().text.size()));
}

std::string not_right(const char* field, const std::string& where) {
    return "the field \"" + std::string(field) + "\" of " + where + " is not what it should be.";
}

// The value with that name, wherever it stands.
Json* value_named(Json& keys, const std::string& name) {
    for (Json& key : keys)
        for (Json& value : key["values"])
            if (value["name"] == name)
                return &value;
    return nullptr;
}

struct Slip {
    std::function<Json*(Json&)> where;
    const char* field;
    std::vector<Json> wrong;
    std::string owner; // as the sentence names it
};

std::vector<Slip> slips() {
    const auto whole = [](Json& all) { return &all; };
    const auto key = [](Json& all) { return &all["machine"][0]; };
    const auto hand = [](Json& all) { return &all["connections"][1]; };
    const auto binding = [](Json& all) { return &all["bindings"][1]; };
    const auto value = [](const char* name) {
        return [name](Json& all) { return value_named(all["connections"][1]["keys"], name); };
    };
    const auto of_value = [](const char* name) { return "the value \"" + std::string(name) + "\" of " + by_hand_key; };
    const Json object = Json::object(), list = Json::array(), text = "text", number = 5, truth = true, none;
    return {
        {whole, "version", {text, list, none, truth, -1, 0x100000000, 1.5}, "the record"},
        {whole, "format", {number, list, text, none}, "the record"},
        {whole, "machine", {object, text, number, none}, "the record"},
        {whole, "connections", {object, text, number, none}, "the record"},
        {whole, "bindings", {object, text, number, none}, "the record"},
        {whole, "digest", {object, number, none}, "the record"},
        {key, "key", {number, list, none}, "a key"},
        {key, "descriptor", {number, text, "0", "0g", none}, "the key " + parameters},
        {key, "values", {number, text, object, none}, "the key " + parameters},
        {key, "check", {number, none}, "the key " + parameters},
        {value("EnableDHCP"), "name", {number, list, none}, "a value of " + by_hand_key},
        {value("EnableDHCP"), "type", {"REG_WHAT", -1, 0x100000000, list, none}, of_value("EnableDHCP")},
        {value("EnableDHCP"), "number", {text, -1, 0x100000000, list, none}, of_value("EnableDHCP")},
        {value("EnableDHCP"), "check", {number, none}, of_value("EnableDHCP")},
        {value("Domain"), "text", {number, list, none}, of_value("Domain")},
        {value("IPAddress"),
         "list",
         {number, text, object, Json::array({"10.0.0.1", 5}), Json::array({none}), Json::array({list})},
         of_value("IPAddress")},
        {value("TcpWindowSize"), "hex", {number, "01020", "0x0102", "  ", none}, of_value("TcpWindowSize")},
        {hand, "name", {number, list, none}, "a connection"},
        {hand, "id", {number, list, none}, "the connection \"Local Area Connection\""},
        {hand, "device", {number, list, none}, "the connection \"Local Area Connection\""},
        {hand, "card", {number, text, none}, "the connection \"Local Area Connection\""},
        {hand, "keys", {number, text, object, none}, "the connection \"Local Area Connection\""},
        {hand, "check", {number, none}, "the connection \"Local Area Connection\""},
        {binding, "binding", {number, list, none}, "a binding"},
        {binding, "enabled", {number, text, none}, "the binding ms_msclient\\ms_tcpip"},
        {binding, "check", {number, none}, "the binding ms_msclient\\ms_tcpip"},
    };
}

TEST(SettingsRecord, NamesTheFieldThatIsNotWhatItShouldBe) {
    const Json good = Json::parse(record());
    ASSERT_EQ(refusal_of(good.dump()), "none");
    for (const Slip& slip : slips())
        for (const Json& wrong : slip.wrong) {
            Json changed = good;
            Json* at = slip.where(changed);
            ASSERT_NE(at, nullptr) << slip.field;
            (*at)[slip.field] = wrong;
            EXPECT_EQ(refusal_of(changed.dump()), not_right(slip.field, slip.owner)) << wrong;
        }
}

TEST(SettingsRecord, NamesTheFieldThatIsMissing) {
    const Json good = Json::parse(record());
    for (const Slip& slip : slips()) {
        Json changed = good;
        slip.where(changed)->erase(slip.field);
        const std::string field = slip.field;
        const std::string named = field == "list" || field == "text" || field == "number" ? "hex" : field;
        EXPECT_EQ(refusal_of(changed.dump()), "the field \"" + named + "\" of " + slip.owner + " is missing.");
    }
}

TEST(SettingsRecord, NamesWhatIsNotAsItWasRecorded) {
    const Json good = Json::parse(record());
    for (const Slip& slip : slips())
        if (std::string(slip.field) == "check") {
            Json changed = good;
            (*slip.where(changed))["check"] = "00000000";
            EXPECT_EQ(refusal_of(changed.dump()), slip.owner + " is not as it was recorded.");
        }
    Json changed = good;
    changed["bindings"][0]["enabled"] = false;
    EXPECT_EQ(refusal_of(changed.dump()), "the binding ms_server\\ms_tcpip is not as it was recorded.");
    changed = good;
    changed["connections"][1]["card"] = false;
    EXPECT_EQ(refusal_of(changed.dump()), "the connection \"Local Area Connection\" is not as it was recorded.");
    changed = good;
    changed["machine"][0]["descriptor"] = "00";
    EXPECT_EQ(refusal_of(changed.dump()), "the key " + parameters + " is not as it was recorded.");
    changed = good;
    (*value_named(changed["machine"], "Hostname"))["type"] = "REG_EXPAND_SZ";
    EXPECT_EQ(refusal_of(changed.dump()), "the value \"Hostname\" of " + parameters + " is not as it was recorded.");
}

TEST(SettingsRecord, FromWhichAWholePartWasTakenDoesNotFit) {
    const std::string refusal =
        "the field \"digest\" does not fit: a key, a connection or a binding was added or taken out.";
    const Json good = Json::parse(record());
    for (const char* part : {"machine", "connections", "bindings"}) {
        Json fewer = good, turned = good;
        fewer[part].erase(0);
        EXPECT_EQ(refusal_of(fewer.dump()), refusal) << part;
        std::swap(turned[part][0], turned[part][1]);
        EXPECT_EQ(refusal_of(turned.dump()), refusal) << part;
    }
    Json other = good;
    other["digest"] = "";
    EXPECT_EQ(refusal_of(other.dump()), refusal);
}

TEST(SettingsRecord, WhosePartsAreNoObjectsIsRefused) {
    const Json good = Json::parse(record());
    const std::pair<const char*, const char*> parts[] = {
        {"machine", "a key"}, {"connections", "a connection"}, {"bindings", "a binding"}};
    for (const auto& [part, where] : parts)
        for (const Json& wrong : {Json(5), Json("text"), Json::array(), Json()}) {
            Json changed = good;
            changed[part][0] = wrong;
            EXPECT_EQ(refusal_of(changed.dump()), std::string(where) + " is not what it should be.") << wrong;
        }
    Json changed = good;
    changed["machine"][0]["values"][0] = 5;
    EXPECT_EQ(refusal_of(changed.dump()), "a value of " + parameters + " is not what it should be.");
    for (const char* text : {"[]", "5", "\"x\"", "null"})
        EXPECT_EQ(refusal_of(text), "the record is not what it should be.") << text;
}

TEST(SettingsRecord, WithHexadecimalTextThatIsNoneIsRefused) {
    Json changed = Json::parse(record());
    changed["machine"][0].erase("key");
    changed["machine"][0]["key_hex"] = "0g";
    EXPECT_EQ(refusal_of(changed.dump()), not_right("key_hex", "a key"));
    changed["machine"][0]["key_hex"] = 5;
    EXPECT_EQ(refusal_of(changed.dump()), not_right("key_hex", "a key"));
}

TEST(SettingsRecord, InWhichSomethingStandsTwiceSaysWhat) {
    Json good = Json::parse(record()), twice = good;
    Json again = twice["machine"][0]["values"][0];
    twice["machine"][0]["values"].push_back(again);
    EXPECT_EQ(refusal_of(twice.dump()), "the value \"" + again["name"].get<std::string>() + "\" of the key " +
                                            parameters + " stands there twice.");
    twice = good;
    twice["machine"].push_back(twice["machine"][0]);
    EXPECT_EQ(refusal_of(twice.dump()), "the key " + parameters + " stands there twice.");
    twice = good;
    twice["connections"].push_back(twice["connections"][1]);
    EXPECT_EQ(refusal_of(twice.dump()), "the connection \"Local Area Connection\" stands there twice.");
}

TEST(SettingsRecord, KeepsListsToTheByte) {
    Settings settings;
    settings.machine = {{parameters,
                         {},
                         {{"half a pair", 7, {'a', 0, 0, 0, 0, 0xD8, 0, 0, 0, 0}},
                          {"clean", 7, {'a', 0, 0, 0, 'b', 0, 0, 0, 0, 0}},
                          {"without its end", 7, {'a', 0, 0, 0}},
                          {"half a character", 7, {'a', 0, 0, 0, 0, 0, 0}}}}};
    const Result<Settings> back = decode_settings(encode_settings(settings));
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(*back, settings);
}

TEST(SettingsRecord, ThatWasCutOffSaysBehindWhat) {
    const std::string text = record();
    const auto cut_at = [&](const std::string& part) { return refusal_of(text.substr(0, text.find(part))); };
    EXPECT_EQ(cut_at("\"machine\""), "it is cut off or edited before its first key.");
    const std::string first_key = Json(parameters).dump(); // with its quotes, as it stands in the record
    EXPECT_EQ(cut_at("\"descriptor\""), "it is cut off or edited at or after the key " + first_key + ".");
    EXPECT_EQ(cut_at("192.168.7.21"), "it is cut off or edited at or after the value or connection \"IPAddress\".");
    EXPECT_EQ(cut_at("\"digest\""), "it is cut off or edited at or after the binding \"ms_msclient\\\\ms_tcpip\".");
    EXPECT_EQ(refusal_of(""), "it is cut off or edited before its first key.");
    std::string far = text.substr(0, text.find("\"connections\"")) + std::string(100'000, ' ');
    EXPECT_EQ(refusal_of(far), "it is cut off or edited before its first key.")
        << "what is far behind is not the place";
}

} // namespace
} // namespace netmend
