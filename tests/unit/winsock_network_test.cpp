// What lies around the stack is named and blamed on nobody wrongly; a restart comes first where one is owed.

#include <gtest/gtest.h>

#include "statemachine/base/limits.hpp"
#include "statemachine/steps/looking.hpp"
#include "statemachine/winsock/network_findings.hpp"
#include "statemachine/winsock/restart_first.hpp"
#include "tests/simulated/windows.hpp"
#include "tests/unit/winsock_machine.hpp"

namespace netmend::winsock {
namespace {

AdapterFacts working() {
    AdapterFacts adapter;
    adapter.name = "LAN";
    adapter.connected = adapter.has_address = adapter.dhcp = adapter.has_gateway = adapter.has_name_server = true;
    return adapter;
}

AdapterFacts without_address() {
    AdapterFacts adapter = working();
    adapter.has_address = adapter.has_gateway = adapter.has_name_server = false;
    return adapter;
}

Diagnosis judged(const NetworkFacts& network, bool waited = false) {
    Diagnosis diagnosis;
    diagnosis.findings = network_findings(network, waited);
    settle(diagnosis);
    return diagnosis;
}

NetworkFacts with(std::vector<AdapterFacts> adapters) {
    NetworkFacts network;
    network.adapters = std::move(adapters);
    return network;
}

TEST(Network, ThatWorksIsNotSpokenOf) {
    EXPECT_TRUE(judged(with({working()})).findings.empty());
}

TEST(Network, WithoutAnyAddressIsDamageOnlyWhenALaterLookAgrees) {
    EXPECT_EQ(Verdict::CouldNotLook, judged(with({without_address()})).verdict);
    EXPECT_EQ(Codes{"no-address-yet"}, codes(judged(with({without_address()})), Severity::Note));
    EXPECT_EQ(Codes{"no-address"}, codes(judged(with({without_address()}), true), Severity::Damage));
}

TEST(Network, WithoutAnyAddressIsLookedAtTwiceByTheService) {
    simulated::Windows machine(simulated::Preset::XpSp3);
    machine.behaviour.network.adapters.front().has_address = false;
    auto ports = machine.ports();
    const auto before = machine.time();
    const auto look = steps::look_when_ready(ports, machine.identity);
    ASSERT_TRUE(look);
    EXPECT_EQ(Verdict::Damaged, look->verdict);
    EXPECT_GE(machine.time() - before, limits::address_within);
}

TEST(Network, IsNotLookedAtInSafeMode) {
    simulated::Windows machine(simulated::Preset::XpSp3);
    machine.behaviour.tcpip_driver = DriverState::Stopped;
    machine.restart({.safe_mode = true});
    auto ports = machine.ports();
    const Diagnosis diagnosis = diagnose(ports, machine.identity);
    EXPECT_EQ(Verdict::Healthy, diagnosis.verdict) << told(diagnosis);
    EXPECT_NE(nullptr, find(diagnosis, "running-not-checked"));
}

TEST(Network, BlamesAProviderThatCrashesWhereNamesAreLookedUp) {
    NetworkFacts network;
    network.adapters = {working()};
    network.lookup = 0xC0000005;
    EXPECT_EQ(Codes{"name-lookup-crashes"}, codes(judged(network), Severity::Suspicious));
}

TEST(Network, WhereAnAdapterHasAnotherReasonIsNoDamage) {
    AdapterFacts fixed = without_address(), modest = without_address();
    fixed.dhcp = false;
    modest.self_addressing = false;
    for (const auto& adapters : {std::vector{fixed}, std::vector{modest}, std::vector{without_address(), working()}})
        EXPECT_EQ(Verdict::Healthy, judged(with(adapters), true).verdict);
}

TEST(Network, NamesWhatIsNotTheFaultOfTheStack) {
    AdapterFacts lonely = working(), unplugged = without_address();
    lonely.private_automatic = true;
    unplugged.connected = false;
    NetworkFacts lookup = with({working()}), dead_proxy = lookup, proxy = lookup, unknown;
    lookup.lookup = 11001;
    dead_proxy.proxies = {{"", "127.0.0.1:8888", false, true}};
    proxy.proxies = {{"", "127.0.0.1:8888"}};
    unknown.code = 2;
    const std::pair<NetworkFacts, std::string> cases[] = {
        {with({lonely}), "no-dhcp-answer"}, {with({unplugged}), "not-connected"}, {with({}), "no-adapter"},
        {lookup, "name-lookup-fails"},      {dead_proxy, "proxy-left-set"},       {proxy, "proxy-set"},
        {unknown, "adapters-unknown"}};
    for (const auto& [network, code] : cases) {
        const Diagnosis diagnosis = judged(network);
        EXPECT_EQ(Verdict::Healthy, diagnosis.verdict) << code;
        EXPECT_EQ(Codes{code}, codes(diagnosis, Severity::Note)) << told(diagnosis);
    }
}

TEST(RestartFirst, IsTheAdviceWhereTheCatalogWasChangedSinceTheStart) {
    simulated::Windows machine(simulated::Preset::XpSp3, simulated::Fault::ProviderDllMissing);
    auto ports = machine.ports();
    EXPECT_EQ(nullptr, find(diagnose(ports, machine.identity), "restart-first"));
    machine.registry.now.set(std::string(simulated::protocols_path), {"Serial_Access_Num", 4, {9, 0, 0, 0}});
    const Diagnosis diagnosis = diagnose(ports, machine.identity);
    EXPECT_EQ(Verdict::Damaged, diagnosis.verdict);
    EXPECT_NE(nullptr, find(diagnosis, "restart-first"));
    machine.restart();
    EXPECT_EQ(nullptr, find(diagnose(ports, machine.identity), "restart-first"));
}

TEST(RestartFirst, IsTheAdviceWhereTheRemovalOfAProviderWaitsForIt) {
    simulated::Windows machine(simulated::Preset::XpSp3, simulated::Fault::ProviderDllMissing);
    auto ports = machine.ports();
    const auto write = [&](const std::u16string& text) {
        Bytes data;
        for (const char16_t unit : text) {
            data.push_back(static_cast<std::uint8_t>(unit & 0xFF));
            data.push_back(static_cast<std::uint8_t>(unit >> 8));
        }
        machine.registry.now.set("SYSTEM\\CurrentControlSet\\Control\\Session Manager",
                                 {"PendingFileRenameOperations", 7, data});
    };
    using namespace std::string_literals;
    write(u"\\??\\C:\\a.tmp\0\0\\??\\C:\\b.tmp\0\0\0"s);
    const auto catalogs = diagnose_structure(ports, machine.identity).catalogs;
    ASSERT_NE(nullptr, catalogs);
    EXPECT_EQ("", why_restart_first(ports, catalogs.get()));
    write(u"\\??\\C:\\a.tmp\0\0\\??\\C:\\WINDOWS\\system32\\MSWSOCK.DLL\0\0\0"s);
    EXPECT_NE("", why_restart_first(ports, catalogs.get()));
    EXPECT_EQ("", why_restart_first(ports, nullptr)) << "catalogs that could not be read say nothing";
}

} // namespace
} // namespace netmend::winsock
