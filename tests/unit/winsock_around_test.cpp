// What no rung mends is named with who left it, on the simulated Windows as it is asked in earnest: a guess is never
// damage, what could not be looked at is no finding, and a repair goes its way beside it.
#include <gtest/gtest.h>

#include "statemachine/planning/planning.hpp"
#include "statemachine/winsock/around.hpp"
#include "tests/simulated/values.hpp"
#include "tests/simulated/windows.hpp"
#include "tests/stories/story.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

using namespace simulated;

const std::string services = "SYSTEM\\CurrentControlSet\\Services\\";
const std::string adapters = "SYSTEM\\CurrentControlSet\\Control\\Class\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";
const std::string network = "SYSTEM\\CurrentControlSet\\Control\\Network\\";
const std::string filters = network + "{4D36E974-E325-11CE-BFC1-08002BE10318}\\";
const std::string interfaces = services + "Tcpip\\Parameters\\Interfaces\\";
const std::string filter = "{66666666-7777-4888-9999-AAAAAAAAAAAA}";

std::string card(int number) {
    return "{11111111-2222-4333-8444-" + std::to_string(100000000000 + number) + "}";
}

void add_card(Tree& tree, int number, const std::vector<std::string>& protocols, bool has_filter = false) {
    const std::string key = adapters + std::to_string(1000 + number), id = card(number);
    tree.set(key, text("NetCfgInstanceId", id));
    tree.set(key + "\\Linkage", list("UpperBind", protocols));
    if (has_filter)
        tree.set(key + "\\Linkage", list("FilterList", {id + "-" + filter + "-0000"}));
    tree.set(network + "{4D36E972-E325-11CE-BFC1-08002BE10318}\\" + id + "\\Connection",
             text("Name", "Ethernet " + std::to_string(number)));
}

void add_filter(Tree& tree, const char* image = "\\??\\C:\\Acme\\acmeflt.sys") {
    tree.set(filters + filter, number("Characteristics", 0x40028));
    tree.set(filters + filter, text("ComponentId", "acme_shield"));
    tree.set(filters + filter, text("Description", "@oem7.inf,%name%;Acme Shield Filter"));
    tree.set(filters + filter + "\\Ndi", text("Service", "acmeflt"));
    tree.set(filters + filter + "\\Ndi", number("FilterRunType", 1));
    tree.set(services + "acmeflt", expandable("ImagePath", image));
}

void bind_to_none(Tree& tree) {
    for (const char* protocol : {"Tcpip", "Tcpip6"})
        tree.set(services + protocol + "\\Linkage", list("Bind", {"\\Device\\{0}"}));
}

Diagnosis diagnosed(simulated::Windows& machine) {
    auto ports = machine.ports();
    return diagnose(ports, machine.identity);
}

TEST(Around, IsSilentOnASoundMachine) {
    for (const Preset preset : all_presets) {
        simulated::Windows machine(preset);
        add_card(machine.registry.now, 1, {"Tcpip", "Tcpip6", "rspndr"}, /*has_filter=*/true);
        add_filter(machine.registry.now);
        machine.files.insert("acmeflt.sys");
        const Diagnosis diagnosis = diagnosed(machine);
        EXPECT_EQ(Verdict::Healthy, diagnosis.verdict) << name_of(preset);
        EXPECT_TRUE(diagnosis.findings.empty()) << name_of(preset) << told(diagnosis);
    }
}

TEST(Around, NamesAFilterDriverWhoseFileIsGoneWithItsProductAndItsAdapter) {
    simulated::Windows machine(Preset::Windows11);
    add_card(machine.registry.now, 1, {"Tcpip", "Tcpip6"}, /*has_filter=*/true);
    add_filter(machine.registry.now);
    const Diagnosis diagnosis = diagnosed(machine);
    EXPECT_EQ(Verdict::Suspicious, diagnosis.verdict);
    const Finding* finding = find(diagnosis, "filter-driver-gone");
    ASSERT_NE(nullptr, finding) << told(diagnosis);
    EXPECT_EQ("The filter driver \"Acme Shield Filter\" (acme_shield) is bound to \"Ethernet 1\", and its file "
              "C:\\Acme\\acmeflt.sys is gone. It is mandatory: no data goes past it.",
              finding->text);
    EXPECT_NE(finding->remedy.find("uninstall"), std::string::npos);
}

TEST(Around, BlamesNoFilterThatIsBoundToNothingOrMayBeThere) {
    simulated::Windows unbound(Preset::Windows11), on_stick(Preset::Windows11), unseen(Preset::Windows11);
    for (simulated::Windows* machine : {&unbound, &on_stick, &unseen}) {
        add_card(machine->registry.now, 1, {"Tcpip", "Tcpip6"}, /*has_filter=*/machine != &unbound);
        add_filter(machine->registry.now, "\\??\\E:\\acmeflt.sys");
    }
    on_stick.behaviour.drives_not_fixed = {"e:"};
    unseen.registry.troubles.push_back({filters + filter});
    for (simulated::Windows* machine : {&unbound, &on_stick, &unseen})
        EXPECT_EQ(nullptr, find(diagnosed(*machine), "filter-driver-gone"));
    const Diagnosis diagnosis = diagnosed(unseen);
    EXPECT_EQ(Verdict::Healthy, diagnosis.verdict) << "what could not be looked at there is no open question";
    EXPECT_EQ(Codes{"around-not-seen"}, codes(diagnosis, Severity::Note)) << told(diagnosis);
}

TEST(Around, TellsAnAdapterWithoutTcpIpFromOneThatServesAnother) {
    simulated::Windows machine(Preset::Windows11);
    add_card(machine.registry.now, 1, {"rspndr", "Ndisuio"});
    add_card(machine.registry.now, 2, {"VMSP"});
    add_card(machine.registry.now, 3, {"NdisWan"});
    add_card(machine.registry.now, 4, {"Tcpip", "Tcpip6"});
    add_card(machine.registry.now, 5, {});
    bind_to_none(machine.registry.now);
    const Diagnosis diagnosis = diagnosed(machine);
    std::vector<std::string> texts;
    for (const Finding& finding : diagnosis.findings)
        texts.push_back(finding.text);
    EXPECT_EQ((std::vector<std::string>{"IPv4 is not bound to \"Ethernet 1\", so it can have no IPv4 address.",
                                        "IPv6 is not bound to \"Ethernet 1\"."}),
              texts);
    EXPECT_EQ(Verdict::Healthy, diagnosis.verdict) << "another adapter has an address";
    machine.registry.now.set(services + "Tcpip\\Linkage", list("Bind", {"\\Device\\" + card(1)}));
    machine.registry.now.set(services + "Tcpip6\\Linkage", list("Bind", {"\\Device\\" + card(1)}));
    EXPECT_TRUE(diagnosed(machine).findings.empty()) << "two records have to agree";
}

TEST(Around, LooksAtFiveHundredAdapters) {
    simulated::Windows machine(Preset::Windows11);
    for (int i = 0; i < 500; ++i)
        add_card(machine.registry.now, i, {"Tcpip", "Tcpip6"}, /*has_filter=*/i == 499);
    add_filter(machine.registry.now);
    const Diagnosis diagnosis = diagnosed(machine);
    EXPECT_EQ(Codes{"filter-driver-gone"}, codes(diagnosis, Severity::Suspicious));
    EXPECT_EQ(1u, diagnosis.findings.size()) << told(diagnosis);
    bind_to_none(machine.registry.now);
    for (int i = 0; i < 500; ++i)
        add_card(machine.registry.now, i, {"rspndr"}, /*has_filter=*/i == 499);
    const Diagnosis many = diagnosed(machine);
    EXPECT_LE(many.findings.size(), 32u) << "no more than a person reads";
    EXPECT_NE(nullptr, find(many, "filter-driver-gone"));
}

TEST(Around, TakesTheRuleThatCountsWhereAPolicyHidesTheOthers) {
    simulated::Windows machine(Preset::Windows11);
    const std::string own = services + "Dnscache\\Parameters\\DnsPolicyConfig\\{1}",
                      policy = "SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient\\DnsPolicyConfig";
    for (const std::string& rule : {own, policy + "\\{2}"}) {
        machine.registry.now.set(rule, list("Name", {rule == own ? "." : ".office.example"}));
        machine.registry.now.set(rule, text("GenericDNSServers", "10.8.0.1"));
        machine.registry.now.set(rule, text("DisplayName", "Acme VPN"));
    }
    EXPECT_TRUE(diagnosed(machine).findings.empty()) << "some names only, and the other rule is not looked at";
    machine.registry.now.erase_tree(policy);
    machine.behaviour.network.lookup = 11002;
    const Finding* finding = nullptr;
    const Diagnosis diagnosis = diagnosed(machine);
    ASSERT_NE(nullptr, finding = find(diagnosis, "name-policy-left")) << told(diagnosis);
    EXPECT_EQ("A rule of a program (Acme VPN) sends all names to 10.8.0.1.", finding->text);
    EXPECT_EQ(Severity::Suspicious, finding->severity);
}

TEST(Around, NamesALastingDefaultRouteOnlyWhereNoAdapterReachesIt) {
    struct Case {
        const char *route, *address, *mask;
        bool left;
    };
    for (const Case& one : {Case{"0.0.0.0,0.0.0.0,10.8.0.1,1", "192.168.1.7", "255.255.255.0", true},
                            Case{"0.0.0.0,128.0.0.0,10.8.0.1,1", "192.168.1.7", "255.255.255.0", true},
                            Case{"0.0.0.0,0.0.0.0,192.168.1.1,-1", "192.168.1.7", "255.255.255.0", false},
                            Case{"10.0.0.0,255.0.0.0,10.8.0.1,1", "192.168.1.7", "255.255.255.0", false},
                            Case{"0.0.0.0,0.0.0.0,10.8.0.256,1", "192.168.1.7", "255.255.255.0", false},
                            Case{"0.0.0.0,0.0.0.0", "192.168.1.7", "255.255.255.0", false},
                            Case{"", "192.168.1.7", "255.255.255.0", false},
                            Case{"0.0.0.0,0.0.0.0,10.8.0.1,1", "0.0.0.0", "0.0.0.0", true},
                            Case{"0.0.0.0,0.0.0.0,10.8.0.1,1", "10.8.0.7", "255.255.255.0", false}}) {
        simulated::Windows machine(Preset::Windows7);
        add_card(machine.registry.now, 1, {"Tcpip", "Tcpip6"});
        machine.registry.now.set(interfaces + card(1), list("IPAddress", {one.address}));
        machine.registry.now.set(interfaces + card(1), list("SubnetMask", {one.mask}));
        machine.registry.now.set(services + "Tcpip\\Parameters\\PersistentRoutes", text(one.route, ""));
        EXPECT_EQ(one.left, find(diagnosed(machine), "route-left") != nullptr) << one.route << " " << one.address;
    }
}

TEST(Around, ReadsEveryFormOfAnImagePath) {
    const std::pair<const char*, const char*> forms[] = {
        {"\\SystemRoot\\System32\\drivers\\a.sys", "%SystemRoot%\\System32\\drivers\\a.sys"},
        {"system32\\DRIVERS\\a.sys", "%SystemRoot%\\system32\\DRIVERS\\a.sys"},
        {"\\??\\C:\\a b\\a.sys", "C:\\a b\\a.sys"},
        {"\"C:\\Program Files\\a.exe\" -x", "C:\\Program Files\\a.exe"},
        {"\"C:\\a.exe", "C:\\a.exe"},
        {"%SystemRoot%\\system32\\svchost.exe -k netsvcs -p", "%SystemRoot%\\system32\\svchost.exe"},
        {"C:\\Program Files\\a.exe -x", "C:\\Program Files\\a.exe"},
        {"\"", ""},
        {"", ""}};
    for (const auto& [image, file] : forms)
        EXPECT_EQ(file, file_of_image(image)) << image;
}

// A person's cause beside one that a rung mends: the plan names it, and the rung goes its way.
TEST(Around, IsNamedInThePlanAndStopsNoRepair) {
    stories::Story story(Preset::Windows11, Fault::ProviderDllMissing);
    add_card(story.windows.registry.now, 1, {"Tcpip", "Tcpip6"}, /*has_filter=*/true);
    add_filter(story.windows.registry.now);
    story.start();
    story.live();
    EXPECT_EQ("settled/repaired", story.phase()) << story.checkpoint().trouble;
    EXPECT_EQ(0, story.restarts);
    bool named = false;
    for (const std::string& warning : story.checkpoint().plan.warnings)
        named = named || warning.find("Acme Shield Filter") != std::string::npos;
    EXPECT_TRUE(named);
}

} // namespace
} // namespace netmend::winsock
