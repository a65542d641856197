// What recording and giving back settings say that they did, and what they say where something refuses.
#include <gtest/gtest.h>

#include "statemachine/settings/giving_back.hpp"
#include "tests/simulated/generated_network.hpp"
#include "tests/simulated/registry.hpp"
#include "tests/unit/settings_machine.hpp"

namespace netmend {
namespace {

using namespace testing;
using simulated::number;
using Sentences = std::vector<std::string>;

Error error_of(const simulated::Tree& tree, std::vector<simulated::Trouble> troubles) {
    simulated::Registry registry;
    registry.now = tree;
    registry.troubles = std::move(troubles);
    const Result<Settings> settings = record_settings(registry);
    return settings ? Error{} : settings.error();
}

TEST(RecordingSettings, NamesEveryKeyThatItCouldNotRead) {
    simulated::Tree tree = two_cards();
    for (const std::string& key :
         {network_connections.substr(0, network_connections.size() - 1), network_connections + by_hand + "\\Connection",
          tcpip_parameters + "\\Adapters", tcpip_parameters + "\\Adapters\\" + by_hand,
          tcpip_parameters + "\\Interfaces", interface_of(by_hand), all_services + "Dhcp\\Configurations",
          netbt_parameters + "\\Interfaces"}) {
        const Error error = error_of(tree, {{key, ErrorKind::AccessDenied}});
        EXPECT_EQ(error.kind, ErrorKind::AccessDenied) << key;
        EXPECT_EQ(error.os_code, 5u) << key;
        EXPECT_EQ(error.text.find("The network settings in " + key + " could not be read: "), 0u) << error.text;
    }
}

TEST(RecordingSettings, HoldsNoMoreThanARecordMay) {
    simulated::Tree tree = two_cards();
    for (int i = 0; i < 5; ++i)
        tree.set(interface_of(by_hand), {"Large" + std::to_string(i), 3, Bytes(900'000)});
    const Error error = error_of(tree, {});
    EXPECT_EQ(error.kind, ErrorKind::TooLarge);
    EXPECT_EQ(error.text, "The registry value \"Large4\" of " + interface_of(by_hand) +
                              " is larger than a record of the settings can hold.");
    tree.erase_value(interface_of(by_hand), "Large0");
    EXPECT_EQ(error_of(tree, {}).text, "");
    tree.set(interface_of(by_hand), {"Whole", 3, Bytes(1u << 20)});
    EXPECT_NE(error_of(tree, {}).text.find("\"Whole\""), std::string::npos) << "four and a half together";
}

TEST(RecordingSettings, ReadsNoMoreKeysThanItMay) {
    simulated::Tree tree = two_cards();
    for (int i = 0; i < 21'000; ++i)
        tree.create(interface_of(std::to_string(i)));
    const Error error = error_of(tree, {});
    EXPECT_EQ(error.kind, ErrorKind::TooLarge);
    EXPECT_EQ(error.text.find("There are too many registry keys at " + tcpip_parameters + "\\Interfaces\\"), 0u)
        << error.text;
}

TEST(RecordingSettings, KeepsAConnectionWithoutAConnectionKeyNameless) {
    simulated::Tree tree = two_cards();
    tree.erase_tree(network_connections + by_dhcp + "\\Connection");
    tree.create(network_connections + by_dhcp + "\\Other");
    simulated::Registry registry;
    registry.now = tree;
    const Settings settings = *record_settings(registry);
    const ConnectionSettings* connection = connection_at(settings, by_dhcp);
    ASSERT_NE(connection, nullptr);
    EXPECT_EQ(connection->name, "");
    EXPECT_FALSE(connection->has_card);
    EXPECT_EQ(title_of(*connection), by_dhcp);
    EXPECT_EQ(connection_at(settings, "{nobody}"), nullptr);
    EXPECT_EQ(key_at(settings.machine, "nowhere"), nullptr);
}

TEST(RecordingSettings, KnowsACardByItsAdapterAlone) {
    simulated::Registry registry;
    registry.now = two_cards();
    EXPECT_FALSE(connection_at(*record_settings(registry), long_gone)->has_card);
    registry.now.create(tcpip_parameters + "\\Adapters\\" + long_gone);
    EXPECT_TRUE(connection_at(*record_settings(registry), long_gone)->has_card);
}

class GivingBackWords : public ::testing::Test {
  protected:
    GivingBackWords() : registry(effects) {
        registry.now = two_cards();
        was = *record_settings(registry);
    }
    GivenBack given_back() {
        const Result<GivenBack> outcome = give_back_settings(registry, was);
        EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().text);
        return outcome.value_or(GivenBack{});
    }
    Error refused() {
        const Result<GivenBack> outcome = give_back_settings(registry, was);
        EXPECT_FALSE(outcome);
        return outcome ? Error{} : outcome.error();
    }

    simulated::Effects effects;
    simulated::Registry registry;
    Settings was;
    const std::string key = interface_of(by_hand), net = netbios_of(by_hand);
};

TEST_F(GivingBackWords, AreOneSentenceAChange) {
    registry.now.erase_tree(net);
    registry.now.set(key, number("MTU", 9));
    registry.now.set(key, number("InterfaceMetric", 9));
    registry.now.set(key, number("SomethingElse", 9));
    registry.now.create(interface_of(by_dhcp), Bytes{1, 2, 3});
    const GivenBack outcome = given_back();
    const Sentences changes{"The permissions of " + interface_of(by_dhcp) + " were given back.",
                            "The value \"InterfaceMetric\" of " + key + " was given back.",
                            "The key " + net + " was created again.",
                            "The value \"NameServerList\" of " + net + " was given back.",
                            "The value \"NetbiosOptions\" of " + net + " was given back."};
    EXPECT_EQ(outcome.changes, changes);
    EXPECT_EQ(outcome.taken_out, (Sentences{"The value \"MTU\" of " + key +
                                            " was taken out: it was not set before, and the reinstallation had set "
                                            "it."}));
    EXPECT_TRUE(outcome.kept_back.empty());
    EXPECT_TRUE(outcome.new_cards.empty());
    EXPECT_FALSE(registry.now.value(key, "MTU"));
    EXPECT_TRUE(registry.now.value(key, "SomethingElse"));
}

TEST_F(GivingBackWords, SayWhyAKeyStaysInTheRecord) {
    for (const std::string& gone : {network_connections + by_hand, tcpip_parameters + "\\Adapters\\" + by_hand, key})
        registry.now.erase_tree(gone);
    registry.now.erase_tree(all_services + "AFD");
    was.machine.push_back({all_services + "AFD\\Parameters", {}, {number("x", 1)}});
    const GivenBack outcome = given_back();
    const auto has = [&](const std::string& sentence) {
        return std::find(outcome.kept_back.begin(), outcome.kept_back.end(), sentence) != outcome.kept_back.end();
    };
    EXPECT_TRUE(has("The settings of " + key + " stay in the record: there is no network card for them."))
        << ::testing::PrintToString(outcome.kept_back);
    EXPECT_TRUE(has("The settings of " + all_services +
                    "AFD\\Parameters stay in the record: the service that they belong to is not there any more."))
        << ::testing::PrintToString(outcome.kept_back);
}

TEST_F(GivingBackWords, NameTheServiceThatCouldNotBeRead) {
    registry.troubles = {{all_services + "NetBT", ErrorKind::AccessDenied, 1, /*reads=*/true, /*writes=*/false}};
    const Error error = refused();
    EXPECT_EQ(error.kind, ErrorKind::AccessDenied);
    EXPECT_EQ(error.os_code, 5u);
    EXPECT_EQ(error.text.find(all_services + "NetBT could not be read: "), 0u) << error.text;
    EXPECT_EQ(registry.writes, 0);
}

TEST_F(GivingBackWords, NameTheKeyThatCouldNotBeWritten) {
    registry.now.set(key, number("InterfaceMetric", 9));
    registry.troubles = {{key, ErrorKind::AccessDenied, -1, /*reads=*/false}};
    const Error error = refused();
    EXPECT_EQ(error.os_code, 5u);
    EXPECT_EQ(error.text.find("The settings could not be given back to " + key + ": "), 0u) << error.text;
}

TEST_F(GivingBackWords, SayWhatIsStillAnother) {
    registry.now.set(key, number("InterfaceMetric", 9));
    registry.now.set(key, number("EnableDHCP", 1));
    registry.troubles = {{.below = key, .reads = false, .pretended = true}};
    EXPECT_EQ(refused().text,
              "Not every setting is as it was after giving it back (2 differ): " + key + ", value \"EnableDHCP\".");
    registry.now = two_cards();
    registry.now.erase_tree(all_services + "Dhcp\\Configurations\\Alternate_" + by_dhcp);
    registry.troubles = {{.below = all_services + "Dhcp", .reads = false, .pretended = true}};
    EXPECT_EQ(refused().text, "Not every setting is as it was after giving it back (2 differ): " + all_services +
                                  "Dhcp\\Configurations\\Alternate_" + by_dhcp + ".");
}

TEST_F(GivingBackWords, AreAnErrorWhereTheLastLookFails) {
    registry.now.set(key, number("InterfaceMetric", 9));
    effects.hook = [&](simulated::Moment moment, const simulated::Effect&) {
        if (moment == simulated::Moment::After)
            registry.troubles = {{key, ErrorKind::AccessDenied}};
    };
    const Error error = refused();
    EXPECT_EQ(error.kind, ErrorKind::AccessDenied);
    EXPECT_EQ(error.text.find("The network settings in " + key + " could not be read: "), 0u) << error.text;
}

TEST_F(GivingBackWords, NeedTheFlush) {
    registry.troubles = {{"", ErrorKind::Failed, -1, /*reads=*/false}};
    EXPECT_EQ(refused().kind, ErrorKind::Failed);
}

} // namespace
} // namespace netmend
