// Drivers and sockets: what the running machine answers, and how much each answer says.
#include <gtest/gtest.h>

#include <algorithm>

#include "statemachine/winsock/diagnosis.hpp"
#include "statemachine/winsock/live_findings.hpp"
#include "statemachine/winsock/symptoms.hpp"

namespace netmend::winsock {
namespace {

constexpr Generation xp = 501, seven = 601;

ProbedProvider provider(int family, int type, const char* call = "", std::uint32_t code = 0) {
    return {family, type, type == 1 ? 6 : 17, "somebody's name", call, code};
}

ProbeReport working(int bits = 32) {
    ProbeReport report;
    report.bits = bits;
    report.providers = {provider(2, 1), provider(2, 2), provider(23, 1), provider(23, 2)};
    return report;
}

SocketsLook judged(ProbeReport report, Generation generation = seven) {
    return judge_sockets(std::vector<ProbeReport>{std::move(report)}, generation);
}

bool damaged(const SocketsLook& look) {
    return std::any_of(look.findings.begin(), look.findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::Damage; });
}

TEST(Sockets, ThatCarryDataAreNoFinding) {
    const SocketsLook look = judge_sockets(std::vector<ProbeReport>{working(32), working(64)}, seven);
    EXPECT_TRUE(look.findings.empty());
    EXPECT_TRUE(look.carried_data);
}

TEST(Sockets, OfABitnessWithoutAProgramAreSaidToBeUnchecked) {
    ProbeReport absent;
    absent.not_run = true;
    const SocketsLook look = judge_sockets(std::vector<ProbeReport>{working(64), absent}, seven);
    ASSERT_EQ(look.findings.size(), 1u);
    EXPECT_EQ(look.findings[0].code, "running-not-checked");
    EXPECT_EQ(look.findings[0].severity, Severity::Note);
    EXPECT_EQ(look.findings[0].bits, 32);
    EXPECT_NE(look.findings[0].text.find("netmend-probe32.exe is missing"), std::string::npos);
    EXPECT_TRUE(look.carried_data);
    EXPECT_FALSE(judged(absent).carried_data);
}

TEST(Sockets, ThatFailNameTheSymptomOfTheArticles) {
    for (std::uint32_t code : {10038u, 10045u, 10106u, 10107u, 10041u, 10022u, 10050u, 11003u, 10047u, 12345u}) {
        ProbeReport report = working();
        report.providers[0] = provider(2, 1, "socket", code);
        const SocketsLook look = judged(report);
        ASSERT_EQ(look.findings.size(), 1u) << code;
        EXPECT_TRUE(damaged(look)) << code;
        EXPECT_FALSE(look.carried_data);
        EXPECT_EQ(look.findings[0].code, "sockets-fail");
        EXPECT_NE(look.findings[0].text.find("TCP over IPv4: socket() failed with "), std::string::npos);
        EXPECT_NE(look.findings[0].text.find(std::to_string(code)), std::string::npos);
    }
}

TEST(Sockets, RefusedByAFirewallOrForWantOfBuffersAreNoDamage) {
    for (std::uint32_t code : {10013u, 10055u, 10024u}) {
        ProbeReport report = working();
        report.providers[0] = provider(2, 1, "connect", code);
        EXPECT_FALSE(damaged(judged(report))) << code;
        EXPECT_FALSE(judged(report).carried_data);
    }
}

// Verification calls a suspicious stack mended; one whose sockets a firewall refused has proven nothing.
TEST(Sockets, RefusedByAFirewallAreNotProven) {
    ProbeReport report = working();
    report.providers[0] = provider(2, 1, "connect", 10013);
    ProbeReport unstarted;
    unstarted.startup_code = 10067;
    for (const ProbeReport& refused : {report, unstarted}) {
        Diagnosis diagnosis;
        Running running{{}, std::vector<ProbeReport>{refused, working(64)}};
        SystemIdentity identity;
        identity.major = 6;
        add_running(diagnosis, running, identity);
        EXPECT_EQ(diagnosis.verdict, Verdict::CouldNotLook);
        ASSERT_EQ(diagnosis.findings.size(), 2u);
        EXPECT_EQ(diagnosis.findings[0].severity, Severity::Suspicious);
        EXPECT_EQ(diagnosis.findings[1].code, could_not_look_code);
        EXPECT_EQ(diagnosis.findings[1].catalog, "sockets");
        // Damage that was seen weighs more.
        running.sockets->back().crashed = true;
        add_running(diagnosis, running, identity);
        EXPECT_EQ(diagnosis.verdict, Verdict::Damaged);
    }
}

TEST(Sockets, OfHardwareThatIsNotThereAreNoDamage) {
    ProbeReport report = working();
    report.providers.push_back({32, 1, 3, "Bluetooth", "socket", 10050});
    report.providers.push_back({2, 3, 0, "RAW", "socket", 10038});
    EXPECT_FALSE(damaged(judged(report)));
    EXPECT_TRUE(judged(report).carried_data);
}

TEST(Sockets, OverIpv6CountOnlySinceVistaAndOnlyWhenTheStackIsToBlame) {
    for (std::uint32_t code : {10047u, 10049u}) {
        ProbeReport report = working();
        report.providers[2] = provider(23, 1, "socket", code);
        EXPECT_TRUE(judged(report, xp).findings.empty()) << "Windows XP has no IPv6 by default";
        EXPECT_FALSE(damaged(judged(report, seven))) << "IPv6 can be switched off";
    }
    ProbeReport report = working();
    report.providers[2] = provider(23, 1, "socket", 10106);
    EXPECT_TRUE(damaged(judged(report, seven)));
    EXPECT_FALSE(damaged(judged(report, xp)));
}

TEST(Sockets, ThatHangOrCrashAreAFinding) {
    ProbeReport hung, crashed, silent, unstarted, unlisted;
    hung.killed = crashed.crashed = true;
    unstarted.startup_code = 10107;
    unlisted.enumeration_code = 11003;
    for (const auto& [report, code] :
         {std::pair{hung, "probe-hung"}, std::pair{crashed, "probe-crashed"},
          std::pair{unstarted, "winsock-start-fails"}, std::pair{unlisted, "enumeration-fails"}}) {
        const SocketsLook look = judged(report);
        ASSERT_EQ(look.findings.size(), 1u);
        EXPECT_EQ(look.findings[0].code, code);
        EXPECT_TRUE(damaged(look));
        EXPECT_FALSE(look.carried_data);
    }
}

TEST(Sockets, ThatWereNotTriedAreNotDamaged) {
    const Result<std::vector<ProbeReport>> no_child = fail(ErrorKind::Failed, "The child did not start.");
    for (const auto& reports : {no_child, Result<std::vector<ProbeReport>>(std::vector<ProbeReport>{}),
                                Result<std::vector<ProbeReport>>(std::vector<ProbeReport>{ProbeReport{}})}) {
        const SocketsLook look = judge_sockets(reports, seven);
        ASSERT_EQ(look.findings.size(), 1u);
        EXPECT_EQ(look.findings[0].code, could_not_look_code);
        EXPECT_TRUE(look.findings[0].text.ends_with('.')) << look.findings[0].text;
        EXPECT_FALSE(damaged(look));
        EXPECT_FALSE(look.carried_data);
    }
}

TEST(Sockets, OfIpv6AloneAreKnownByTheirCarryingDataInEveryBitness) {
    ProbeReport six = working(), four_fails = working(), six_fails = working(), other = working();
    std::erase_if(six.providers, [](const ProbedProvider& each) { return each.family == 2; });
    four_fails.providers[0].code = 10106;
    six_fails.providers = {provider(23, 1), provider(23, 2, "socket", 10106)};
    other.providers = {provider(23, 1)}; // no UDP
    EXPECT_TRUE(judged(six).ipv6_alone);
    EXPECT_FALSE(judged(six).carried_data);
    for (const ProbeReport& report : {working(), four_fails, six_fails, other, ProbeReport{}}) {
        EXPECT_FALSE(judged(report).ipv6_alone);
        EXPECT_FALSE(judge_sockets(std::vector<ProbeReport>{six, report}, seven).ipv6_alone);
    }
    ProbeReport not_run;
    not_run.not_run = true;
    EXPECT_TRUE(judge_sockets(std::vector<ProbeReport>{six, not_run}, seven).ipv6_alone);
    EXPECT_FALSE(judged(not_run).ipv6_alone);
}

// The exception holds where the old key and the sockets agree, and nowhere else.
TEST(Sockets, OfIpv6AloneExcuseMissingIpv4OnlyWhereTheOldKeyDoesNotNameIt) {
    ProbeReport six = working();
    std::erase_if(six.providers, [](const ProbedProvider& each) { return each.family == 2; });
    const Running running{{}, std::vector<ProbeReport>{six}};
    SystemIdentity windows;
    windows.major = 6;
    for (const bool named : {false, true}) {
        Catalogs catalogs;
        catalogs.winsock2_present = catalogs.old_key.present = true;
        catalogs.old_key.transports = {"Tcpip6"};
        if (named)
            catalogs.old_key.transports.push_back("tcpip");
        ProtocolCatalog& list = catalogs.protocol.emplace_back();
        list.present = true;
        list.count = list.next_id = 1;
        ProtocolEntry& entry = list.entries.emplace_back();
        entry.number = 1;
        entry.item.chain_length = 1;
        entry.item.path = "%SystemRoot%\\system32\\mswsock.dll";
        Diagnosis diagnosis = judge(catalogs, windows, {});
        add_running(diagnosis, running, windows);
        int excused = 0;
        for (const Finding& finding : diagnosis.findings)
            excused += finding.code == "base-provider-missing" && finding.severity == Severity::Note;
        EXPECT_EQ(excused, named ? 0 : 2) << "TCP and UDP over IPv4, and never those over IPv6";
    }
}

TEST(Drivers, AreDamageOnlyWhenTheyAreKnownNotToRun) {
    EXPECT_TRUE(driver_findings("Tcpip", DriverState::Running).empty());
    for (const auto& [state, code] :
         {std::pair{DriverState::Missing, "driver-missing"}, std::pair{DriverState::Disabled, "driver-disabled"},
          std::pair{DriverState::Stopped, "driver-stopped"}}) {
        const auto findings = driver_findings("Tcpip", state);
        ASSERT_EQ(findings.size(), 1u);
        EXPECT_EQ(findings[0].code, code);
        EXPECT_EQ(findings[0].severity, Severity::Damage);
        EXPECT_NE(findings[0].text.find("Tcpip"), std::string::npos);
    }
    EXPECT_EQ(driver_findings("AFD", DriverState::Unknown)[0].severity, Severity::Note);
    EXPECT_EQ(driver_findings("AFD", fail(ErrorKind::AccessDenied, "Denied.", 5))[0].severity, Severity::Note);
}

TEST(Symptoms, HaveTheNamesOfTheArticles) {
    EXPECT_EQ(shown_code(10038), "10038 WSAENOTSOCK: an operation was attempted on something that is not a socket");
    EXPECT_EQ(shown_code(99999), "code 99999");
    for (std::uint32_t code : {2u, 720u, 10038u, 10045u, 10106u, 10107u})
        EXPECT_NE(symptom_of(code), nullptr) << code;
}

} // namespace
} // namespace netmend::winsock
