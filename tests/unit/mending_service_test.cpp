// The lists of what services wait for: names of what does not exist go, missing ones of Windows come back where the
// service fails, and the rest stays byte for byte.
#include <gtest/gtest.h>

#include "statemachine/mending/changing.hpp"
#include "statemachine/mending/service_mending.hpp"
#include "tests/simulated/values.hpp"
#include "tests/simulated/windows.hpp"

namespace netmend::mending {
namespace {

using namespace simulated;
using winsock::ServiceFault;
using Names = std::vector<std::string>;

constexpr winsock::NetworkNeeds nothing_fails{}, no_address{false, true, false};
const std::string services = "SYSTEM\\CurrentControlSet\\Services\\", value = "DependOnService";

struct Machine {
    explicit Machine(Preset preset = Preset::Windows7) : windows(preset), ports(windows.ports()) {}

    void has(const std::string& service, const Names& names) { has(service, list(value, names)); }
    void has(const std::string& service, const RegistryValue& names) {
        Tree tree = windows.registry.now;
        tree.set(services + service, names);
        becomes(tree);
    }
    void is_without(const std::string& service) {
        Tree tree = windows.registry.now;
        tree.erase_value(services + service, value);
        becomes(tree);
    }
    void becomes(const Tree& tree) { windows.becomes(tree, std::set<std::string>(windows.files)); }

    std::vector<ServiceFault> faults(const winsock::NetworkNeeds& needs = nothing_fails) {
        const auto found = winsock::service_faults(ports, windows.identity, needs);
        EXPECT_TRUE(found) << found.error().text;
        return found.value_or(std::vector<ServiceFault>());
    }
    Difference mending(const winsock::NetworkNeeds& needs = nothing_fails) {
        const auto difference = mend_services(ports.registry, windows.identity, faults(needs), {});
        EXPECT_TRUE(difference) << difference.error().text;
        return difference.value_or(Difference{});
    }
    Names waits_for(const std::string& service) {
        return list_at(windows.registry.now, services + service, value.c_str());
    }

    simulated::Windows windows;
    netmend::Windows ports;
};

TEST(ServiceLists, WithoutANameOfWindowsAreNoDamageByThemselves) {
    for (const Preset preset : {Preset::Windows7, Preset::Windows11})
        for (const char* service : {"tdx", "nsi", "BFE", "Dhcp", "Dnscache", "NlaSvc", "iphlpsvc"}) {
            Machine machine(preset);
            machine.windows.registry.now.set(services + service, list(value, {}));
            EXPECT_TRUE(machine.faults().empty()) << service;
            EXPECT_TRUE(machine.faults(no_address).empty()) << service << " runs";
            EXPECT_TRUE(machine.mending(no_address).empty()) << service;
        }
}

TEST(ServiceLists, ThatWereReplacedNameAgainWhatWindowsHasThere) {
    Machine machine;
    machine.has("Dhcp", Names{"ShieldFilter", "nsi"});
    const Tree found = machine.windows.registry.now;
    const Difference difference = machine.mending();
    EXPECT_EQ(difference.said, (Names{"The service Dhcp waits no longer for what does not exist: ShieldFilter.",
                                      "The service Dhcp waits again for what Windows has it wait for: Tdx, Afd."}));
    ASSERT_TRUE(make_so(machine.ports.registry, difference));
    EXPECT_EQ(machine.waits_for("Dhcp"), (Names{"nsi", "Tdx", "Afd"}));
    ASSERT_TRUE(make_so(machine.ports.registry, difference.reversed()));
    EXPECT_TRUE(found.differences(machine.windows.registry.now, "SYSTEM").empty());
}

TEST(ServiceLists, OfAServiceThatDoesNotRunNameAgainWhatWindowsHasThere) {
    Machine machine;
    machine.has("Dhcp", Names{"Tdx"});
    ASSERT_EQ(machine.windows.ports().stack.driver_state("Dhcp").value(), DriverState::Stopped) << "it came too early";
    EXPECT_TRUE(machine.faults().empty()) << "nobody misses it";
    const auto faults = machine.faults(no_address);
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].kind, ServiceFault::Kind::Stopped);
    ASSERT_TRUE(make_so(machine.ports.registry, machine.mending(no_address)));
    EXPECT_EQ(machine.waits_for("Dhcp"), (Names{"Tdx", "NSI", "Afd"}));
    machine.windows.restart();
    EXPECT_TRUE(machine.faults(no_address).empty());
}

TEST(ServiceLists, ThatAreNotThereAtAllAreMadeAndTakenAwayAgain) {
    Machine machine;
    machine.is_without("Dhcp");
    const Tree found = machine.windows.registry.now;
    const Difference difference = machine.mending(no_address);
    ASSERT_TRUE(make_so(machine.ports.registry, difference));
    EXPECT_EQ(machine.waits_for("Dhcp"), (Names{"NSI", "Tdx", "Afd"}));
    const Difference back = difference.reversed();
    ASSERT_EQ(service_changes(back).size(), 1u) << "the service control manager has its own copy";
    EXPECT_EQ(service_changes(back)[0].configuration.depends_on, Names());
    ASSERT_TRUE(make_so(machine.ports.registry, back));
    EXPECT_TRUE(found.differences(machine.windows.registry.now, "SYSTEM").empty());
}

TEST(ServiceLists, KeepWhatOthersPutThereAndNameIt) {
    Machine machine;
    Tree tree = machine.windows.registry.now;
    tree.set(services + "Acme", number("Start", 1));
    tree.set(services + "Dhcp", list(value, {"+TDI", "ACME", "Gone", "NSI", "tdx"}));
    machine.becomes(tree);
    const Difference difference = machine.mending();
    ASSERT_EQ(difference.said.size(), 3u);
    EXPECT_EQ(difference.said[2], "The service Dhcp still waits for ACME, which is not known of Windows.");
    ASSERT_TRUE(make_so(machine.ports.registry, difference));
    EXPECT_EQ(machine.waits_for("Dhcp"), (Names{"+TDI", "ACME", "NSI", "tdx", "Afd"}));
}

// Where the list of this Windows is not known, where that service is not on the machine, and where it is switched off.
TEST(ServiceLists, AreNotGuessedAt) {
    Machine unknown(Preset::Windows11);
    unknown.has("Dhcp", Names{"ShieldFilter"});
    ASSERT_TRUE(make_so(unknown.ports.registry, unknown.mending()));
    EXPECT_EQ(unknown.waits_for("Dhcp"), Names());
    Machine alike(Preset::Windows11);
    alike.has("tdx", Names{"ShieldFilter"});
    ASSERT_TRUE(make_so(alike.ports.registry, alike.mending()));
    EXPECT_EQ(alike.waits_for("tdx"), Names{"Tcpip"});

    Machine machine;
    Tree tree = machine.windows.registry.now;
    tree.erase_tree(services + "tdx");
    tree.set(services + "AFD", number("Start", winsock::disabled));
    tree.set(services + "Dhcp", list(value, {"ShieldFilter"}));
    machine.becomes(tree);
    ASSERT_TRUE(make_so(machine.ports.registry, machine.mending()));
    EXPECT_EQ(machine.waits_for("Dhcp"), Names{"NSI"});
}

// Names with an end that somebody forgot, or with something behind their end.
TEST(ServiceLists, StayByteForByteButForTheirNames) {
    const RegistryValue whole = list(value, {"NSI", "Gone", "Tdx", "Afd"});
    RegistryValue cut = whole, more = whole, expected = list(value, {"NSI", "Tdx", "Afd"});
    cut.data.resize(cut.data.size() - 4);
    more.data.insert(more.data.end(), {'x', 0, 'y', 0, 0, 0, 1});
    for (const RegistryValue* each : std::initializer_list<const RegistryValue*>{&whole, &cut, &more}) {
        Machine machine;
        machine.has("Dhcp", *each);
        const Difference difference = machine.mending();
        ASSERT_EQ(difference.values.size(), 1u);
        RegistryValue wanted = expected;
        if (each == &more)
            wanted.data.insert(wanted.data.end(), {'x', 0, 'y', 0, 0, 0, 1});
        EXPECT_EQ(*difference.values[0].before, *each);
        EXPECT_EQ(*difference.values[0].after, wanted);
    }
}

TEST(ServiceLists, OfASwitchedOffServiceAreMendedWithIt) {
    Machine machine;
    Tree tree = machine.windows.registry.now;
    tree.set(services + "nsi", number("Start", winsock::disabled));
    tree.set(services + "nsi", list(value, {"Gone"}));
    machine.becomes(tree);
    const Difference difference = machine.mending();
    ASSERT_TRUE(make_so(machine.ports.registry, difference));
    EXPECT_EQ(machine.waits_for("nsi"), Names{"nsiproxy"});
    machine.windows.restart();
    EXPECT_TRUE(machine.faults().empty());
}

} // namespace
} // namespace netmend::mending
