// Giving settings back after a reinstallation, and what a comparison says of it.
#include <algorithm>

#include <gtest/gtest.h>

#include "statemachine/settings/comparing.hpp"
#include "statemachine/settings/giving_back.hpp"
#include "tests/simulated/generated_network.hpp"
#include "tests/simulated/registry.hpp"
#include "tests/unit/settings_machine.hpp"

namespace netmend {
namespace {

using namespace testing;
using simulated::list;
using simulated::number;
using simulated::text;
using Sentences = std::vector<std::string>;

bool any_has(const Sentences& sentences, const std::string& part) {
    return std::any_of(sentences.begin(), sentences.end(),
                       [&](const auto& sentence) { return sentence.find(part) != std::string::npos; });
}

std::string all_of(const Sentences& sentences) {
    std::string all;
    for (const std::string& sentence : sentences)
        all += sentence + "\n";
    return all;
}

class GivingBack : public ::testing::Test {
  protected:
    GivingBack() : registry(effects) { begin(two_cards()); }

    void begin(const simulated::Tree& tree) {
        registry.now = tree;
        before = tree;
        const Result<Settings> found = record_settings(registry);
        ASSERT_TRUE(found);
        was = *found;
    }

    void reinstall() {
        simulated::reinstall_tcpip(registry.now, {by_hand, by_dhcp});
        registry.make_durable();
        reinstalled = registry.now;
    }

    GivenBack given_back() {
        const Result<GivenBack> outcome = give_back_settings(registry, was);
        EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().text);
        return outcome.value_or(GivenBack{});
    }

    Sentences differences() { return setting_differences(was, *record_settings(registry)); }
    Sentences lost() { return simulated::lost_settings(before, reinstalled, registry.now, {by_hand, by_dhcp}); }

    simulated::Effects effects;
    simulated::Registry registry;
    simulated::Tree before, reinstalled;
    Settings was;
};

TEST_F(GivingBack, BringsEverySettingBackAndNothingElse) {
    reinstall();
    EXPECT_FALSE(differences().empty());
    EXPECT_FALSE(lost().empty());
    given_back();
    EXPECT_EQ(all_of(lost()), "");
    EXPECT_EQ(all_of(differences()), "");
    EXPECT_FALSE(registry.now.has(interface_of(long_gone))) << "its card went long ago";
    EXPECT_FALSE(registry.now.has(all_services + "Tcpip\\Linkage")) << "the installer's";
}

TEST_F(GivingBack, ChangesNothingTheSecondTime) {
    reinstall();
    given_back();
    const int writes = registry.writes, flushes = registry.flushes;
    EXPECT_TRUE(given_back().changes.empty());
    EXPECT_EQ(registry.writes, writes);
    EXPECT_EQ(registry.flushes, flushes + 1) << "an earlier attempt may have been stopped just before its flush";
}

TEST_F(GivingBack, WritesNoMoreThanDiffers) {
    registry.now.set(interface_of(by_hand), number("InterfaceMetric", 99));
    const GivenBack outcome = given_back();
    EXPECT_EQ(registry.writes, 1);
    EXPECT_EQ(outcome.changes.size(), 1u);
    EXPECT_TRUE(any_has(outcome.changes, "InterfaceMetric"));
}

TEST_F(GivingBack, NeverWritesWhatTheDhcpClientWroteSince) {
    reinstall();
    given_back();
    EXPECT_EQ(simulated::text_at(registry.now, interface_of(by_dhcp), "DhcpIPAddress"), "169.254.7.7");
    EXPECT_EQ(simulated::number_at(registry.now, interface_of(by_dhcp), "T1"), 77u);
    EXPECT_FALSE(registry.now.value(interface_of(by_dhcp), "LeaseObtainedTime"));
}

TEST_F(GivingBack, TakesOutADefaultThatNobodyHadSetAndSaysSo) {
    simulated::Tree tree = two_cards();
    tree.erase_value(interface_of(by_dhcp), "NameServer");
    tree.erase_value(interface_of(by_dhcp), "EnableDHCP");
    begin(tree);
    reinstall();
    const GivenBack outcome = given_back();
    EXPECT_TRUE(any_has(outcome.taken_out, "TCPAllowedPorts")) << all_of(outcome.taken_out);
    EXPECT_FALSE(registry.now.value(interface_of(by_dhcp), "NameServer"));
    EXPECT_TRUE(registry.now.value(interface_of(by_dhcp), "EnableDHCP")) << "without it there would be no address";
    EXPECT_TRUE(registry.now.value(tcpip_parameters, "ForwardBroadcasts")) << "no setting of a person";
    EXPECT_EQ(all_of(differences()), "");
}

TEST_F(GivingBack, LeavesARouteThatSomebodyAddedAndTellsOfIt) {
    reinstall();
    registry.now.set(tcpip_parameters + "\\PersistentRoutes", text("1.0.0.0,255.0.0.0,2.2.2.2,1", ""));
    EXPECT_FALSE(any_has(given_back().taken_out, "1.0.0.0"));
    EXPECT_EQ(all_of(differences()),
              "This computer, Persistent route: before nothing; now 1.0.0.0,255.0.0.0,2.2.2.2,1.\n");
}

TEST_F(GivingBack, KeepsTheSettingsOfACardThatIsGoneInTheReport) {
    reinstall();
    for (const std::string& key : {network_connections + by_hand, tcpip_parameters + "\\Adapters\\" + by_hand,
                                   interface_of(by_hand), netbios_of(by_hand)})
        registry.now.erase_tree(key);
    const GivenBack outcome = given_back();
    EXPECT_TRUE(any_has(outcome.kept_back, "\"Local Area Connection\"")) << all_of(outcome.kept_back);
    EXPECT_FALSE(registry.now.has(interface_of(by_hand)));
    EXPECT_EQ(all_of(differences()), "The network card of \"Local Area Connection\" (" + by_hand +
                                         ") is not there any more; its settings stay in the record.\n");
}

TEST_F(GivingBack, GuessesNothingOntoANewCard) {
    const std::string fresh = "{11111111-2222-4333-8444-555555555555}";
    reinstall();
    add_card(registry.now, fresh, "USB");
    registry.now.set(interface_of(fresh), number("EnableDHCP", 1));
    const simulated::Tree with_it = registry.now;
    const GivenBack outcome = given_back();
    EXPECT_TRUE(any_has(outcome.new_cards, "\"USB\""));
    EXPECT_TRUE(registry.now.differences(with_it, interface_of(fresh)).empty());
    ASSERT_EQ(differences().size(), 1u) << all_of(differences());
    EXPECT_TRUE(any_has(differences(), "was not there when the settings were recorded"));
}

TEST_F(GivingBack, CreatesAMissingKeyOfACardThatIsThere) {
    reinstall();
    registry.now.erase_tree(interface_of(by_hand));
    registry.now.erase_tree(netbios_of(by_hand));
    reinstalled = registry.now;
    given_back();
    EXPECT_EQ(all_of(lost()), "");
}

TEST_F(GivingBack, GivesPermissionsBack) {
    simulated::Tree tree = two_cards();
    Bytes own = simulated::plain_descriptor();
    own[own.size() - 20] = 0x19;
    tree.create(interface_of(by_hand), own);
    begin(tree);
    reinstall();
    given_back();
    EXPECT_EQ(registry.now.read(interface_of(by_hand))->descriptor, own);
}

TEST_F(GivingBack, WithoutTcpipWritesNothing) {
    for (const char* service : {"Tcpip", "NetBT"})
        registry.now.erase_tree(all_services + service);
    const Result<GivenBack> outcome = give_back_settings(registry, was);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(registry.writes, 0);
}

TEST_F(GivingBack, MakesNoHalfServiceOfOneThatWasNotInstalledAgain) {
    simulated::Tree tree = two_cards();
    tree.set(all_services + "Tcpip6\\Parameters", number("DisabledComponents", 255));
    begin(tree);
    reinstall();
    registry.now.erase_tree(all_services + "Tcpip6");
    const GivenBack outcome = given_back();
    EXPECT_TRUE(any_has(outcome.kept_back, "Tcpip6")) << all_of(outcome.kept_back);
    EXPECT_FALSE(registry.now.has(all_services + "Tcpip6"));
    EXPECT_TRUE(any_has(differences(), "Tcpip6"));
}

// Such a record could only be a forged one, or one of another netmend.
TEST_F(GivingBack, WritesNoValueThatIsNoSettingWhateverTheRecordSays) {
    was.machine.push_back({all_services + "Other", {}, {number("Start", 4)}});
    was.machine.push_back({all_services + "Tcpip\\Linkage", {}, {list("Bind", {"x"})}});
    was.machine.push_back(
        {"SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local", {}, {text("ActivePolicy", "x")}});
    was.machine.front().values.push_back(text("DhcpNameServer", "6.6.6.6"));
    given_back();
    EXPECT_EQ(registry.writes, 0);
}

TEST_F(GivingBack, TellsOfAnIpSecurityPolicyAndWritesNone) {
    const std::string key = "SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local";
    simulated::Tree tree = two_cards();
    tree.set(key, text("ActivePolicy", "one"));
    begin(tree);
    registry.now.set(key, text("ActivePolicy", "two"));
    given_back();
    EXPECT_EQ(registry.writes, 0);
    EXPECT_EQ(all_of(differences()), "This computer, IP security policy: before one; now two.\n");
}

TEST_F(GivingBack, ChangesNothingWhenItCannotLook) {
    reinstall();
    registry.troubles = {{netbt_parameters, ErrorKind::AccessDenied, -1, /*reads=*/true, /*writes=*/false}};
    EXPECT_EQ(give_back_settings(registry, was).error().kind, ErrorKind::AccessDenied);
    EXPECT_TRUE(registry.now.same_image_as(reinstalled));
}

TEST_F(GivingBack, NamesTheKeyThatRefusesToBeWritten) {
    reinstall();
    registry.troubles = {{netbios_of(by_hand), ErrorKind::AccessDenied, -1, /*reads=*/false}};
    const Result<GivenBack> outcome = give_back_settings(registry, was);
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().text.find(netbios_of(by_hand)), std::string::npos) << outcome.error().text;
}

// A filter driver or a scanner that says yes and does nothing.
TEST_F(GivingBack, SaysWhatStillDiffers) {
    effects.hook = [&](simulated::Moment moment, const simulated::Effect&) {
        if (moment == simulated::Moment::After)
            registry.now.set(interface_of(by_hand), number("EnableDHCP", 1));
    };
    reinstall();
    const Result<GivenBack> outcome = give_back_settings(registry, was);
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().text.find("EnableDHCP"), std::string::npos) << outcome.error().text;
}

struct Cut {};

TEST_F(GivingBack, CanBeCutAnywhereAndRepeated) {
    using simulated::Loss;
    for (const Loss loss : {Loss::Nothing, Loss::Half, Loss::Unflushed, Loss::FlushedToo})
        for (int announcement = 1;; ++announcement) {
            registry.now = before;
            reinstall();
            int seen = 0;
            bool ended = true;
            effects.hook = [&](simulated::Moment, const simulated::Effect&) {
                if (++seen == announcement)
                    throw Cut{};
            };
            try {
                given_back();
            } catch (const Cut&) {
                ended = false;
            }
            effects.hook = {};
            registry.power_cut(loss);
            given_back();
            ASSERT_EQ(all_of(lost()), "") << "cut at " << announcement;
            ASSERT_EQ(all_of(differences()), "") << "cut at " << announcement;
            if (ended)
                break;
        }
}

TEST_F(GivingBack, ComparisonSpeaksAsPeopleDo) {
    registry.now.set(interface_of(by_hand), list("IPAddress", {"192.168.7.20", "10.1.1.5"}));
    registry.now.set(interface_of(by_hand), list("SubnetMask", {"255.255.255.0", "255.0.0.0"}));
    registry.now.set(interface_of(by_hand), list("DefaultGatewayMetric", {"20", "1"}));
    registry.now.erase_value(netbios_of(by_hand), "NameServerList");
    registry.now.set(interface_of(by_dhcp), number("MTU", 1400));
    registry.now.set(tcpip_parameters, {"Hostname", 2, registry.now.value(tcpip_parameters, "Hostname")->data});
    Settings is = *record_settings(registry);
    was.bindings = {{"ms_server\\ms_tcpip", true}, {"ms_msclient\\ms_tcpip", true}};
    is.bindings = {{"ms_server\\ms_tcpip", false}};
    const Sentences found = setting_differences(was, is);
    for (const char* part :
         {"Local Area Connection, IP addresses: before 192.168.7.20 mask 255.255.255.0, 192.168.7.21 mask "
          "255.255.255.0, "
          "10.1.1.5 mask 255.0.0.0; now 192.168.7.20 mask 255.255.255.0, 10.1.1.5 mask 255.0.0.0.",
          "Local Area Connection, Gateways: before 192.168.7.1 metric 1, 192.168.7.2 metric 20; now 192.168.7.1 metric "
          "20, 192.168.7.2 metric 1.",
          "Local Area Connection, WINS servers: before 192.168.7.4, 192.168.7.5; now the value is missing.",
          "Wireless, Largest packet: before nothing; now 1400.", "m57-pat as before, but stored in another way",
          "The binding ms_server\\ms_tcpip is switched off.", "The binding ms_msclient\\ms_tcpip is missing."})
        EXPECT_TRUE(any_has(found, part)) << part << "\n" << all_of(found);
    EXPECT_EQ(found.size(), 7u) << all_of(found);
    was.bindings = {{"a", true}, {"b", true}};
    is.bindings = {{"b", true}, {"a", true}};
    EXPECT_TRUE(any_has(setting_differences(was, is), "another order"));
}

} // namespace
} // namespace netmend
