// Vista and later: services that a policy or a product switches off are named and left alone; those that are only notes
// are switched on by name, and never otherwise.
#include "tests/stories/story.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "service/report/sentences.hpp"
#include "service/report/standing.hpp"
#include "tests/simulated/values.hpp"

namespace netmend::stories {
namespace {

const std::vector<std::string> kept;
constexpr std::uint32_t disabled = 4;

std::string key_of(const std::string& service) {
    return std::string(simulated::services_path) + "\\" + service;
}

std::uint32_t start_of(const Story& story, const std::string& service) {
    return simulated::number_at(story.windows.registry.now, key_of(service), "Start");
}

void switch_off(Story& story, const std::string& service) {
    Tree tree = story.windows.registry.now;
    tree.set(key_of(service), simulated::number("Start", disabled));
    story.windows.becomes(tree, std::set<std::string>(story.windows.files));
}

Request named(const std::vector<std::string>& services) {
    Request request;
    request.kind = Request::Kind::Start;
    request.any_plan = true;
    request.services = services;
    return request;
}

TEST(Policy, ThatSwitchesAServiceOffIsNamedAndNotFought) {
    const std::pair<const char*, const char*> places[] = {
        {"SOFTWARE\\Policies\\Acme\\Services\\nsi", "Start"},
        {"SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\SystemServices", "ConfigureNsiServiceStartupMode"}};
    for (const auto& [key, value] : places) {
        Story story(Preset::Windows11, Fault::ServiceOff);
        Tree tree = story.windows.registry.now;
        tree.set(key, simulated::number(value, disabled));
        story.windows.becomes(tree, std::set<std::string>(story.windows.files));
        story.start();
        story.live();
        EXPECT_EQ("settled/refused", story.phase()) << key;
        EXPECT_EQ(0, story.restarts) << key << ": what waits for it runs after none";
        EXPECT_EQ(disabled, start_of(story, "nsi")) << key;
        const auto& findings = story.checkpoint().findings;
        EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [place = std::string(key)](const std::string& text) {
            return text.find("by a policy") != text.npos && text.find(place) != text.npos;
        })) << key;
        EXPECT_EQ(kept, story.violations()) << key;
    }
}

// It wants that service, so there is nothing to fight.
TEST(Policy, ThatSaysOtherwiseIsNoObstacle) {
    Story story(Preset::Windows11, Fault::ServiceOff);
    Tree tree = story.windows.registry.now;
    tree.set("SOFTWARE\\Policies\\Acme\\Services\\nsi", simulated::number("Start", 2));
    story.windows.becomes(tree, std::set<std::string>(story.windows.files));
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(kept, story.violations());
}

TEST(Product, ThatSwitchesAServiceOffAgainIsNamedAndNotFought) {
    Story story(Preset::Windows11, Fault::AddressesOff);
    story.start();
    story.live();
    ASSERT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_TRUE(story.seen.set_again.empty());
    story.windows.behaviour.switched_off_at_boot = {"dhcp"};
    story.restart();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase());
    EXPECT_EQ(disabled, start_of(story, "Dhcp"));
    EXPECT_EQ(std::vector<std::string>{"Dhcp"}, story.seen.set_again);
    const auto sentences = sentences_of(standing_of(story.seen));
    EXPECT_TRUE(std::any_of(sentences.begin(), sentences.end(), [](const std::string& text) {
        return text.find("is switched off") != text.npos && text.find("Dhcp") != text.npos;
    }));
    EXPECT_EQ(kept, story.violations());
}

TEST(NamedService, IsSwitchedOnThoughNothingIsBrokenAndARollbackSwitchesItOff) {
    const std::pair<Preset, const char*> cases[] = {{Preset::Windows11, "mpssvc"},
                                                    {Preset::Windows11, "IPHLPSVC"},
                                                    {Preset::Windows7, "lmhosts"},
                                                    {Preset::Windows7, "netprofm"},
                                                    {Preset::Windows11, "lmhosts"}};
    for (const auto& [preset, service] : cases) {
        Story story(preset);
        const std::uint32_t was = start_of(story, service);
        switch_off(story, service);
        story.tell(named({service}));
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << service << story.checkpoint().trouble;
        EXPECT_EQ(was, start_of(story, service)) << service;
        EXPECT_EQ(0, story.checkpoint().restarts_asked) << service;
        story.ask(Request::Kind::Rollback);
        story.live();
        EXPECT_EQ("settled/cancelled", story.phase()) << service << ": the rung's own difference was all there was";
        EXPECT_EQ(disabled, start_of(story, service)) << service;
        EXPECT_EQ(kept, story.violations()) << service;
    }
}

// Start types of 10 speak for 11, since those that were read are alike.
TEST(NamedService, OfWirelessNetworksIsANoteAndSwitchedOnByName) {
    for (const Preset preset : {Preset::Windows7, Preset::Windows11}) {
        Story story(preset);
        Tree tree = story.windows.registry.now;
        tree.set(key_of("WlanSvc"), simulated::number("Start", disabled));
        tree.set(key_of("WlanSvc"), simulated::list("DependOnService", {"nativewifip", "RpcSs"}));
        story.windows.becomes(tree, std::set<std::string>(story.windows.files));
        Story unasked(preset);
        unasked.windows.becomes(tree, std::set<std::string>(story.windows.files));
        unasked.start();
        unasked.live();
        EXPECT_EQ("settled/healthy", unasked.phase());
        EXPECT_EQ(disabled, start_of(unasked, "WlanSvc"));
        story.tell(named({"wlansvc"}));
        story.live();
        EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
        EXPECT_EQ(2u, start_of(story, "WlanSvc"));
        story.ask(Request::Kind::Rollback);
        story.live();
        EXPECT_EQ(disabled, start_of(story, "WlanSvc"));
        EXPECT_EQ(kept, story.violations());
    }
}

TEST(NamedService, WhoseStartTypeIsNotKnownHereIsRefused) {
    Story story(Preset::Windows7);
    story.windows.identity.product = Product::Server; // 2 in 7 and 8.1, 3 in 10, and this is neither
    switch_off(story, "lmhosts");
    story.tell(named({"lmhosts"}));
    story.live();
    EXPECT_EQ("settled/refused", story.phase());
    EXPECT_NE(std::string::npos, story.checkpoint().plan.refusal.find("is not known to netmend"));
    EXPECT_EQ(disabled, start_of(story, "lmhosts"));
    EXPECT_EQ(kept, story.violations());
}

TEST(NamedService, AloneIsSwitchedOnAndNoOther) {
    Story story(Preset::Windows11, Fault::ServiceOff);
    switch_off(story, "mpssvc");
    switch_off(story, "iphlpsvc");
    story.tell(named({"iphlpsvc", "IpHlpSvc"}));
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(std::vector<std::string>{"iphlpsvc"}, story.checkpoint().plan.services);
    EXPECT_EQ(2u, start_of(story, "nsi"));
    EXPECT_EQ(2u, start_of(story, "iphlpsvc"));
    EXPECT_EQ(disabled, start_of(story, "mpssvc"));
    EXPECT_EQ(kept, story.violations());
}

// Another rung mends the network: that is no proof that the service is on.
TEST(NamedService, ThatCouldNotBeSwitchedOnIsNamedThoughTheNetworkIsRepaired) {
    Story story(Preset::Windows11, Fault::DnsNamesOff);
    switch_off(story, "iphlpsvc");
    simulated::Trouble denied;
    denied.below = key_of("iphlpsvc");
    denied.reads = false;
    story.windows.registry.troubles.push_back(denied);
    story.windows.behaviour.services_that_deny = {"iphlpsvc"};
    story.tell(named({"iphlpsvc"}));
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(disabled, start_of(story, "iphlpsvc"));
    EXPECT_EQ(std::vector<std::string>{"iphlpsvc"}, story.seen.set_again);
    EXPECT_EQ(kept, story.violations());
}

TEST(NamedService, ThatCannotBeIsRefusedAndNothingIsChanged) {
    const std::pair<const char*, const char*> cases[] = {{"iphlpsv", "Did you mean iphlpsvc?"},
                                                         {"Spooler", "knows none"},
                                                         {"iphlpsvc", "is not switched off"},
                                                         {"", "knows none"}};
    for (const auto& [name, why] : cases) {
        Story story(Preset::Windows11);
        switch_off(story, "mpssvc");
        const Tree before = story.windows.registry.now;
        story.tell(named({"mpssvc", name}));
        story.live();
        EXPECT_EQ("settled/refused", story.phase()) << name;
        EXPECT_NE(std::string::npos, story.checkpoint().plan.refusal.find(why)) << story.checkpoint().plan.refusal;
        EXPECT_TRUE(before.differences(story.windows.registry.now, simulated::services_path).empty()) << name;
        EXPECT_EQ(kept, story.violations()) << name;
    }
}

TEST(NamedService, ThatAPolicySwitchesOffIsRefused) {
    Story story(Preset::Windows11);
    Tree tree = story.windows.registry.now;
    tree.set(key_of("mpssvc"), simulated::number("Start", disabled));
    tree.set("SOFTWARE\\Policies\\Acme\\mpssvc", simulated::number("Start", disabled));
    story.windows.becomes(tree, std::set<std::string>(story.windows.files));
    story.tell(named({"mpssvc"}));
    story.live();
    EXPECT_EQ("settled/refused", story.phase());
    EXPECT_EQ(disabled, start_of(story, "mpssvc"));
    EXPECT_EQ(kept, story.violations());
}

TEST(NamedService, IsRememberedThroughAPowerCutAtEachEffect) {
    int cuts = 0;
    for (int effect = 1;; ++effect) {
        Story story(Preset::Windows11);
        switch_off(story, "mpssvc");
        story.windows.forget_effects();
        story.windows.cut_at({effect, Moment::Before, Ending::PowerCut, Loss::Unflushed});
        story.tell(named({"mpssvc"}));
        story.live();
        if (story.windows.effect_count() < effect)
            break;
        ++cuts;
        EXPECT_EQ(kept, story.violations()) << effect;
        if (!story.seen.has_repair)
            continue; // before anything of it was on the disk
        EXPECT_EQ("settled/repaired", story.phase()) << effect << story.checkpoint().trouble;
        EXPECT_EQ(2u, start_of(story, "mpssvc")) << effect;
    }
    EXPECT_GT(cuts, 10);
}

} // namespace
} // namespace netmend::stories
